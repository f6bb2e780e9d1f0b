"""The pools of connections to generations: those of the one served now, and of those before it until nobody reads them.

A request may ask the database several times for one moment of the record. So pools are not closed when another
generation is served, but when all requests that began before that have ended.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final, NamedTuple

from chassis.postgres import ReadingPool, reading_pool
from services.query.projection.store import reading_as

__all__ = ["PLANNED", "PLANNING", "Pools", "Readers"]

_PAGES: Final = {
    # A page is read in less time than a second process takes to start, or a query to compile.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    # What is read often is in memory, where any place is as near as the next, and a page costs little beside what is
    # done with its rows: with the server's own costs a long list of one index is gone through to spare a few pages.
    "seq_page_cost": "0.1",
    "random_page_cost": "0.1",
}

PLANNING: Final = {
    # How much a filter finds is known by its value alone: a plan for any value is a plan for none.
    "plan_cache_mode": "force_custom_plan",
    # Gone through by the ten thousand, entries of an index of words take longer than some rows that lie together.
    "cpu_index_tuple_cost": "0.03",
    **_PAGES,
}
"""Settings of the server for looking for incidents."""

PLANNED: Final = {
    # A key finds as much as any other, and planning takes longer than reading what it finds.
    "plan_cache_mode": "force_generic_plan",
    **_PAGES,
}
"""Settings of the server for looking things up by their keys."""

_CLOSING_S: Final = 5.0


class Readers(NamedTuple):
    """The pools of one generation: `keyed` plans a statement once, `searching` for each value that it is asked with."""

    keyed: ReadingPool
    searching: ReadingPool


@dataclass(eq=False, slots=True)
class _Era:
    """From one swap to the next; `requests` that began in it have not ended."""

    generation: str | None = None
    readers: Readers | None = None
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
    def readers(self) -> Readers | None:
        """Its pools."""
        return self._era.readers

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """A request: whichever pools it is given stay open until it ends."""
        era = self._era
        era.requests += 1
        try:
            yield
        finally:
            era.requests -= 1
            await self._close_what_nobody_holds()

    async def serve(self, generation: str) -> None:
        """From now on this generation is served, from new pools."""
        readers = Readers(self._open(generation, PLANNED), self._open(generation, PLANNING))
        self._past.append(self._era)
        self._era = _Era(generation, readers)
        await self._close_what_nobody_holds()

    async def close(self) -> None:
        """Let go of all connections."""
        for era in (*self._past, self._era):
            for pool in era.readers or ():
                await pool.close()

    def _open(self, generation: str, settings: Mapping[str, str]) -> ReadingPool:
        name = reading_as(generation)
        return reading_pool(self._dsn, application=name, size=self._size, schema=generation, settings=settings)

    async def _close_what_nobody_holds(self) -> None:
        # In order: a request that began before one swap may have been given any pool since.
        while self._past and not self._past[0].requests:
            for pool in self._past.popleft().readers or ():
                # What does not close by then is cut off: nobody reads from it.
                with suppress(TimeoutError):
                    await asyncio.wait_for(pool.close(), _CLOSING_S)
