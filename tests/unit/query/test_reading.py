"""Decisions are read for what the fold does with them, and it makes of them what it makes of whole ones."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from schemas.events.decisions import Decision
from schemas.events.envelope import Unreadable
from schemas.slots import Actor, Place
from services.query.erasure import without_words
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
from tests.histories import History, opened, placed, record_of, report, statement
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


def digests(picture: Picture, decisions: list[Decision]) -> dict[UUID, bytes]:
    """What the statements that hold now say."""
    for decision in decisions:
        apply(picture, decision)
    return {row.key: row.said for row in picture.statements}


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
    said = digests(Picture(), [decided(value) for value in values])
    assert said == digests(Casebook(), [told(value) for value in values])
    assert said == digests(Picture(), decisions)


def spoilt(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A decision that places a statement, changed as JSON."""
    history = History()
    history.decide(opened("a"), placed(statement("a"), "a"), about=report("a"))
    written = from_json(record_of(history.decisions[-1]).value or b"")
    change(written["data"])
    return to_json(written)


@pytest.mark.parametrize(
    ("change", "member"),
    [
        (lambda data: data["events"][1]["statement"].update(event_type="parade"), "event_type"),
        (lambda data: data["events"][1]["statement"]["claimant"].pop("name"), "name"),
        (lambda data: data["events"][1].pop("seed"), "seed"),
        (lambda data: data["report"].update(received_at=None, header=None), "header"),
        (lambda data: data.update(n="three"), "n"),
        (lambda data: data.update(n="3"), "n"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_member(change: Callable[[dict[str, Any]], object], member: str) -> None:
    with pytest.raises(Unreadable, match=rf"\b{member}\b"):
        told(spoilt(change))


def test_a_statement_read_as_a_struct_can_lose_its_words() -> None:
    whole = statement(
        "a", target=Actor(name="men in a red lorry"), place=Place(name="the dry well", gazetteer_name="Dey")
    )
    history = History()
    history.decide(opened("a"), placed(whole, "a"), about=report("a"))
    (event,) = [
        one for one in told(record_of(history.decisions[-1]).value or b"").events if one.type == "statement.placed"
    ]
    left = from_json(to_json(without_words(event.statement).model_dump(mode="json")))
    assert left == without_words(whole).model_dump(mode="json", exclude={"sentence"})
    assert left["target"]["name"] == ""
    assert left["place"]["name"] == "Dey"
