"""The whole way of a rebuild: the next generation is folded beside live traffic, and takes the live one's place."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

from chassis.errors import Retry
from chassis.log.port import Log
from chassis.log.topics import decisions
from chassis.postgres import Connection, connected, migrate, retrying
from services.query.projection.rebuilding.between import Between
from services.query.projection.rebuilding.building import BATCH, Building
from services.query.projection.rebuilding.schemas import drop_earlier, next_generation
from services.query.projection.rebuilding.swap import Swap, Telling
from services.query.projection.store import FEED, SQL, live_generation_of

__all__ = ["READERS_S", "Ask", "Rebuilt", "Told", "rebuild"]

Told: TypeAlias = Callable[[int, int], None]
"""Told how far the fold is in the topic, and where that ends."""

Ask: TypeAlias = Callable[[int], Telling]
"""Asked how followers are to hear of so many incidents. May raise, and nothing is swapped."""

_STATEMENT_S: Final = 600.0
"""Comparing two generations of a million incidents takes minutes; nobody waits for it."""

_LOCKED_S: Final = 10.0
"""How long the projector is kept waiting, at most, before it is let go on and the swap tried again."""

_ATTEMPTS: Final = 30
READERS_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`generation` is served by now, in the place of `before`.

    `told` rows were written to the feed, which has begun anew if that is None. `dropped` are the earlier generations
    that nobody read any more.
    """

    generation: str
    before: str
    told: int | None
    dropped: list[str]


def rebuild(
    log: Log,
    dsn: str,
    decisions_generation: str,
    told: Told,
    ask: Ask,
    *,
    before_swap: Callable[[], None] = lambda: None,
    batch: int = BATCH,
    readers_s: float = READERS_S,
) -> Rebuilt:
    """Fold a generation of decisions into the next one of the projection, gone on with if it was begun, and swap it in.

    `batch` decisions are a transaction. `before_swap` is called once it was asked and is to be swapped; when that
    returns, no more must come of the decisions that are served now unless they are the same ones. For `readers_s` it
    waits for those who still read the generation before.

    Raises:
        NothingServed: there is no generation yet.
        Unappliable: a decision cannot be applied. The message names it; nothing was swapped.
        Overtaken: another rebuild is at work.
        Retry: the database or the log is away. What was folded stays.
    """
    with retrying(), asyncio.Runner() as runner, _connection(runner, dsn) as connection:
        between = runner.run(_begin(connection, decisions(decisions_generation)))
        with _building(log, dsn, decisions_generation, between, batch) as building:
            _catch_up(building, told)
            swap = Swap(connection, between)
            telling = ask(runner.run(swap.look()))
            before_swap()
            rows = _swap(runner, swap, building, telling, told)
        dropped = runner.run(drop_earlier(connection, between, readers_s))
    return Rebuilt(between.next, between.live, None if telling is Telling.ANEW else rows, dropped)


async def _begin(connection: Connection, topic: str) -> Between:
    await migrate(connection, FEED, SQL / "feed")
    between = await next_generation(connection, await live_generation_of(connection), topic)
    await drop_earlier(connection, Between(between.live, between.live), 0.0)
    return between


@contextmanager
def _building(log: Log, dsn: str, decisions_generation: str, between: Between, batch: int) -> Iterator[Building]:
    building = Building(log, dsn, decisions_generation, between.next, batch)
    building.start()
    try:
        yield building
    finally:
        building.stop()


def _catch_up(building: Building, told: Told) -> None:
    while True:
        building.step()
        if (progress := building.progress()) is not None:
            told(*progress)
            if progress[0] >= progress[1]:
                return


def _swap(runner: asyncio.Runner, swap: Swap, building: Building, telling: Telling, told: Told) -> int:
    for _ in range(_ATTEMPTS):
        _catch_up(building, told)
        due = runner.run(swap.lock())
        until = time.monotonic() + _LOCKED_S
        while building.next_n < due and time.monotonic() < until:
            building.step()
        if building.next_n >= due:
            return runner.run(swap.commit(telling))
        runner.run(swap.release())
    raise Retry(f"the log gave no decision up to {due} in time")


@contextmanager
def _connection(runner: asyncio.Runner, dsn: str) -> Iterator[Connection]:
    stack = AsyncExitStack()
    try:
        yield runner.run(
            stack.enter_async_context(connected(dsn, application="rebuild", statement_seconds=_STATEMENT_S))
        )
    finally:
        runner.run(stack.aclose())
