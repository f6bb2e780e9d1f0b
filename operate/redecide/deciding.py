"""Deciding again: every input that the live generation has decided, under other rules, into a topic of its own.

What is written is a generation like any other, that nothing follows. An unfinished run is gone on with: its decisions
are folded, and the next input is the one after the last of them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from chassis.errors import Fatal, Invalid
from chassis.log import topics
from chassis.log.port import Log, LogRecord, Outgoing
from chassis.telemetry.headers import context_of, event_headers
from operate.progress import Told
from operate.redecide.live import Decided
from reference import Reference
from schemas.events.decisions import Decision
from services.dedup.incidents.decide import decide
from services.dedup.incidents.fold import fold
from services.dedup.incidents.record import Record
from services.dedup.matching.weights import Weights
from services.dedup.writer.following import read_decision
from services.dedup.writer.inputs import read
from services.dedup.writer.matcher import RecordMatcher
from services.dedup.writer.outputs import TYPE, packed
from services.dedup.writer.rules import deciding_rules

__all__ = ["OtherRules", "Redeciding", "free_generation"]

_LIMIT: Final = 500
_POLL_S: Final = 1.0
_MOST: Final = 200
_MOST_SECONDS: Final = 1.0
"""Decisions and seconds of deciding a transaction, at most: a broker ends one that takes long."""


class OtherRules(Invalid):
    """The generation was begun under other rules. The message says what to do."""


def free_generation(log: Log, live: str, rules: str) -> str:
    """The generation after the live one that does not exist yet, or that the same rules have begun."""
    number = int(live[1:]) + 1
    while (first := _first(log, f"g{number}")) is not None and first.deciding_rules != rules:
        number += 1
    return f"g{number}"


def _first(log: Log, generation: str) -> Decision | None:
    topic = topics.decisions(generation)
    if log.describe(topic) is None:
        return None
    with log.reader(topic, [0]) as reader:
        end = reader.end(0)
        while reader.position(0) < end:
            for record in reader.poll(_POLL_S, 1):
                return read_decision(record)
    return None


class Redeciding:
    """One run. Its state is in memory alone: the topic holds all of it."""

    def __init__(self, log: Log, live: Decided, generation: str, weights: Weights, reference: Reference) -> None:
        """`live` holds what to decide again; `generation` what to write it as."""
        self._log = log
        self._live = live
        self._topic = topics.decisions(generation)
        self.generation = generation
        self._reference = reference
        self._record = Record()
        self._matcher = RecordMatcher(self._record, weights)
        self.rules = deciding_rules(weights, reference)
        self.decided = Decided(generation)
        """What stands in the topic."""

    def run(self, told: Told, replication: int = 1) -> Decided:
        """Decide on everything that the live generation has decided, and no more; what stands in the topic then.

        Raises:
            OtherRules: the generation is the live one or was begun under other rules.
            Fatal: the inputs are not those of the live generation, or another run took this one over.
        """
        with self.begun(told, replication):
            self.go_on()
        return self.decided

    @contextmanager
    def begun(self, told: Told, replication: int = 1) -> Iterator[None]:
        """What an earlier run has decided is folded, and the topic is this run's alone. Raises as `run`."""
        if self.generation == self._live.generation:
            raise OtherRules(f"{self.generation} is live: name another generation")
        self._log.ensure([topics.decisions_spec(self.generation)], replication)
        # Taking the id over ends an earlier run of this generation, so that its end is the end.
        with self._log.exclusive_appender(f"redecide.{self.generation}", [self._topic]) as appender:
            self._appender, self._told = appender, told
            self._fold()
            yield

    def go_on(self) -> None:
        """Decide on what the live generation has decided by now. Raises as `run`."""
        self._decide()
        if self.decided.partition.decisions != self._live.partition.decisions:
            raise Fatal(f"{topics.STATEMENTS} does not hold the inputs of {self._live.generation}")

    def _fold(self) -> None:
        with self._log.reader(self._topic, [0]) as reader:
            end = reader.end(0)
            while reader.position(0) < end:
                for record in reader.poll(_POLL_S, _LIMIT):
                    decision = read_decision(record)
                    if decision.deciding_rules != self.rules:
                        raise OtherRules(
                            f"{self.generation} was begun under rules {decision.deciding_rules}, not {self.rules}: "
                            "name another generation"
                        )
                    fold(self._record, decision)
                    self._matcher.follow(decision)
                    self.decided.fold(decision, record.offset)
                self._told(self.decided.next_offset, self._live.next_offset)

    def _decide(self) -> None:
        end = self._live.next_offset
        with self._log.reader(topics.STATEMENTS, [0], {0: self.decided.next_offset}) as reader:
            while reader.position(0) < end and reader.position(0) < reader.end(0):
                taken = [record for record in reader.poll(_POLL_S, _MOST) if record.offset < end]
                while taken:
                    taken = self._batch(taken)
                    self._told(self.decided.next_offset, end)

    def _batch(self, records: list[LogRecord]) -> list[LogRecord]:
        """Decide on the first of these and append that; the rest."""
        until = time.monotonic() + _MOST_SECONDS
        decisions: list[Decision] = []
        batch: list[Outgoing] = []
        for record in records:
            if batch and time.monotonic() > until:
                break
            precedent = self._live.reviews.get(self._record.head.next_n)
            decision = decide(self._record, read(record), self._matcher, self._reference, self.rules, precedent)
            self._matcher.follow(decision)
            headers = event_headers(TYPE, context_of(record.headers))
            batch.append(Outgoing(self._topic, str(decision.id).encode(), packed(decision), headers))
            decisions.append(decision)
        for decision, position in zip(decisions, self._appender.append_batch(batch), strict=True):
            self.decided.fold(decision, position.offset)
        return records[len(batch) :]
