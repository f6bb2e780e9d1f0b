"""Readers of the log in memory, alone and in groups."""

import time
from collections.abc import Mapping, Sequence

from chassis.log.errors import Misconfigured, OutOfRange
from chassis.log.memory.groups import Groups
from chassis.log.memory.store import Store
from chassis.log.port import GroupReader, LogRecord, Ownership, Reader, Start

__all__ = ["MemoryGroupReader", "MemoryOwnership", "MemoryReader"]


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

    def ahead(self, partition: int) -> int:
        """See the port."""
        return self.end(partition) - self.position(partition)

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
