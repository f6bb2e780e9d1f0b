"""What the headers of a record say of its event and its trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags

from chassis.log.port import Headers
from chassis.telemetry.headers import (
    context_from,
    context_of,
    event_headers,
    event_type,
    is_sampled,
    traceparent_of,
    with_context,
)

TRACE, SPAN = 0x0AF7651916CD43DD8448EB211C80319C, 0xB7AD6B7169203331
PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def in_trace(trace_id: int = TRACE, span_id: int = SPAN, sampled: bool = True) -> Context:
    flags = TraceFlags(TraceFlags.SAMPLED if sampled else TraceFlags.DEFAULT)
    return trace.set_span_in_context(NonRecordingSpan(SpanContext(trace_id, span_id, False, flags)), Context())


def test_an_event_names_its_type_its_form_and_its_trace() -> None:
    headers = event_headers("report.submitted", in_trace())
    assert headers == (
        ("ce_type", b"report.submitted"),
        ("content-type", b"application/cloudevents+json"),
        ("traceparent", PARENT),
    )
    assert event_type(headers) == "report.submitted"
    assert traceparent_of(headers) == PARENT.decode()


def test_an_event_outside_any_trace_has_no_traceparent() -> None:
    headers = event_headers("decision", Context())
    assert traceparent_of(headers) is None
    assert not is_sampled(headers)
    assert not trace.get_current_span(context_of(headers)).get_span_context().is_valid


def test_the_trace_is_replaced_and_everything_else_kept() -> None:
    headers = (("a", b"1"), ("traceparent", b"old"), ("tracestate", b"x=1"), ("a", b"2"))
    assert with_context(headers, in_trace()) == (("a", b"1"), ("a", b"2"), ("traceparent", PARENT))
    assert with_context(headers, Context()) == headers


@given(st.integers(1, 2**128 - 1), st.integers(1, 2**64 - 1), st.booleans())
def test_a_trace_goes_through_headers_unchanged(trace_id: int, span_id: int, sampled: bool) -> None:
    headers = with_context((), in_trace(trace_id, span_id, sampled))
    for context in (context_of(headers), context_from(traceparent_of(headers))):
        read = trace.get_current_span(context).get_span_context()
        assert (read.trace_id, read.span_id, read.trace_flags.sampled) == (trace_id, span_id, sampled)
    assert is_sampled(headers) is sampled


@pytest.mark.parametrize("parent", [b"", b"00", b"\xff\xfe", b"00-xyz", PARENT[:-2] + b"zz", PARENT[:-3]])
def test_a_malformed_traceparent_is_no_trace(parent: bytes) -> None:
    headers: Headers = (("traceparent", parent),)
    assert not is_sampled(headers)
    assert not trace.get_current_span(context_of(headers)).get_span_context().is_valid
    assert not trace.get_current_span(context_from(parent.decode("latin-1"))).get_span_context().is_valid


@given(st.binary(max_size=80))
def test_no_bytes_break_a_reader(parent: bytes) -> None:
    headers: Headers = (("traceparent", parent), ("ce_type", parent))
    assert is_sampled(headers) in (True, False)
    context_of(headers)
    event_type(headers)
