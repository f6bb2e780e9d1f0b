"""The normalizer's steps: take report revisions, extract each one's whole set, append, and commit once in a while.

At least once and without memory: a set that is appended again is known by (report, revision, rules), so a process that
ends between appending and committing costs work, never truth.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from opentelemetry import context
from opentelemetry.context import Context

from chassis.log import topics
from chassis.log.port import Appender, GroupReader, Log, LogRecord, Outgoing
from chassis.process.garbage import passing
from chassis.telemetry import messaging, metrics
from chassis.telemetry.headers import event_headers
from schemas.events.envelope import Envelope, Unreadable, pack
from services.ingest.normalizer.guard import Failure, GuardedExtractor
from services.ingest.normalizer.reading import Input, Revision, read
from services.ingest.normalizer.writing import absent, parked, published

__all__ = ["Normalizer"]

GROUP: Final = "normalizer"
BATCH: Final = 32
"""Reports taken at once: one parse for all of them."""
COMMIT_EVERY_S: Final = 1.0
"""While reports keep coming: as much is done again after a death. To commit costs as much as to append."""

_log = logging.getLogger(__name__)


class Normalizer:
    """Reads `reports` in a group, so that as many may run as it has partitions."""

    name = "normalizer"
    start_limit_s = 90.0

    def __init__(
        self,
        log: Log,
        make_extractor: Callable[[], GuardedExtractor],
        now: Callable[[], datetime],
        limit_s: float,
        commit_every_s: float = 0.0,
    ) -> None:
        # The batch may fail together, then every report of it twice alone, each time with a child to start.
        self.step_limit_s = 60.0 + BATCH * 6 * limit_s
        self._log, self._make_extractor, self._now = log, make_extractor, now
        self._commit_every_s = commit_every_s
        self._committed_at = -math.inf
        self._appended: dict[int, int] = {}
        """What is next to read of each partition that has come further than what was committed."""

    def start(self) -> None:
        """Check the topics, bring the extractor up, join the group."""
        self._log.check(topics.SPECS)
        self._extractor = self._make_extractor()
        self._appender: Appender = self._log.appender()
        self._reader: GroupReader = self._log.group_reader(topics.REPORTS, GROUP)

    def step(self) -> None:
        """Take what waits, at most a batch, all the way to durable sets. Commits when it is due or nothing waits."""
        began = time.time()
        records = self._reader.poll(timeout_s=1.0, limit=BATCH)
        # Of a partition that was lost meanwhile its next holder has committed more, or will.
        held = self._reader.partitions()
        self._appended = {partition: position for partition, position in self._appended.items() if partition in held}
        if not records:
            self._commit()
            metrics.LAG_SECONDS.labels(self.name, topics.REPORTS).set(0)
            return
        messaging.polled(topics.REPORTS, records, began, GROUP)
        with passing():
            self._process(records)
        self._appended |= {record.partition: record.offset + 1 for record in records}
        if time.monotonic() - self._committed_at >= self._commit_every_s:
            self._commit()
        metrics.RECORDS.labels(self.name, topics.REPORTS).inc(len(records))
        age = self._now() - records[-1].appended_at
        metrics.LAG_SECONDS.labels(self.name, topics.REPORTS).set(max(0.0, age.total_seconds()))

    def waiting_for(self) -> str | None:
        """Ready whenever started: a member may well hold no partition."""
        return None

    def stop(self) -> None:
        """Commit, leave the group and end the extractor."""
        self._commit()
        self._reader.close()
        self._appender.close()
        self._extractor.close()

    def _process(self, records: Sequence[LogRecord]) -> None:
        with ExitStack() as spans:
            traces: list[Context] = []
            for record in records:
                spans.enter_context(messaging.processing(record, GROUP))
                traces.append(context.get_current())
            events = sorted(self._events(records).items(), key=itemgetter(0))
            self._append(spans, [(traces[at], event) for at, event in events])

    def _events(self, records: Sequence[LogRecord]) -> dict[int, Envelope[Any]]:
        """What is to be appended, by the index of the record that gives it; what cannot be read is parked."""
        inputs: dict[int, Input] = {}
        given: dict[int, Envelope[Any]] = {}
        found_of: Counter[str] = Counter()
        for at, record in enumerate(records):
            try:
                if (found := read(record)) is not None:
                    inputs[at] = found
            except Unreadable as error:
                self._park(record, "unreadable", str(error))
        revisions = {at: each for at, each in inputs.items() if isinstance(each, Revision)}
        outcomes = self._extractor.extract([revision.document for revision in revisions.values()])
        for (at, revision), outcome in zip(revisions.items(), outcomes, strict=True):
            if isinstance(outcome, Failure):
                self._park(revision.record, "failed", outcome.reason, revision)
                given[at] = absent(revision, outcome.reason, self._extractor.rules)
            else:
                given[at] = published(revision, outcome, self._extractor.rules)
                found_of.update(statement.event_type for statement in outcome.statements)
        for event_type, times in found_of.items():
            metrics.STATEMENTS_FOUND.labels(event_type).inc(times)
        return given | {at: each.event for at, each in inputs.items() if not isinstance(each, Revision)}

    def _append(self, spans: ExitStack, outputs: Sequence[tuple[Context, Envelope[Any]]]) -> None:
        sendings, out = [], []
        for trace, event in outputs:
            sending = spans.enter_context(messaging.sending(topics.STATEMENTS, event_headers(event.type), trace))
            sendings.append(sending)
            out.append(Outgoing(topics.STATEMENTS, str(event.subject).encode(), pack(event), sending.headers))
        for sending, position in zip(sendings, self._appender.append_all(out), strict=True):
            sending.at(position)

    def _park(self, record: LogRecord, kind: str, reason: str, revision: Revision | None = None) -> None:
        with messaging.parking(record, kind, event_headers("input.parked")) as sending:
            note = parked(record, reason, self._now(), revision, messaging.trace_of(record))
            key = str(note.subject or note.id).encode()
            sending.at(self._appender.append_all([Outgoing(topics.PARKED, key, pack(note), sending.headers)])[0])
        metrics.PARKED.labels(self.name, kind).inc()
        _log.warning("parked", extra={"position": note.data.position.model_dump(), "reason": reason})

    def _commit(self) -> None:
        if self._appended:
            # While the group changes nothing is committed: then later.
            for partition in self._reader.commit(self._appended):
                del self._appended[partition]
        self._committed_at = time.monotonic()
