"""One trace through the log: who sends, who polls, who processes, and what is parked."""

import time
from datetime import UTC, datetime

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from chassis.errors import Invalid
from chassis.log.port import Headers, LogRecord
from chassis.telemetry.headers import context_of, event_headers, is_sampled, traceparent_of
from chassis.telemetry.messaging import link, parking, polled, processing, sending
from schemas.events.position import Position
from tests.unit.telemetry.test_headers import in_trace

tracer = trace.get_tracer("tests")
TRACE_ID = f"{0x0AF7651916CD43DD8448EB211C80319C:032x}"


def record(headers: Headers, topic: str = "reports") -> LogRecord:
    return LogRecord(topic, 3, 41, b"k", b"v", headers, datetime.now(UTC))


def sampled(flag: bool = True) -> LogRecord:
    return record(event_headers("report.submitted", in_trace(sampled=flag)))


def one(ended: InMemorySpanExporter) -> ReadableSpan:
    (span,) = ended.get_finished_spans()
    return span


def span_id(headers: Headers) -> int:
    return trace.get_current_span(context_of(headers)).get_span_context().span_id


def parent_id(span: ReadableSpan) -> int:
    assert span.parent is not None
    return span.parent.span_id


def own_id(span: ReadableSpan) -> int:
    assert span.context is not None
    return int(span.context.span_id)


def test_a_sent_record_carries_its_producer_span(ended: InMemorySpanExporter) -> None:
    with (
        tracer.start_as_current_span("request") as request,
        sending("reports", event_headers("report.submitted", in_trace())) as out,
    ):
        out.at(Position(topic="reports", partition=3, offset=41))
    sent, _ = ended.get_finished_spans()
    assert (sent.name, sent.kind) == ("send reports", SpanKind.PRODUCER)
    assert dict(sent.attributes or {}) == {
        "messaging.system": "kafka",
        "messaging.operation.name": "send",
        "messaging.operation.type": "send",
        "messaging.destination.name": "reports",
        "messaging.destination.partition.id": "3",
        "messaging.kafka.offset": 41,
    }
    assert parent_id(sent) == request.get_span_context().span_id
    assert span_id(out.headers) == own_id(sent)


def test_a_processed_record_continues_the_trace_of_its_sender(ended: InMemorySpanExporter) -> None:
    taken = sampled()
    with processing(taken, "normalizer") as current:
        assert trace.get_current_span() is current
        with sending("statements", event_headers("statements.published")) as out:
            pass
    sent, processed = ended.get_finished_spans()
    assert (processed.name, processed.kind) == ("process reports", SpanKind.CONSUMER)
    assert parent_id(processed) == span_id(taken.headers)
    assert parent_id(sent) == own_id(processed)
    assert span_id(out.headers) == own_id(sent)
    attributes = dict(processed.attributes or {})
    assert attributes["messaging.operation.type"] == "process"
    assert attributes["messaging.consumer.group.name"] == "normalizer"
    assert attributes["messaging.destination.partition.id"] == "3"


def test_a_trace_that_is_not_recorded_makes_no_span_and_is_handed_on(ended: InMemorySpanExporter) -> None:
    taken = sampled(False)
    with processing(taken), sending("statements", event_headers("statements.published")) as out:
        pass
    assert ended.get_finished_spans() == ()
    assert traceparent_of(out.headers) == traceparent_of(taken.headers)


def test_a_record_without_a_trace_is_processed_outside_any(ended: InMemorySpanExporter) -> None:
    with processing(record(())), sending("statements", (("a", b"1"),)) as out:
        pass
    assert ended.get_finished_spans() == ()
    assert out.headers == (("a", b"1"),)


def test_the_trace_ends_with_its_body(ended: InMemorySpanExporter) -> None:
    for flag in (True, False):
        with processing(sampled(flag)):
            assert trace.get_current_span().get_span_context().is_valid
        assert not trace.get_current_span().get_span_context().is_valid


def test_an_error_is_noted_and_goes_on(ended: InMemorySpanExporter) -> None:
    with pytest.raises(Invalid), processing(sampled()):
        raise Invalid("words of a report")
    span = one(ended)
    assert (span.attributes or {})["error.type"] == "Invalid"
    assert span.status.status_code is StatusCode.ERROR
    assert "words of a report" not in span.to_json()


def test_a_poll_links_to_the_records_whose_traces_are_recorded(ended: InMemorySpanExporter) -> None:
    began = time.time() - 1
    polled("reports", [sampled(), sampled(False), record(())], began, "normalizer")
    span = one(ended)
    assert (span.name, span.kind, span.parent) == ("poll reports", SpanKind.CLIENT, None)
    assert [link.context.span_id for link in span.links] == [span_id(sampled().headers)]
    assert (span.attributes or {})["messaging.batch.message_count"] == 3
    assert (span.attributes or {})["messaging.operation.type"] == "receive"
    assert span.start_time is not None
    assert span.end_time is not None
    assert 1.0 <= (span.end_time - span.start_time) / 1e9 < 5


def test_a_poll_of_nothing_recorded_costs_nothing(ended: InMemorySpanExporter) -> None:
    polled("reports", [sampled(False), record(())], time.time())
    assert ended.get_finished_spans() == ()


@pytest.mark.parametrize("flag", [True, False])
def test_what_is_parked_is_always_traced(ended: InMemorySpanExporter, flag: bool) -> None:
    taken = sampled(flag)
    with parking(taken, "TooSlow", event_headers("input.parked")) as out:
        pass
    span = one(ended)
    assert (span.name, span.status.status_code) == ("send parked", StatusCode.ERROR)
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == TRACE_ID
    assert parent_id(span) == span_id(taken.headers)
    assert (span.attributes or {})["error.type"] == "TooSlow"
    assert is_sampled(out.headers)
    assert span_id(out.headers) == own_id(span)


def test_what_is_parked_without_a_trace_begins_one(ended: InMemorySpanExporter) -> None:
    with parking(record(()), "Unreadable", ()) as out:
        pass
    assert one(ended).parent is None
    assert is_sampled(out.headers)


def test_a_reader_links_to_the_trace_of_what_it_reads(ended: InMemorySpanExporter) -> None:
    with tracer.start_as_current_span("request"):
        link(traceparent_of(sampled().headers))
        link(None)
        link("nonsense")
    assert [f"{link.context.trace_id:032x}" for link in one(ended).links] == [TRACE_ID]
