"""The embedded broker keeps what it acknowledged through kill -9 and makes no topic by accident."""

import signal
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaTimeoutError

from tests.embedded import EmbeddedBroker

pytestmark = pytest.mark.integration


def test_acknowledged_records_survive_kill_9(tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path)
    broker.start()
    broker.wait()
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    admin.create_topics([NewTopic("kept", num_partitions=1, replication_factor=1)])
    admin.close()
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all")
    producer.send("kept", b"acknowledged").get(30)

    assert broker.end(signal.SIGKILL) == -signal.SIGKILL
    producer.close(0)
    broker.start()
    broker.wait()

    consumer = KafkaConsumer("kept", bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest")
    records = [record for batch in consumer.poll(30_000).values() for record in batch]
    consumer.close()
    broker.end(signal.SIGTERM)
    assert [record.value for record in records] == [b"acknowledged"]
    assert records[0].timestamp_type == 1, "the time of a record is the broker's (LogAppendTime)"


def test_a_send_to_a_missing_topic_makes_no_topic(kafka: str, topic_prefix: str) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka, max_block_ms=2000)

    with pytest.raises(KafkaTimeoutError):
        producer.send(f"{topic_prefix}missing", b"lost").get(10)

    producer.close(0)
    admin = KafkaAdminClient(bootstrap_servers=kafka)
    assert f"{topic_prefix}missing" not in admin.list_topics()
    admin.close()
