"""The projector on a real database, with the log in memory: exactly once, in order, or not at all."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import asyncpg
import pytest

from chassis.log.memory import MemoryLog
from chassis.log.topics import SPECS, decisions_spec
from schemas.events.decisions import Decision
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.worker import FoldingWorker
from tests.histories import (
    MONITORS,
    History,
    killed,
    linked,
    record_of,
    seed,
    statement,
    unlinked,
)
from tests.waiting import until

pytestmark = pytest.mark.integration


@pytest.fixture
def log() -> MemoryLog:
    """A log with its topics."""
    log = MemoryLog()
    log.ensure([*SPECS, decisions_spec("g1")])
    return log


@pytest.fixture
def projector(log: MemoryLog, postgres: str) -> Iterator[DecisionsWorker]:
    """A projector that has started."""
    worker = DecisionsWorker(log, postgres, "g1")
    worker.start()
    yield worker
    worker.stop()


def append(log: MemoryLog, decisions: Iterable[Decision]) -> None:
    """Append decisions as the writer does."""
    with log.appender() as appender:
        appender.append_all([record_of(decision) for decision in decisions])


def fold(worker: FoldingWorker, log: MemoryLog) -> None:
    """Step until everything is folded."""

    def done() -> bool:
        worker.step()
        reader = worker._reader
        return reader is not None and all(reader.position(p) >= reader.end(p) for p in worker.partitions)

    until(done)


def rows(dsn: str, query: str, *values: Any) -> list[dict[str, Any]]:
    """What the database answers."""

    async def ask() -> list[dict[str, Any]]:
        connection = await asyncpg.connect(dsn)
        try:
            await connection.set_type_codec(
                "jsonb", schema="pg_catalog", encoder=str, decoder=__import__("json").loads, format="text"
            )
            return [dict(row) for row in await connection.fetch(query, *values)]
        finally:
            await connection.close()

    with asyncio.Runner() as runner:
        return runner.run(ask())


def changes(dsn: str) -> list[tuple[int, str, str]]:
    """The feed: number, kind and incident."""
    found = rows(dsn, "select seq, kind, incident_id from feed.change order by seq")
    return [(row["seq"], row["kind"], row["incident_id"]) for row in found]


def a_merge_and_back() -> History:
    """Two incidents are merged and parted again."""
    history = History()
    history.open(statement("a", casualties=(killed(3),)), "a")
    history.open(statement("b", MONITORS), "b")
    history.decide(linked("a", "b"))
    history.decide(unlinked("a", "b"))
    return history


def test_each_change_of_an_incident_is_one_row_of_the_feed(
    log: MemoryLog, projector: DecisionsWorker, postgres: str
) -> None:
    append(log, a_merge_and_back().decisions)
    fold(projector, log)
    a, b = seed("a"), seed("b")
    assert changes(postgres) == [
        (1, "opened", a),
        (2, "opened", b),
        (3, "merged", b),
        (4, "changed", a),
        (5, "changed", a),
        (6, "restored", b),
    ]


def test_batches_of_any_size_make_the_same_rows(log: MemoryLog, projector: DecisionsWorker, postgres: str) -> None:
    history = a_merge_and_back()
    for decision in history.decisions:
        append(log, [decision])
        fold(projector, log)
    found = rows(postgres, "select incident_id, from_n, to_n, state from g1.incident_version order by 1, 2")
    a, b = seed("a"), seed("b")
    expected = [(a, 0, 2, "open"), (a, 2, 3, "open"), (a, 3, None, "open")]
    expected += [(b, 1, 2, "open"), (b, 2, 3, "merged"), (b, 3, None, "open")]
    assert [tuple(row.values()) for row in found] == sorted(expected, key=lambda row: (row[0].hex, row[1]))
