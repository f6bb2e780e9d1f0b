"""`Log` on Kafka: everything a process uses of it is made here."""

from collections.abc import Sequence

from chassis.log.kafka import topics
from chassis.log.kafka.appending import KafkaAppender
from chassis.log.kafka.async_appending import KafkaAsyncAppender
from chassis.log.kafka.connection import CONNECT_MS, Connection, require_crc32c
from chassis.log.kafka.exclusive import KafkaExclusiveAppender
from chassis.log.kafka.groups import KafkaGroupReader
from chassis.log.kafka.ownership import KafkaOwnership
from chassis.log.kafka.reading import KafkaReader
from chassis.log.port import Log, Start, TopicSpec, TopicState

__all__ = ["KafkaLog"]


class KafkaLog(Log):
    """The log on the brokers at `bootstrap` (host:port, separated by commas), every name behind `prefix`.

    Whoever waits for a connection waits at most `connect_ms`.

    Raises:
        Misconfigured: checksums would run in pure Python.
    """

    def __init__(self, bootstrap: str, prefix: str = "", *, connect_ms: int = CONNECT_MS) -> None:
        require_crc32c()
        self._connection = Connection(bootstrap, prefix, connect_ms)

    def ensure(self, specs: Sequence[TopicSpec], replication: int = 1) -> None:
        """See the port."""
        topics.ensure(self._connection, specs, replication)

    def check(self, specs: Sequence[TopicSpec]) -> None:
        """See the port."""
        topics.check(self._connection, specs)

    def describe(self, topic: str) -> TopicState | None:
        """See the port."""
        return topics.describe(self._connection, topic)

    def appender(self) -> KafkaAppender:
        """See the port."""
        return KafkaAppender(self._connection)

    def async_appender(
        self, topics: Sequence[str] = (), max_in_flight: int = 1000, timeout_s: float = 5.0
    ) -> KafkaAsyncAppender:
        """See the port."""
        return KafkaAsyncAppender(self._connection, topics, max_in_flight, timeout_s)

    def exclusive_appender(self, transactional_id: str, topics: Sequence[str]) -> KafkaExclusiveAppender:
        """See the port."""
        return KafkaExclusiveAppender(self._connection, transactional_id, topics)

    def reader(self, topic: str, partitions: Sequence[int] | None = None, start: Start = "beginning") -> KafkaReader:
        """See the port."""
        return KafkaReader(self._connection, topic, partitions, start)

    def group_reader(self, topic: str, group: str) -> KafkaGroupReader:
        """See the port."""
        return KafkaGroupReader(self._connection, topic, group)

    def ownership(self, topic: str, group: str) -> KafkaOwnership:
        """See the port."""
        return KafkaOwnership(self._connection, topic, group)

    def close(self) -> None:
        """Nothing is kept open between calls."""
