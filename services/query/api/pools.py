"""The pools of connections to generations: that of the one served now, and of those before it until nobody reads them.

A request may ask the database several times for one moment of the record. So a pool is not closed when another
generation is served, but when all requests that began before that have ended.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from chassis.postgres import Pool, open_pool
from services.query.projection.store import reading_as

__all__ = ["PLANNING", "Pools"]

PLANNING: Final = {
    # How much a filter finds is known by its value alone: a plan for any value is a plan for none.
    "plan_cache_mode": "force_custom_plan",
    # A page is read in less time than a second process takes to start, or a query to compile.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    # What is read often is in memory, where any place is as near as the next, and a page costs little beside what is
    # done with its rows: with the server's own costs a long list of one index is gone through to spare a few pages.
    "seq_page_cost": "0.1",
    "random_page_cost": "0.1",
}
"""Settings of the server for reading pages."""

_CLOSING_S: Final = 5.0


@dataclass(eq=False, slots=True)
class _Era:
    """From one swap to the next; `requests` that began in it have not ended."""

    generation: str | None = None
    pool: "Pool | None" = None
    requests: int = 0


class Pools:
    """Used from one event loop."""

    def __init__(self, dsn: str, size: int) -> None:
        self._dsn = dsn
        self._size = size
        self._era = _Era()
        self._past: deque[_Era] = deque()

    @property
    def generation(self) -> str | None:
        """The generation that is served, if there is one yet."""
        return self._era.generation

    @property
    def pool(self) -> "Pool | None":
        """Its pool."""
        return self._era.pool

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """A request: whichever pool it is given stays open until it ends."""
        era = self._era
        era.requests += 1
        try:
            yield
        finally:
            era.requests -= 1
            await self._close_what_nobody_holds()

    async def serve(self, generation: str) -> None:
        """From now on this generation is served, from a new pool."""
        name = reading_as(generation)
        pool = await open_pool(self._dsn, application=name, size=self._size, schema=generation, settings=PLANNING)
        self._past.append(self._era)
        self._era = _Era(generation, pool)
        await self._close_what_nobody_holds()

    async def close(self) -> None:
        """Let go of all connections."""
        for era in (*self._past, self._era):
            if era.pool is not None:
                await era.pool.close()

    async def _close_what_nobody_holds(self) -> None:
        # In order: a request that began before one swap may have been given any pool since.
        while self._past and not self._past[0].requests:
            if (pool := self._past.popleft().pool) is not None:
                # What does not close by then is cut off: nobody reads from it.
                with suppress(TimeoutError):
                    await asyncio.wait_for(pool.close(), _CLOSING_S)
