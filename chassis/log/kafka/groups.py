"""Sharing the partitions of a topic out among the members of a consumer group."""

from collections.abc import Mapping
from typing import Any, Final

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import CommitFailedError, IllegalGenerationError, RebalanceInProgressError, UnknownMemberIdError

from chassis.log.errors import Misconfigured
from chassis.log.kafka.connection import ANSWER_MS, CLOSE_S, Connection, translated
from chassis.log.kafka.reading import FETCH, records_of
from chassis.log.port import GroupReader, LogRecord

__all__ = ["KafkaGroupReader", "member"]

_MEMBERSHIP: Final[Mapping[str, Any]] = {
    "auto_offset_reset": "earliest",
    "session_timeout_ms": 6000,
    "heartbeat_interval_ms": 1000,
    "max_poll_interval_ms": 60_000,
    # Members keep what they hold while others come and go.
    "partition_assignment_strategy": (CooperativeStickyAssignor,),
}
"""Of every member of a group."""

_CHANGING = (CommitFailedError, RebalanceInProgressError, IllegalGenerationError, UnknownMemberIdError)


def member(connection: Connection, topic: str, group: str) -> KafkaConsumer:
    """A consumer that joins the group when it is polled.

    The topic is looked up first: a leader that does not know it yet would share out nothing, and then all of it anew.

    Raises:
        Misconfigured: the topic does not exist.
    """
    consumer = KafkaConsumer(**connection.client(), **FETCH, **_MEMBERSHIP, group_id=connection.outer(group))
    if not consumer.partitions_for_topic(connection.outer(topic)):
        consumer.close(autocommit=False)
        raise Misconfigured(f"topic {connection.outer(topic)} is missing: make it")
    consumer.subscribe([connection.outer(topic)])
    return consumer


class KafkaGroupReader(GroupReader):
    """`GroupReader` on a consumer with a group."""

    def __init__(self, connection: Connection, topic: str, group: str) -> None:
        self._connection = connection
        self._topic = connection.outer(topic)
        with translated(f"joining {group}"):
            self._consumer = member(connection, topic, group)

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """See the port."""
        with translated(f"reading {self._topic}"):
            if limit:
                return records_of(self._connection, self._consumer.poll(int(timeout_s * 1000), max_records=limit))
            self._poll_membership(timeout_s)
        return []

    def partitions(self) -> frozenset[int]:
        """See the port."""
        return frozenset(place.partition for place in self._consumer.assignment())

    def commit(self, positions: Mapping[int, int]) -> frozenset[int]:
        """See the port."""
        held = {partition: position for partition, position in positions.items() if partition in self.partitions()}
        if not held:
            return frozenset()
        offsets = {self._at(partition): OffsetAndMetadata(position, "", -1) for partition, position in held.items()}
        with translated(f"committing {self._topic}"):
            try:
                self._consumer.commit(offsets, timeout_ms=ANSWER_MS)
            except _CHANGING:
                return frozenset()
        return frozenset(held)

    def position(self, partition: int) -> int:
        """See the port."""
        with translated(f"reading {self._topic}"):
            return int(self._consumer.position(self._at(partition), timeout_ms=ANSWER_MS) or 0)

    def end(self, partition: int) -> int:
        """See the port."""
        place = self._at(partition)
        with translated(f"end of {self._topic}"):
            return int(self._consumer.end_offsets([place], timeout_ms=ANSWER_MS)[place])

    def close(self) -> None:
        """See the port."""
        self._consumer.close(autocommit=False, timeout_ms=CLOSE_S * 1000)

    def _poll_membership(self, timeout_s: float) -> None:
        self._consumer.pause(*self._consumer.assignment())
        # A partition that arrives within this very poll is not paused yet: what it gives is read again later.
        for place, records in self._consumer.poll(int(timeout_s * 1000), max_records=1).items():
            self._consumer.seek(place, records[0].offset)
        self._consumer.resume(*self._consumer.paused())

    def _at(self, partition: int) -> TopicPartition:
        return TopicPartition(self._topic, partition)
