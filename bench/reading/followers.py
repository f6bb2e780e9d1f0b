"""Many followers of the feed on one process: how long a change is on its way, and what a follower takes of memory.

Beside it the same bytes through uvicorn and sse-starlette with nothing else around them: the limit of the server and
the library. Followers and load run in this process, so on a machine of two cores each has one.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any, Final
from uuid import uuid4

import asyncpg
from rich.progress import Progress

from bench.reading.client import Client, Server, server
from chassis.postgres import load_queries
from services.query.projection.store import SQL

__all__ = ["BAR_S", "Followed", "follow"]

BAR_S: Final = 0.25
_CHANGES: Final = 40
_EVERY_S: Final = 0.25
_TOGETHER: Final = 100
"""Connections that are opened at a time."""

_ADD: Final = """
with added as (
    insert into feed.change select * from json_populate_recordset(null::feed.change, $1) returning seq
)
select pg_notify('feed', max(seq)::text) from added
"""
_QUERIES: Final = load_queries(SQL / "queries.sql")


@dataclass(frozen=True)
class Followed:
    """So many followers were told so many changes: seconds from the row to the client, bytes a follower and event."""

    followers: int
    changes: int
    p50_s: float
    p95_s: float
    bytes_each: float
    event_bytes: int


Send = Callable[[int], Awaitable[float]]
"""Make a change; when it was there."""


async def follow(dsn: str, followers: int, progress: Progress) -> tuple[Followed, Followed]:
    """The feed's own, then the bare limit."""
    connection = await asyncpg.connect(dsn)
    try:
        row = await _newest(connection)
        with server(dsn) as given:

            async def insert(number: int) -> float:
                await _insert(connection, row)
                return time.perf_counter()

            own = await _measured(given, "/v1/feed/stream", followers, insert, progress)
        event = b"x" * (own.event_bytes - 2) + b"\n\n"
        with server(dsn, bare=True) as given:
            client = Client(given)

            async def post(number: int) -> float:
                began = time.perf_counter()
                await client.post("/send", event)
                return began

            bare = await _measured(given, "/v1/feed/stream", followers, post, progress)
            await client.close()
    finally:
        await connection.close()
    return own, bare


async def _newest(connection: Any) -> dict[str, Any]:
    """A change such as the feed has, to be made again."""
    found = await connection.fetchrow(
        "select at, incident_id, kind, generation, n, before, after, before_filters, after_filters, trace, "
        "changed "
        "from feed.change where kind = 'changed' order by seq desc limit 1"
    )
    documents = ("before", "after", "before_filters", "after_filters")
    return {name: json.loads(value) if name in documents and value else value for name, value in found.items()}


async def _insert(connection: Any, row: dict[str, Any]) -> None:
    """As the projector does, in one transaction."""
    async with connection.transaction():
        seq = await connection.fetchval(_QUERIES["number_changes"], 1, row["generation"])
        change = row | {"seq": seq, "incident_id": str(uuid4()), "at": row["at"].isoformat()}
        await connection.fetchval(_ADD, json.dumps([change]))


async def _measured(given: Server, path: str, followers: int, send: Send, progress: Progress) -> Followed:
    heard: list[list[float]] = [[] for _ in range(followers)]
    sizes: list[int] = []
    before = given.resident
    clients = [Client(given) for _ in range(followers)]
    tasks: list[asyncio.Task[None]] = []
    bar = progress.add_task(f"{followers} followers", total=_CHANGES)
    try:
        for first in range(0, followers, _TOGETHER):
            part = range(first, min(first + _TOGETHER, followers))
            streams = await asyncio.gather(*(clients[place].stream(path) for place in part))
            # The first thing that a follower hears is that it is there.
            await asyncio.gather(*(_chunk(stream) for stream in streams))
            tasks += [
                asyncio.create_task(_listen(stream, heard[place], sizes))
                for place, stream in zip(part, streams, strict=True)
            ]
        each = (given.resident - before) / followers
        sent: list[float] = []
        for number in range(_CHANGES):
            sent.append(await send(number))
            progress.advance(bar)
            await asyncio.sleep(_EVERY_S)
        async with asyncio.timeout(60):
            while any(len(one) < _CHANGES for one in heard):  # noqa: ASYNC110 - there is no event for all of them
                await asyncio.sleep(0.05)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for client in clients:
            await client.close()
    waits = [max(0.0, at - sent[place]) for one in heard for place, at in enumerate(one[:_CHANGES])]
    cuts: Sequence[float] = quantiles(waits, n=100, method="inclusive")
    return Followed(followers, _CHANGES, cuts[49], cuts[94], each, max(sizes))


async def _listen(stream: asyncio.StreamReader, heard: list[float], sizes: list[int]) -> None:
    while True:
        chunk = await _chunk(stream)
        # Whoever is told several at once is told them in one piece; an id alone is none.
        events = chunk.count(b"\n\n") if len(chunk) > 200 else 0
        heard.extend([time.perf_counter()] * events)
        if events == 1 and len(sizes) < 10:
            sizes.append(len(chunk))


async def _chunk(stream: asyncio.StreamReader) -> bytes:
    """One chunk (RFC 9112 §7.1)."""
    size = int(await stream.readuntil(b"\r\n"), 16)
    return (await stream.readexactly(size + 2))[:-2]
