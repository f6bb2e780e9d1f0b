"""Reports through the whole path: posted over HTTP, followed to the feed.

A report counts as fed once the transaction with its changes of the feed is visible to a reader of the database. Its
delay begins when its POST was due, not when it was sent, so that a slow answer hides nothing.
"""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from bench.posting import Post, Poster, by_turns, posts
from bench.standing import Standing
from chassis.postgres import Pool, load_queries, open_pool
from operate.waiting import NotInTime
from services.query.projection.store import FIRST_GENERATION, live_generation_of

__all__ = ["AT_ONCE", "Flow", "flow"]

_QUERIES: Final = load_queries(files("bench") / "queries.sql")
_LOOK_S: Final = 0.02
"""How often a paced stream is looked for, whose delays are what is asked."""
_GLANCE_S: Final = 0.1
"""How often one is that is to go as fast as it can, on the same cores."""
AT_ONCE: Final = 8
_LONGEST_S: Final = 120.0
"""Nothing measured here may take longer."""


@dataclass(frozen=True)
class Flow:
    """What became of a stream: `delays_s` from due to fed, of those reports that changed the feed."""

    posted: int
    statements: int
    largest_incident: int
    """Statements of the largest incident there is afterwards."""
    seconds: float
    """From the first POST until everything was decided and could be read."""
    delays_s: Sequence[float]

    @property
    def per_second(self) -> float:
        """Reports a second through the whole path."""
        return self.posted / self.seconds


class _Watch:
    """When each decision came to be readable."""

    def __init__(self, pool: Pool, look_s: float, advance: Callable[[int], None]) -> None:
        self._pool = pool
        self._look_s = look_s
        self._advance = advance
        self._seen: list[tuple[int, float]] = []
        self.first = 0

    async def begin(self) -> None:
        self.first = await self._pool.fetchval(_QUERIES["folded"])

    async def until(self, count: int) -> None:
        """Return when that many decisions more can be read."""
        folded = self.first
        deadline = time.monotonic() + _LONGEST_S
        while folded < self.first + count:
            if time.monotonic() > deadline:
                raise NotInTime(f"{count} reports: {folded - self.first} decided in {_LONGEST_S:.0f} s")
            await asyncio.sleep(self._look_s)
            if (now_folded := await self._pool.fetchval(_QUERIES["folded"])) > folded:
                folded = now_folded
                self._seen.append((folded, time.monotonic()))
                self._advance(folded - self.first)

    def readable_at(self, n: int) -> float:
        return self._seen[bisect_left(self._seen, n + 1, key=lambda seen: seen[0])][1]


async def flow(
    standing: Standing,
    bodies: Sequence[dict[str, Any]],
    per_second: float | None,
    advance: Callable[[int], None],
    at_once: int = AT_ONCE,
    lines: int = 1,
) -> Flow:
    """Post the bodies, `per_second` posts or `at_once` posts of them at a time, and follow them all to the feed.

    `advance` is told how many are through. With more `lines` than one a post is a batch of so many.

    Raises:
        ExceptionGroup: of Refused, a report was; of NotInTime, it took longer than anything here may.
    """
    ready = posts(bodies, lines)
    async with await open_pool(standing.dsn, application="bench", size=2) as lookup:
        generation = await live_generation_of(lookup) or FIRST_GENERATION
    async with await open_pool(standing.dsn, application="bench", size=2, schema=generation) as pool:
        watch = _Watch(pool, _GLANCE_S if per_second is None else _LOOK_S, advance)
        await watch.begin()
        before = await pool.fetchval(_QUERIES["statements"])
        began = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch.until(len(bodies)))
            due = await _post(standing, ready, per_second, at_once)
        seconds = time.monotonic() - began
        outcomes = await pool.fetch(_QUERIES["outcomes"], watch.first)
        delays = [watch.readable_at(row["n"]) - due[row["posted_as"]] for row in outcomes if row["fed"]]
        statements = await pool.fetchval(_QUERIES["statements"]) - before
        largest = await pool.fetchval(_QUERIES["largest_incident"])
    return Flow(len(bodies), statements, largest, seconds, delays)


async def _post(standing: Standing, ready: Sequence[Post], per_second: float | None, at_once: int) -> dict[UUID, float]:
    """When each report was due, by its id."""
    due: dict[UUID, float] = {}
    async with Poster(standing.ingest_url, standing.ingest_key) as poster:

        async def post(each: Post, at: float) -> None:
            due.update((UUID(answer["report_id"]), at) for answer in await poster.post(each))

        if per_second is None:
            await by_turns(lambda each: post(each, time.monotonic()), ready, at_once)
        else:
            began = time.monotonic()
            async with asyncio.TaskGroup() as posting:
                for number, each in enumerate(ready):
                    at = began + number / per_second
                    await asyncio.sleep(max(0.0, at - time.monotonic()))
                    posting.create_task(post(each, at))
    return due
