"""Statements that are posted already coded: who may, what is refused by which name, and what is recorded."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemas.vocabulary import Qualifier
from services.ingest.api import examples
from tests.unit.ingest_api.edge import Edge

SHELLED: dict[str, Any] = {"event_type": "shelling", "claimant": {"id": "am.mod"}}
DENIED: dict[str, Any] = {"event_type": "shelling", "speech_act": "denies", "answers": {"statement": 0}}
DAY: dict[str, Any] = {"start": "2024-04-12T00:00:00Z", "end": "2024-04-12T23:59:59Z", "precision": "day"}

LATER: dict[str, Any] = {"start": "2031-03-01T00:00:00Z", "end": "2031-03-01T00:00:00Z", "precision": "minute"}


def one(**slots: Any) -> dict[str, Any]:
    return {"statements": [{**SHELLED, **slots}]}


def toll(**figure: Any) -> dict[str, Any]:
    return one(casualties=[{"category": "killed", **figure}])


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an empty list and no text": ({"statements": []}, "text"),
    "no list": ({"statements": {"0": SHELLED}}, "statements"),
    "too many": ({"statements": [SHELLED] * 301}, "statements"),
    "no event type": ({"statements": [SHELLED, {"claimant": {"id": "am.mod"}}]}, "statements.1.event_type"),
    "an unknown event type": (one(event_type="war"), "statements.0.event_type"),
    "an unknown slot": (one(who="x"), "statements.0.who"),
    "a slot that only we fill": (one(rule="x"), "statements.0.rule"),
    "a flag in words": (one(civilian_targeting="yes"), "statements.0.civilian_targeting"),
    "an actor without a name": (one(initiator={"country": "AM"}), "statements.0.initiator"),
    "an actor that nobody knows": (one(target={"id": "xx.mod"}), "statements.0.target.id"),
    "an answer to an actor that nobody knows": (
        {"statements": [SHELLED, {**DENIED, "answers": {"claimant": {"id": "xx"}}}]},
        "statements.1.answers.claimant.id",
    ),
    "a name with a control character": (one(initiator={"name": "a\x00"}), "statements.0.initiator.name"),
    "a name with a lone surrogate": (one(initiator={"name": "\ud800"}), "statements.0.initiator.name"),
    "a name that is too long": (one(initiator={"name": "x" * 121}), "statements.0.initiator.name"),
    "a country in words": (one(initiator={"name": "x", "country": "Armenia"}), "statements.0.initiator.country"),
    "a country that there is not": (one(place={"name": "x", "country": "XX"}), "statements.0.place.country"),
    "a side that nobody knows": (toll(side="martians", min=1), "statements.0.casualties.0.side"),
    "a side of a country that there is not": (toll(side="XX", min=1), "statements.0.casualties.0.side"),
    "a place without a name": (one(place={"country": "AM"}), "statements.0.place.name"),
    "half a point": (one(place={"name": "Tegh", "lat": 39.5}), "statements.0.place"),
    "a point off the globe": (one(place={"name": "Tegh", "lat": 95, "lon": 0}), "statements.0.place.lat"),
    "a time without an offset": (
        one(occurred={**DAY, "start": "2024-04-12T00:00:00"}),
        "statements.0.occurred.start",
    ),
    "an end before the start": (one(occurred={**DAY, "end": "2024-04-11T00:00:00Z"}), "statements.0.occurred"),
    "a minute of half a year": (
        one(occurred={**DAY, "end": "2024-10-12T00:00:00Z", "precision": "minute"}),
        "statements.0.occurred",
    ),
    "a day of a month": (one(occurred={**DAY, "start": "2024-03-12T00:00:00Z"}), "statements.0.occurred"),
    "a week of a season": (
        one(occurred={**DAY, "start": "2024-01-12T00:00:00Z", "precision": "week"}),
        "statements.0.occurred",
    ),
    "a month of years": (
        one(occurred={**DAY, "start": "2022-04-12T00:00:00Z", "precision": "month"}),
        "statements.0.occurred",
    ),
    "what occurred after it was received": (one(occurred=LATER), "statements.0.occurred.start"),
    "what occurred after it was published": (
        {**one(occurred=DAY), "published_at": "2024-04-09T09:00:00Z"},
        "statements.0.occurred.start",
    ),
    "a figure in words": (toll(min="3"), "statements.0.casualties.0.min"),
    "a figure below none": (toll(min=-1), "statements.0.casualties.0.min"),
    "an exact figure without a number": (toll(), "statements.0.casualties.0"),
    "at least with an end": (toll(qualifier="at_least", min=3, max=5), "statements.0.casualties.0"),
    "at most without an end": (toll(qualifier="at_most"), "statements.0.casualties.0"),
    "a most below the least": (toll(min=3, max=2), "statements.0.casualties.0"),
    "two figures for one side": (
        one(casualties=[{"category": "killed", "min": 1}, {"category": "killed", "min": 2}]),
        "statements.0.casualties.1",
    ),
    "an answer of what is no reaction": (one(answers={"statement": 0}), "statements.0.answers"),
    "an answer to itself": ({"statements": [DENIED]}, "statements.0.answers.statement"),
    "an answer past the end": ({"statements": [DENIED, SHELLED, DENIED | {"answers": {"statement": 3}}]},
                               "statements.2.answers.statement"),
    "a span past the end": (
        {"text": "Shelling.", **one(span={"field": "text", "start": 0, "end": 10})},
        "statements.0.span",
    ),
    "a span of nothing": (
        {"text": "Shelling.", **one(span={"field": "text", "start": 4, "end": 4})},
        "statements.0.span",
    ),
    "a span of a title that is not there": (
        {"text": "Shelling.", **one(span={"field": "title", "start": 0, "end": 4})},
        "statements.0.span",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "field"), REFUSED.values(), ids=REFUSED)
async def test_a_bad_slot_is_named_with_the_index_of_its_statement(
    edge: Edge, fields: dict[str, Any], field: str
) -> None:
    answer = await edge.post(key="coder", content=json.dumps(fields).encode())

    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert edge.records() == []


@pytest.mark.parametrize(
    "fields",
    [
        one(occurred=LATER, temporal="future"),
        one(occurred=LATER, temporal="hypothetical"),
        {**one(occurred=DAY), "published_at": "2024-04-11T12:00:00Z"},
        {**one(occurred=DAY), "published_at": "2024-04-01T09:00:00Z", "updated_at": "2024-04-12T09:00:00Z"},
        one(occurred={"start": "2024-04-10T22:00:00Z", "end": "2024-04-11T06:00:00Z", "precision": "minute"}),
        one(occurred={"start": "2024-04-10T00:00:00Z", "end": "2024-04-11T23:59:59Z", "precision": "part_of_day"}),
        one(occurred={"start": "2024-04-08T00:00:00Z", "end": "2024-04-11T23:59:59Z", "precision": "day"}),
        one(occurred={"start": "2014-04-08T00:00:00Z", "end": "2024-04-11T23:59:59Z", "precision": "year"}),
    ],
    ids=[
        "announced",
        "supposed",
        "east of us",
        "updated since",
        "a night",
        "a night by its two days",
        "four days",
        "ten years",
    ],
)
async def test_times_that_can_be_are_taken(edge: Edge, fields: dict[str, Any]) -> None:
    assert (await edge.post(fields, key="coder")).status_code == 202


async def test_a_side_may_be_a_party_that_no_table_has(edge: Edge) -> None:
    fields = toll(side="Sons of the Ford", min=1)
    assert (await edge.post(fields, key="coder")).status_code == 422
    fields["statements"][0]["initiator"] = {"name": "Sons of the ford"}
    assert (await edge.post(fields, key="coder")).status_code == 202


@pytest.mark.parametrize("side", ["AM", "XK", "az.mil", "southern army", None])
async def test_a_side_is_a_country_or_an_actor(edge: Edge, side: str | None) -> None:
    assert (await edge.post(toll(side=side, min=1), key="coder")).status_code == 202


async def test_statements_need_their_own_scope_and_texts_do_not(edge: Edge) -> None:
    refused = await edge.post({"text": "x", "statements": []}, key="ministry")
    lines = [{"text": "x"}, {"statements": [SHELLED]}]
    batch = await edge.batch(b"\n".join(json.dumps(line).encode() for line in lines))

    assert refused.status_code == 403
    assert refused.json()["scope"] == "ingest:coded"
    assert 'scope="ingest:coded"' in refused.headers["www-authenticate"]
    assert [json.loads(line)["status"] for line in batch.text.splitlines()] == [202, 403]


async def test_the_record_holds_the_statements_as_they_are_meant(edge: Edge) -> None:
    figures = [
        {"category": "killed", "side": "AM", "min": 3},
        {"category": "injured", "qualifier": "at_least", "min": 10},
        {"category": "missing", "qualifier": "at_most", "max": 2},
        {"category": "captured", "qualifier": "vague"},
    ]
    text = "Shelling.\r\nNo losses, says Yerevan."
    spanned = {**SHELLED, "casualties": figures, "span": {"field": "text", "start": 10, "end": 19}}
    await edge.post({"text": text, "statements": [spanned, DENIED]}, key="coder")

    fields = edge.event().data.fields
    first, second = fields.statements
    assert fields.text[first.span.start : first.span.end] == "No losses"
    assert [(figure.min, figure.max) for figure in first.casualties] == [(3, 3), (10, None), (0, 2), (0, None)]
    assert first.casualties[3].qualifier is Qualifier.VAGUE
    assert (second.answers.statement, second.polarity) == (0, None)


async def test_a_changed_statement_makes_a_revision_and_none_makes_the_one_of_the_text_alone(edge: Edge) -> None:
    plain = {"external_id": "1", "text": "Shelling."}
    posted = [plain, {**plain, "statements": None}, {**plain, **toll(min=3)}, {**plain, **toll(min=5)}]
    revisions = [(await edge.post(fields, key="coder")).json()["revision"] for fields in posted]

    assert revisions[0] == revisions[1]
    assert len(set(revisions)) == 3


async def test_a_report_may_be_its_statements_alone(edge: Edge) -> None:
    first, same, other = [(await edge.post(toll(min=n), key="coder")).json() for n in (3, 3, 5)]

    assert edge.events()[0].data.fields.text == ""
    assert first == same
    assert first["report_id"] != other["report_id"]


async def test_the_example_fits_its_schema_and_is_accepted(edge: Edge) -> None:
    description = (await edge.client.get("/openapi.json")).json()
    schema = {"$ref": "#/components/schemas/Report", "components": description["components"]}

    Draft202012Validator(schema).validate(examples.CODED)

    assert (await edge.post(examples.CODED, key="coder")).status_code == 202
