"""A member stays one where its client alone would not: it ends a join that it began, and ends where its heart stops."""

from collections.abc import Callable
from typing import Any

import pytest
from kafka import KafkaConsumer

from chassis.errors import Fatal
from chassis.log.errors import Unavailable
from chassis.log.kafka import KafkaLog
from tests.log.world import fresh_topic
from tests.waiting import until

pytestmark = pytest.mark.integration


def stop_the_heart(consumer: KafkaConsumer) -> None:
    """The answer to the next heartbeat never comes."""
    loop = consumer._coordinator._net

    async def unanswered() -> None:
        await loop.sleep(3600)

    consumer._coordinator._send_heartbeat_request = unanswered


def slow_the_joins(consumer: KafkaConsumer) -> None:
    """From now on a join takes longer than any poll waits."""
    coordinator = consumer._coordinator
    at_once = coordinator._do_join_and_sync_async

    async def slowly() -> Any:
        outcome = await at_once()
        await coordinator._net.sleep(1)
        return outcome

    coordinator._do_join_and_sync_async = slowly


def refused(ask: Callable[[], Any]) -> BaseException | None:
    """What asking raises, if anything."""
    try:
        ask()
    except (Unavailable, Fatal) as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["ownership", "group_reader"])
def test_a_join_that_outlasts_a_poll_is_ended(kafka: str, topic_prefix: str, kind: str) -> None:
    log = KafkaLog(kafka, topic_prefix)
    with getattr(log, kind)(fresh_topic(log), "g") as member:
        coordinator = member._consumer._coordinator
        until(coordinator.stable, what="it has joined")
        before = coordinator._generation.generation_id
        slow_the_joins(member._consumer)

        coordinator._assignment_snapshot = {}  # as where its topic has changed since it joined

        until(lambda: coordinator._generation.generation_id > before, what="it joins anew")
        until(coordinator.stable, what="it has joined again")


def test_a_reader_without_a_heartbeat_says_so_and_another_takes_its_place(kafka: str, topic_prefix: str) -> None:
    log = KafkaLog(kafka, topic_prefix)
    topic = fresh_topic(log)
    reader = log.group_reader(topic, "g")
    until(lambda: reader.poll(0.1, 1) or reader.partitions(), what="the reader is a member")

    stop_the_heart(reader._consumer)

    told = until(lambda: refused(lambda: reader.poll(0.1, 1)), 20, "the reader ends")
    assert "heartbeat" in str(told)
    with log.group_reader(topic, "g") as other:
        until(lambda: other.poll(0.1, 1) or other.partitions(), 20, "another has its partitions")
    reader.close()


def test_an_owner_without_a_heartbeat_is_owner_no_longer(kafka: str, topic_prefix: str) -> None:
    log = KafkaLog(kafka, topic_prefix)
    topic = fresh_topic(log)
    owner = log.ownership(topic, "g")
    assert owner.wait(20)

    stop_the_heart(owner._consumer)

    told = until(lambda: refused(owner.owned), 20, "the owner ends")
    assert isinstance(told.__cause__, Unavailable)
    owner.close()
