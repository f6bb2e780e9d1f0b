"""What is refused: with the field named, and nothing appended."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.http import HttpLimits
from tests.unit.ingest_api.edge import TOKENS, Edge, running

TEXT = {"text": "A patrol was fired on."}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"title": "x"}, "text"),
    "text is null": ({"text": None}, "text"),
    "text is blank": ({"text": " \n"}, "text"),
    "text is a number": ({"text": 5}, "text"),
    "text holds NUL": ({"text": "a\0b"}, "text"),
    "text holds DEL": ({"text": "a\x7fb"}, "text"),
    "text holds a C1 control": ({"text": "a\x85b"}, "text"),
    "text holds a lone surrogate": ({"text": "a\ud800"}, "text"),
    "title is a list": ({**TEXT, "title": ["x"]}, "title"),
    "title holds a control character": ({**TEXT, "title": "\x1b[31m"}, "title"),
    "unknown field": ({**TEXT, "headline": "x"}, "headline"),
    "external id is empty": ({**TEXT, "external_id": ""}, "external_id"),
    "external id is a number": ({**TEXT, "external_id": 17}, "external_id"),
    "external id holds a control character": ({**TEXT, "external_id": "1\x07"}, "external_id"),
    "url is no url": ({**TEXT, "url": "mod.example"}, "url"),
    "url is a script": ({**TEXT, "url": "javascript:alert(1)"}, "url"),
    "url has a password": ({**TEXT, "url": "https://a:b@mod.example/"}, "url"),
    "url has a space": ({**TEXT, "url": "https://mod.example/a b"}, "url"),
    "url has a port out of range": ({**TEXT, "url": "https://mod.example:99999/"}, "url"),
    "url has half an address": ({**TEXT, "url": "http://[::1/"}, "url"),
    "published_at has no offset": ({**TEXT, "published_at": "2024-04-12T09:00:00"}, "published_at"),
    "published_at is a number": ({**TEXT, "published_at": 1712912400}, "published_at"),
    "published_at is a number in a string": ({**TEXT, "published_at": "1712912400"}, "published_at"),
    "published_at is a day": ({**TEXT, "published_at": "2024-04-12"}, "published_at"),
    "published_at never was": ({**TEXT, "published_at": "2024-02-30T09:00:00Z"}, "published_at"),
    "published_at is before all time": ({**TEXT, "published_at": "0001-01-01T00:00:00+14:00"}, "published_at"),
    "published_at is a century too early": ({**TEXT, "published_at": "1824-04-12T09:00:00Z"}, "published_at"),
    "updated_at is a day zero": ({**TEXT, "updated_at": "0001-01-01T00:00:00Z"}, "updated_at"),
    "published_at is over a day ahead": ({**TEXT, "published_at": "2024-04-13T12:00:01Z"}, "published_at"),
    "updated_at is over a day ahead": ({**TEXT, "updated_at": "2025-01-01T00:00:00Z"}, "updated_at"),
    "language is no tag": ({**TEXT, "language": "English please"}, "language"),
    "publisher is too long": ({**TEXT, "on_behalf_of": "x" * 121}, "on_behalf_of"),
    "publisher holds a control character": ({**TEXT, "on_behalf_of": "a\x00"}, "on_behalf_of"),
    "revises a string": ({**TEXT, "revises": "2024-117"}, "revises"),
    "revises nothing": ({**TEXT, "revises": {}}, "revises"),
    "revises two addresses": (
        {**TEXT, "revises": {"external_id": "1", "url": "https://mod.example/"}},
        "revises",
    ),
    "revises by an unknown address": ({**TEXT, "revises": {"guid": "1"}}, "revises.guid"),
    "retracts itself": ({**TEXT, "external_id": "1", "retracts": {"external_id": "1"}}, "retracts"),
    "retracts itself by its url": (
        {**TEXT, "url": "https://mod.example/1", "retracts": {"url": "https://mod.example/1#top"}},
        "retracts",
    ),
    "retracts what it revises": (
        {**TEXT, "external_id": "1", "revises": {"external_id": "2"}, "retracts": {"external_id": "2"}},
        "retracts",
    ),
    "retracts itself as a revision": (
        {**TEXT, "external_id": "1", "revises": {"external_id": "2"}, "retracts": {"external_id": "1"}},
        "retracts",
    ),
    "retracts a bad url": ({**TEXT, "retracts": {"url": "nowhere"}}, "retracts.url"),
    "retracts a bad id": ({**TEXT, "retracts": {"report_id": "1"}}, "retracts.report_id"),
}


@pytest.mark.parametrize(("fields", "field"), REFUSED.values(), ids=REFUSED)
async def test_a_bad_field_is_named(edge: Edge, fields: dict[str, Any], field: str) -> None:
    answer = await edge.post(content=json.dumps(fields).encode())

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert field in {error["field"] for error in problem["errors"]}
    assert f"#/{field.replace('.', '/')}" in {error["pointer"] for error in problem["errors"]}
    assert field in problem["detail"]
    assert edge.records() == []


async def test_an_offset_of_days_is_refused_in_words_of_ours(edge: Edge) -> None:
    answer = await edge.post({**TEXT, "published_at": "2024-04-12T09:00:00+99:00"})

    (error,) = answer.json()["errors"]
    assert error["field"] == "published_at"
    assert error["detail"] == "must be a date and time such as 2024-04-12T09:30:00Z (RFC 3339)"


async def test_a_field_given_twice_is_named(edge: Edge) -> None:
    answer = await edge.post(content=b'{"text": "one", "text": "two"}')

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "text", "pointer": "#/text", "detail": "is given twice"}]


async def test_what_is_a_moment_ahead_is_taken_for_a_fast_clock(edge: Edge) -> None:
    answer = await edge.post({**TEXT, "published_at": "2024-04-13T12:00:00Z"})

    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b'{"text": ', 400),
        (b'{"text": "\xff"}', 400),
        (b'{"text": NaN}', 400),
        (b"[" * 100_000, 400),
        (b'{"text": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'\xef\xbb\xbf{"text": "after a byte order mark"}', 202),
    ],
)
async def test_only_one_json_object_is_read(edge: Edge, content: bytes, status: int) -> None:
    answer = await edge.post(content=content)

    assert answer.status_code == status


async def test_a_text_of_a_mebibyte_is_taken_and_a_byte_more_is_too_large(edge: Edge) -> None:
    largest = "é" * (512 * 1024)

    assert (await edge.post({"text": largest})).status_code == 202
    refused = await edge.post({"text": largest + "a"})

    assert refused.status_code == 413
    assert refused.json()["errors"][0]["field"] == "text"
    assert len(edge.records()) == 1


async def test_a_body_over_the_limit_is_refused_whether_or_not_its_length_is_declared() -> None:
    async def undeclared() -> Any:
        for _ in range(3):
            yield b"x" * 50

    async with running(limits=HttpLimits(body_bytes=100)) as edge:
        declared = await edge.post(content=b"x" * 101)
        streamed = await edge.post(content=undeclared())

    assert [declared.status_code, streamed.status_code] == [413, 413]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-API-Key": "dcf_wrong"}, 401),
        ({"Authorization": "Basic abc"}, 401),
        ({"Authorization": f"Bearer {TOKENS['reader']}"}, 403),
        ({"X-API-Key": TOKENS["homeless"]}, 403),
        ({"Authorization": f"Bearer {TOKENS['ministry']}"}, 202),
        ({"X-API-Key": TOKENS["wire"]}, 202),
    ],
)
async def test_only_a_source_with_the_scope_may_post(edge: Edge, headers: dict[str, str], status: int) -> None:
    answer = await edge.client.post("/v1/reports", headers=headers, json=TEXT)

    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")
    if headers.get("Authorization", "").endswith(TOKENS["reader"]):
        assert answer.json()["scope"] == "ingest"
    assert len(edge.records()) == (status == 202)


async def test_a_key_over_its_rate_is_told_when_to_come_again() -> None:
    async with running(limits=HttpLimits(rate_per_second=0.1, rate_burst=2)) as edge:
        answers = [await edge.post(TEXT) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 10


async def test_a_retraction_of_no_id_is_refused(edge: Edge) -> None:
    answer = await edge.client.post("/v1/reports/1/retraction", headers={"X-API-Key": TOKENS["ministry"]})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "report_id"


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
near_reports = st.fixed_dictionaries(
    {"text": st.text(st.characters(), max_size=40) | any_json},
    optional={
        name: any_json
        | st.text(st.characters(), max_size=40)
        | st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
        | st.sampled_from(["https://a.example/", "http://[", "https://\udc00/", "0001-01-01T00:00:00+01:00"])
        for name in ("external_id", "url", "title", "published_at", "updated_at", "language", "on_behalf_of")
    }
    | {
        name: any_json | st.dictionaries(st.sampled_from(["external_id", "url", "report_id"]), any_json, max_size=2)
        for name in ("revises", "retracts")
    },
)


@given(posted=any_json | near_reports)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_json_whatever_breaks_the_api(edge: Edge, posted: Any) -> None:
    before = len(edge.records())

    answer = await edge.post(content=json.dumps(posted).encode())

    assert answer.status_code in (202, 400, 413, 422)
    assert len(edge.records()) - before == (answer.status_code == 202)


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_bytes_whatever_break_the_api(edge: Edge, content: bytes) -> None:
    assert (await edge.post(content=content)).status_code in (202, 400, 422)
    assert (await edge.batch(content)).status_code == 202


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "x" * 5001}, "title: string should have at most 5000 characters"),
        ({"external_id": "x" * 501}, "external_id: string should have at most 500 characters"),
        ({"language": "English!"}, "language: must be a tag of a language (BCP 47), such as en or hy"),
        ({"revises": {"report_id": 7}}, "revises.report_id: must be a UUID"),
    ],
    ids=["title", "id", "language", "uuid"],
)
async def test_what_is_wrong_is_said_in_the_words_of_who_posts(edge: Edge, fields: dict[str, Any], words: str) -> None:
    answer = await edge.post({"text": "Shelling.", **fields})

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(words)
