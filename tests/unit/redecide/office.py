"""A log in memory, the writer on it, and deciding again beside it."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis.log.memory import MemoryLog
from chassis.log.port import Outgoing
from operate.progress import Told
from operate.redecide.command import run_redecide
from schemas.events.statements import ReviewAction, ReviewSubmitted
from schemas.statement import Statement
from schemas.vocabulary import EventType
from services.dedup.matching.weights import Weights, load
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import HENTZAU, NOON, army, killed, ministry, published_set, says, world
from tests.unit.writer.shop import decided, event, memory_log
from tests.waiting import until

NEVER = 99.0


def weights(**thresholds: float) -> Weights:
    """The shipped ones but for these thresholds; their fingerprint tells them apart."""
    shipped = load()
    words = "".join(f" {name}={value}" for name, value in thresholds.items())
    return replace(
        shipped, thresholds=replace(shipped.thresholds, **thresholds), fingerprint=shipped.fingerprint + words
    )


def silent(_: str) -> Told:
    return lambda done, of: None


def claim(sentence: str) -> Statement:
    return says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=sentence)


def elsewhere(sentence: str) -> Statement:
    return says(ministry("AZ"), EventType.CAPTURE_ABDUCTION, by=army("AM"), place=HENTZAU, sentence=sentence)


class Office:
    """A log in memory and the writer that decides on it by the given weights."""

    def __init__(self, folder: Path, by: Weights) -> None:
        self.log: MemoryLog = memory_log()
        self.writer = Writer(self.log, folder, "g1", by, world())
        self.writer.start()
        self.count = 0

    def take(self, *inputs: Outgoing) -> None:
        """Put these in and decide on them."""
        with self.log.appender() as appender:
            appender.append_all(inputs)
        self.count += len(inputs)
        until(self._done)

    def publish(self, name: str, statement: Statement) -> UUID:
        """A report with one statement; its id."""
        given = published_set(name, [statement], source=name)
        self.take(event("statements.published", given))
        return given.statements[0].id

    def report(self, name: str, statement: Statement) -> Outgoing:
        """A report with one statement, that was not put in yet."""
        return event("statements.published", published_set(name, [statement], source=name))

    def review(self, action: ReviewAction, seen_n: int | None = None) -> UUID:
        """A review by someone who has seen everything, unless told otherwise; its id."""
        id = UUID(int=1000 + self.count)
        seen = self.count if seen_n is None else seen_n
        given = ReviewSubmitted(id=id, author="desk", reason="I looked.", seen_n=seen, action=action, received_at=NOON)
        self.take(event("review.submitted", given, id))
        return id

    def incident(self, statement: UUID) -> UUID:
        seed = self.writer._state.record.statement(statement).seed
        assert seed is not None
        return seed

    def redecide(self, by: Weights, generation: str = "g2") -> dict[str, Any]:
        return run_redecide(self.log, "g1", generation, by, world(), silent)

    def _done(self) -> bool:
        self.writer.step()
        return len(decided(self.log)) >= self.count
