"""The generation that is served, and the moment of the record that an answer is of."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any, Final

import asyncpg
from fastapi import Depends, Request

from chassis.errors import Retry
from chassis.http import Problem
from chassis.postgres import Pool, SchemaOutdated, check, load_queries, open_pool, retrying
from services.query.feed.cursor import FeedCursor
from services.query.feed.reading import Head
from services.query.projection.store import FEED, SQL, TEXT, live_generation_of

__all__ = ["Live", "LiveRecord", "Moment", "Row", "fetch", "fetch_sql"]

Row = Mapping[str, Any]
"""A row by column."""

_LOG: Final = logging.getLogger(__name__)
_QUERIES: Final = load_queries(files("services.query.api.sql") / "queries.sql")
_MISSING: Final = (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError)


@dataclass(frozen=True, slots=True)
class Moment:
    """The record up to decision `n` (-1: none yet) of a generation; it is known up to an instant."""

    pool: Pool
    generation: str
    n: int
    known_up_to: datetime | None
    head: Head

    @property
    def feed(self) -> FeedCursor:
        """From where the feed goes on after what is known now."""
        return self.head.end

    def members(self) -> dict[str, Any]:
        """What every answer says of the moment that it is of."""
        return {"known_up_to": self.known_up_to, "generation": self.generation, "as_of_n": self.n}


class Live:
    """Pools of connections: one that knows no generation, and that of the live one, which follows a swap."""

    def __init__(self, dsn: str, size: int = 8) -> None:
        self._dsn = dsn
        self._size = size
        self._lookup: Pool | None = None
        self._pool: Pool | None = None
        self._generation: str | None = None
        self._following = asyncio.Lock()

    async def open(self) -> None:
        """Make the pools; nothing is connected yet."""
        self._lookup = await open_pool(self._dsn, application="query-api", size=4)

    async def close(self) -> None:
        """Let go of all connections."""
        for pool in (self._pool, self._lookup):
            if pool is not None:
                await pool.close()

    @property
    def lookup(self) -> Pool:
        """The pool that knows no generation."""
        assert self._lookup is not None
        return self._lookup

    async def now(self) -> Moment:
        """The record as it is now.

        Raises:
            DatabaseAway: it cannot be had.
            SchemaOutdated: the projector has not made it yet.
        """
        row = await self._look()
        if row is None or row["live_generation"] != self._generation:
            async with self._following:
                await self._follow()
            row = await self._look()
        if row is None:
            raise SchemaOutdated("nothing was folded yet")
        assert self._pool is not None
        assert self._generation is not None
        head = Head(row["epoch"], row["first_seq"], row["last_seq"], row["live_generation"])
        return Moment(self._pool, self._generation, row["n"], row["known_at"], head)

    async def as_of(self, instant: datetime | None) -> Moment:
        """The record as it was known at an instant; now without one."""
        now = await self.now()
        if instant is None:
            return now
        rows = await fetch(now.pool, "as_of", instant)
        return Moment(now.pool, now.generation, rows[0]["n"] if rows else -1, now.known_up_to, now.head)

    async def at(self, n: int, generation: str) -> Moment:
        """The record as of a decision of a generation that a cursor names.

        Raises:
            Problem: 410, it is not served any more.
        """
        now = await self.now()
        if generation != now.generation:
            raise Problem(410, "The record was rebuilt since this page was given: start again.", kind="gone")
        return Moment(now.pool, now.generation, n, now.known_up_to, now.head)

    async def not_ready(self) -> str | None:
        """Why nothing can be served, or None."""
        try:
            with retrying():
                moment = await self.now()
                async with moment.pool.acquire() as connection:
                    for schema, folder in ((FEED, "feed"), (TEXT, "text"), (moment.generation, "generation")):
                        await check(connection, schema, SQL / folder)
        except Retry as error:
            return str(error)
        return None

    async def _look(self) -> Row | None:
        if self._pool is None:
            return None
        try:
            return (await fetch(self._pool, "now"))[0]
        except (*_MISSING, IndexError):
            return None

    async def _follow(self) -> None:
        try:
            with retrying():
                generation = await live_generation_of(self.lookup)
        except _MISSING:
            raise SchemaOutdated("the projector has not made its tables yet") from None
        if generation is None:
            raise SchemaOutdated("nothing was folded yet")
        if generation != self._generation:
            old, self._pool = (
                self._pool,
                await open_pool(self._dsn, application="query-api", size=self._size, schema=generation),
            )
            self._generation = generation
            _LOG.info("serving %s", generation)
            if old is not None:
                # Requests that are being answered hold their connections until they are done.
                await old.close()


async def _live(request: Request) -> Live:
    live: Live = request.app.state.live
    return live


LiveRecord = Annotated[Live, Depends(_live)]
"""The app's own, as a dependency."""


async def fetch(pool: Pool, query: str, *arguments: Any) -> list[Row]:
    """The rows of a named query, by column."""
    return await fetch_sql(pool, _QUERIES[query], *arguments)


async def fetch_sql(pool: Pool, sql: str, *arguments: Any) -> list[Row]:
    """The rows of a query, by column."""
    with retrying():
        return [dict(row) for row in await pool.fetch(sql, *arguments)]
