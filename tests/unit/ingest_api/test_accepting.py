"""What is accepted: named by its content, recorded whole, and answered once it is durable."""

from typing import Any
from uuid import UUID

import pytest

from chassis.log.encoding import partition_for
from schemas.ids import report_id
from schemas.vocabulary import Reliability
from tests.unit.ingest_api.edge import MINISTRY, NOW, QUERY_URL, TOKENS, WIRE, Edge

REPORT: dict[str, Any] = {
    "external_id": "2024-117",
    "url": "https://mod.ruritania.example/2024/117",
    "title": "Shelling near Zenda",
    "text": "Graustark artillery fired on our post near Zenda, killing three soldiers.",
    "published_at": "2024-04-12T13:00:00+04:00",
    "language": "en",
}


async def test_the_answer_names_the_report_and_where_its_status_is(edge: Edge) -> None:
    answer = await edge.post(REPORT)

    assert answer.status_code == 202
    event = edge.event()
    assert answer.json() == {
        "report_id": str(event.data.report_id),
        "revision": str(event.data.revision),
        "status_url": f"{QUERY_URL}/v1/reports/{event.data.report_id}",
    }


async def test_the_record_says_who_posted_what_when_and_with_which_grade(edge: Edge) -> None:
    await edge.post(REPORT)

    event = edge.event()
    assert (event.type, event.subject, event.time) == ("report.submitted", str(event.data.report_id), NOW)
    assert event.data.source == MINISTRY
    assert event.data.publisher.actor == MINISTRY.actor
    assert event.data.publisher.grade is Reliability.C
    assert event.data.received_at == NOW
    assert event.data.fields.text == REPORT["text"]
    assert event.data.fields.published_at.isoformat() == "2024-04-12T09:00:00+00:00"


async def test_a_record_lies_alone_under_its_key_in_the_partition_of_its_report(edge: Edge) -> None:
    await edge.post(REPORT)
    await edge.post(REPORT)

    records = edge.records()
    events = edge.events()
    report = str(events[0].data.report_id)
    assert {record.key for record in records} == {f"{report}/{event.id}".encode() for event in events}
    assert {record.partition for record in records} == {partition_for(report.encode(), 32)}
    headers = dict(records[0].headers)
    assert headers["ce_type"] == b"report.submitted"
    assert headers["content-type"] == b"application/cloudevents+json"


async def test_posting_again_gives_the_same_report_and_revision(edge: Edge) -> None:
    first, second = [(await edge.post(REPORT)).json() for _ in range(2)]
    changed = (await edge.post({**REPORT, "text": "Two soldiers were killed."})).json()

    assert first == second
    assert changed["report_id"] == first["report_id"]
    assert changed["revision"] != first["revision"]


async def test_line_ends_and_nulls_do_not_make_a_revision(edge: Edge) -> None:
    with_lf = (await edge.post({"external_id": "1", "text": "a\nb", "title": None})).json()
    with_crlf = (await edge.post({"external_id": "1", "text": "a\r\nb"})).json()

    assert with_lf == with_crlf
    assert [event.data.fields.text for event in edge.events()] == ["a\nb", "a\nb"]


async def test_the_external_id_names_the_report_and_the_url_is_an_alias(edge: Edge) -> None:
    await edge.post(REPORT)

    data = edge.event().data
    assert data.report_id == report_id(MINISTRY.id, external_id="2024-117")
    assert data.aliases == (report_id(MINISTRY.id, url="https://mod.ruritania.example/2024/117"),)


async def test_spellings_of_one_url_are_one_report_whose_url_stays_as_posted(edge: Edge) -> None:
    spelled = "HTTPS://MOD.ruritania.example:443/a/../2024?b=2&a=1#top"
    one = (await edge.post({"url": spelled, "text": "x"})).json()
    other = (await edge.post({"url": "https://mod.ruritania.example/2024?a=1&b=2", "text": "x"})).json()

    assert one["report_id"] == other["report_id"]
    assert edge.events()[0].data.fields.url == spelled


async def test_a_report_without_an_address_is_named_by_its_content(edge: Edge) -> None:
    one, same, other = [(await edge.post({"text": text})).json() for text in ("one", "one", "other")]

    assert one == same
    assert other["report_id"] != one["report_id"]


async def test_two_sources_never_share_a_report(edge: Edge) -> None:
    ours, theirs = (await edge.post(REPORT)).json(), (await edge.post(REPORT, key="wire")).json()

    assert ours["report_id"] != theirs["report_id"]


@pytest.mark.parametrize(
    "address",
    [{"external_id": "2024-117"}, {"url": "https://mod.ruritania.example/2024/117"}, {"report_id": str(UUID(int=7))}],
    ids=lambda address: next(iter(address)),
)
async def test_a_correction_under_a_new_address_is_a_revision_of_what_it_revises(
    edge: Edge, address: dict[str, str]
) -> None:
    await edge.post({"external_id": "new", "text": "Correction: two, not three.", "revises": address})

    data = edge.event().data
    kind, value = next(iter(address.items()))
    revised = UUID(value) if kind == "report_id" else report_id(MINISTRY.id, **{kind: value})
    assert data.report_id == revised
    assert data.aliases == (report_id(MINISTRY.id, external_id="new"),)


async def test_a_report_may_take_another_of_its_source_back(edge: Edge) -> None:
    await edge.post({"external_id": "new", "text": "We withdraw it.", "retracts": {"external_id": "2024-117"}})

    assert edge.event().data.retracts == report_id(MINISTRY.id, external_id="2024-117")


@pytest.mark.parametrize("words", ["wire", "The Wire", "  the   WIRE "])
async def test_a_registered_publisher_gives_the_voice_and_the_grade_but_owns_nothing(edge: Edge, words: str) -> None:
    answer = await edge.post({**REPORT, "on_behalf_of": words})

    data = edge.event().data
    assert data.source == MINISTRY
    assert data.publisher.id == WIRE.id
    assert data.publisher.actor == WIRE.actor
    assert data.publisher.grade is Reliability.B
    assert answer.json()["report_id"] == str(report_id(MINISTRY.id, external_id="2024-117"))


async def test_an_unknown_publisher_speaks_in_its_own_words_and_cannot_be_judged(edge: Edge) -> None:
    await edge.post({**REPORT, "on_behalf_of": "Zenda  Herald"})

    publisher = edge.event().data.publisher
    assert (publisher.id, publisher.actor.id, publisher.actor.name) == (None, None, "Zenda Herald")
    assert publisher.grade is Reliability.F


async def test_a_report_can_be_taken_back_without_a_text(edge: Edge) -> None:
    report = report_id(MINISTRY.id, external_id="2024-117")
    path = f"/v1/reports/{report}/retraction"
    headers = {"X-API-Key": TOKENS["ministry"]}

    answers = [
        await edge.client.post(path, headers=headers),
        await edge.client.post(path, headers=headers, json={"reason": "published in error"}),
    ]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == {"report_id": str(report), "status_url": f"{QUERY_URL}/v1/reports/{report}"}
    events = edge.events()
    assert [event.type for event in events] == ["report.retracted"] * 2
    assert [event.data.reason for event in events] == [None, "published in error"]
    assert {event.data.source for event in events} == {MINISTRY.id}
    assert {record.partition for record in edge.records()} == {partition_for(str(report).encode(), 32)}


async def test_a_trace_goes_on_from_the_request_into_the_record(edge: Edge) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    await edge.client.post(
        "/v1/reports",
        headers={"X-API-Key": TOKENS["ministry"], "traceparent": f"00-{trace}-b7ad6b7169203331-00"},
        json={"text": "x"},
    )

    (record,) = edge.records()
    assert dict(record.headers)["traceparent"].decode().split("-")[1] == trace


@pytest.mark.parametrize(
    "written",
    ["2024-04-12T09:00:00Z", "2024-04-12t09:00:00.000z", "2024-04-12T13:00+04:00", "2024-04-12 05:30:00-0330"],
)
async def test_a_moment_is_the_same_however_it_is_written(edge: Edge, written: str) -> None:
    await edge.post({"text": "x", "published_at": written})

    assert edge.event().data.fields.published_at.isoformat() == "2024-04-12T09:00:00+00:00"
