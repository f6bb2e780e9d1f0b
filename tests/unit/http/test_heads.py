"""HEAD answers what GET does, without its body, and comes to an end where GET does not."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse
from starlette.responses import Response

from chassis.http import create_app
from chassis.registry import RegistryCache, Snapshot


async def _nobody() -> Snapshot:
    return Snapshot()


async def _for_ever() -> AsyncIterator[str]:
    yield "and then nothing, without end"
    await asyncio.Event().wait()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Of an app with something to read, something to post and something without end."""
    router = APIRouter()

    @router.get("/said")
    async def said(request: Request) -> Response:
        return Response(request.method, headers={"ETag": '"1"'})

    @router.get("/stream")
    async def stream() -> Response:
        return EventSourceResponse(_for_ever())

    @router.post("/posted")
    async def posted() -> None:
        return None

    app = create_app(title="T", description="", registry=RegistryCache(_nobody), routers=[router])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api.example") as found:
        yield found


@pytest.mark.parametrize("path", ["/said", "/docs", "/openapi.json", "/livez", "/nowhere"])
async def test_head_answers_as_get_without_a_body(client: httpx.AsyncClient, path: str) -> None:
    whole, head = await client.get(path), await client.head(path)
    assert head.status_code == whole.status_code
    assert head.headers == whole.headers
    assert (whole.content != b"", head.content) == (True, b"")


async def test_what_has_no_end_has_a_head(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(10):
        head = await client.head("/stream")
    assert head.headers["Content-Type"].startswith("text/event-stream")


async def test_where_nothing_is_got_there_is_no_head(client: httpx.AsyncClient) -> None:
    assert (await client.head("/posted")).status_code == 405
