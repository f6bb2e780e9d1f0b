"""Transactions whose markers the broker lost: a successor ends them as they were decided, before it begins its own.

What a broker leaves that died between deciding and marking (KAFKA-20734) is made here by a producer that keeps a batch
from the coordinator, on a broker that is told to take it.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import NotLeaderForPartitionError

from chassis.log.kafka import KafkaLog
from chassis.log.port import Outgoing, TopicSpec
from tests.embedded import EmbeddedBroker
from tests.log.conformance import drain, values
from tests.log.world import fresh_topic
from tests.waiting import until

pytestmark = pytest.mark.integration

_VERIFYING = "transaction.partition.verification.enable"


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker that takes what belongs to no transaction it knows of."""
    broker = EmbeddedBroker(tmp_path_factory.mktemp("forgetful"))
    broker.start()
    broker.wait()
    try:
        admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
        admin.alter_configs([ConfigResource(ConfigResourceType.BROKER, "1", {_VERIFYING: "false"})])
        admin.close()
        yield broker.bootstrap
    finally:
        broker.end()


@pytest.fixture
def log(forgetful: str) -> KafkaLog:
    return KafkaLog(forgetful)


class Predecessor:
    """The holder of a transactional id, under the name of the topic, on a coordinator that forgets."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._bootstrap = bootstrap
        self._topic = topic
        self._producer = KafkaProducer(bootstrap_servers=bootstrap, transactional_id=topic)
        self._producer.init_transactions()

    def end(self, word: bytes, *, committed: bool) -> None:
        """A transaction as it should be: what was decided is marked a moment later."""
        self._producer.begin_transaction()
        self._producer.send(self._topic, word).get(30)
        self._producer.commit_transaction() if committed else self._producer.abort_transaction()
        until(lambda: not _left_open(self._bootstrap, self._topic))

    def leave(self, word: bytes, known: str | None = None) -> None:
        """A record open in the partition, of which the coordinator does not know; and in the topic `known` another."""
        self._producer.begin_transaction()
        if known is not None:
            self._producer.send(known, word).get(30)
        self._producer._transaction_manager._partitions_in_transaction.add(TopicPartition(self._topic, 0))
        self._producer.send(self._topic, word).get(30)

    def close(self) -> None:
        self._producer.close(3)


@pytest.mark.parametrize("committed", [True, False])
def test_what_was_decided_and_never_marked_is_ended_so(forgetful: str, log: KafkaLog, *, committed: bool) -> None:
    topic = fresh_topic(log)
    with closing(Predecessor(forgetful, topic)) as predecessor:
        predecessor.end(b"whole", committed=committed)
        predecessor.leave(b"unmarked")
        assert _left_open(forgetful, topic), "the fault has happened"
        with log.exclusive_appender(topic, [topic]) as successor, log.reader(topic) as reader:
            assert not _left_open(forgetful, topic)
            successor.append_batch([Outgoing(topic, None, b"next")])
            assert values(drain(reader, 1 + 2 * committed)) == [b"whole", b"unmarked"] * committed + [b"next"]


def test_what_nobody_decided_on_is_aborted(forgetful: str, log: KafkaLog) -> None:
    topic = fresh_topic(log)
    with closing(Predecessor(forgetful, topic)) as predecessor:
        predecessor.leave(b"unmarked")
        assert _left_open(forgetful, topic), "the fault has happened"
        with log.exclusive_appender(topic, [topic]) as successor, log.reader(topic) as reader:
            successor.append_batch([Outgoing(topic, None, b"next")])
            assert values(drain(reader, 1)) == [b"next"]


def test_what_taking_over_aborts_is_marked_too(forgetful: str, log: KafkaLog) -> None:
    topic, known = fresh_topic(log), fresh_topic(log)
    with closing(Predecessor(forgetful, topic)) as predecessor:
        predecessor.leave(b"unmarked", known)
        assert _left_open(forgetful, topic), "the fault has happened"
        with log.exclusive_appender(topic, [topic, known]) as successor, log.reader(topic) as reader:
            successor.append_batch([Outgoing(topic, None, b"next")])
            assert values(drain(reader, 1)) == [b"next"]


def test_what_others_have_open_is_theirs(forgetful: str, log: KafkaLog) -> None:
    topic, elsewhere = fresh_topic(log), fresh_topic(log)
    with closing(Predecessor(forgetful, elsewhere)) as other:
        other.leave(b"unmarked")
        log.exclusive_appender(topic, [topic, elsewhere]).close()
        assert _left_open(forgetful, elsewhere)


def test_a_partition_that_was_just_made_is_waited_for(forgetful: str, log: KafkaLog) -> None:
    """It is told of before its leader leads it: the longer before, the more of them are made at once."""
    log.exclusive_appender("early", []).close()
    made = (TopicSpec(f"many-{attempt}", 300) for attempt in range(5))
    unled = next((spec for spec in made if _made_without_leader(forgetful, log, spec)), None)
    assert unled, "the fault has happened"
    log.exclusive_appender("early", [unled.name]).close()


def _made_without_leader(bootstrap: str, log: KafkaLog, spec: TopicSpec) -> bool:
    log.ensure([spec])
    with closing(KafkaAdminClient(bootstrap_servers=bootstrap)) as admin:
        try:
            admin.describe_producers([TopicPartition(spec.name, number) for number in range(spec.partitions)])
        except NotLeaderForPartitionError:
            return True
    return False


def _left_open(bootstrap: str, topic: str) -> bool:
    """Whether the partition ends later than what is decided in it."""
    ends = []
    for level in ("read_committed", "read_uncommitted"):
        consumer = KafkaConsumer(bootstrap_servers=bootstrap, isolation_level=level)
        ends.append(consumer.end_offsets([TopicPartition(topic, 0)]))
        consumer.close()
    return bool(ends[0] != ends[1])
