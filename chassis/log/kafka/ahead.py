"""Records read ahead of the worker, and what the group has taken away since they were read."""

import threading
from collections import deque
from collections.abc import Callable, Collection
from typing import Final

from kafka import ConsumerRebalanceListener, TopicPartition

from chassis.errors import Fatal
from chassis.log.kafka.connection import translated
from chassis.log.port import LogRecord

__all__ = ["Ahead"]

_MAX_RECORDS: Final = 500
_MAX_BYTES: Final = 16 * 1024 * 1024


class Ahead(ConsumerRebalanceListener):  # type: ignore[misc]
    """A bounded queue between the thread that reads and the one that works. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._records: deque[LogRecord] = deque()
        self._bytes = 0
        self._lost: set[int] = set()
        self._error: BaseException | None = None
        self.held: frozenset[int] = frozenset()

    def is_full(self) -> bool:
        """Whether no more should be read."""
        return len(self._records) >= _MAX_RECORDS or self._bytes >= _MAX_BYTES

    def put(self, records: list[LogRecord], held: frozenset[int]) -> None:
        """What one poll of the client gave, and what was held after it."""
        with self._changed:
            self.held = held
            self._drop(lambda record: record.partition not in held)
            self._records.extend(record for record in records if record.partition in held)
            self._bytes += sum(_size(record) for record in records if record.partition in held)
            self._changed.notify_all()

    def fail(self, error: BaseException) -> None:
        """Nothing will come any more."""
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def take(self, timeout_s: float, limit: int) -> tuple[list[LogRecord], frozenset[int]]:
        """At most `limit` records, and the partitions held.

        A partition that was lost is shown as not held at least once, even when it has come back in the meantime.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._error or self._lost or (limit and self._records), timeout_s)
            if self._error is not None:
                with translated("reading"):
                    raise self._error if isinstance(self._error, Exception) else Fatal(repr(self._error))
            if self._lost:
                shown, self._lost = self.held - self._lost, set()
                return [], shown
            taken = [self._records.popleft() for _ in range(min(limit, len(self._records)))]
            self._bytes -= sum(_size(record) for record in taken)
            return taken, self.held

    def first(self, partition: int) -> int | None:
        """The offset of the first record of the partition that was not given yet."""
        with self._changed:
            return next((record.offset for record in self._records if record.partition == partition), None)

    def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Called by the client's thread when partitions go to another member."""
        with self._changed:
            gone = {place.partition for place in revoked}
            self._lost |= gone
            self._drop(lambda record: record.partition in gone)
            self._changed.notify_all()

    def on_partitions_lost(self, lost: Collection[TopicPartition]) -> None:
        """Called by the client's thread when the group has given this member up."""
        self.on_partitions_revoked(lost)

    def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """What is held is asked for after each poll."""

    def _drop(self, unwanted: Callable[[LogRecord], bool]) -> None:
        kept = [record for record in self._records if not unwanted(record)]
        self._records = deque(kept)
        self._bytes = sum(_size(record) for record in kept)


def _size(record: LogRecord) -> int:
    return len(record.value or b"")
