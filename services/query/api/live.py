"""The generation that is served, and the moment of the record that an answer is of."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any, Final

import asyncpg
from fastapi import Depends, Request

from chassis.errors import Retry
from chassis.http import Problem
from chassis.postgres import NOT_MIGRATED, Pool, ReadingPool, SchemaOutdated, check, load_queries, open_pool, retrying
from services.query.api.parameters import bad_parameter
from services.query.api.pools import Pools, Readers
from services.query.api.widespread import Widespread
from services.query.feed.cursor import FeedCursor, ListCursor, PageCursor, digest
from services.query.feed.reading import Head
from services.query.projection.store import FEED, SQL, TEXT, live_generation_of

__all__ = ["Live", "LiveRecord", "Moment", "Row", "fetch", "fetch_sql"]

Row = Mapping[str, Any]
"""A row by column."""

_LOG: Final = logging.getLogger(__name__)
_QUERIES: Final = load_queries(files("services.query.api.sql") / "queries.sql")
_LOOK_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """The record up to decision `n` (-1: none yet) of a generation; it is known up to an instant.

    `feed` is from where the feed goes on after what was known with that decision, `widespread` what is known of words
    that very many have.
    """

    readers: Readers
    generation: str
    n: int
    known_up_to: datetime | None
    head: Head
    feed: FeedCursor
    widespread: Widespread = field(default_factory=Widespread)

    @property
    def pool(self) -> ReadingPool:
        """What is asked for by a key."""
        return self.readers.keyed

    def members(self) -> dict[str, Any]:
        """What every answer says of the moment that it is of."""
        return {"known_up_to": self.known_up_to, "generation": self.generation, "as_of_n": self.n}


class Live:
    """Pools of connections: one that knows no generation, and that of the live one, which follows a swap."""

    def __init__(self, dsn: str, size: int = 8) -> None:
        self._dsn = dsn
        self._pools = Pools(dsn, size)
        self._lookup: Pool | None = None
        self._following = asyncio.Lock()
        self._widespread = Widespread()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Until left there are pools, of which each connects when it is needed, and a swap is followed at once."""
        self._lookup = await open_pool(self._dsn, application="query-api", size=5)
        try:
            async with asyncio.TaskGroup() as tasks:
                task = tasks.create_task(self._listen(), name="generation")
                try:
                    yield
                finally:
                    task.cancel()
        finally:
            await self._pools.close()
            await self._lookup.close()

    def held(self) -> AbstractAsyncContextManager[None]:
        """A request, whose moments can be read until it ends."""
        return self._pools.held()

    @property
    def lookup(self) -> Pool:
        """The pool that knows no generation."""
        assert self._lookup is not None
        return self._lookup

    async def now(self) -> Moment:
        """The record as it is now. Raises what `as_of` does."""
        return await self.as_of(None)

    async def as_of(self, instant: datetime | None) -> Moment:
        """The record as it was known at an instant; now without one.

        Raises:
            DatabaseAway: it cannot be had.
            SchemaOutdated: the projector has not made it yet.
        """
        moment = await self._look(instant)
        if moment is None:
            async with self._following:
                await self._follow()
            moment = await self._look(instant)
        if moment is None:
            raise SchemaOutdated("nothing was folded yet")
        return moment

    async def page(
        self,
        request: Request,
        cursor: PageCursor | ListCursor | None,
        filters: Mapping[str, Any],
        instant: datetime | None = None,
    ) -> Moment:
        """The record as of the decision of a generation that the request's cursor names; without one, as `as_of`.

        Raises:
            Problem: 410, it is not served any more, with where the list begins anew as `snapshot`; 400, it was decided
                after the instant, or the cursor is of a list with other filters.
        """
        moment = await self.as_of(instant)
        if cursor is None:
            return moment
        if cursor.filters != digest(filters):
            raise bad_parameter("cursor", "is of a list with other filters")
        if cursor.generation != moment.generation:
            anew = str(request.url.remove_query_params("cursor"))
            raise Problem(410, "The record was rebuilt since this page was given.", kind="gone", snapshot=anew)
        if instant is not None and cursor.n > moment.n:
            raise bad_parameter("cursor", "is of a list as of a later moment than as_of")
        return replace(moment, n=cursor.n)

    async def not_ready(self) -> str | None:
        """Why nothing can be served, or None."""
        try:
            with retrying():
                async with self.held():
                    moment = await self.now()
                    async with moment.pool.acquire() as connection:
                        for schema, folder in ((FEED, "feed"), (TEXT, "text"), (moment.generation, "generation")):
                            await check(connection, schema, SQL / folder)
        except Retry as error:
            return str(error)
        return None

    async def _look(self, instant: datetime | None) -> Moment | None:
        """The record as of an instant, else now; None where the pool is not of what is served by now."""
        readers, generation = self._pools.readers, self._pools.generation
        if readers is None or generation is None:
            return None
        try:
            row = (await fetch(readers.keyed, "moment", instant))[0]
        except (*NOT_MIGRATED, IndexError):
            return None
        if row["live_generation"] != generation:
            return None
        head = Head(row["epoch"], row["first_seq"], row["last_seq"], generation)
        return Moment(
            readers, generation, row["n"], row["known_at"], head, FeedCursor(head.epoch, row["seq"]), self._widespread
        )

    async def _follow(self) -> None:
        try:
            with retrying():
                generation = await live_generation_of(self.lookup)
        except NOT_MIGRATED:
            raise SchemaOutdated("the projector has not made its tables yet") from None
        if generation is None:
            raise SchemaOutdated("nothing was folded yet")
        if generation != self._pools.generation:
            await self._pools.serve(generation)
            _LOG.info("serving %s", generation)

    async def _listen(self) -> None:
        """Follow a swap even while nobody asks. One that is missed is seen by the next request."""
        told = asyncio.Event()

        def tell(*_: object) -> None:
            told.set()

        while True:
            try:
                with retrying():
                    async with self.lookup.acquire() as connection:
                        await connection.add_listener("generation", tell)
                        try:
                            while not connection.is_closed():
                                with suppress(TimeoutError):
                                    await asyncio.wait_for(told.wait(), _LOOK_S)
                                    told.clear()
                                    async with self._following:
                                        await self._follow()
                        finally:
                            with suppress(asyncpg.InterfaceError):
                                await connection.remove_listener("generation", tell)
            except Retry as error:
                _LOG.debug("the live generation waits: %s", error)
                await asyncio.sleep(_LOOK_S)


async def _live(request: Request) -> AsyncIterator[Live]:
    live: Live = request.app.state.live
    async with live.held():
        yield live


LiveRecord = Annotated[Live, Depends(_live)]
"""The app's own, as a dependency. Its moments can be read until there is an answer."""


async def fetch(pool: ReadingPool, query: str, *arguments: Any) -> list[Row]:
    """The rows of a named query, by column."""
    return await fetch_sql(pool, _QUERIES[query], *arguments)


async def fetch_sql(pool: ReadingPool, sql: str, *arguments: Any) -> list[Row]:
    """The rows of a query, by column."""
    with retrying():
        return [dict(row) for row in await pool.fetch(sql, *arguments)]
