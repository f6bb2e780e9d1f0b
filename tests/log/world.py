"""A log to test, and the deaths that its port cannot cause."""

import select
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from chassis.log.kafka import KafkaLog
from chassis.log.memory import MemoryLog
from chassis.log.port import Log, Outgoing, TopicSpec

Kill = Callable[[], None]
STANDING_S = 60.0


class World(Protocol):
    """An adapter with what only its own kind knows how to do."""

    log: Log

    def doomed_owner(self, topic: str, group: str) -> Kill:
        """Another owner of the group, that can be killed without a word to it."""

    def doomed_reader(self, topic: str, group: str) -> Kill:
        """Another member of the group, holding partitions, that can be killed."""

    def die_in_transaction(self, transactional_id: str, topic: str) -> list[int]:
        """Write two records to partition 0 in a transaction and die before its end; their offsets."""


def fresh_topic(log: Log, partitions: int = 1) -> str:
    """A new topic."""
    name = f"t-{uuid.uuid4().hex[:12]}"
    log.ensure([TopicSpec(name, partitions)])
    return name


class MemoryWorld:
    """The log in memory."""

    def __init__(self) -> None:
        self._log = MemoryLog()
        self.log: Log = self._log

    def doomed_owner(self, topic: str, group: str) -> Kill:
        return self._log.ownership(topic, group).vanish

    def doomed_reader(self, topic: str, group: str) -> Kill:
        reader = self._log.group_reader(topic, group)
        reader.poll(0, 0)
        return reader.vanish

    def die_in_transaction(self, transactional_id: str, topic: str) -> list[int]:
        store = self._log.store
        transaction = store.begin(transactional_id, store.take_over(transactional_id))
        records = [Outgoing(topic, None, value, partition=0) for value in (b"left open", b"left open too")]
        return [position.offset for position in store.write(transaction, records)]


class KafkaWorld:
    """The log on a real broker. What dies is a process, by kill -9."""

    def __init__(self, bootstrap: str, prefix: str) -> None:
        self._bootstrap = bootstrap
        self._prefix = prefix
        self.log: Log = KafkaLog(bootstrap, prefix)

    def doomed_owner(self, topic: str, group: str) -> Kill:
        return self._doomed("owner", topic, group)[0]

    def doomed_reader(self, topic: str, group: str) -> Kill:
        return self._doomed("reader", topic, group)[0]

    def die_in_transaction(self, transactional_id: str, topic: str) -> list[int]:
        kill, told = self._doomed("transaction", transactional_id, topic)
        kill()
        return [int(offset) for offset in told.strip("[]").split(",")]

    def _doomed(self, role: str, first: str, second: str) -> tuple[Kill, str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.log.member", role, self._bootstrap, self._prefix, first, second],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], STANDING_S)[0]:
            process.kill()
        told = process.stdout.readline().strip()
        assert told, "the member never stood where it shall be killed"

        def kill() -> None:
            with process:
                process.kill()

        return kill, told
