"""Keeping a consumer a member of its group where its client would not (kafka-python 3.0.12).

**A join that nobody ends.** A leader joins anew when it sees that its topic has changed. It takes what it saw as known
while the join is under way; where `poll` gives up before the join is done, the next one finds no reason for it any more
and never takes its outcome. The member then beats no more, the group gives it up, and it goes on as if it belonged.

**A heart that stops.** The heartbeat waits for each answer without a limit. Where one is lost it sends no other: the
group gives the member up, and its `poll`, which waits until the next heartbeat is due, no longer waits at all and takes
a whole core.
"""

import time
from typing import Final

from kafka import KafkaConsumer

from chassis.log.errors import Unavailable

__all__ = ["SESSION_MS", "Membership"]

SESSION_MS: Final = 6000
"""After so long without a heartbeat the group gives a member up."""


class Membership:
    """Looks after the membership of one consumer, in the thread that polls it."""

    def __init__(self, consumer: KafkaConsumer) -> None:
        self._coordinator = consumer._coordinator
        self._beat = time.monotonic()

    def settled(self) -> bool:
        """Whether the group knows this member and asks nothing of it."""
        return self._coordinator.stable() and not self._coordinator.coordinator_unknown()

    def keep(self) -> None:
        """Call after every `poll`: has a join that was begun gone on with until its outcome is taken.

        Raises:
            Unavailable: the next heartbeat of a settled member has been due for so long that the group has given it up.
        """
        if self._coordinator.rejoining:
            self._coordinator.request_rejoin()
        now = time.monotonic()
        if not self.settled() or self._coordinator.time_to_next_heartbeat() > 0.0:
            self._beat = now
        elif now - self._beat > SESSION_MS / 1000:
            raise Unavailable("the heartbeat of this member has stopped")
