"""A batch is bounded in bytes, so that no transaction outgrows what the database takes; it rests when all is folded."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chassis.log.memory import MemoryLog
from chassis.log.memory.reading import MemoryReader
from chassis.log.port import Log, LogRecord, Outgoing, Start
from chassis.log.topics import decisions_spec
from chassis.postgres import Pool, open_pool
from chassis.telemetry import metrics
from services.query.projection.worker import FoldingWorker, parts

REST_S = 1.0


def records(sizes: list[int]) -> list[LogRecord]:
    """Records whose values have these sizes; None for no bytes."""
    now = datetime.now(UTC)
    return [LogRecord("t", 0, at, None, b"x" * size or None, (), now) for at, size in enumerate(sizes)]


@given(st.lists(st.integers(0, 30)), st.integers(1, 40))
def test_parts_are_bounded_and_are_everything_in_order(sizes: list[int], most: int) -> None:
    given_records = records(sizes)
    found = list(parts(given_records, most))
    assert [record for part in found for record in part] == given_records
    for part in found:
        assert part
        assert len(part) == 1 or sum(len(record.value or b"") for record in part) <= most


class Sparing(MemoryReader):
    """Gives at most three records at once, however many are asked for, as a broker does that gives so many bytes."""

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        return super().poll(timeout_s, min(limit, 3))


class SparingLog(MemoryLog):
    """A log with such readers."""

    def reader(self, topic: str, partitions: Sequence[int] | None = None, start: Start = "beginning") -> Sparing:
        return Sparing(self.store, topic, partitions, start)


class Counting(FoldingWorker):
    """Folds nothing, in batches of four."""

    partitions = (0,)

    def __init__(self, log: Log) -> None:
        super().__init__("counting", "decisions.g1", log, batch=4, rest_s=REST_S)

    async def open_pool(self) -> Pool:
        return await open_pool("postgresql://nowhere", application="test", size=1)

    async def resume(self, pool: Pool) -> dict[int, int]:
        return {0: 0}

    async def fold(self, records: Sequence[LogRecord], positions: dict[int, int]) -> None:
        pass

    async def idle(self) -> None:
        pass

    def check(self) -> None:
        pass


def test_it_rests_after_a_batch_that_is_not_full_unless_another_waits() -> None:
    log = SparingLog()
    log.ensure([decisions_spec("g1")])
    with log.appender() as appender:
        appender.append_all([Outgoing("decisions.g1", None, b"") for _ in range(9)])
    worker = Counting(log)
    worker.start()
    rested = [timed(worker) >= REST_S for _ in range(3)]
    worker.stop()
    assert rested == [False, True, True]


def test_the_lag_is_what_lies_ahead_after_each_batch() -> None:
    log = SparingLog()
    log.ensure([decisions_spec("g1")])
    with log.appender() as appender:
        appender.append_all([Outgoing("decisions.g1", None, b"") for _ in range(12)])
    worker = Counting(log)
    worker.start()
    behind = [lag_after_a_step(worker) for _ in range(2)]
    worker.stop()
    assert behind == [9, 6]


def lag_after_a_step(worker: FoldingWorker) -> float | None:
    """Records that are not taken yet."""
    worker.step()
    return metrics.REGISTRY.get_sample_value("deconflict_lag_records", {"worker": worker.name, "topic": worker.topic})


def timed(worker: FoldingWorker) -> float:
    """Seconds that a step takes."""
    began = time.monotonic()
    worker.step()
    return time.monotonic() - began
