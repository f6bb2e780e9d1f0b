"""A worker that counts into a topic, batch by batch, exactly once: `python -m tests.log.counter TOPIC`, and settings.

It starts as the dedup writer does: take over the transactional id, fold the topic to its end, go on from there.
"""

import sys

from chassis.log.kafka import KafkaLog
from chassis.log.port import ExclusiveAppender, Log, Outgoing, Reader
from chassis.process.loop import main
from chassis.process.settings import Settings

BATCH = 5


class Counter:
    """Appends the next `BATCH` numbers in each step."""

    name = "counter"
    start_limit_s = 60.0
    step_limit_s = 20.0

    def __init__(self, log: Log, topic: str) -> None:
        self._log = log
        self._topic = topic
        self._next = 0
        self._appender: ExclusiveAppender

    def start(self) -> None:
        self._appender = self._log.exclusive_appender(self._topic, [self._topic])
        with self._log.reader(self._topic) as reader:
            self._next = fold(reader)

    def step(self) -> None:
        numbers = range(self._next, self._next + BATCH)
        self._appender.append_batch([Outgoing(self._topic, None, str(number).encode()) for number in numbers])
        self._next += BATCH

    def waiting_for(self) -> str | None:
        return None

    def stop(self) -> None:
        self._appender.close()


def fold(reader: Reader) -> int:
    """The number after the last in the topic, which must hold each number once and in order."""
    end, following = reader.end(0), 0
    while reader.position(0) < end:
        for record in reader.poll(1, 1000):
            assert record.value == str(following).encode(), f"{record.value!r} where {following} should be"
            following += 1
    return following


def make(settings: Settings) -> tuple[Counter]:
    return (Counter(KafkaLog(settings.kafka_bootstrap, settings.topic_prefix), sys.argv[1]),)


if __name__ == "__main__":
    main("counter", make)
