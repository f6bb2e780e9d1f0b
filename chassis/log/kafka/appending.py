"""Durable appends for workers, and what every producer shares."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError
from kafka.producer.future import FutureRecordMetadata, RecordMetadata

from chassis.log.encoding import partition_of, require_size
from chassis.log.errors import Unavailable
from chassis.log.kafka.connection import CLOSE_S, CONNECT_MS, Connection, translated
from chassis.log.port import MAX_RECORD_BYTES, Appender, Outgoing
from schemas.events.position import Position

__all__ = ["LINGER_MS", "PRODUCE", "KafkaAppender", "end", "position_of", "send", "send_all"]

PRODUCE: Final[Mapping[str, Any]] = {
    "acks": "all",
    # Said aloud, for it turns itself off without a word when other settings disagree with it.
    "enable_idempotence": True,
    "allow_auto_create_topics": False,
    "max_request_size": MAX_RECORD_BYTES,
    # One batch a partition is in flight at a time, so small batches are as many round trips.
    "batch_size": 1024 * 1024,
    "metrics_enabled": False,
}
"""Of every producer."""

LINGER_MS = 1000
"""Of those that send a batch and then wait for all of it: it goes when it is whole, in one request.

Without, its first record would go alone, and the others only when that was answered.
"""

_DELIVERY_MS = 30_000


class KafkaAppender(Appender):
    """`Appender` on an idempotent producer. One that has failed is replaced: its sequence numbers are in doubt."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._producer: KafkaProducer | None = self._connect()

    def append_all(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        for record in records:
            require_size(record)
        if self._producer is None:
            self._producer = self._connect()
        try:
            with translated("appending"):
                return send_all(self._producer, self._connection, records, _DELIVERY_MS / 1000)
        except Unavailable:
            producer, self._producer = self._producer, None
            end(producer, 0)
            raise

    def close(self) -> None:
        """See the port."""
        producer, self._producer = self._producer, None
        if producer is not None:
            end(producer, CLOSE_S)

    def _connect(self) -> KafkaProducer:
        with translated("connecting to append"):
            return KafkaProducer(
                **self._connection.client(),
                **PRODUCE,
                linger_ms=LINGER_MS,
                max_block_ms=CONNECT_MS,
                request_timeout_ms=10_000,
                delivery_timeout_ms=_DELIVERY_MS,
            )


def send(producer: KafkaProducer, connection: Connection, record: Outgoing) -> FutureRecordMetadata:
    """Hand one record to the producer; its future, which the caller must look at."""
    topic = connection.outer(record.topic)
    partitions = producer.partitions_for(topic)
    return producer.send(
        topic,
        value=record.value,
        key=record.key,
        headers=list(record.headers),
        partition=partition_of(record, len(partitions)),
    )


def send_all(
    producer: KafkaProducer, connection: Connection, records: Sequence[Outgoing], timeout_s: float
) -> list[Position]:
    """Send a batch and wait until all of it is durable, looking at every future; where each record lies."""
    futures = [send(producer, connection, record) for record in records]
    producer.flush(timeout_s)
    return [position_of(connection, future.get(timeout_s)) for future in futures]


def end(producer: KafkaProducer, timeout_s: float) -> None:
    """Close a producer after at most `timeout_s` for what is in flight; then futures still open fail.

    The client's own `close` raises, and leaves its thread running, when something is still in flight after that time.
    """
    try:
        producer.flush(timeout_s)
    except KafkaTimeoutError:
        producer._sender.force_close()
        producer._sender.join(CLOSE_S)
    producer.close(CLOSE_S)


def position_of(connection: Connection, metadata: RecordMetadata) -> Position:
    """Where the broker put it."""
    return Position(topic=connection.inner(metadata.topic), partition=metadata.partition, offset=metadata.offset)
