"""What the live generation has decided: who belongs with whom, and the outcomes of reviews, by decision number."""

from dataclasses import dataclass, field
from typing import Final

from chassis.log import topics
from chassis.log.port import Log
from operate.progress import Told
from operate.redecide.partition import Partition
from schemas.events.decisions import Decision, ReviewApplied, ReviewRejected
from services.dedup.incidents.precedents import Precedent
from services.dedup.writer.following import read_decision

__all__ = ["Decided", "precedent_of", "read_decided", "read_on"]

_LIMIT: Final = 500
_POLL_S: Final = 1.0


@dataclass
class Decided:
    """A generation as far as it is decided: up to input `next_offset`, which lies before `position` in its topic."""

    generation: str
    partition: Partition = field(default_factory=Partition)
    reviews: dict[int, Precedent] = field(default_factory=dict)
    next_offset: int = 0
    position: int = 0
    rules: str | None = None

    def fold(self, decision: Decision, offset: int) -> None:
        """The next decision."""
        self.partition.fold(decision, offset)
        self.position = offset + 1
        if (outcome := precedent_of(decision)) is not None:
            self.reviews[decision.n] = outcome
        self.next_offset = decision.input.position.offset + 1
        self.rules = decision.deciding_rules


def precedent_of(decision: Decision) -> Precedent | None:
    """What was decided on a review, if that is what the decision is about."""
    return next((one for one in decision.events if isinstance(one, ReviewApplied | ReviewRejected)), None)


def read_decided(log: Log, generation: str, told: Told) -> Decided:
    """The generation up to its end as it is now.

    Raises:
        Fatal: a decision cannot be read.
    """
    decided = Decided(generation)
    read_on(log, decided, told)
    return decided


def read_on(log: Log, decided: Decided, told: Told) -> None:
    """Add what was decided since. Raises as `read_decided`."""
    with log.reader(topics.decisions(decided.generation), [0], {0: decided.position}) as reader:
        end = reader.end(0)
        while (position := reader.position(0)) < end:
            told(position, end)
            for record in reader.poll(_POLL_S, _LIMIT):
                decided.fold(read_decision(record), record.offset)
        told(end, end)
