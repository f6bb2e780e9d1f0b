"""What a review may say: whatever else is posted is refused, by the name of its field."""

from typing import Any
from uuid import UUID

import pytest

from schemas.events.statements import Correct, Merge, Move, Split, Undo
from schemas.statement import CORRECTABLE
from services.query.api.reviews.examples import REVIEW
from services.query.api.reviews.instruction import InvalidFields, instruction

A, B, C = (str(UUID(int=number)) for number in (1, 2, 3))
PLACE = {"name": "Kesh", "country": "AM", "lat": 40.25, "lon": 46.5, "precision": "settlement"}


def body(action: Any, **changes: Any) -> dict[str, Any]:
    return {"action": action, "reason": "I looked.", "seen_n": 3} | changes


def refused(fields: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidFields) as caught:
        instruction(fields)
    return [(error.field, error.detail) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("action", "written"),
    [
        ({"type": "merge", "a": A, "b": B}, Merge(a=A, b=B)),  # type: ignore[arg-type]
        ({"type": "split", "incident": A, "statements": [B, C]}, Split(incident=A, statements=(B, C))),  # type: ignore[arg-type]
        ({"type": "move", "statements": [B], "to": A}, Move(statements=(B,), to=A)),  # type: ignore[arg-type]
        (
            {"type": "correct", "statement": A, "slot": "event_type", "value": "shelling"},
            Correct(statement=A, slot="event_type", value="shelling"),  # type: ignore[arg-type]
        ),
        ({"type": "correct", "statement": A, "slot": "place", "value": None}, Correct(statement=A, slot="place")),  # type: ignore[arg-type]
        ({"type": "undo", "review": A}, Undo(review=A)),  # type: ignore[arg-type]
        ({"type": "undo", "link": [A, B]}, Undo(link=(A, B))),  # type: ignore[arg-type]
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_every_action_is_written_as_the_log_has_it(action: dict[str, Any], written: object) -> None:
    assert instruction(body(action)).as_action() == written


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "action"),
        (body({"type": "merge", "a": A, "b": B}, reason=" "), "reason"),
        (body({"type": "merge", "a": A, "b": B}, reason="x" * 2001), "reason"),
        (body({"type": "merge", "a": A, "b": B}, reason="a\u0000b"), "reason"),
        (body({"type": "merge", "a": A, "b": B}, seen_n="3"), "seen_n"),
        (body({"type": "merge", "a": A, "b": B}, seen_n=-1), "seen_n"),
        (body({"type": "merge", "a": A, "b": B}, author="somebody else"), "author"),
        (body({"type": "merge", "a": A}), "action.b"),
        (body({"type": "merge", "a": A, "b": A}), "action"),
        (body({"type": "merge", "a": A, "b": "here"}), "action.b"),
        (body({"type": "merge", "a": A, "b": B, "c": C}), "action.c"),
        (body({"type": "join", "a": A, "b": B}), "action"),
        (body({"a": A, "b": B}), "action"),
        (body("merge"), "action"),
        (body({"type": "split", "incident": A, "statements": []}), "action.statements"),
        (body({"type": "split", "incident": A, "statements": [B, B]}), "action.statements"),
        (body({"type": "split", "incident": A, "statements": [B, "x"]}), "action.statements.1"),
        (body({"type": "undo"}), "action"),
        (body({"type": "undo", "review": A, "link": [A, B]}), "action"),
        (body({"type": "undo", "link": [A]}), "action.link.1"),
        (body({"type": "undo", "link": [A, A]}), "action.link"),
        (body({"type": "correct", "statement": A, "slot": "id", "value": B}), "action.slot"),
        (body({"type": "correct", "statement": A, "slot": "place"}), "action.value"),
        (body({"type": "correct", "statement": A, "slot": "claimant", "value": None}), "action.value"),
        (body({"type": "correct", "statement": A, "slot": "event_type", "value": "picnic"}), "action.value"),
        (body({"type": "correct", "statement": A, "slot": "place", "value": PLACE | {"lat": "n"}}), "action.value.lat"),
        (body({"type": "correct", "statement": A, "slot": "place", "value": PLACE | {"zoom": 3}}), "action.value.zoom"),
        (
            body({"type": "correct", "statement": A, "slot": "place", "value": PLACE | {"name": "\ud800"}}),
            "action.value.name",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_field_that_breaks_a_rule_is_named(fields: dict[str, Any], field: str) -> None:
    assert field in [name for name, _ in refused(fields)]


def test_a_corrected_value_is_kept_in_the_form_of_its_slot() -> None:
    given = instruction(body({"type": "correct", "statement": A, "slot": "place", "value": PLACE})).as_action()

    assert isinstance(given, Correct)
    assert given.value == {
        "name": "Kesh", "id": None, "gazetteer_name": None, "lat": 40.25, "lon": 46.5, "radius_km": None,
        "country": "AM", "admin1": None, "precision": "settlement",
    }  # fmt: skip


@pytest.mark.parametrize("slot", sorted(CORRECTABLE))
def test_no_slot_takes_a_value_of_no_sense(slot: str) -> None:
    action = {"type": "correct", "statement": A, "slot": slot, "value": {"nonsense": 1}}

    assert all(name.startswith("action.value") for name, _ in refused(body(action)))


def test_the_example_is_a_review() -> None:
    assert isinstance(instruction(REVIEW).as_action(), Merge)


def test_a_list_that_is_too_short_is_refused_in_words_of_ours() -> None:
    given = body({"type": "split", "incident": A, "statements": []})

    assert refused(given) == [("action.statements", "must hold at least 1")]
