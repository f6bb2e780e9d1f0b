"""Sharing the partitions of a topic out among the members of a consumer group.

The client's `poll` does three things at once: it keeps the membership, takes part in changes of the group, and reads. A
change takes as long as the slowest member stays away from `poll`, and one that ends while a member is away is begun
anew by that member, so that a group of busy members with short polls may never come to rest. Therefore a thread polls
all the time, whatever the worker is doing, and reads ahead into a small buffer.
"""

import threading
from collections.abc import Mapping
from typing import Any, Final

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from chassis.log.errors import Misconfigured
from chassis.log.kafka.ahead import Ahead
from chassis.log.kafka.connection import ANSWER_MS, CLOSE_S, Connection, passing, translated
from chassis.log.kafka.membership import SESSION_MS, Membership
from chassis.log.kafka.reading import FETCH, records_of
from chassis.log.port import GroupReader, LogRecord

__all__ = ["KafkaGroupReader", "member"]

_MEMBERSHIP: Final[Mapping[str, Any]] = {
    "auto_offset_reset": "earliest",
    "session_timeout_ms": SESSION_MS,
    "heartbeat_interval_ms": 1000,
    "max_poll_interval_ms": 60_000,
    # Members keep what they hold while others come and go.
    "partition_assignment_strategy": (CooperativeStickyAssignor,),
}
_CHANGING: Final = (CommitFailedError, RebalanceInProgressError, IllegalGenerationError, UnknownMemberIdError)

_POLL_MS: Final = 200
_FULL_POLL_MS: Final = 50
_REST_S: Final = 0.1
"""Taken once something was read: a fetch has the broker look at every partition, however little came, so that what
comes meanwhile is better fetched together. The worker's appends and commits are fewer for it too.
"""


def member(connection: Connection, topic: str, group: str) -> KafkaConsumer:
    """A consumer to subscribe to the topic in the group.

    The topic is looked up first: a leader that does not know it yet would share out nothing, and then all of it anew.

    Raises:
        Misconfigured: the topic does not exist.
    """
    consumer = KafkaConsumer(**connection.client(), **FETCH, **_MEMBERSHIP, group_id=connection.outer(group))
    if not consumer.partitions_for_topic(connection.outer(topic)):
        consumer.close(autocommit=False)
        raise Misconfigured(f"topic {connection.outer(topic)} is missing: make it")
    return consumer


class KafkaGroupReader(GroupReader):
    """`GroupReader` on a consumer that a thread of its own polls."""

    def __init__(self, connection: Connection, topic: str, group: str) -> None:
        self._connection = connection
        self._topic = connection.outer(topic)
        with translated(f"joining {group}"):
            self._consumer = member(connection, topic, group)
        self._ahead = Ahead()
        self._consumer.subscribe([self._topic], listener=self._ahead)
        self._held: frozenset[int] = frozenset()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read_ahead, name=f"group-{group}", daemon=True)
        self._thread.start()

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """See the port."""
        records, self._held = self._ahead.take(timeout_s, limit)
        return records

    def partitions(self) -> frozenset[int]:
        """See the port."""
        return self._held

    def commit(self, positions: Mapping[int, int]) -> frozenset[int]:
        """See the port."""
        held = self._ahead.held & self._held & positions.keys()
        if not held:
            return frozenset()
        offsets = {self._at(partition): OffsetAndMetadata(positions[partition], "", -1) for partition in held}
        with translated(f"committing {self._topic}"):
            try:
                self._consumer.commit(offsets, timeout_ms=ANSWER_MS)
            except _CHANGING:
                return frozenset()
        return held

    def position(self, partition: int) -> int:
        """See the port."""
        if (offset := self._ahead.first(partition)) is not None:
            return offset
        with translated(f"reading {self._topic}"):
            return int(self._consumer.position(self._at(partition), timeout_ms=ANSWER_MS) or 0)

    def end(self, partition: int) -> int:
        """See the port."""
        place = self._at(partition)
        with translated(f"end of {self._topic}"):
            return int(self._consumer.end_offsets([place], timeout_ms=ANSWER_MS)[place])

    def close(self) -> None:
        """See the port."""
        self._stopped.set()
        self._thread.join()
        self._consumer.close(autocommit=False, timeout_ms=CLOSE_S * 1000)

    def _read_ahead(self) -> None:
        """The reading thread."""
        membership = Membership(self._consumer)
        try:
            while not self._stopped.is_set():
                full = self._ahead.is_full()
                if full:
                    self._consumer.pause(*self._consumer.assignment())
                else:
                    self._consumer.resume(*self._consumer.paused())
                try:
                    fetched = self._consumer.poll(_FULL_POLL_MS if full else _POLL_MS)
                except KafkaError as error:
                    passing(error)
                    self._stopped.wait(_POLL_MS / 1000)
                    continue
                membership.keep()
                held = frozenset(place.partition for place in self._consumer.assignment())
                self._ahead.put(records_of(self._connection, fetched), held)
                if fetched and membership.settled():
                    self._stopped.wait(_REST_S)
        except BaseException as error:  # noqa: BLE001 - raised from `poll` in the thread that reads
            self._ahead.fail(error)

    def _at(self, partition: int) -> TopicPartition:
        return TopicPartition(self._topic, partition)
