"""Server spans are named by route, begin or continue a trace, and cost probes nothing."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from chassis.telemetry.asgi import Telemetry
from chassis.telemetry.metrics import HTTP_REQUESTS, exposition
from tests.unit.telemetry.test_headers import PARENT
from tests.unit.telemetry.test_messaging import TRACE_ID, one, own_id, parent_id


def app() -> FastAPI:
    api = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})

    @api.get("/v1/incidents/{incident}")
    async def incident(incident: str) -> dict[str, str]:
        return {"span": format(trace.get_current_span().get_span_context().span_id, "016x"), "incident": incident}

    @api.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    @api.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(418)

    @api.get("/stream")
    async def stream() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"a"
            yield b"b"

        return StreamingResponse(parts())

    @api.get("/livez")
    async def livez() -> None: ...

    api.add_middleware(Telemetry)
    return api


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        yield client


async def test_a_request_is_a_server_span_named_by_its_route(
    ended: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    answer = await client.get("/v1/incidents/some-id")
    span = one(ended)
    assert (span.name, span.kind, span.parent) == ("GET /v1/incidents/{incident}", SpanKind.SERVER, None)
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "/v1/incidents/{incident}",
        "http.response.status_code": 200,
        "url.path": "/v1/incidents/some-id",
        "url.scheme": "http",
    }
    assert answer.json()["span"] == f"{own_id(span):016x}", "the span is current in the handler"


async def test_a_request_continues_the_trace_it_comes_with(
    ended: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    await client.get("/teapot", headers={"traceparent": PARENT.decode()})
    span = one(ended)
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == TRACE_ID
    assert parent_id(span) == 0xB7AD6B7169203331
    assert span.status.status_code is StatusCode.UNSET, "a caller's mistake is no error of the server"


async def test_a_request_of_an_unrecorded_trace_is_not_recorded(
    ended: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    await client.get("/teapot", headers={"traceparent": PARENT.decode()[:-2] + "00"})
    assert ended.get_finished_spans() == ()


async def test_a_broken_handler_is_an_error_of_the_server(
    ended: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    assert (await client.get("/broken")).status_code == 500
    span = one(ended)
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["http.response.status_code"] == 500


async def test_probes_make_no_spans(ended: InMemorySpanExporter, client: httpx.AsyncClient) -> None:
    assert (await client.get("/livez")).status_code == 200
    assert ended.get_finished_spans() == ()


async def test_a_stream_goes_through_untouched(ended: InMemorySpanExporter, client: httpx.AsyncClient) -> None:
    assert (await client.get("/stream")).text == "ab"
    assert one(ended).name == "GET /stream"


async def test_a_path_that_no_route_has_is_no_label_and_no_name(
    ended: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    await client.get("/v1/nowhere/8c2f")
    assert one(ended).name == "GET"
    assert "8c2f" not in exposition().decode()


async def test_requests_are_counted_by_route_and_status(client: httpx.AsyncClient) -> None:
    counted = HTTP_REQUESTS.labels("GET", "/teapot", "418")
    before = counted._value.get()
    await client.get("/teapot")
    assert counted._value.get() == before + 1
