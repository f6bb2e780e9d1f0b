"""Reading fixed partitions from positions that the caller keeps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from chassis.log.errors import Misconfigured
from chassis.log.kafka.connection import ANSWER_MS, CLOSE_S, Connection, translated
from chassis.log.port import MAX_RECORD_BYTES, LogRecord, Reader, Start

__all__ = ["FETCH", "KafkaReader", "records_of"]

FETCH: Final[Mapping[str, Any]] = {
    "isolation_level": "read_committed",
    "enable_auto_commit": False,
    "allow_auto_create_topics": False,
    "max_partition_fetch_bytes": MAX_RECORD_BYTES,
    "fetch_max_bytes": 2 * MAX_RECORD_BYTES,
    "fetch_max_wait_ms": 250,
    "retry_backoff_ms": 50,
    "metrics_enabled": False,
}
"""Of every consumer. Values are decoded in our own code: a deserializer that raises wedges the client's `poll`."""


class KafkaReader(Reader):
    """`Reader` on a consumer without a group."""

    def __init__(self, connection: Connection, topic: str, partitions: Sequence[int] | None, start: Start) -> None:
        self._connection = connection
        self._topic = connection.outer(topic)
        with translated(f"reading {topic}"):
            self._consumer = KafkaConsumer(**connection.client(), **FETCH, auto_offset_reset="none")
        try:
            with translated(f"reading {topic}"):
                self._assign(partitions, start)
        except BaseException:
            self.close()
            raise

    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """See the port."""
        with translated(f"reading {self._topic}"):
            fetched = self._consumer.poll(timeout_ms=int(timeout_s * 1000), max_records=limit)
        return records_of(self._connection, fetched)

    def position(self, partition: int) -> int:
        """See the port."""
        with translated(f"reading {self._topic}"):
            position = self._consumer.position(self._at(partition), timeout_ms=ANSWER_MS)
        assert position is not None, "every partition was given a position when it was assigned"
        return int(position)

    def end(self, partition: int) -> int:
        """See the port."""
        with translated(f"end of {self._topic}"):
            return int(self._consumer.end_offsets([self._at(partition)], timeout_ms=ANSWER_MS)[self._at(partition)])

    def ahead(self, partition: int) -> int:
        """See the port."""
        end = self._consumer.highwater(self._at(partition))
        return 0 if end is None else max(0, end - self.position(partition))

    def beginning(self, partition: int) -> int:
        """See the port."""
        place = self._at(partition)
        with translated(f"beginning of {self._topic}"):
            return int(self._consumer.beginning_offsets([place], timeout_ms=ANSWER_MS)[place])

    def seek(self, partition: int, position: int) -> None:
        """See the port."""
        self._consumer.seek(self._at(partition), position)

    def close(self) -> None:
        """See the port."""
        self._consumer.close(autocommit=False, timeout_ms=CLOSE_S * 1000)

    def _at(self, partition: int) -> TopicPartition:
        return TopicPartition(self._topic, partition)

    def _assign(self, partitions: Sequence[int] | None, start: Start) -> None:
        known = self._consumer.partitions_for_topic(self._topic)
        if not known:
            raise Misconfigured(f"topic {self._topic} is missing: make it")
        wanted = sorted(known if partitions is None else partitions)
        if absent := [partition for partition in wanted if partition not in known]:
            raise Misconfigured(f"topic {self._topic} has no partitions {absent}")
        places = [self._at(partition) for partition in wanted]
        self._consumer.assign(places)
        for place, position in self._positions(places, start).items():
            self._consumer.seek(place, position)

    def _positions(self, places: list[TopicPartition], start: Start) -> dict[TopicPartition, int]:
        if isinstance(start, Mapping):
            return {place: start[place.partition] for place in places}
        edges = self._consumer.end_offsets if start == "end" else self._consumer.beginning_offsets
        return dict(edges(places, timeout_ms=ANSWER_MS))


def records_of(connection: Connection, fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]]) -> list[LogRecord]:
    """What the client gave, as records of ours."""
    return [_record(connection, record) for records in fetched.values() for record in records]


def _record(connection: Connection, record: ConsumerRecord) -> LogRecord:
    return LogRecord(
        connection.inner(record.topic),
        record.partition,
        record.offset,
        record.key,
        record.value,
        tuple((name, value or b"") for name, value in record.headers),
        datetime.fromtimestamp(record.timestamp / 1000, UTC),
    )
