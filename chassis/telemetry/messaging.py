"""Spans of records, and handing the trace on through their headers.

The flag in a record's header is looked at before anything else: a record whose trace is not recorded makes no span,
but its trace id is handed on all the same.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, NonRecordingSpan, Span, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from opentelemetry.util.types import AttributeValue

from chassis.log.port import Headers, LogRecord
from chassis.telemetry import spans
from chassis.telemetry.headers import context_from, context_of, is_sampled, traceparent_of, with_context
from schemas.events.position import Position

__all__ = ["Sending", "is_traced", "link", "parking", "polled", "processing", "sending", "trace_of"]

_tracer = trace.get_tracer(spans.TRACER)


class Sending:
    """One record on its way out."""

    def __init__(self, headers: Headers, span: Span) -> None:
        self.headers = headers
        """What to append the record with."""
        self._span = span

    def at(self, position: Position) -> None:
        """Where it lies, once that is known."""
        self._span.set_attributes({spans.PARTITION: str(position.partition), spans.OFFSET: position.offset})


@contextmanager
def sending(topic: str, headers: Headers, parent: Context | None = None) -> Iterator[Sending]:
    """Span `send T` around an append, in the trace of `parent` (the current one if None).

    Gives `headers` with that trace. An error that leaves the body is noted on the span and goes on.
    """
    base = context.get_current() if parent is None else parent
    if not trace.get_current_span(base).get_span_context().trace_flags.sampled:
        yield Sending(with_context(headers, base), trace.INVALID_SPAN)
        return
    with _span(spans.send(topic), SpanKind.PRODUCER, base, _attributes("send", "send", topic)) as span:
        yield Sending(with_context(headers), span)


@contextmanager
def processing(record: LogRecord, group: str | None = None) -> Iterator[Span]:
    """Span `process T` around what one record causes; it is the current span in the body.

    An error that leaves the body is noted on the span and goes on.
    """
    parent = context_of(record.headers)
    if not is_sampled(record.headers):
        with _current(parent):
            yield trace.INVALID_SPAN
        return
    with _span(spans.process(record.topic), SpanKind.CONSUMER, parent, _of_record("process", record, group)) as span:
        yield span


def polled(topic: str, records: Sequence[LogRecord], began: float, group: str | None = None) -> None:
    """Span `poll T` from `began` (`time.time()` before the poll) until now, if any of `records` is in a recorded trace.

    It is a trace of its own, with links to those of the records.
    """
    sampled = [record for record in records if is_sampled(record.headers)]
    if not sampled:
        return
    contexts = (trace.get_current_span(context_of(record.headers)) for record in sampled[: spans.LINKS_MAX])
    span = _tracer.start_span(
        spans.poll(topic),
        Context(),
        SpanKind.CLIENT,
        _attributes("poll", "receive", topic, group) | {spans.BATCH_COUNT: len(records)},
        [Link(span.get_span_context()) for span in contexts],
        start_time=int(began * 1e9),
    )
    span.end(time.time_ns())


@contextmanager
def parking(record: LogRecord, reason: str, headers: Headers) -> Iterator[Sending]:
    """Span `send parked` around parking a record, recorded whether or not the record's trace is.

    `reason` is a short word, the class of the error. Gives `headers` in that trace, from here on a recorded one.
    """
    parent = _recorded(trace.get_current_span(context_of(record.headers)).get_span_context())
    attributes = _attributes("send", "send", "parked") | {spans.ERROR_TYPE: reason}
    with _span(spans.send("parked"), SpanKind.PRODUCER, parent, attributes) as span:
        span.set_status(Status(StatusCode.ERROR, reason))
        span.add_event("parked", {spans.DESTINATION: record.topic, spans.OFFSET: record.offset})
        yield Sending(with_context(headers), span)


def is_traced() -> bool:
    """Whether anything is kept of the current span, so that it is worth the while to look for what to link it to."""
    return trace.get_current_span().is_recording()


def link(traceparent: str | None) -> None:
    """Link the current span to another trace, such as that of the report which a reader asks for."""
    other = trace.get_current_span(context_from(traceparent)).get_span_context()
    if other.is_valid:
        trace.get_current_span().add_link(other)


def trace_of(record: LogRecord) -> str | None:
    """The traceparent to keep in a record of our own, so that it can be found when nothing was sampled."""
    return traceparent_of(record.headers)


@contextmanager
def _span(name: str, kind: SpanKind, parent: Context, attributes: dict[str, AttributeValue]) -> Iterator[Span]:
    with _tracer.start_as_current_span(
        name, parent, kind, attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield span
        except BaseException as error:
            # Its class alone: its message may have words of a report in it.
            span.set_attribute(spans.ERROR_TYPE, type(error).__name__)
            span.set_status(Status(StatusCode.ERROR))
            raise


@contextmanager
def _current(parent: Context) -> Iterator[None]:
    token = context.attach(parent)
    try:
        yield
    finally:
        context.detach(token)


def _recorded(parent: SpanContext) -> Context:
    if not parent.is_valid:
        return Context()
    flags = TraceFlags(parent.trace_flags | TraceFlags.SAMPLED)
    forced = SpanContext(parent.trace_id, parent.span_id, True, flags, parent.trace_state)
    return trace.set_span_in_context(NonRecordingSpan(forced), Context())


def _attributes(name: str, type: str, topic: str, group: str | None = None) -> dict[str, AttributeValue]:
    attributes: dict[str, AttributeValue] = {
        spans.SYSTEM: "kafka",
        spans.OPERATION_NAME: name,
        spans.OPERATION_TYPE: type,
        spans.DESTINATION: topic,
    }
    return attributes | {spans.GROUP: group} if group else attributes


def _of_record(operation: str, record: LogRecord, group: str | None) -> dict[str, AttributeValue]:
    return _attributes(operation, operation, record.topic, group) | {
        spans.PARTITION: str(record.partition),
        spans.OFFSET: record.offset,
    }
