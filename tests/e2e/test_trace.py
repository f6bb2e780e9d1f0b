"""One report is one trace from its POST to its row in the feed, as an OTLP receiver sees it; reading it is another."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
from opentelemetry.trace import SpanKind

from chassis.log.topics import REPORTS, STATEMENTS, decisions
from chassis.telemetry import spans
from tests.otlp import OtlpReceiver, Span
from tests.system import System
from tests.waiting import until

pytestmark = pytest.mark.e2e

POST = "/v1/reports"
WRITERS = frozenset({"dedup-writer", "dedup-standby"})
BODY = {
    "title": "Shelling near Sotk",
    "text": "The Armenian Ministry of Defence said Azerbaijani artillery shelled its positions near Sotk on 9 November "
    "2026, killing two soldiers and wounding four. Azerbaijan's Ministry of Defence denied opening fire.",
    "published_at": "2026-11-09T08:00:00Z",
    "language": "en",
}
EXPORTED = 30.0  # seconds until the spans of what has happened are here


def chain_of(system: System) -> list[tuple[str, SpanKind]]:
    """Names and kinds of the spans of one report, from the POST to the feed."""
    decided = decisions(system.settings.generation)
    return [
        (spans.request("POST", POST), SpanKind.SERVER),
        (spans.send(REPORTS), SpanKind.PRODUCER),
        (spans.process(REPORTS), SpanKind.CONSUMER),
        (spans.send(STATEMENTS), SpanKind.PRODUCER),
        (spans.process(STATEMENTS), SpanKind.CONSUMER),
        (spans.send(decided), SpanKind.PRODUCER),
        (spans.process(decided), SpanKind.CONSUMER),
        (spans.WRITE_FEED, SpanKind.CLIENT),
    ]


def posted(system: System, external_id: str, **headers: str) -> dict[str, Any]:
    """What became of a report that was posted with these headers, once it is decided and served."""
    answer = system.client.post(
        system.url("ingest-api") + POST,
        json=BODY | {"external_id": external_id},
        headers={"Authorization": f"Bearer {system.keys['ingest']}"} | headers,
    ).raise_for_status()
    decided: dict[str, Any] = system.decided(answer.json()["status_url"])
    assert decided["status"] == "decided", decided["reason"]
    return decided


def of_report(receiver: OtlpReceiver, report: str) -> list[Span]:
    """All spans of the trace in which that report's row of the feed was written, once that one is here."""
    written: Span = until(
        lambda: next((span for span in receiver.spans if span.attributes.get(spans.REPORT) == report), None),
        EXPORTED,
        f"the row of {report} in a trace",
    )
    return [span for span in receiver.spans if span.trace == written.trace]


def whole_trace(system: System, receiver: OtlpReceiver, report: str) -> list[Span]:
    """The trace of a report, from the POST to the feed; all of it, once it is here."""
    wanted = Counter(chain_of(system))

    def look() -> list[Span] | None:
        found = of_report(receiver, report)
        return found if Counter((span.name, span.kind) for span in found) == wanted else None

    found: list[Span] = until(look, EXPORTED, f"the whole trace of {report}")
    return sorted(found, key=lambda span: span.began)


def polls_of(receiver: OtlpReceiver, sent: Span) -> list[Span]:
    """The spans of polls that fetched the record which `sent` appended."""
    return [span for span in receiver.spans if span.kind is SpanKind.CLIENT and (sent.trace, sent.id) in span.links]


@pytest.fixture(scope="module")
def report(system: System) -> dict[str, Any]:
    return posted(system, "trace-1")


@pytest.fixture(scope="module")
def trace(system: System, receiver: OtlpReceiver, report: dict[str, Any]) -> list[Span]:
    return whole_trace(system, receiver, report["id"])


def test_the_spans_of_one_report_chain_by_parent_from_the_post_to_the_feed(system: System, trace: list[Span]) -> None:
    assert [(span.name, span.kind) for span in trace] == chain_of(system)
    assert [span.parent for span in trace] == ["", *(span.id for span in trace[:-1])]


def test_each_span_is_of_the_process_that_did_the_work(trace: list[Span]) -> None:
    writer = trace[4].service

    assert writer in WRITERS
    assert [span.service for span in trace] == [
        "ingest-api", "ingest-api", "normalizer", "normalizer", writer, writer, "projector", "projector",
    ]  # fmt: skip


def test_the_last_span_is_the_one_that_wrote_the_feed(
    system: System, trace: list[Span], report: dict[str, Any]
) -> None:
    decided = report["decisions"][-1]["n"]
    rows = system.rows(f"select incident_id, trace from feed.change where n = {decided}")
    written = trace[-1]

    assert {str(row["incident_id"]) for row in rows} == set(report["incidents"])
    assert {tuple(row["trace"].split("-")[1:3]) for row in rows} == {(written.trace, written.id)}
    assert set(written.attributes[spans.INCIDENT]) == set(report["incidents"])


def test_a_message_span_says_where_the_record_lies(trace: list[Span]) -> None:
    _, sent, processed, *_ = trace
    place = (spans.DESTINATION, spans.PARTITION, spans.OFFSET)

    assert [sent.attributes[name] for name in place] == [processed.attributes[name] for name in place]
    assert isinstance(sent.attributes[spans.PARTITION], str)


def test_a_poll_is_a_trace_of_its_own_with_links_to_what_it_fetched(receiver: OtlpReceiver, trace: list[Span]) -> None:
    for sent in (span for span in trace if span.kind is SpanKind.PRODUCER):
        polls = until(partial(polls_of, receiver, sent), EXPORTED, f"a poll that links to {sent.name}")

        assert {span.name for span in polls} == {spans.poll(sent.attributes[spans.DESTINATION])}
        assert {span.parent for span in polls} == {""}
        assert sent.trace not in {span.trace for span in polls}


@pytest.mark.parametrize("route", ["/v1/incidents/{id}", "/v1/reports/{id}", "/v1/feed"])
def test_a_later_read_is_a_trace_of_its_own_with_a_link_to_the_writing_one(
    system: System, receiver: OtlpReceiver, trace: list[Span], report: dict[str, Any], route: str
) -> None:
    ids = {"/v1/incidents/{id}": report["incidents"][0], "/v1/reports/{id}": report["id"]}
    before = len(receiver.spans)
    system.get(route.replace("{id}", ids.get(route, "")))

    read: Span = until(
        lambda: next((s for s in receiver.spans[before:] if s.name == spans.request("GET", route)), None), EXPORTED
    )
    written = trace[-1]
    assert (read.service, read.kind, read.parent) == ("query-api", SpanKind.SERVER, "")
    assert read.trace != written.trace
    assert (written.trace, written.id) in read.links


def test_a_trace_of_the_caller_goes_on_and_one_that_is_not_recorded_stays_so(
    system: System, receiver: OtlpReceiver
) -> None:
    callers, unrecorded = "4bf92f3577b34da6a3ce929d0e0e4736", "7e0c63257de34c926f9efcd03927272e"
    posted(system, "trace-2", traceparent=f"00-{unrecorded}-00f067aa0ba902b7-00")
    report = posted(system, "trace-3", traceparent=f"00-{callers}-00f067aa0ba902b7-01")

    found = whole_trace(system, receiver, report["id"])
    assert {span.trace for span in found} == {callers}
    assert found[0].parent == "00f067aa0ba902b7"
    # Each process exports in order, so what it had to say of the earlier report would be here by now.
    assert unrecorded not in {span.trace for span in receiver.spans}
    # The record still knows its trace, so that it can be followed without having been sampled.
    kept = system.rows("select trace from g1.decision order by n")
    assert [row["trace"].split("-")[1] for row in kept][-2:] == [unrecorded, callers]
