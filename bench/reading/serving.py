"""The query api on a port of this machine, over a database, with a log in memory: reading needs none.

`python -m bench.reading.serving --port N`, with the database's address and the token of the one key that there is in
the environment. `--bare` serves nothing but a stream of what is posted to it: what the server and the library alone do.
"""

import argparse
import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

from fastapi import FastAPI, Request, Response
from sse_starlette import EventSourceResponse

from chassis.http import HttpLimits
from chassis.http.server import serve
from chassis.log.memory import MemoryLog
from chassis.log.topics import SPECS
from chassis.registry import Key, RegistryCache, Snapshot
from chassis.registry.tokens import hash_of
from schemas.ids import act_id
from schemas.vocabulary import Scope
from services.query.api.app import query_app

__all__ = ["DSN", "TOKEN", "query"]

DSN: Final = "DECONFLICT_BENCH_DSN"
TOKEN: Final = "DECONFLICT_BENCH_TOKEN"
_UNLIMITED: Final = HttpLimits(rate_per_second=1e6, rate_burst=1e6)


def query(dsn: str, token: str) -> FastAPI:
    """The query api over the database; the token reads."""
    key = Key(id=act_id(), scopes=frozenset({Scope.READ}), label="bench", created_at=datetime.now(UTC))
    hashed = hash_of(token) or b""

    async def registry() -> Snapshot:
        return Snapshot((), {hashed: key})

    log = MemoryLog()
    log.ensure(SPECS)
    return query_app(
        dsn=dsn, log=log, registry=RegistryCache(registry), query_url="http://127.0.0.1", limits=_UNLIMITED
    )


def _bare() -> FastAPI:
    app = FastAPI()
    queues: set[asyncio.Queue[bytes]] = set()

    @app.get("/v1/feed/stream")
    async def stream() -> EventSourceResponse:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        queues.add(queue)

        async def events() -> AsyncIterator[bytes]:
            yield b"id: 0\n\n"
            while True:
                yield await queue.get()

        return EventSourceResponse(events(), ping=86_400)

    @app.post("/send")
    async def send(request: Request) -> Response:
        body = await request.body()
        for queue in queues:
            queue.put_nowait(body)
        return Response(status_code=204)

    return app


def main() -> None:
    """Serve until told to stop."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--bare", action="store_true")
    options = asked.parse_args()
    serve(_bare() if options.bare else query(os.environ[DSN], os.environ[TOKEN]), "127.0.0.1", options.port, 1)


if __name__ == "__main__":
    main()
