"""What stands in the headers of every record: its event type, its media type and the trace it belongs to.

`ce_type` repeats the CloudEvents type so that a reader can tell without parsing; `traceparent` and `tracestate` are
W3C Trace Context (level 1), as the CloudEvents extension for distributed tracing has them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from opentelemetry.context import Context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.log.port import Headers
from schemas.events.envelope import CONTENT_TYPE

__all__ = [
    "TRACEPARENT",
    "context_from",
    "context_of",
    "event_headers",
    "event_type",
    "is_sampled",
    "traceparent_of",
    "with_context",
]

TYPE: Final = "ce_type"
TRACEPARENT: Final = "traceparent"
_TRACESTATE: Final = "tracestate"
_SAMPLED: Final = 0x01

_propagator = TraceContextTextMapPropagator()


def event_headers(type: str, context: Context | None = None) -> Headers:
    """The headers of an event of this type, in the trace of `context`; in none as long as nothing says in which."""
    headers = _untraced(type)
    return headers if context is None else with_context(headers, context)


@cache
def _untraced(type: str) -> Headers:
    return ((TYPE, type.encode()), ("content-type", CONTENT_TYPE.encode()))


def with_context(headers: Headers, context: Context | None = None) -> Headers:
    """`headers` with their trace replaced by that of `context` (the current one if None); kept if that has none."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier, context)
    if not carrier:
        return headers
    rest = tuple(header for header in headers if header[0] not in (TRACEPARENT, _TRACESTATE))
    return rest + tuple((name, value.encode()) for name, value in carrier.items())


def context_of(headers: Headers) -> Context:
    """The context that the headers carry; an empty one when they carry none that is well formed."""
    return _propagator.extract(_carrier(headers), Context())


def context_from(traceparent: str | None) -> Context:
    """The context of a `traceparent` that was kept in a record."""
    return _propagator.extract({TRACEPARENT: traceparent} if traceparent else {}, Context())


def traceparent_of(headers: Headers) -> str | None:
    """The `traceparent` as it stands, to be kept in a record."""
    return _carrier(headers).get(TRACEPARENT)


def event_type(headers: Headers) -> str | None:
    """The CloudEvents type that the headers name."""
    return next((value.decode("ascii", "replace") for name, value in headers if name == TYPE), None)


def is_sampled(headers: Headers) -> bool:
    """Whether the trace in the headers is recorded: the flag alone is looked at, so that the answer costs nothing."""
    parent = next((value for name, value in headers if name == TRACEPARENT), b"")
    try:
        return bool(int(parent[53:55], 16) & _SAMPLED)
    except ValueError:
        return False


def _carrier(headers: Headers) -> Mapping[str, str]:
    return dict(_decoded(headers))


def _decoded(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if name in (TRACEPARENT, _TRACESTATE):
            yield name, value.decode("ascii", "replace")
