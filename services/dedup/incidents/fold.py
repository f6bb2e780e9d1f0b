"""Folding: a decision changes the record, the same way for the writer that made it, its standby and a replay.

The fold takes nothing but the decision and never judges again. `begin`, `apply` for each event and `end` are its
steps, so that deciding can see what it has decided so far of one input.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from schemas.events import decisions as events
from schemas.events.decisions import Decision, DecisionEvent, ReportDecided
from schemas.events.statements import Correct, EmptyReason, Undo
from services.dedup.incidents.record import Record, link_key
from services.dedup.incidents.rows import (
    ConstraintRow,
    CorrectionRow,
    LinkRow,
    Moved,
    ReportRow,
    Retraction,
    ReviewRow,
    RevisionPlace,
    SeedRow,
    Standing,
    StatementRow,
)
from services.dedup.incidents.stream import count

__all__ = ["Gap", "Step", "apply", "begin", "end", "fold"]

_KEEPS = (events.ReportDuplicate, events.ReportStale, events.ReportErasedDecided)
"""Events of a decision whose report changes nothing but is known to have come."""


class Gap(ValueError):
    """A decision is not the next one."""


class Step:
    """What the events of one decision share while they are folded."""

    __slots__ = ("n", "report", "review")

    def __init__(self, n: int, report: ReportDecided | None) -> None:
        self.n = n
        self.report = report
        self.review: UUID | None = None


def fold(record: Record, decision: Decision) -> None:
    """Fold one decision.

    Raises:
        Gap: its number is not the next.
    """
    if decision.n != record.head.next_n:
        raise Gap(f"decision {decision.n} where {record.head.next_n} is next")
    accepted = not any(isinstance(event, _KEEPS) for event in decision.events)
    step = begin(record, decision.n, decision.report, accepted)
    for event in decision.events:
        apply(record, step, event)
    end(record, decision)


def begin(record: Record, n: int, report: ReportDecided | None, accepted: bool) -> Step:
    """The report that the decision is about: its addresses, its place, and if it was accepted that it stands."""
    if report is not None:
        _meet(record, n, report, accepted)
    return Step(n, report)


def apply(record: Record, step: Step, event: DecisionEvent) -> None:
    """One event. Events that change no record, such as a duplicate, are passed over."""
    handler = _HANDLERS.get(type(event))
    if handler is not None:
        handler(record, step, event)


def end(record: Record, decision: Decision) -> None:
    """The decision is folded."""
    head = record.head
    head.next_n = decision.n + 1
    head.last_id = decision.id
    head.known_at = decision.known_at
    head.next_offset = decision.input.position.offset + 1


def _meet(record: Record, n: int, report: ReportDecided, accepted: bool) -> None:
    rules = report.extraction_rules.fingerprint
    if rules not in record.head.rules:
        record.head.rules.append(rules)
    for address in (report.posted_as, *report.aliases, report.report_id):
        if record.aliases.get(address) is None:
            record.aliases.put(address, report.report_id)
    row = record.reports.get(report.report_id)
    place = RevisionPlace(report.position.topic, report.position.partition, report.position.offset, n)
    failed = report.why is EmptyReason.FAILED
    standing = Standing(report.revision, rules, report.header.updated_at, failed)
    if row is None:
        header = report.header
        voice = header.publisher.name.lower()
        row = ReportRow(header.source.id, voice, standing, {report.revision: place}, features=report.features)
    elif report.revision not in row.places:
        row = replace(row, places={**row.places, report.revision: place})
    if accepted:
        features = row.features if failed else report.features
        row = replace(row, standing=standing, features=features, published_at=report.header.published_at)
    record.reports.put(report.report_id, row)


def _origin(record: Record, _: Step, event: events.ReportOrigin) -> None:
    row = record.report(event.report_id)
    record.reports.put(event.report_id, replace(row, origin=event.origin_id))
    if event.cause is events.OriginCause.OWN:
        record.head.origins += 1
        count(record, row.features)


def _placed(record: Record, step: Step, event: events.StatementPlaced) -> None:
    _put(record, step, event, event.seed, None, None)


def _set_aside(record: Record, step: Step, event: events.StatementSetAside) -> None:
    _put(record, step, event, None, event.why, event.about)


def _put(
    record: Record,
    step: Step,
    event: events.StatementPlaced | events.StatementSetAside,
    seed: UUID | None,
    why: events.SetAsideWhy | None,
    about: UUID | None,
) -> None:
    id = event.statement.id
    old = record.statements.get(id)
    if old is None:
        if step.report is None:
            raise ValueError("a statement comes with its report")
        record.head.statements += 1
        old = StatementRow(
            event.statement, step.report.report_id, record.head.statements, event.alignment, event.theatre
        )
        report = record.report(old.report)
        record.reports.put(old.report, replace(report, statements=(*report.statements, id)))
    row = replace(old, statement=event.statement, alignment=event.alignment, theatre=event.theatre)
    _home(record, step, row, seed, why, about)


def _home(
    record: Record,
    step: Step,
    row: StatementRow,
    seed: UUID | None,
    why: events.SetAsideWhy | None,
    about: UUID | None,
) -> None:
    id = row.statement.id
    if row.seed is not None and row.seed != seed:
        _leave(record, step, row.seed, id, seed)
    if seed is not None and row.seed != seed:
        record.head.joined += 1
        home = record.seed(seed)
        record.members.add(seed, id)
        record.seeds.put(seed, replace(home, size=home.size + 1, changed_n=step.n, moved_to=None))
        row = replace(row, joined=record.head.joined)
    record.statements.put(id, replace(row, seed=seed, why=why, about=about))
    _recount(record, row.report)


def _leave(record: Record, step: Step, seed: UUID, statement: UUID, to: UUID | None) -> None:
    row = record.seed(seed)
    record.members.remove(seed, statement)
    emptied = row.size == 1
    record.seeds.put(
        seed, replace(row, size=row.size - 1, changed_n=step.n, moved_to=to if emptied and to else row.moved_to)
    )


def _recount(record: Record, report: UUID) -> None:
    row = record.report(report)
    counts = any(record.statement(one).counts for one in row.statements)
    if counts != row.counts:
        record.head.active += 1 if counts else -1
        record.reports.put(report, replace(row, counts=counts))


def _changed(record: Record, _: Step, event: events.StatementChanged) -> None:
    row = record.statement(event.statement.id)
    changed = replace(row, statement=event.statement, alignment=event.alignment, theatre=event.theatre)
    record.statements.put(event.statement.id, changed)


def _moved(record: Record, step: Step, event: events.StatementMoved) -> None:
    row = record.statement(event.statement)
    if step.review is not None:
        review = record.reviews.get(step.review)
        if review is not None:
            moved = (*review.moved, Moved(event.statement, row.seed, row.why))
            record.reviews.put(step.review, replace(review, moved=moved))
    _home(record, step, row, event.seed, None, None)


def _withdrawn(record: Record, step: Step, event: events.StatementWithdrawn) -> None:
    row = record.statement(event.statement)
    if row.seed is not None:
        _leave(record, step, row.seed, event.statement, None)
    record.statements.put(event.statement, replace(row, withdrawn=event.why))
    report = record.report(row.report)
    left = tuple(one for one in report.statements if one != event.statement)
    record.reports.put(row.report, replace(report, statements=left))
    _recount(record, row.report)


def _retracted(record: Record, step: Step, event: events.StatementRetracted) -> None:
    row = record.statement(event.statement)
    record.statements.put(event.statement, replace(row, retracted_by=event.by))
    if row.seed is not None:
        record.seeds.put(row.seed, replace(record.seed(row.seed), changed_n=step.n))
    _recount(record, row.report)


def _opened(record: Record, step: Step, event: events.IncidentOpened) -> None:
    if record.seeds.get(event.seed) is None:
        record.head.seeds += 1
        record.seeds.put(event.seed, SeedRow(event.statement, record.head.seeds, step.n))


def _linked(record: Record, step: Step, event: events.IncidentsLinked) -> None:
    key = link_key(event.a, event.b)
    row = record.links.get(key) or LinkRow(())
    if event.cause in row.causes:
        return
    record.links.put(key, LinkRow((*row.causes, event.cause)))
    record.caused.put(event.cause, (*(record.caused.get(event.cause) or ()), key))
    for one, other in ((event.a, event.b), (event.b, event.a)):
        seed = record.seed(one)
        links = seed.links if other in seed.links else (*seed.links, other)
        record.seeds.put(one, replace(seed, links=links, changed_n=step.n))
    _note(record, step, linked=(event.a, event.b))


def _unlinked(record: Record, step: Step, event: events.IncidentsUnlinked) -> None:
    key = link_key(event.a, event.b)
    row = record.links.get(key)
    if row is None or event.cause not in row.causes:
        return
    left = tuple(one for one in row.causes if one != event.cause)
    record.links.put(key, LinkRow(left))
    record.caused.put(event.cause, tuple(one for one in record.caused.get(event.cause) or () if one != key))
    if not left:
        for one, other in ((event.a, event.b), (event.b, event.a)):
            seed = record.seed(one)
            links = tuple(neighbour for neighbour in seed.links if neighbour != other)
            record.seeds.put(one, replace(seed, links=links, changed_n=step.n))
        _note(record, step, unlinked=(event.a, event.b))


def _note(
    record: Record, step: Step, linked: tuple[UUID, UUID] | None = None, unlinked: tuple[UUID, UUID] | None = None
) -> None:
    review = record.reviews.get(step.review) if step.review is not None else None
    if step.review is not None and review is not None:
        record.reviews.put(
            step.review,
            replace(
                review,
                linked=(*review.linked, linked) if linked else review.linked,
                unlinked=(*review.unlinked, unlinked) if unlinked else review.unlinked,
            ),
        )


def _suggested(record: Record, step: Step, event: events.LinkSuggested) -> None:
    record.suggested.put(link_key(event.a, event.b), step.n)


def _applied(record: Record, step: Step, event: events.ReviewApplied) -> None:
    review, action = event.review, event.review.action
    step.review = review.id
    corrected = (action.statement, action.slot) if isinstance(action, Correct) else None
    record.reviews.put(
        review.id,
        ReviewRow(step.n, True, action.type, must=event.must_link, cannot=event.cannot_link, corrected=corrected),
    )
    for a, b in event.must_link:
        _constrain(record, a, b, review.id, "must")
    for a, b in event.cannot_link:
        _constrain(record, a, b, review.id, "cannot")
    if isinstance(action, Correct):
        _correct(record, action, review.id)
    if isinstance(action, Undo) and action.review is not None:
        _take_back(record, action.review, review.id)


def _rejected(record: Record, step: Step, event: events.ReviewRejected) -> None:
    record.reviews.put(event.review, ReviewRow(step.n, False, event.why))


def _constrain(record: Record, a: UUID, b: UUID, review: UUID, kind: str) -> None:
    for one, other in ((a, b), (b, a)):
        row = record.constraints.get(one) or ConstraintRow()
        if kind == "must":
            record.constraints.put(one, replace(row, must=(*row.must, (other, review))))
        else:
            record.constraints.put(one, replace(row, cannot=(*row.cannot, (other, review))))


def _correct(record: Record, action: Correct, review: UUID) -> None:
    extracted = record.statement(action.statement).statement.model_dump(mode="json")[action.slot]
    slots = dict((record.corrections.get(action.statement) or CorrectionRow({})).slots)
    if action.slot in slots:
        extracted = slots[action.slot][1]
    slots[action.slot] = (action.value, extracted, review)
    record.corrections.put(action.statement, CorrectionRow(slots))


def _take_back(record: Record, undone: UUID, by: UUID) -> None:
    row = record.reviews.get(undone)
    if row is None:
        return
    record.reviews.put(undone, replace(row, undone_by=by))
    for one in {statement for pair in (*row.must, *row.cannot) for statement in pair}:
        held = record.constraints.get(one)
        if held is not None:
            must = tuple(pair for pair in held.must if pair[1] != undone)
            cannot = tuple(pair for pair in held.cannot if pair[1] != undone)
            record.constraints.put(one, ConstraintRow(must, cannot))
    if row.corrected is not None:
        statement, slot = row.corrected
        corrections = record.corrections.get(statement)
        if corrections is not None and corrections.slots.get(slot, (None, None, None))[2] == undone:
            left = {name: value for name, value in corrections.slots.items() if name != slot}
            record.corrections.put(statement, CorrectionRow(left))


def _report_retracted(record: Record, step: Step, event: events.ReportRetractedDecided) -> None:
    row = record.reports.get(event.report_id)
    if row is not None:
        record.reports.put(event.report_id, replace(row, retracted_by=row.retracted_by or event.by))
    elif event.source is not None:
        known = record.retractions.get(event.report_id) or ()
        record.retractions.put(event.report_id, (*known, Retraction(event.by, event.source, event.reason)))


def _report_erased(record: Record, step: Step, event: events.ReportErasedDecided) -> None:
    row = record.reports.get(event.report_id)
    if row is not None:
        record.reports.put(event.report_id, replace(row, erased=True))
    else:
        record.erased.put(event.report_id, step.n)


_HANDLERS: dict[type, Callable[[Record, Step, Any], None]] = {
    events.ReportOrigin: _origin,
    events.StatementPlaced: _placed,
    events.StatementChanged: _changed,
    events.StatementMoved: _moved,
    events.StatementWithdrawn: _withdrawn,
    events.StatementRetracted: _retracted,
    events.StatementSetAside: _set_aside,
    events.IncidentOpened: _opened,
    events.IncidentsLinked: _linked,
    events.IncidentsUnlinked: _unlinked,
    events.LinkSuggested: _suggested,
    events.ReviewApplied: _applied,
    events.ReviewRejected: _rejected,
    events.ReportRetractedDecided: _report_retracted,
    events.ReportErasedDecided: _report_erased,
}
