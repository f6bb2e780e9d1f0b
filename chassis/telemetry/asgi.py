"""Server spans and request metrics for an ASGI app, as a plain ASGI middleware."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.telemetry import metrics, spans

__all__ = ["Telemetry"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_UNTRACED: Final = frozenset({"/livez", "/readyz", "/metrics"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNROUTED: Final = "(none)"

_propagator = TraceContextTextMapPropagator()
_tracer = trace.get_tracer(spans.TRACER)


class Telemetry:
    """Wraps an app. Here a trace begins, or goes on from the request's `traceparent`; probes and metrics make none.

    The route template is taken from `scope["route"]`, where Starlette's router leaves it; never the path, which has
    ids in it, as a name or label. A streamed answer's span ends with its last byte, its duration is that of its head.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] != "http" or scope["path"] in _UNTRACED:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        attributes = {spans.HTTP_METHOD: method, spans.URL_PATH: scope["path"], spans.URL_SCHEME: scope["scheme"]}
        with _tracer.start_as_current_span(
            method, _parent(scope), SpanKind.SERVER, attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            answer = _Answer(scope, method, span, send)
            try:
                await self._app(scope, receive, answer.send)
            except BaseException as error:
                answer.broken(type(error).__name__)
                raise


class _Answer:
    def __init__(self, scope: Scope, method: str, span: Span, send: Send) -> None:
        self._scope = scope
        self._method = method
        self._span = span
        self._send = send
        self._began = time.perf_counter()
        self._headed = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head(int(message["status"]))
        await self._send(message)

    def broken(self, error: str) -> None:
        if not self._headed:
            self._head(500)
        self._span.set_attribute(spans.ERROR_TYPE, error)

    def _head(self, status: int) -> None:
        self._headed = True
        route = getattr(self._scope.get("route"), "path", None)
        label = route or _UNROUTED
        metrics.HTTP_REQUESTS.labels(self._method, label, str(status)).inc()
        metrics.HTTP_SECONDS.labels(self._method, label).observe(time.perf_counter() - self._began)
        if not self._span.is_recording():
            return
        self._span.update_name(spans.request(self._method, route))
        self._span.set_attribute(spans.HTTP_STATUS, status)
        if route:
            self._span.set_attribute(spans.HTTP_ROUTE, route)
        if status >= 500:
            self._span.set_attribute(spans.ERROR_TYPE, str(status))
            self._span.set_status(Status(StatusCode.ERROR))


def _parent(scope: Scope) -> Context:
    carrier = {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in scope["headers"]
        if name in (b"traceparent", b"tracestate")
    }
    return _propagator.extract(carrier, Context())
