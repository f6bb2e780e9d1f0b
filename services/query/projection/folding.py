"""Folding batches of decisions: read from the log, checked against the chain, applied, assessed, written.

A batch is read and applied while the one before it is being assessed and the one before that is written.
"""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from opentelemetry import trace
from opentelemetry.trace import SpanKind

from chassis.log.port import LogRecord
from chassis.telemetry import metrics, spans
from chassis.telemetry.headers import is_sampled, traceparent_of, with_context
from chassis.telemetry.messaging import processing
from schemas import ids
from schemas.events.decisions import Decision
from schemas.events.envelope import Unreadable
from services.query.projection.assessing import Question, Unassessable, Versions, naming
from services.query.projection.assessor import Assessor
from services.query.projection.decided import decision_columns
from services.query.projection.fold import Outcome, Unappliable, apply
from services.query.projection.picture import Picture, in_full
from services.query.projection.reading import decided
from services.query.projection.store import Folded, Store
from services.query.projection.table import UNDER_WAY
from services.query.projection.taking import Columns
from services.query.projection.writing import Batch, rows_of

__all__ = ["Folding"]

_tracer = trace.get_tracer(spans.TRACER)
_GROUP: Final = "projector"


@dataclass(frozen=True, slots=True)
class _Taken:
    record: LogRecord
    decision: Decision

    @property
    def where(self) -> str:
        return f"{self.record.topic} at {self.record.offset}"


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch that was applied, and is being assessed."""

    taken: Sequence[_Taken]
    outcomes: Sequence[Outcome]
    born: Sequence[Columns]
    ended: Sequence[Columns]
    after: Folded


class Folding:
    """The fold of one generation from `folded` on. After an error it is not to be gone on with."""

    def __init__(self, store: Store, assessor: Assessor, folded: Folded) -> None:
        assessor.disregard()
        self._store = store
        self._assessor = assessor
        self._begun: deque[_Begun] = deque()
        self._written = folded
        self.forget()

    @property
    def written(self) -> Folded:
        """How far all is written."""
        return self._written

    @property
    def statements(self) -> int:
        """How many are known."""
        return len(self._picture.statements)

    def forget(self) -> None:
        """Begin the picture anew: what is needed of it is learned again. Not between `take` and `finish`."""
        assert not self._begun
        self._picture = Picture()
        self._anew = True

    async def take(self, records: Sequence[LogRecord], next_offset: int) -> None:
        """Begin with the decisions in `records`, and write those that were begun the time before the last.

        `next_offset` is the offset to read after them, which may lie past holes.

        Raises:
            Unappliable: a decision is unreadable, out of turn, or does not follow. Nothing of its batch is written.
            Overtaken, DatabaseAway: as `Store.taking`.
            AssessorDied: nothing of what was begun is written.
        """
        reached = [self._written, *[each.after for each in self._begun]]
        writing = asyncio.ensure_future(self._write_all_but(UNDER_WAY - 1))
        try:
            begun = await self._begin(records, next_offset, reached)
        except Exception:
            # What came before is in order, whatever is wrong with these, and would stand here again after a new start.
            await writing
            await self.finish()
            raise
        await writing
        self._begun.append(begun)

    async def finish(self) -> None:
        """Write what was begun. Raises as `take`."""
        await self._write_all_but(0)

    async def _write_all_but(self, left: int) -> None:
        while len(self._begun) > left:
            begun = self._begun.popleft()
            await self._write(begun)
            self._written = begun.after

    async def _begin(self, records: Sequence[LogRecord], next_offset: int, reached: Sequence[Folded]) -> _Begun:
        """`reached` are the positions that may be written meanwhile, of which the last is the one to begin at."""
        before, taken = reached[-1], []
        for each in _in_turn(records, before):
            taken.append(each)
            await _let_others_on()
        last = taken[-1].decision if taken else None
        picture, learned = self._picture, None
        if missing := picture.missing(each.decision for each in taken):
            # What is begun and not written has changed nothing that is not in the picture.
            learned = await self._store.stored(picture, missing, reached)
            picture.learn(learned)
            picture.whole_reports.update(missing.reports)
        outcomes, said = [], []
        for each in taken:
            outcomes.append(_applied(picture, each))
            said.append(_said(picture, each.decision))
            await _let_others_on()
        self._assessor.ask(Question([each.record.value or b"" for each in taken], said, learned, self._anew))
        self._anew = False
        born, ended = rows_of(picture)
        after = Folded(
            before.topic,
            last.n + 1 if last else before.next_n,
            last.id if last else before.last_id,
            next_offset,
        )
        return _Begun(taken, outcomes, born, ended, after)

    async def _write(self, begun: _Begun) -> None:
        answer = await self._assessor.answer()
        if isinstance(answer, Unassessable):
            raise Unappliable(f"{begun.taken[answer.place].where}: {answer.why}")
        with ExitStack() as ending:
            traces = _traces(begun.taken, answer, ending)
            async with self._store.taking(self._written, begun.after) as taking:
                await taking.write(_batch(begun, answer, traces))
        _measure(begun.taken, answer)


async def _let_others_on() -> None:
    """What is being written goes on between two decisions, or Postgres would wait for a whole batch to be begun."""
    await asyncio.sleep(0)


def _in_turn(records: Sequence[LogRecord], before: Folded) -> Iterator[_Taken]:
    """The decisions, each read and held against the one before it."""
    n, last = before.next_n, before.last_id
    for record in records:
        where = f"{record.topic} at {record.offset}"
        try:
            decision = decided(record.value or b"")
        except Unreadable as error:
            raise Unappliable(f"{where}: {error}") from error
        if decision.n != n:
            raise Unappliable(f"{where}: decision {decision.n} comes where {n} was due")
        if decision.id != ids.decision_id(last, decision.input.id, decision.deciding_rules):
            raise Unappliable(f"{where}: decision {n} does not follow the chain from {last}")
        n, last = n + 1, decision.id
        yield _Taken(record, decision)


def _applied(picture: Picture, taken: _Taken) -> Outcome:
    try:
        with naming(taken.decision.n):
            return apply(picture, taken.decision)
    except Unappliable as error:
        raise Unappliable(f"{taken.where}: {error}") from error


def _said(picture: Picture, decision: Decision) -> list[bytes]:
    rows = map(picture.statements.get, in_full(decision))
    return [row.said if row else b"" for row in rows]


def _batch(begun: _Begun, versions: Versions, traces: dict[int, str | None]) -> Batch:
    now = datetime.now(UTC)
    return Batch(
        born=[*begun.born, versions.born],
        ended=[*begun.ended, versions.ended],
        decisions=[decision_columns(each.decision, traces[each.decision.n]) for each in begun.taken],
        reviews=[row for outcome in begun.outcomes for row in outcome.reviews],
        changes=[change | {"at": now, "trace": traces[change["n"]]} for change in versions.changes],
        before=versions.before,
        erased=[
            (report, each.decision.n)
            for each, outcome in zip(begun.taken, begun.outcomes, strict=True)
            for report in outcome.erased
        ],
    )


def _traces(taken: Sequence[_Taken], versions: Versions, ending: ExitStack) -> dict[int, str | None]:
    """By decision, the traceparent of the span that its rows are written in, which ends when `ending` does."""
    return {each.decision.n: _trace(each, versions, ending) for each in taken}


def _trace(taken: _Taken, versions: Versions, ending: ExitStack) -> str | None:
    headers = taken.record.headers
    if not is_sampled(headers) or not ending.enter_context(processing(taken.record, _GROUP)).is_recording():
        return traceparent_of(headers)
    span = _tracer.start_span(spans.WRITE_FEED, kind=SpanKind.CLIENT)
    ending.callback(span.end)
    decision = taken.decision
    if decision.report:
        span.set_attribute(spans.REPORT, str(decision.report.report_id))
    incidents = [str(row["incident_id"]) for row in versions.born if row["from_n"] == decision.n]
    if incidents:
        span.set_attribute(spans.INCIDENT, incidents[: spans.LINKS_MAX])
    return traceparent_of(with_context((), trace.set_span_in_context(span)))


def _measure(taken: Sequence[_Taken], versions: Versions) -> None:
    changed = {change["n"] for change in versions.changes}
    now = datetime.now(UTC)
    for each in taken:
        if each.decision.report and each.decision.n in changed:
            waited = (now - each.decision.report.header.received_at).total_seconds()
            metrics.END_TO_END_SECONDS.labels(_GROUP).observe(max(0.0, waited))
