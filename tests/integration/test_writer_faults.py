"""Faults of the writer that take two of them, or a bad file: a zombie, a standby that dies too, a spoilt state file."""

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from kafka import KafkaConsumer, TopicPartition

from services.dedup.writer.steps import Step
from tests.integration.writer_shop import PATIENCE_S, Shop
from tests.unit.writer.shop import decided
from tests.waiting import until

pytestmark = pytest.mark.integration

TAKE_OVER = (Step.OWNER, Step.FENCED, Step.CAUGHT_UP, Step.READING)


def uncommitted(shop: Shop) -> int:
    """How many decisions lie in the topic, those of open and aborted transactions included."""
    consumer = KafkaConsumer(bootstrap_servers=shop.bootstrap, isolation_level="read_uncommitted")
    partition = TopicPartition(f"{shop.prefix}decisions.g1", 0)
    consumer.assign([partition])
    consumer.seek_to_beginning(partition)
    end, found = consumer.end_offsets([partition])[partition], 0
    while consumer.position(partition) < end:
        found += sum(map(len, consumer.poll(timeout_ms=500).values()))
    consumer.close()
    return found


def test_a_zombie_that_wakes_with_decisions_in_hand_is_fenced_and_writes_nothing(shop: Shop) -> None:
    zombie = shop.start(freeze_after=Step.DECIDED)
    shop.active(zombie)
    shop.post(1)
    shop.all_decided()
    shop.post(3)
    until(zombie.frozen, PATIENCE_S, "the zombie to hold decisions")
    assert len(decided(shop.log)) == 1
    successor = shop.start()
    shop.active(successor)
    shop.all_decided()

    zombie.send(signal.SIGCONT)

    assert until(zombie.ended, PATIENCE_S, "the zombie to end") == 1
    assert (zombie.done(Step.DECIDED), zombie.done(Step.APPENDED)) == (2, 1), "it tried to append what it had"
    assert "Fenced" in zombie.errors.read_text()
    assert uncommitted(shop) == shop.posted, "not even an aborted record of it"
    shop.post(1)
    shop.all_decided()
    shop.require_exactly_once()


def test_a_standby_killed_at_any_step_of_taking_over_leaves_it_to_the_next(
    kafka: str, topic_prefix: str, tmp_path: Path
) -> None:
    # Side by side: most of the time is the broker's, which waits before it takes a silent member for dead.
    shops = {step: Shop(kafka, f"{topic_prefix}{step.name.lower()}.", tmp_path / step.name) for step in TAKE_OVER}
    try:
        actives = {step: shop.start() for step, shop in shops.items()}
        for step, shop in shops.items():
            shop.active(actives[step])
            shop.post(2)
            shop.all_decided()
        standbys = {step: shop.start(die_after=step) for step, shop in shops.items()}
        for step, shop in shops.items():
            until(shop.state_file(1).exists, PATIENCE_S, "the standby to stand by")
            assert not standbys[step].has_done(Step.OWNER)
            actives[step].send(signal.SIGKILL)
            shop.post(3)
        for step, shop in shops.items():
            assert standbys[step].wait(PATIENCE_S) == -signal.SIGKILL
            assert standbys[step].has_done(step)
            assert not standbys[step].has_done(Step.TAKEN)
            assert len(decided(shop.log)) == 2
            shop.start()
        for shop in shops.values():
            shop.all_decided()
            shop.require_exactly_once()
    finally:
        for shop in shops.values():
            shop.close()


def delete(shop: Shop, _: Shop) -> str:
    shop.state_file().unlink()
    return "nothing"


def truncate(shop: Shop, _: Shop) -> str:
    os.truncate(shop.state_file(), shop.state_file().stat().st_size // 2)
    return "database disk image is malformed"


def swap(shop: Shop, other: Shop) -> str:
    shutil.copy(other.state_file(), shop.state_file())
    return "it is of another log"


@pytest.mark.parametrize("spoil", [delete, truncate, swap])
def test_a_state_file_gone_wrong_is_replayed_from_the_log(
    shop: Shop, spoil: Callable[[Shop, Shop], str], kafka: str, topic_prefix: str, tmp_path: Path
) -> None:
    other = Shop(kafka, f"{topic_prefix}other.", tmp_path / "other")
    try:
        for one, count in [(shop, 4), (other, 6)][: 2 if spoil is swap else 1]:
            writer = one.start()
            one.post(count)
            one.all_decided()
            one.stop(writer)
        complaint = spoil(shop, other)
    finally:
        other.close()
    shop.post(2)

    again = shop.start()
    shop.all_decided()
    shop.stop(again)

    assert (re.findall("state is begun anew: (.*)", again.errors.read_text()) or ["nothing"]) == [complaint]
    shop.require_state(shop.require_exactly_once())
