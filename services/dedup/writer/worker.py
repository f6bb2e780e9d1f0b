"""The writer: every input of `statements`, in its one order, gives exactly one decision.

Two processes run this. One is elected and decides; the other folds its decisions and waits. The elected one's right to
append is not the election but the fixed transactional id, which fences every predecessor. Where it goes on is what the
last decision itself records. Whatever fails ends the process, and the next start finds everything in the log.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from chassis.errors import Fatal
from chassis.log import topics
from chassis.log.port import ExclusiveAppender, Log, LogRecord, Outgoing, Ownership, Reader
from chassis.process.garbage import lasting
from chassis.telemetry import messaging, metrics
from chassis.telemetry.headers import event_headers
from reference import Reference
from schemas.events.decisions import Decision
from services.dedup.incidents.decide import Input, decide
from services.dedup.matching.weights import Weights
from services.dedup.state.store import CACHED_REPORTS, StateFile
from services.dedup.writer.following import MOST_FOLDED, Follower, fits
from services.dedup.writer.generation import Following, live_generation
from services.dedup.writer.inputs import read
from services.dedup.writer.matcher import RecordMatcher
from services.dedup.writer.outputs import TYPE, packed
from services.dedup.writer.rules import deciding_rules
from services.dedup.writer.steps import Step

__all__ = ["GROUP", "MOST_INPUTS", "MOST_SECONDS", "TRANSACTIONAL_ID", "Writer"]

GROUP: Final = "dedup"
"""Elects; commits nothing."""
TRANSACTIONAL_ID: Final = "dedup"
MOST_INPUTS: Final = 200
MOST_SECONDS: Final = 0.2
"""One transaction takes every waiting input, but no more than this many, nor more than this time of deciding."""

REST_S: Final = 0.06
"""Taken by a process once it has decided on all that waited: a transaction costs about as much as deciding on a
report, so that what comes meanwhile is better decided on together. What comes after a pause does not wait.
"""

STORE_EVERY_S: Final = 1.0
"""While inputs keep coming the state file follows this far behind: what it lacks is in the log."""

_STANDBY_WAIT_S: Final = 0.2
_STANDBY_RESTS: Final = 8
"""A standby, on which nobody waits, rests as much longer, and no longer than until it is elected."""

_INPUT_WAIT_S: Final = 0.5

_log = logging.getLogger(__name__)


class Writer:
    """The active writer or its standby, whichever it is elected to be."""

    name = "dedup-writer"
    start_limit_s = 300.0
    """A state file with a million statements takes a while to fill the index from."""
    step_limit_s = 60.0

    def __init__(
        self,
        log: Log,
        state_folder: Path,
        generation: str,
        weights: Weights,
        reference: Reference,
        reached: Callable[[Step], None] = lambda _: None,
        cached_reports: int = CACHED_REPORTS,
        rest_s: float = 0.0,
    ) -> None:
        """`generation` is the one to write where the log names none; `reached` is told of every step that was done.

        `cached_reports` is of how many reports the rows are kept in memory; `rest_s` is how long it rests once it has
        decided on all that waited.
        """
        self._log = log
        self._state_folder = state_folder
        self._generation = generation
        self._weights = weights
        self._reference = reference
        self._reached = reached
        self._cached_reports = cached_reports
        self._rest_s = rest_s
        self._rules = deciding_rules(weights, reference)
        self._appender: ExclusiveAppender | None = None
        self._inputs: Reader | None = None
        self._taken: deque[tuple[LogRecord, Input]] = deque()
        self._follows = True
        self._rests = False
        self._unstored: int | None = None
        self._stored_at = 0.0

    def start(self) -> None:
        """Check the topics, open a state file, throw it away if it does not fit the log, stand for election."""
        generation = live_generation(self._log, self._generation)
        self._live = Following(self._log, generation, self._generation)
        self._topic = topics.decisions(generation)
        needed = [spec for spec in topics.SPECS if spec.name in (topics.STATEMENTS, topics.CONTROL)]
        self._log.check([*needed, topics.decisions_spec(generation)])
        self._state = StateFile.open_free(self._state_folder, "dedup", self._cached_reports)
        if (why := fits(self._log, self._topic, self._state)) is not None:
            self._state.begin_anew(why)
        self._matcher = RecordMatcher(self._state.record, self._weights)
        with lasting():
            self._matcher.fill()
        self._follower = Follower(self._log, self._topic, self._state, self._matcher)
        self._begun_at = self._follower.end()
        self._ownership: Ownership = self._log.ownership(topics.STATEMENTS, GROUP)
        metrics.OWNER.labels(self.name).set(0)

    def step(self) -> None:
        """Decide on what waits, if active; else fold what was decided, and take over once elected.

        Raises:
            Superseded: another generation of decisions is live.
        """
        self._live.look()
        if self._inputs is not None:
            self._decide(self._inputs)
            return
        folded = self._follower.step(0.0 if self._ownership.owned() else _STANDBY_WAIT_S)
        self._follows = not self._follower.reached(self._begun_at) or self._follower.is_behind()
        # What the predecessor wrote is folded before it is fenced, so that little is left to do while nobody decides.
        if not folded and self._ownership.owned():
            self._take_over()
        elif 0 < folded < MOST_FOLDED:
            self._ownership.wait(_STANDBY_RESTS * self._rest_s)

    def waiting_for(self) -> str | None:
        """Both the active writer and a standby that has caught up are ready, which decisions to come do not change."""
        return "decisions are still being folded" if self._inputs is None and self._follows else None

    def stop(self) -> None:
        """Hand over."""
        self._store()
        self._ownership.close()
        if self._appender is not None:
            self._appender.close()
        if self._inputs is not None:
            self._inputs.close()
        self._follower.close()
        self._live.close()
        self._state.close()

    def _take_over(self) -> None:
        self._reached(Step.OWNER)
        self._appender = self._log.exclusive_appender(TRANSACTIONAL_ID, [self._topic, topics.CONTROL])
        # Whoever made another generation live did so while holding this right: from here on none other can be.
        self._live.require()
        self._reached(Step.FENCED)
        end = self._follower.end()
        while not self._follower.reached(end):
            self._follower.step(_STANDBY_WAIT_S)
        self._reached(Step.CAUGHT_UP)
        head = self._state.record.head
        self._inputs = self._log.reader(topics.STATEMENTS, [0], {0: head.next_offset})
        metrics.OWNER.labels(self.name).set(1)
        _log.info("took over", extra={"next_n": head.next_n, "next_offset": head.next_offset, "rules": self._rules})
        self._reached(Step.READING)

    def _decide(self, inputs: Reader) -> None:
        if not self._ownership.owned():
            raise Fatal("another was elected")
        if not self._taken:
            if self._rests:
                time.sleep(self._rest_s)
            began = time.time()
            polled = inputs.poll(_INPUT_WAIT_S, MOST_INPUTS)
            messaging.polled(topics.STATEMENTS, polled, began)
            self._rests = 0 < len(polled) < MOST_INPUTS
            with lasting():
                # One after the other takes half the time that it takes between decisions, which need other code.
                self._taken.extend([(record, read(record)) for record in polled])
        if not self._taken:
            self._store()
            metrics.LAG_SECONDS.labels(self.name, topics.STATEMENTS).set(0)
            return
        self._reached(Step.TAKEN)
        with ExitStack() as spans:
            records: list[LogRecord] = []
            decisions: list[Decision] = []
            sendings: list[messaging.Sending] = []
            until = time.monotonic() + MOST_SECONDS
            with lasting():
                while self._taken and (not records or time.monotonic() < until):
                    record, given = self._taken.popleft()
                    # The span of an input ends with its batch: it lasts until its decision is durable.
                    spans.enter_context(messaging.processing(record))
                    decision = self._conclude(given)
                    sendings.append(spans.enter_context(messaging.sending(self._topic, event_headers(TYPE))))
                    records.append(record)
                    decisions.append(decision)
            self._reached(Step.DECIDED)
            self._unstored = self._append(decisions, sendings)
        self._reached(Step.APPENDED)
        if time.monotonic() - self._stored_at > STORE_EVERY_S:
            self._store()
        self._count(records, decisions)

    def _store(self) -> None:
        if self._unstored is not None:
            self._state.store(self._follower.topic_id, self._unstored)
            self._unstored, self._stored_at = None, time.monotonic()
            self._reached(Step.STORED)

    def _conclude(self, given: Input) -> Decision:
        decision = decide(self._state.record, given, self._matcher, self._reference, self._rules)
        self._matcher.follow(decision)
        return decision

    def _append(self, decisions: Sequence[Decision], sendings: Sequence[messaging.Sending]) -> int:
        assert self._appender is not None
        batch = [
            Outgoing(self._topic, str(decision.id).encode(), packed(decision), sending.headers)
            for decision, sending in zip(decisions, sendings, strict=True)
        ]
        positions = self._appender.append_batch(batch)
        for sending, position in zip(sendings, positions, strict=True):
            sending.at(position)
        return positions[-1].offset

    def _count(self, records: Sequence[LogRecord], decisions: Sequence[Decision]) -> None:
        counted = Counter(event.type for decision in decisions for event in decision.events)
        for of, times in counted.items():
            metrics.DECISIONS.labels(of).inc(times)
            if of == "input.parked":
                metrics.PARKED.labels(self.name, "unreadable").inc(times)
        metrics.RECORDS.labels(self.name, topics.STATEMENTS).inc(len(records))
        age = datetime.now(UTC) - records[-1].appended_at
        metrics.LAG_SECONDS.labels(self.name, topics.STATEMENTS).set(max(0.0, age.total_seconds()))
        head = self._state.record.head
        for kind, size in (
            ("statements", head.statements),
            ("seeds", head.seeds),
            ("candidates", len(self._matcher.index)),
        ):
            metrics.STATE_SIZE.labels(self.name, kind).set(size)
