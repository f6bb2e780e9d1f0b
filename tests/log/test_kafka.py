"""The log on a real broker keeps the port's promises."""

import subprocess
import sys
from functools import partial

import pytest
from kafka.errors import KafkaError, ProducerFencedError

from chassis.log.errors import Fenced
from chassis.log.kafka import KafkaLog
from chassis.log.kafka.connection import translated
from chassis.log.port import GroupReader, Outgoing, TopicSpec
from chassis.log.topics import REPORT_PARTITIONS, SPECS, decisions_spec
from tests.log.conformance import LogConformance, drain, values
from tests.log.world import KafkaWorld, World
from tests.waiting import until

pytestmark = pytest.mark.integration

WITHOUT_CRC32C = """
import sys
from functools import partial
sys.modules["crc32c"] = None
from chassis.log.errors import Misconfigured
from chassis.log.kafka import KafkaLog
try:
    KafkaLog("127.0.0.1:1")
except Misconfigured as refusal:
    print(refusal)
"""


class TestKafkaLog(LogConformance):
    @pytest.fixture
    def world(self, kafka: str, topic_prefix: str) -> World:
        return KafkaWorld(kafka, topic_prefix)


def committed(member: GroupReader) -> bool:
    """Whether that worked: a busy broker may have the group change in between, and then it is joined again."""
    if member.commit({0: 1}) == {0}:
        return True
    member.poll(0.1, 1)
    return False


def test_desks_on_one_broker_do_not_meet(kafka: str, topic_prefix: str) -> None:
    desks = [KafkaLog(kafka, f"{topic_prefix}{desk}.") for desk in ("a", "b")]
    appenders = []
    for desk, word in zip(desks, (b"a", b"b"), strict=True):
        desk.ensure([TopicSpec("shared", 1)])
        appenders.append(desk.exclusive_appender("writer", ["shared"]))
        assert appenders[-1].append_batch([Outgoing("shared", None, word)])[0].topic == "shared"
    appenders[0].append_batch([Outgoing("shared", None, b"not fenced by the other desk")])
    for desk, word in zip(desks, (b"a", b"b"), strict=True):
        with desk.group_reader("shared", "g") as member:
            record = drain(member, 1)[0]
            assert (record.topic, record.value) == ("shared", word)
            until(partial(committed, member), 20, "the record of its own topic is committed")
    for appender in appenders:
        appender.close()


def test_the_topics_are_made_as_they_must_be(kafka: str, topic_prefix: str) -> None:
    log = KafkaLog(kafka, topic_prefix)
    specs = [*SPECS, decisions_spec("g1")]
    log.ensure(specs)
    log.check(specs)
    reports = log.describe("reports")
    assert reports is not None
    assert (reports.partitions, reports.settings["cleanup.policy"]) == (REPORT_PARTITIONS, "compact")


def test_a_log_without_compiled_checksums_is_refused() -> None:
    told = subprocess.run([sys.executable, "-c", WITHOUT_CRC32C], capture_output=True, text=True, check=True).stdout
    assert "install kafka-python[crc32c]" in told


def test_a_fence_that_was_met_between_two_sends_is_one() -> None:
    told = KafkaError("a previous request has failed", ProducerFencedError())
    with pytest.raises(Fenced), translated("appending"):
        raise told


def test_a_tombstone_needs_a_key(kafka: str, topic_prefix: str) -> None:
    log = KafkaLog(kafka, topic_prefix)
    log.ensure([TopicSpec("t", 1)])
    with log.appender() as appender:
        with pytest.raises(ValueError, match="key or value"):
            appender.append_all([Outgoing("t", None, None)])
        appender.append_all([Outgoing("t", b"k", None)])
    with log.reader("t") as reader:
        assert values(drain(reader, 1)) == [None]
