"""The projector, beside what Postgres takes to COPY the rows that it wrote."""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from statistics import median
from typing import Final

from rich.console import Console

import reference
from bench.coded import coded_reports
from bench.copying import copy_rows
from bench.intake import coded_posting, ingest, normalize
from bench.standing import servers
from bench.writing import write
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.postgres import Pool, load_queries, open_pool
from chassis.process.settings import Settings
from services.dedup.matching import weights
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.store import FIRST_GENERATION, Store, live_generation

__all__ = ["BAR_PER_SECOND", "PARTS", "Projected", "Rates", "project", "projector_alone"]

BAR_PER_SECOND: Final = 3_000.0
"""Statements."""

_QUERIES: Final = load_queries(files("bench") / "queries.sql")
_DATABASE: Final = "bench_alone"
_PREFIX: Final = "bench-projector."
_LONGEST_S: Final = 120.0
_REPORTS: Final = 3_000
_TIMES: Final = 3
PARTS: Final = 3 + _TIMES
"""Of `projector_alone`."""


@dataclass(frozen=True)
class Projected:
    """What projecting took, and what Postgres alone takes to copy the same rows."""

    seconds: float
    copied_seconds: float
    statements: int


@dataclass(frozen=True)
class Rates:
    """Statements a second: the projector's, each time from nothing, and COPY's of the same rows right after it."""

    statements: int
    projected: tuple[float, ...]
    copied: tuple[float, ...]

    @property
    def projected_per_second(self) -> float:
        """The median."""
        return median(self.projected)

    @property
    def copied_per_second(self) -> float:
        """The median."""
        return median(self.copied)


def projector_alone(console: Console, advance: Callable[[], None]) -> Rates:
    """Fold the same coded reports, five statements each, some times over: no other process of the system is up.

    `advance` is called after each part of it, of which there are `PARTS`. Raises as `ingest`, `normalize`, `write`.
    """
    bodies = list(islice(coded_reports(), _REPORTS))
    with servers(console) as system:
        posting = coded_posting(system)
        with KafkaLog(system.settings.kafka_bootstrap, system.settings.topic_prefix + _PREFIX) as log:
            log.ensure([*topics.SPECS, topics.decisions_spec("g1")], system.settings.topic_replication)
            world = reference.open(None)
            ingest(posting, system.settings.topic_prefix + _PREFIX, bodies)
            advance()
            normalize(log, posting, _REPORTS, world)
            advance()
            write(log, _REPORTS, weights.load(), world)
            advance()
            found = []
            for _ in range(_TIMES):
                found.append(asyncio.run(project(log, system.settings, _REPORTS)))
                advance()
    return Rates(
        statements=found[0].statements,
        projected=tuple(one.statements / one.seconds for one in found),
        copied=tuple(one.statements / one.copied_seconds for one in found),
    )


async def project(log: KafkaLog, settings: Settings, count: int) -> Projected:
    """Fold the `count` decisions of `log` into a database of its own, which is gone afterwards; copy its rows.

    Raises:
        TimeoutError: it took longer than anything here may.
    """
    dsn = settings.postgres_dsn.get_secret_value()
    async with await open_pool(dsn, application="bench", size=1) as pool:
        await pool.execute(f"create database {_DATABASE}")
    own = f"{dsn.rpartition('/')[0]}/{_DATABASE}"
    seconds = await asyncio.to_thread(_project, log, own, count)
    async with await open_pool(own, application="bench", size=1, schema=FIRST_GENERATION) as pool:
        statements = await pool.fetchval(_QUERIES["statements"])
        copied = await copy_rows(pool, FIRST_GENERATION)
    async with await open_pool(dsn, application="bench", size=1) as pool:
        await pool.execute(f"drop database {_DATABASE} with (force)")
    return Projected(seconds, copied, statements)


def _project(log: KafkaLog, dsn: str, count: int) -> float:
    with asyncio.Runner() as runner:
        pool = runner.run(open_pool(dsn, application="bench", size=1, schema=FIRST_GENERATION))
        # It makes its tables and starts its assessor once in its life, and rests only where nothing waits.
        runner.run(_furnish(pool))
        worker = DecisionsWorker(log, dsn, "g1", rest_s=0)
        worker.start()
        # What was written before this is not to be its cost.
        os.sync()
        began, deadline = time.perf_counter(), time.monotonic() + _LONGEST_S
        while int(runner.run(pool.fetchval(_QUERIES["folded"]))) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{count} decisions were not projected")
            worker.step()
        seconds = time.perf_counter() - began
        runner.run(pool.close())
    worker.stop()
    return seconds


async def _furnish(pool: Pool) -> None:
    await live_generation(pool)
    await Store(pool, FIRST_GENERATION).prepare(topics.decisions("g1"))
