"""Folding links and reviews: what joins seeds, what keeps them apart, and what is needed to take either back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from schemas.events import decisions as events
from schemas.events.statements import Correct, Undo
from services.dedup.incidents.links import forget
from services.dedup.incidents.record import Record, link_key
from services.dedup.incidents.rows import ConstraintRow, CorrectionRow, LinkRow, ReviewRow
from services.dedup.incidents.step import Step

__all__ = ["HANDLERS"]


def _linked(record: Record, step: Step, event: events.IncidentsLinked) -> None:
    key = link_key(event.a, event.b)
    row = record.links.get(key) or LinkRow(())
    if event.cause in row.causes:
        return
    record.links.put(key, LinkRow((*row.causes, event.cause)))
    record.caused.put(event.cause, (*(record.caused.get(event.cause) or ()), key))
    forget(record, event.a)
    forget(record, event.b)
    for one, other in ((event.a, event.b), (event.b, event.a)):
        seed = record.seed(one)
        links = seed.links if other in seed.links else (*seed.links, other)
        record.seeds.put(one, seed._replace(links=links, changed_n=step.n))
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
        forget(record, event.a)
        for one, other in ((event.a, event.b), (event.b, event.a)):
            seed = record.seed(one)
            links = tuple(neighbour for neighbour in seed.links if neighbour != other)
            record.seeds.put(one, seed._replace(links=links, changed_n=step.n))
        _note(record, step, unlinked=(event.a, event.b))


def _note(
    record: Record, step: Step, linked: tuple[UUID, UUID] | None = None, unlinked: tuple[UUID, UUID] | None = None
) -> None:
    review = record.reviews.get(step.review) if step.review is not None else None
    if step.review is not None and review is not None:
        record.reviews.put(
            step.review,
            review._replace(
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
            record.constraints.put(one, row._replace(must=(*row.must, (other, review))))
        else:
            record.constraints.put(one, row._replace(cannot=(*row.cannot, (other, review))))


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
    record.reviews.put(undone, row._replace(undone_by=by))
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


HANDLERS: dict[type[Any], Callable[[Record, Step, Any], None]] = {
    events.IncidentsLinked: _linked,
    events.IncidentsUnlinked: _unlinked,
    events.LinkSuggested: _suggested,
    events.ReviewApplied: _applied,
    events.ReviewRejected: _rejected,
}
"""What each of these events does."""
