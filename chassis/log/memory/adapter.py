"""`Log` in memory: everything a test uses of it is made here."""

from collections.abc import Sequence

from chassis.log.errors import Misconfigured
from chassis.log.memory.appending import MemoryAppender, MemoryAsyncAppender, MemoryExclusiveAppender
from chassis.log.memory.groups import Groups
from chassis.log.memory.reading import MemoryGroupReader, MemoryOwnership, MemoryReader
from chassis.log.memory.store import Store
from chassis.log.port import Log, Start, TopicSpec, TopicState

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

    def appender(self) -> MemoryAppender:
        """See the port."""
        return MemoryAppender(self.store)

    def async_appender(
        self, topics: Sequence[str] = (), max_in_flight: int = 1000, timeout_s: float = 5.0
    ) -> MemoryAsyncAppender:
        """See the port."""
        return MemoryAsyncAppender(self.store, max_in_flight)

    def exclusive_appender(self, transactional_id: str, topics: Sequence[str]) -> MemoryExclusiveAppender:
        """See the port."""
        return MemoryExclusiveAppender(self.store, transactional_id)

    def reader(self, topic: str, partitions: Sequence[int] | None = None, start: Start = "beginning") -> MemoryReader:
        """See the port."""
        return MemoryReader(self.store, topic, partitions, start)

    def group_reader(self, topic: str, group: str) -> MemoryGroupReader:
        """See the port."""
        return MemoryGroupReader(self.store, self._groups, topic, group)

    def ownership(self, topic: str, group: str) -> MemoryOwnership:
        """See the port."""
        return MemoryOwnership(self.store, self._groups, topic, group)

    def close(self) -> None:
        """Nothing to let go."""
