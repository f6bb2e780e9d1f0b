"""The records of an in-memory log: partitions with holes, transactions with markers, fencing by epoch.

As on a broker, a transaction's end takes an offset in each partition it touched, records of an aborted one keep theirs,
and readers see nothing at or past the first record of a transaction that is still open.
"""

import threading
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from chassis.log.encoding import partition_of, require_size
from chassis.log.errors import Fenced, Misconfigured
from chassis.log.port import LogRecord, Outgoing, TopicSpec, TopicState
from schemas.events.position import Position

__all__ = ["Store", "Transaction"]


@dataclass
class _Partition:
    slots: list[LogRecord | None] = field(default_factory=list)
    """By offset; None is a hole."""


@dataclass(eq=False)
class Transaction:
    """Records written under one transactional id that are not visible yet."""

    transactional_id: str
    epoch: int
    written: list[Position] = field(default_factory=list)
    ended: bool = False


class Store:
    """All topics of one in-memory log. Thread-safe; `changed` is notified on whatever a waiting reader may wait for."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self._topics: dict[str, TopicState] = {}
        self._partitions: dict[tuple[str, int], _Partition] = defaultdict(_Partition)
        self._epochs: dict[str, int] = {}
        self._open: dict[str, Transaction] = {}
        self._last = datetime.fromtimestamp(0, UTC)

    def ensure(self, specs: Iterable[TopicSpec]) -> None:
        """Make the topics that do not exist."""
        with self.changed:
            for spec in specs:
                state = TopicState(spec.name, uuid.uuid4(), spec.partitions, dict(spec.settings))
                self._topics.setdefault(spec.name, state)

    def describe(self, topic: str) -> TopicState | None:
        """The topic, if there is one."""
        return self._topics.get(topic)

    def topic(self, name: str) -> TopicState:
        """The topic. Raises: Misconfigured when there is none."""
        state = self._topics.get(name)
        if state is None:
            raise Misconfigured(f"topic {name} is missing: make it")
        return state

    def append(self, records: Sequence[Outgoing]) -> list[Position]:
        """Write records that are visible at once, unless they lie behind an open transaction."""
        with self.changed:
            return self._write(records)

    def take_over(self, transactional_id: str) -> int:
        """Fence earlier holders of the id and abort what they left open; the new holder's epoch."""
        with self.changed:
            epoch = self._epochs[transactional_id] = self._epochs.get(transactional_id, -1) + 1
            if left := self._open.get(transactional_id):
                self.end(left, commit=False)
            return epoch

    def begin(self, transactional_id: str, epoch: int) -> Transaction:
        """Open a transaction. Raises: Fenced."""
        with self.changed:
            transaction = Transaction(transactional_id, epoch)
            self._require_current(transaction)
            self._open[transactional_id] = transaction
            return transaction

    def write(self, transaction: Transaction, records: Sequence[Outgoing]) -> list[Position]:
        """Write records into a transaction. Raises: Fenced."""
        with self.changed:
            self._require_current(transaction)
            written = self._write(records)
            transaction.written += written
            return written

    def end(self, transaction: Transaction, commit: bool) -> None:
        """Make a transaction's records visible, or holes. Raises: Fenced, on a commit."""
        with self.changed:
            if commit:
                self._require_current(transaction)
            for position in () if commit else transaction.written:
                self._partitions[position.topic, position.partition].slots[position.offset] = None
            for place in {(position.topic, position.partition) for position in transaction.written}:
                self._partitions[place].slots.append(None)
            transaction.ended = True
            del self._open[transaction.transactional_id]
            self.changed.notify_all()

    def read(self, topic: str, partition: int, position: int, limit: int) -> tuple[list[LogRecord], int]:
        """At most `limit` visible records from `position`, and the next to read after them and the holes behind."""
        with self.changed:
            records: list[LogRecord] = []
            slots, end = self._partitions[topic, partition].slots, self.end_of(topic, partition)
            while position < end and len(records) < limit:
                if record := slots[position]:
                    records.append(record)
                position += 1
            while position < end and slots[position] is None:
                position += 1
            return records, position

    def end_of(self, topic: str, partition: int) -> int:
        """The next to read when everything visible has been read."""
        with self.changed:
            starts = (
                position.offset
                for transaction in self._open.values()
                for position in transaction.written
                if (position.topic, position.partition) == (topic, partition)
            )
            return min(starts, default=len(self._partitions[topic, partition].slots))

    def _require_current(self, transaction: Transaction) -> None:
        if transaction.ended or self._epochs[transaction.transactional_id] != transaction.epoch:
            raise Fenced(f"{transaction.transactional_id} has been taken over")

    def _write(self, records: Sequence[Outgoing]) -> list[Position]:
        places = [(record, partition_of(record, self.topic(record.topic).partitions)) for record in records]
        for record in records:
            require_size(record)
        positions = [self._put(record, partition) for record, partition in places]
        self.changed.notify_all()
        return positions

    def _put(self, record: Outgoing, partition: int) -> Position:
        slots = self._partitions[record.topic, partition].slots
        # The clock of a broker does not go back while it runs.
        self._last = max(self._last, datetime.now(UTC))
        slots.append(
            LogRecord(record.topic, partition, len(slots), record.key, record.value, tuple(record.headers), self._last)
        )
        return Position(topic=record.topic, partition=partition, offset=len(slots) - 1)
