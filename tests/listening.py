"""The query api on a real port, for what a client without a network cannot do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import uvicorn

from tests.projecting import query
from tests.waiting import until_async


@asynccontextmanager
async def listening(dsn: str) -> AsyncIterator[httpx.AsyncClient]:
    """The api on a real port, since a stream needs one."""
    async with query(dsn) as (app, headers):
        server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
        task = asyncio.create_task(server.serve())

        async def started() -> bool:
            return server.started

        await until_async(started)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=10) as client:
                yield client
        finally:
            server.should_exit = True
            await task
