"""A loop of the projector: records of a topic, batch by batch, into Postgres, resumed whenever that comes back."""

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from chassis.errors import Retry
from chassis.log.port import Log, LogRecord, Reader
from chassis.postgres import Pool
from chassis.telemetry import metrics
from chassis.telemetry.messaging import polled

__all__ = ["FoldingWorker", "parts"]

T = TypeVar("T")

_LOG: Final = logging.getLogger(__name__)
_BYTES: Final = 8 * 1024 * 1024
"""What one transaction takes of records, at most, but for a single one that is larger."""

_POLL_S: Final = 0.5
_AGAIN_S: Final = 0.5


def parts(records: Sequence[LogRecord], most: int) -> Iterator[Sequence[LogRecord]]:
    """The records in order, in parts of at most `most` bytes of values or of a single record."""
    start, size = 0, 0
    for place, record in enumerate(records):
        length = len(record.value or b"")
        if place > start and size + length > most:
            yield records[start:place]
            start, size = place, 0
        size += length
    if records:
        yield records[start:]


class FoldingWorker(ABC):
    """Reads one topic and folds it, with an event loop of its own for the database.

    While the database is away it keeps trying, is not ready, and has folded nothing that it will not find again.
    """

    start_limit_s = 60.0
    step_limit_s = 60.0

    def __init__(self, name: str, topic: str, log: Log, batch: int, rest_s: float) -> None:
        """After a batch that was not full it rests for `rest_s`, unless another waits: a transaction costs as much as
        several records, and what comes meanwhile is taken together.
        """
        self.name = name
        self.topic = topic
        self._log = log
        self._batch = batch
        self._rest_s = rest_s
        self._runner: asyncio.Runner | None = None
        self._pool: Pool | None = None
        self._reader: Reader | None = None
        self._waiting: str | None = "starting"

    @abstractmethod
    async def open_pool(self) -> Pool:
        """The pool to work with; connects nothing yet."""

    @abstractmethod
    async def resume(self, pool: Pool) -> dict[int, int]:
        """Bring the schema up to date and read how far the fold has come: the position of each partition.

        May name another `topic` to read.
        """

    @abstractmethod
    async def fold(self, records: Sequence[LogRecord], positions: dict[int, int]) -> None:
        """Fold a batch; `positions` are the next to read after it, of each partition that it is from."""

    @abstractmethod
    async def idle(self) -> None:
        """Nothing came. May raise a `Retry`, to resume anew."""

    @abstractmethod
    def check(self) -> None:
        """Hold the log against what the guarantees rest on."""

    def start(self) -> None:
        """As `chassis.process.worker`."""
        self._runner = asyncio.Runner()
        self.check()

    def step(self) -> None:
        """As `chassis.process.worker`."""
        try:
            if self._reader is None:
                start = self._run(self._resume())
                self._reader = self._log.reader(self.topic, start=start)
            self._take(self._reader)
            self._waiting = None
        except Retry as error:
            if self._waiting != str(error):
                _LOG.warning("%s waits: %s", self.name, error)
            self._waiting = str(error)
            self._let_go()
            time.sleep(_AGAIN_S)

    def waiting_for(self) -> str | None:
        """As `chassis.process.worker`."""
        return self._waiting

    def stop(self) -> None:
        """As `chassis.process.worker`."""
        self._let_go()
        if self._pool is not None:
            self._run(self._pool.close())
        if self._runner is not None:
            self._runner.close()

    async def _resume(self) -> dict[int, int]:
        if self._pool is None:
            self._pool = await self.open_pool()
        return await self.resume(self._pool)

    def _take(self, reader: Reader) -> None:
        began = time.time()
        records = reader.poll(_POLL_S, self._batch)
        if records:
            polled(self.topic, records, began)
            for part in parts(records, _BYTES):
                self._run(self.fold(part, {record.partition: record.offset + 1 for record in part}))
            metrics.RECORDS.labels(self.name, self.topic).inc(len(records))
        else:
            self._run(self.idle())
        self._measure_lag(reader, records)
        if 0 < len(records) < self._batch and not self.batch_waits():
            time.sleep(self._rest_s)

    def batch_waits(self) -> bool:
        """Whether a whole batch is ahead: what was polled last was only the end of what the broker gives at once."""
        reader = self._reader
        return reader is not None and any(reader.ahead(partition) >= self._batch for partition in self.partitions)

    def _measure_lag(self, reader: Reader, records: Sequence[LogRecord]) -> None:
        behind = sum(map(reader.ahead, self.partitions))
        metrics.LAG_RECORDS.labels(self.name, self.topic).set(behind)
        age = (datetime.now(UTC) - records[-1].appended_at).total_seconds() if records and behind else 0.0
        metrics.LAG_SECONDS.labels(self.name, self.topic).set(max(0.0, age))

    @property
    @abstractmethod
    def partitions(self) -> Sequence[int]:
        """The partitions of the topic."""

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._runner is not None
        return self._runner.run(work)
