"""Decisions are read for what the fold does with them, and it makes of them what it makes of whole ones."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from schemas.events.decisions import Decision
from services.query.projection.casebook import Casebook
from services.query.projection.fold import apply
from services.query.projection.incidents import follow
from services.query.projection.picture import Picture
from services.query.projection.reading import decided, told
from services.query.projection.rows import StatementRow
from services.query.projection.taking import taken
from services.query.projection.writing import rows_of
from services.query.projection.written import Written
from tests.examples import some
from tests.histories import record_of
from tests.random_histories import RandomHistory


def written(decisions: list[Decision]) -> object:
    """The rows of all tables but versions, as JSON says them."""
    picture = Picture()
    for decision in decisions:
        apply(picture, decision)
    return from_json(to_json(rows_of(picture)))


def learned(decisions: list[Decision]) -> list[tuple[Written, bytes]]:
    """The statements that hold now and what they say, read back as they were written."""
    picture = Picture()
    for decision in decisions:
        apply(picture, decision)
    rows = [StatementRow.read(row.columns() | {"slots": from_json(row.written.json)}) for row in picture.statements]
    assert all(
        row.same_as(picture.statements[row.key])
        for row in rows
        if isinstance(picture.statements[row.key].statement, Written)
    )
    return [(row.written, row.said) for row in rows]


def assessed(decisions: list[Decision]) -> object:
    """The rows of versions, as JSON says them."""
    book = Casebook()
    for decision in decisions:
        follow(book, decision)
    return from_json(to_json(taken(book.versions, ("incident_id",))))


@settings(max_examples=some(20), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_rows_and_versions_are_those_of_the_whole_decisions(draw: random.Random, steps: int) -> None:
    decisions = RandomHistory(draw).run(steps).decisions
    values = [record_of(decision).value or b"" for decision in decisions]
    assert written([decided(value) for value in values]) == written(decisions)
    assert learned([decided(value) for value in values]) == learned(decisions)
    assert assessed([told(value) for value in values]) == assessed(decisions)
