"""Electing one owner by a consumer group that reads nothing."""

import threading

from kafka import TopicPartition
from kafka.errors import KafkaError

from chassis.errors import Fatal
from chassis.log.kafka.connection import CLOSE_S, Connection, passing, translated
from chassis.log.kafka.groups import member
from chassis.log.kafka.membership import Membership
from chassis.log.port import Ownership

__all__ = ["KafkaOwnership"]

_POLL_MS = 200
"""So long the client is given to join, and so long a settled member waits before it looks again."""


class KafkaOwnership(Ownership):
    """`Ownership` on a consumer that a thread of its own polls, with every partition paused."""

    def __init__(self, connection: Connection, topic: str, group: str) -> None:
        self._prize = TopicPartition(connection.outer(topic), 0)
        with translated(f"joining {group}"):
            self._consumer = member(connection, topic, group)
        self._consumer.subscribe([self._prize.topic])
        self._owned = threading.Event()
        self._stopped = threading.Event()
        self._died: BaseException | None = None
        self._thread = threading.Thread(target=self._stand, name=f"ownership-{group}", daemon=True)
        self._thread.start()

    def owned(self) -> bool:
        """See the port."""
        if self._died is not None:
            raise Fatal("the thread that keeps the membership has died") from self._died
        return self._owned.is_set()

    def wait(self, timeout_s: float) -> bool:
        """See the port."""
        self._owned.wait(timeout_s)
        return self.owned()

    def close(self) -> None:
        """See the port."""
        self._stopped.set()
        self._thread.join()
        self._owned.clear()
        self._consumer.close(autocommit=False, timeout_ms=CLOSE_S * 1000)

    def _stand(self) -> None:
        membership = Membership(self._consumer)
        try:
            while not self._stopped.is_set():
                # With every partition paused a poll that may wait does so in naps of 50 ms, each as dear as a poll.
                try:
                    self._consumer.poll(0 if membership.settled() else _POLL_MS, max_records=1)
                except KafkaError as error:
                    passing(error)
                    self._stopped.wait(_POLL_MS / 1000)
                    continue
                membership.keep()
                held = self._consumer.assignment()
                self._consumer.pause(*held)
                if self._prize in held:
                    self._owned.set()
                else:
                    self._owned.clear()
                if membership.settled():
                    self._stopped.wait(_POLL_MS / 1000)
        except BaseException as error:  # noqa: BLE001 - raised from `owned` in the thread that asks
            self._died = error
            self._owned.set()
