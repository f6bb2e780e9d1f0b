"""Reading a report at one go: what that takes is what the careful reader takes, and what is well formed it takes."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.http import read_object
from schemas.events.envelope import pack
from services.ingest.api import examples
from services.ingest.api.submission import Submission, at_once, submission
from tests.unit.ingest_api.edge import KNOWN, NOW, Edge

WHOLE: dict[str, Any] = {
    "external_id": "1",
    "url": "https://mod.example/1",
    "title": "Daily log",
    "text": "Shelling, says the ministry:\r\n\"two dead\".",
    "published_at": "2024-04-12T09:00:00+04:00",
    "updated_at": "2024-04-12T09:30:00.5Z",
    "language": "en",
    "on_behalf_of": "The Wire",
    "revises": {"external_id": "0"},
    "retracts": {"report_id": "9a0c9d0e-3a0b-5a52-8f3c-0d6f3a3f7a11"},
    "statements": [
        {
            "claimant": {"id": "am.mod", "kind": "government"},
            "relayer": {"name": "The Wire"},
            "certainty": "unspecified",
            "temporal": "actual",
            "event_type": "shelling",
            "civilian_targeting": True,
            "initiator": {"id": "az.mil"},
            "target": {"name": "Southern Army", "country": "AM"},
            "place": {"name": "Tegh", "lat": 39, "lon": -0.00001, "radius_km": 2, "precision": "settlement"},
            "occurred": {"start": "2024-04-11T00:00:00Z", "end": "2024-04-11T23:59:59+01:00", "precision": "day"},
            "casualties": [
                {"category": "killed", "side": "AM", "min": 2, "words": "two:\ttwo"},
                {"category": "injured", "qualifier": "at_most", "max": 4},
                {"category": "missing", "qualifier": "vague", "min": None},
            ],
            "span": {"field": "text", "start": 0, "end": 8},
        },
        {"event_type": "shelling", "speech_act": "denies", "polarity": "negative", "answers": {"statement": 0}},
        {"event_type": "shelling", "speech_act": "denies", "answers": {"claimant": {"id": "am.mod"}}},
    ],
}  # fmt: skip

ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -0.0, 1, 91, 1e-5, 1.0, -1, 2**70, float("nan"), float("inf"), "", " ", "x", "a\r\nb", "a\x00",
     "\ud800", "am.mod", "AM", "killed", "exact", "at_least", "day", "2024-04-12 09:00z", "https://mod.example:443/1#a",
     [], {}, [{}], {"name": "x"}, {"id": "am.mod"}, {"statement": 1}, {"external_id": "1"}]
).map(deepcopy)  # fmt: skip


def sent(fields: Any, **how: Any) -> bytes:
    return json.dumps(fields, **how).encode("utf-8", "surrogatepass")


def written(posted: Submission) -> str:
    return posted.model_dump_json()


def objects(held: Any) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict):
        yield held
    for one in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from objects(one)


@st.composite
def nearly_reports(draw: st.DrawFn) -> bytes:
    """A report in which something is another, is gone, or stands twice."""
    fields = deepcopy(draw(st.sampled_from([WHOLE, examples.CODED, examples.REPORT])))
    for _ in range(draw(st.integers(1, 2))):
        one = draw(st.sampled_from([held for held in objects(fields) if held]))
        name = draw(st.sampled_from(sorted(one)))
        match draw(st.integers(0, 3)):
            case 0:
                del one[name]
            case 1:
                one[f"{name}-again"] = draw(st.just(one[name]) | ODD)
            case _:
                one[name] = draw(ODD)
    return sent(fields, indent=draw(st.none() | st.just(1))).replace(b"-again", b"")


@given(nearly_reports())
def test_what_is_taken_at_once_is_what_is_taken_with_care(body: bytes) -> None:
    if (posted := at_once(body, NOW, KNOWN)) is not None:
        assert written(posted) == written(submission(read_object(body), NOW, KNOWN))


@pytest.mark.parametrize("fields", [WHOLE, examples.CODED, examples.REPORT], ids=["whole", "coded", "text"])
@pytest.mark.parametrize("how", [{}, {"indent": 2}, {"ensure_ascii": False}, {"separators": (" , ", " : ")}], ids=str)
def test_a_sound_report_is_taken_at_once(fields: dict[str, Any], how: dict[str, Any]) -> None:
    assert at_once(sent(fields, **how), NOW, KNOWN) is not None


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "x", "text": "x"}',
        b'{"text" :"x", "title": ":y", "te\\u0078t":"x"}',
        b'{"text": "x", "revises": {"url": "https://mod.example/", "url": "https://mod.example/"}}',
        b'{"statements": [{"event_type": "shelling", "casualties": [{"category": "killed", "min": 3, "min": 4}]}]}',
        b'{"statements": [{"event_type": "shelling", "answers": {"claimant": {"id": "am.mod", "id": "am.mod"}}}]}',
    ],
    ids=["at the top", "spelled in two ways", "in an address", "in a figure", "in an answer"],
)
async def test_a_name_that_is_given_twice_is_seen_at_any_depth(edge: Edge, body: bytes) -> None:
    answer = await edge.post(content=body, key="coder")

    assert answer.status_code == 422
    assert "is given twice" in answer.json()["detail"]
    assert edge.records() == []


async def test_a_text_is_measured_before_its_line_ends_are_made_shorter(edge: Edge) -> None:
    assert (await edge.post({"text": "ab\r\n" * 262_145})).status_code == 413


async def test_what_is_recorded_is_written_as_its_contract_writes_it(edge: Edge) -> None:
    answer = await edge.post(content=sent(WHOLE), key="coder")

    assert answer.status_code == 202
    (record,) = edge.records()
    assert record.value == pack(edge.event())
