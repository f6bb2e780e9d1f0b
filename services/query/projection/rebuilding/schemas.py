"""Schemas of generations: which there are, one to fold into, and dropping those that nobody reads."""

import asyncio
import time
from importlib.metadata import version
from typing import Final

import asyncpg

from chassis.postgres import Connection
from services.query.projection.rebuilding.between import Between
from services.query.projection.store import NothingServed, reading_as

__all__ = ["drop_earlier", "next_generation"]

_LOCK_S: Final = 2
_PAUSE_S: Final = 0.1


async def next_generation(connection: Connection, live: str | None, topic: str) -> Between:
    """The generation after the live one, empty or as far as an earlier attempt has come.

    What another release has begun, or what was folded from another topic, is begun anew.

    Raises:
        NothingServed: none is live.
    """
    if live is None:
        raise NothingServed("nothing is served yet")
    between = Between(live, f"g{_number(live) + 1}")
    made_by = f"deconflict {version('deconflict')}"
    found = await _generations(connection, between)
    if between.next in found and (found[between.next] != made_by or not await _is_of(connection, between, topic)):
        await _drop(connection, between.next)
    await connection.execute(f"create schema if not exists {between.next}")
    await connection.execute(f"comment on schema {between.next} is '{made_by}'")
    return between


async def drop_earlier(connection: Connection, between: Between, wait_s: float) -> list[str]:
    """Drop every generation before `between.next` once it has no reader, waiting so long at most; what was dropped.

    A reader's connections bear the name of the generation (`reading_as`), and it lets them go when it has seen the
    swap and has answered all requests that began before it. What still has one is left for the next rebuild to drop.
    """
    dropped: list[str] = []
    deadline = time.monotonic() + wait_s
    for name in sorted(await _generations(connection, between), key=_number):
        if _number(name) < _number(between.next):
            while readers := await connection.fetchval(between["readers"], reading_as(name)):
                if time.monotonic() > deadline:
                    break
                await asyncio.sleep(_PAUSE_S)
            if not readers and await _drop(connection, name):
                dropped.append(name)
    return dropped


async def _generations(connection: Connection, between: Between) -> dict[str, str | None]:
    return {row["name"]: row["made_by"] for row in await connection.fetch(between["generations"])}


async def _is_of(connection: Connection, between: Between, topic: str) -> bool:
    try:
        position = await connection.fetchrow(between["next_position"])
    except asyncpg.UndefinedTableError:
        position = None
    return position is None or position["topic"] == topic


async def _drop(connection: Connection, name: str) -> bool:
    """Whether it could be had without waiting for others for long, which would keep them waiting in turn."""
    try:
        async with connection.transaction():
            await connection.execute(f"set local lock_timeout = '{_LOCK_S}s'")
            await connection.execute(f"drop schema {name} cascade")
    except asyncpg.LockNotAvailableError:
        return False
    return True


def _number(generation: str) -> int:
    return int(generation[1:])
