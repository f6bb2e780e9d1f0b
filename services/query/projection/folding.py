"""Folding a batch of decisions: read from the log, checked against the chain, applied, written. Never skipped."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind
from pydantic import Field

from chassis.log.port import LogRecord
from chassis.telemetry import metrics, spans
from chassis.telemetry.headers import is_sampled, traceparent_of, with_context
from chassis.telemetry.messaging import processing
from schemas import ids
from schemas.events.decisions import Decision, ReportDecided
from schemas.events.envelope import Unreadable, unpack
from schemas.features import Features
from schemas.record import Record
from services.query.projection.changes import change_row
from services.query.projection.decided import decision_columns
from services.query.projection.fold import Outcome, Unappliable, apply
from services.query.projection.picture import Picture
from services.query.projection.store import Batch, Folded, Store, Taking, rows_of

__all__ = ["fold_batch"]

_tracer = trace.get_tracer(spans.TRACER)
_GROUP: Final = "projector"

_PART: Final = 100
"""Decisions that are written while the next ones are applied: enough that few rows end in a later part."""


class _Report(ReportDecided):
    """A report without its match features, which are for the dedup writer: half of the bytes, left unread."""

    # Under a name that nothing is written under.
    features: Features = Field(default=Features(), validation_alias="")


class _Decision(Decision):
    report: _Report | None = None


_TYPES: Final[dict[str, type[Record]]] = {"decision": _Decision}


@dataclass(frozen=True, slots=True)
class _Taken:
    record: LogRecord
    decision: Decision


async def fold_batch(
    store: Store, picture: Picture, records: Sequence[LogRecord], before: Folded, next_offset: int
) -> Folded:
    """Fold the decisions in `records` in one transaction; how far the fold has come then.

    `next_offset` is the offset to read after them, which may lie past holes.

    Raises:
        Unappliable: a decision is unreadable, out of turn, or does not follow. Nothing of the batch was written.
        Overtaken, DatabaseAway: as `Store.taking`.
    """
    taken = list(_in_turn(records, before))
    last = taken[-1].decision if taken else None
    after = Folded(
        before.topic,
        last.n + 1 if last else before.next_n,
        last.id if last else before.last_id,
        next_offset,
    )
    with ExitStack() as ending:
        async with store.taking(before, after) as taking:
            changes = await _fold(taking, picture, taken, ending)
    _measure(taken, changes)
    return after


async def _fold(taking: Taking, picture: Picture, taken: Sequence[_Taken], ending: ExitStack) -> list[dict[str, Any]]:
    """Learn, apply and write; the changes of the feed. The spans end with `ending`, after the commit.

    The database is another process: it writes a part while this one applies the next.
    """
    await taking.learn(picture, picture.missing(each.decision for each in taken))
    changes: list[dict[str, Any]] = []
    writing: asyncio.Task[None] | None = None
    try:
        for start in range(0, len(taken), _PART):
            batch = await _apply(picture, taken[start : start + _PART], ending)
            changes += batch.changes
            if writing:
                await writing
            writing = asyncio.create_task(taking.write(batch))
    finally:
        if writing:
            await writing
    return changes


async def _apply(picture: Picture, taken: Sequence[_Taken], ending: ExitStack) -> Batch:
    """Apply decisions; all that is to be written of them. What is being written goes on in between."""
    rows: list[dict[str, Any]] = []
    reviews: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    erased: list[tuple[UUID, int]] = []
    for each in taken:
        with _named(each), _applied(picture, each, ending) as (outcome, traceparent):
            rows.append(decision_columns(each.decision, traceparent))
            reviews += outcome.reviews
            now = datetime.now(UTC)
            for before, after in outcome.incidents:
                if change := change_row(before, after, n=each.decision.n, at=now, trace=traceparent):
                    changes.append(change)
            erased += [(report, each.decision.n) for report in outcome.erased]
        await asyncio.sleep(0)
    return Batch(*rows_of(picture), rows, reviews, changes, erased)


def _in_turn(records: Sequence[LogRecord], before: Folded) -> Iterator[_Taken]:
    """The decisions, each read and held against the one before it."""
    n, last = before.next_n, before.last_id
    for record in records:
        where = f"{record.topic} at {record.offset}"
        try:
            decision = unpack(record.value or b"", _TYPES).data
        except Unreadable as error:
            raise Unappliable(f"{where}: {error}") from error
        assert isinstance(decision, Decision)
        if decision.n != n:
            raise Unappliable(f"{where}: decision {decision.n} comes where {n} was due")
        if decision.id != ids.decision_id(last, decision.input.id, decision.deciding_rules):
            raise Unappliable(f"{where}: decision {n} does not follow the chain from {last}")
        n, last = n + 1, decision.id
        yield _Taken(record, decision)


@contextmanager
def _named(taken: _Taken) -> Iterator[None]:
    """Whatever keeps the decision from being applied says which one it is and where it lies."""
    try:
        yield
    except (Unappliable, LookupError, ValueError) as error:
        why = str(error) if isinstance(error, Unappliable) else f"decision {taken.decision.n}: {error!r}"
        raise Unappliable(f"{taken.record.topic} at {taken.record.offset}: {why}") from error


@contextmanager
def _applied(picture: Picture, taken: _Taken, ending: ExitStack) -> Iterator[tuple[Outcome, str | None]]:
    """Apply a decision in the span that its rows are written in, which ends when `ending` does."""
    headers = taken.record.headers
    if not is_sampled(headers) or not ending.enter_context(processing(taken.record, _GROUP)).is_recording():
        yield apply(picture, taken.decision), traceparent_of(headers)
        return
    span = _tracer.start_span(spans.WRITE_FEED, kind=SpanKind.CLIENT)
    ending.callback(span.end)
    traceparent = traceparent_of(with_context((), trace.set_span_in_context(span)))
    outcome = apply(picture, taken.decision)
    _describe(span, taken.decision, outcome)
    yield outcome, traceparent


def _describe(span: Span, decision: Decision, outcome: Outcome) -> None:
    if decision.report:
        span.set_attribute(spans.REPORT, str(decision.report.report_id))
    if incidents := [str(after.incident_id) for _, after in outcome.incidents[: spans.LINKS_MAX]]:
        span.set_attribute(spans.INCIDENT, incidents)


def _measure(taken: Sequence[_Taken], changes: Sequence[dict[str, Any]]) -> None:
    changed = {change["n"] for change in changes}
    now = datetime.now(UTC)
    for each in taken:
        if each.decision.report and each.decision.n in changed:
            waited = (now - each.decision.report.header.received_at).total_seconds()
            metrics.END_TO_END_SECONDS.observe(max(0.0, waited))
