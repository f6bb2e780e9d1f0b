"""Noticing that a member's heart has stopped while it goes on polling.

The client's heartbeat waits for each answer without a limit (kafka-python 3.0.12). Where one is lost it sends no other:
the group gives the member up, and its `poll`, which waits until the next heartbeat is due, no longer waits at all and
takes a whole core. Nothing in the client ends that.
"""

import time
from typing import Final

from kafka import KafkaConsumer

from chassis.log.errors import Unavailable

__all__ = ["SESSION_MS", "Heartbeat"]

SESSION_MS: Final = 6000
"""After so long without a heartbeat the group gives a member up."""


class Heartbeat:
    """Looks after the heartbeat of one consumer."""

    def __init__(self, consumer: KafkaConsumer) -> None:
        self._coordinator = consumer._coordinator
        self._beat = time.monotonic()

    def settled(self) -> bool:
        """Whether the group knows this member and asks nothing of it."""
        return self._coordinator.stable() and not self._coordinator.coordinator_unknown()

    def require(self) -> None:
        """Call after every `poll`.

        Raises:
            Unavailable: the next heartbeat of a settled member has been due for so long that the group has given it up.
        """
        now = time.monotonic()
        if not self.settled() or self._coordinator.time_to_next_heartbeat() > 0.0:
            self._beat = now
        elif now - self._beat > SESSION_MS / 1000:
            raise Unavailable("the heartbeat of this member has stopped")
