"""A broker killed by kill -9 and started again loses nothing that was acknowledged and nobody's footing."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.errors import Retry
from chassis.log.errors import Unavailable
from chassis.log.kafka import KafkaLog
from chassis.log.port import Appender, Log, Outgoing
from schemas.events.position import Position
from tests.embedded import EmbeddedBroker
from tests.log.conformance import drain, values
from tests.log.counter import BATCH, fold
from tests.log.world import fresh_topic
from tests.waiting import until, until_async

pytestmark = pytest.mark.integration

KILLS = 2


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    """One broker for all deaths: whoever kills it starts it again."""
    broker = EmbeddedBroker(tmp_path_factory.mktemp("mortal"))
    broker.start()
    broker.wait()
    yield broker
    broker.end(signal.SIGKILL)


@pytest.fixture
def broker(mortal: EmbeddedBroker) -> EmbeddedBroker:
    """It runs, even if the test before has failed while it was dead."""
    if not mortal.runs():
        restart(mortal)
    return mortal


@pytest.fixture
def log(broker: EmbeddedBroker) -> Log:
    return KafkaLog(broker.bootstrap, "death.")


def kill(broker: EmbeddedBroker) -> None:
    assert broker.end(signal.SIGKILL) == -signal.SIGKILL


def restart(broker: EmbeddedBroker) -> None:
    broker.start()
    broker.wait()


class Supervised:
    """The counter, started again whenever it ends."""

    def __init__(self, broker: EmbeddedBroker, topic: str) -> None:
        self._command = [sys.executable, "-m", "tests.log.counter", topic]
        self._settings = {
            "DECONFLICT_KAFKA_BOOTSTRAP": broker.bootstrap,
            "DECONFLICT_TOPIC_PREFIX": "death.",
        }
        self.codes: list[int] = []
        self.start()

    def start(self) -> None:
        root = Path(__file__).parents[2]
        self.process = subprocess.Popen(self._command, env=os.environ | self._settings, cwd=root)

    def ended(self) -> bool:
        """Whether it has ended since it was last started; its code is kept."""
        if (code := self.process.poll()) is None:
            return False
        self.codes.append(code)
        return True


def test_an_exclusive_appender_ends_with_its_broker_and_its_successor_goes_on(broker: EmbeddedBroker, log: Log) -> None:
    topic = fresh_topic(log)
    counter = Supervised(broker, topic)
    for _ in range(KILLS):
        with log.reader(topic, start="end") as reader:
            drain(reader, 20 * BATCH)
        kill(broker)
        until(counter.ended, 30, "the end of the process")  # 8 to 10 s, or the watchdog's 20 s if a commit hangs
        restart(broker)
        counter.start()
        with log.reader(topic) as reader:
            until(lambda: fold(reader) > 0, 60)
    with log.reader(topic, start="end") as reader:
        drain(reader, BATCH, 60)
    counter.process.send_signal(signal.SIGTERM)
    assert counter.process.wait(30) == 0, "told to stop, it finishes its step"
    assert all(code != 0 for code in counter.codes)
    assert len(counter.codes) == KILLS, "each kill ended it once"
    with log.reader(topic) as reader:
        counted = fold(reader)
    assert counted >= (KILLS * 20 + 1) * BATCH
    assert counted % BATCH == 0, "a batch is there as a whole or not at all"


async def test_appends_of_an_event_loop_fail_in_time_without_blocking_it_and_go_on_later(
    broker: EmbeddedBroker, log: Log
) -> None:
    topic = await asyncio.to_thread(fresh_topic, log)
    async with log.async_appender([topic], timeout_s=2.0) as appender:
        acknowledged = [await appender.append(Outgoing(topic, None, b"before"))]
        await asyncio.to_thread(kill, broker)

        lags: list[float] = []
        watching = asyncio.create_task(_watch(lags))
        began = time.monotonic()
        outcomes = await asyncio.gather(
            *(appender.append(Outgoing(topic, None, b"lost or not")) for _ in range(20)), return_exceptions=True
        )
        took = time.monotonic() - began
        watching.cancel()
        assert {type(outcome) for outcome in outcomes} == {Unavailable}
        assert took < 8, "no longer than it was given, and the loop's own time"
        assert max(lags) < 1.0, "the loop went on turning"
        assert not appender.ready()

        await asyncio.to_thread(restart, broker)

        async def appended() -> Position | None:
            try:
                return await appender.append(Outgoing(topic, None, b"after"))
            except Retry:
                return None

        acknowledged.append(await until_async(appended, 60))
        assert appender.ready()
    with log.reader(topic) as reader:
        read = await asyncio.to_thread(drain, reader, 2)
        assert read[0].position == acknowledged[0]
        assert b"after" in values(read + reader.poll(1, 100))


async def test_an_event_loop_may_start_while_the_broker_is_away(broker: EmbeddedBroker, log: Log) -> None:
    topic = await asyncio.to_thread(fresh_topic, log)
    await asyncio.to_thread(kill, broker)
    async with log.async_appender([topic], timeout_s=0.5) as appender:
        with pytest.raises(Unavailable):
            await appender.append(Outgoing(topic, None, b"v"))
        assert not appender.ready()
        await asyncio.to_thread(restart, broker)

        async def ready() -> bool:
            return appender.ready()

        await until_async(ready, 60)
        assert (await appender.append(Outgoing(topic, None, b"v"))).topic == topic


def test_readers_members_and_owners_find_their_footing_again(broker: EmbeddedBroker, log: Log) -> None:
    topic = fresh_topic(log)
    with (
        log.appender() as appender,
        log.reader(topic) as reader,
        log.group_reader(topic, "g") as member,
        log.ownership(topic, "o") as owner,
    ):
        appender.append_all([Outgoing(topic, None, b"before")])
        assert values(drain(reader, 1)) == values(drain(member, 1)) == [b"before"]
        assert member.commit({0: 1}) == {0}
        assert owner.wait(20)

        kill(broker)
        assert reader.poll(0.5, 1) == [], "a broker that is away is no error"
        assert member.poll(0.5, 1) == []
        restart(broker)

        appended = until(lambda: _append(appender, topic), 90)
        assert appended[0].offset >= 1
        assert b"after" in values(drain(reader, 1, 60))
        assert b"after" in values(drain(member, 1, 60))
        until(owner.owned, 60)


def _append(appender: Appender, topic: str) -> list[Position]:
    try:
        return appender.append_all([Outgoing(topic, None, b"after")])
    except Retry:
        return []


async def _watch(lags: list[float]) -> None:
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.01)
        lags.append(time.monotonic() - began - 0.01)
