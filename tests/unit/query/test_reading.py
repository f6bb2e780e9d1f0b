"""Decisions are read for what the fold does with them, and it makes of them what it makes of whole ones."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.events.envelope import UnknownType, Unreadable
from schemas.events.statements import Undo
from schemas.slots import Actor, Place
from schemas.statement import Statement
from schemas.vocabulary import Polarity
from services.query.erasure import without_words
from services.query.projection.casebook import Casebook
from services.query.projection.decided import decision_columns
from services.query.projection.fold import apply
from services.query.projection.incidents import follow
from services.query.projection.picture import Picture
from services.query.projection.reading import decided, told
from services.query.projection.taking import taken
from services.query.projection.writing import rows_of
from services.query.projection.written import Written
from tests.examples import some
from tests.histories import History, named, opened, placed, record_of, report, reviewed, seed, statement
from tests.random_histories import RandomHistory


def written(decisions: list[Decision]) -> object:
    """All rows but versions, as JSON says them."""
    picture, reviews = Picture(), []
    for decision in decisions:
        reviews += apply(picture, decision).reviews
    own = [decision_columns(decision, None) for decision in decisions]
    return from_json(to_json([rows_of(picture), reviews, own]))


def as_stored(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns as the database gives them back: JSON is read."""
    return {name: from_json(value) if isinstance(value, bytes) else value for name, value in columns.items()}


def learned(values: list[bytes]) -> list[object]:
    """The rows that hold now and, read back as they were written, are not what they were."""
    picture = Picture()
    for value in values:
        apply(picture, decided(value))
    rows = [row for table in picture.tables for row in table]
    again = [type(row).read(as_stored(row.columns())) for row in rows]
    return [(row, back) for row, back in zip(rows, again, strict=True) if not row.same_as(back)]


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
    assert learned(values) == []
    assert assessed([told(value) for value in values]) == assessed(decisions)
    said = digests(Picture(), [decided(value) for value in values])
    assert said == digests(Casebook(), [told(value) for value in values])
    assert said == digests(Picture(), decisions)


def test_reviews_are_read_as_they_are() -> None:
    history = History()
    history.open(statement("a"), "a")
    history.open(statement("b"), "b")
    apart = named("statement", "a"), named("statement", "b")
    given = reviewed("no", Undo(link=(seed("a"), seed("b"))))
    history.decide(d.ReviewApplied(review=given, cannot_link=(apart,)))
    history.decide(d.ReviewRejected(review=given.id, given=given, why="stale", seen_n=0, current_n=2))
    values = [record_of(decision).value or b"" for decision in history.decisions]
    assert written([decided(value) for value in values]) == written(history.decisions)
    applied = decision_columns(decided(values[2]), None)["events"]
    assert from_json(applied)[0]["review"] == str(given.id)
    assert [event for value in values[2:] for event in told(value).events] == [
        event for decision in history.decisions[2:] for event in decision.events
    ]


def test_what_was_left_out_is_put_back_and_names_are_what_they_say() -> None:
    said = statement("a", Actor(name='The "Old  Guard"'), polarity=Polarity.POSITIVE)

    def leave_out(data: dict[str, Any]) -> None:
        for name in ("polarity", "casualties", "carried"):
            del data["events"][1]["statement"][name]

    row = decided(spoilt(leave_out, said)).events[1].statement  # type: ignore[union-attr]
    assert isinstance(row, Written)
    assert row == Written.of(said)
    assert row.claimant == 'words:the "old guard"'


def spoilt(change: Callable[[dict[str, Any]], object], said: Statement | None = None) -> bytes:
    """A decision that places a statement, changed as JSON."""
    history = History()
    history.decide(opened("a"), placed(said or statement("a"), "a"), about=report("a"))
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


def test_what_is_no_decision_is_told_apart() -> None:
    history = History()
    history.decide(opened("a"), placed(statement("a"), "a"), about=report("a"))
    value = record_of(history.decisions[0]).value or b""
    for read in (decided, told):
        with pytest.raises(UnknownType, match="'verdict'"):
            read(value.replace(b'"type":"decision"', b'"type":"verdict"'))


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
