"""`Log` in memory: everything a test uses of it is made here."""

import asyncio
import time
from collections.abc import Mapping, Sequence

from chassis.log.errors import Full, Lost, Misconfigured, OutOfRange, Unavailable
from chassis.log.memory.groups import Groups
from chassis.log.memory.store import Store
from chassis.log.port import (
    Appender,
    AsyncAppender,
    ExclusiveAppender,
    GroupReader,
    Log,
    LogRecord,
    Outgoing,
    Ownership,
    Reader,
    Start,
    TopicSpec,
    TopicState,
)
from schemas.events.position import Position

__all__ = ["MemoryLog"]


class MemoryLog(Log):
    """A log that lives as long as this object. Members of groups die by `MemoryGroupReader.vanish` and its like."""

    def __init__(self) -> None:
        self.store = Store()
        self._groups = Groups(self.store)

    def ensure(self, specs: Sequence[TopicSpec], replication: int = 1) -> None:
        """See the port."""
        self.store.ensure(specs)

    def check(self, specs: Sequence[TopicSpec]) -> None:
        """See the port."""
        for spec in specs:
            state = self.store.topic(spec.name)
            if state.partitions != spec.partitions:
                raise Misconfigured(f"topic {spec.name} has {state.partitions} partitions, needs {spec.partitions}")
            for key, value in spec.settings.items():
                if (actual := state.settings.get(key)) != value:
                    raise Misconfigured(f"topic {spec.name} has {key}={actual}: alter it to {value}")

    def describe(self, topic: str) -> TopicState | None:
        """See the port."""
        return self.store.describe(topic)

    def appender(self) -> "MemoryAppender":
        """See the port."""
        return MemoryAppender(self.store)

    def async_appender(
        self, topics: Sequence[str] = (), max_in_flight: int = 1000, timeout_s: float = 5.0
    ) -> "MemoryAsyncAppender":
        """See the port."""
        return MemoryAsyncAppender(self.store, max_in_flight)

    def exclusive_appender(self, transactional_id: str) -> "MemoryExclusiveAppender":
        """See the port."""
        return MemoryExclusiveAppender(self.store, transactional_id)

    def reader(self, topic: str, partitions: Sequence[int] | None = None, start: Start = "beginning") -> "MemoryReader":
        """See the port."""
        return MemoryReader(self.store, topic, partitions, start)

    def group_reader(self, topic: str, group: str) -> "MemoryGroupReader":
        """See the port."""
        return MemoryGroupReader(self.store, self._groups, topic, group)

    def ownership(self, topic: str, group: str) -> "MemoryOwnership":
        """See the port."""
        return MemoryOwnership(self.store, self._groups, topic, group)

    def close(self) -> None:
        """Nothing to let go."""


class MemoryAppender(Appender):
    """`Appender` in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append_all(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        return self._store.append(records)

    def close(self) -> None:
        """Nothing to let go."""


class MemoryAsyncAppender(AsyncAppender):
    """`AsyncAppender` in memory. An append takes one turn of the event loop."""

    def __init__(self, store: Store, max_in_flight: int) -> None:
        self._store = store
        self._max = max_in_flight
        self._in_flight = 0
        self._closed = False

    async def append(self, record: Outgoing) -> Position:
        """See the port."""
        if self._closed:
            raise Unavailable("this appender is closed")
        if self._in_flight >= self._max:
            raise Full(f"{self._max} appends are in flight")
        self._in_flight += 1
        try:
            await asyncio.sleep(0)
            return self._store.append([record])[0]
        finally:
            self._in_flight -= 1

    def ready(self) -> bool:
        """See the port."""
        return not self._closed

    async def close(self) -> None:
        """See the port."""
        self._closed = True


class MemoryExclusiveAppender(ExclusiveAppender):
    """`ExclusiveAppender` in memory."""

    def __init__(self, store: Store, transactional_id: str) -> None:
        self._store = store
        self._id = transactional_id
        self._epoch = store.take_over(transactional_id)

    def append_batch(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        if not records:
            return []
        with self._store.changed:
            transaction = self._store.begin(self._id, self._epoch)
            try:
                written = self._store.write(transaction, records)
            except Misconfigured as error:
                self._store.end(transaction, commit=False)
                raise Lost(str(error)) from error
            except Exception:
                self._store.end(transaction, commit=False)
                raise
            self._store.end(transaction, commit=True)
            return written

    def close(self) -> None:
        """Nothing to let go."""


class MemoryReader(Reader):
    """`Reader` in memory."""

    def __init__(self, store: Store, topic: str, partitions: Sequence[int] | None, start: Start) -> None:
        self._store = store
        self._topic = topic
        known = range(store.topic(topic).partitions)
        wanted = sorted(known if partitions is None else partitions)
        if absent := [partition for partition in wanted if partition not in known]:
            raise Misconfigured(f"topic {topic} has no partitions {absent}")
        if isinstance(start, Mapping):
            self._positions = {partition: start[partition] for partition in wanted}
        else:
            self._positions = {part: store.end_of(topic, part) if start == "end" else 0 for part in wanted}

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """See the port."""
        deadline = time.monotonic() + timeout_s
        with self._store.changed:
            while True:
                records = _take(self._store, self._topic, self._positions, limit)
                left = deadline - time.monotonic()
                if records or left <= 0:
                    return records
                self._store.changed.wait(left)

    def position(self, partition: int) -> int:
        """See the port."""
        return self._positions[partition]

    def end(self, partition: int) -> int:
        """See the port."""
        return self._store.end_of(self._topic, partition)

    def beginning(self, partition: int) -> int:
        """See the port."""
        return 0

    def seek(self, partition: int, position: int) -> None:
        """See the port."""
        self._positions[partition] = position

    def close(self) -> None:
        """Nothing to let go."""


class MemoryGroupReader(GroupReader):
    """`GroupReader` in memory."""

    def __init__(self, store: Store, groups: Groups, topic: str, group: str) -> None:
        self._store = store
        self._groups = groups
        self._topic = topic
        self._group = group
        self._member = groups.join(group, topic)
        self._positions: dict[int, int] = {}

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """See the port."""
        deadline = time.monotonic() + timeout_s
        with self._store.changed:
            while True:
                self._follow()
                records = _take(self._store, self._topic, self._positions, limit) if limit else []
                left = deadline - time.monotonic()
                if records or left <= 0:
                    return records
                self._store.changed.wait(left)

    def partitions(self) -> frozenset[int]:
        """See the port."""
        return frozenset(self._positions)

    def commit(self, positions: Mapping[int, int]) -> frozenset[int]:
        """See the port."""
        return self._groups.commit(self._group, self._topic, self._member, positions)

    def position(self, partition: int) -> int:
        """See the port."""
        return self._positions[partition]

    def end(self, partition: int) -> int:
        """See the port."""
        return self._store.end_of(self._topic, partition)

    def close(self) -> None:
        """See the port."""
        self.vanish()

    def vanish(self) -> None:
        """Die: the group finds out and shares the partitions out anew, as a broker does after the session timeout."""
        self._groups.leave(self._group, self._topic, self._member)

    def _follow(self) -> None:
        held = self._groups.held(self._group, self._topic, self._member)
        for lost in self._positions.keys() - held:
            del self._positions[lost]
        for gained in held - self._positions.keys():
            self._positions[gained] = self._groups.committed(self._group, self._topic, gained)


class MemoryOwnership(Ownership):
    """`Ownership` in memory."""

    def __init__(self, store: Store, groups: Groups, topic: str, group: str) -> None:
        self._store = store
        self._groups = groups
        self._topic = topic
        self._group = group
        self._member = groups.join(group, topic)

    def owned(self) -> bool:
        """See the port."""
        return 0 in self._groups.held(self._group, self._topic, self._member)

    def wait(self, timeout_s: float) -> bool:
        """See the port."""
        with self._store.changed:
            return self._store.changed.wait_for(self.owned, timeout_s)

    def close(self) -> None:
        """See the port."""
        self.vanish()

    def vanish(self) -> None:
        """Die: the group finds out and elects another."""
        self._groups.leave(self._group, self._topic, self._member)


def _take(store: Store, topic: str, positions: dict[int, int], limit: int) -> list[LogRecord]:
    taken: list[LogRecord] = []
    for partition, position in positions.items():
        if not 0 <= position <= store.end_of(topic, partition):
            raise OutOfRange(f"{topic}/{partition} ends at {store.end_of(topic, partition)}, not {position}")
        records, positions[partition] = store.read(topic, partition, position, limit - len(taken))
        taken += records
    return taken
