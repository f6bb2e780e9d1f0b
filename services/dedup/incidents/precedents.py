"""A review decided again, in a generation with other rules: its outcome is that of the generation before.

What was rejected stays rejected, and what was applied is not held against `seen_n` again. It is applied as what it was
recorded as, constraints between statements, since other rules may have made other incidents: what they brought
together or apart already needs no more than the constraint. Where the statements are gone, or something else stands in
the way, the review is rejected here, for an analyst to look at.
"""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from reference import Reference
from schemas.events.decisions import IncidentsLinked, ReviewApplied, ReviewRejected
from schemas.events.statements import Correct, Merge, Move, ReviewSubmitted, Split, Undo
from services.dedup.incidents.constraints import kept_apart
from services.dedup.incidents.corrections import Refused, known, says
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import component, incident_of
from services.dedup.incidents.record import Record
from services.dedup.incidents.reviewing import correct, rehome, rejection
from services.dedup.incidents.undoing import undo

__all__ = ["Precedent", "review_again"]

Precedent: TypeAlias = ReviewApplied | ReviewRejected


def review_again(record: Record, reference: Reference, given: ReviewSubmitted, precedent: Precedent) -> Draft:
    """Decide on a review as it was decided before. One that this record holds already changes nothing."""
    draft = Draft(record)
    if record.reviews.get(given.id) is not None:
        return draft
    if isinstance(precedent, ReviewRejected):
        draft.add(precedent)
        return draft
    try:
        _apply(draft, given, reference, precedent)
    except Refused as refusal:
        if draft.events:
            raise ValueError("a review was refused after it had begun to be applied") from refusal
        draft.add(rejection(given, refusal))
    return draft


def _apply(draft: Draft, given: ReviewSubmitted, reference: Reference, before: ReviewApplied) -> None:
    match given.action:
        case Merge():
            _merge(draft, given, before)
        case Split() as split:
            _split(draft, given, split, before)
        case Move() as move:
            _move(draft, given, move, before)
        case Correct() as correction:
            correct(draft, given, correction, reference)
        case Undo() as undoing:
            _undo(draft, given, undoing, reference, before)


def _merge(draft: Draft, given: ReviewSubmitted, before: ReviewApplied) -> None:
    record = draft.record
    ((one, other),) = before.must_link
    a, b = _incident(record, one), _incident(record, other)
    if a != b and (apart := kept_apart(record, a, b)):
        raise Refused("conflict", f"a review keeps statements {apart[0]} and {apart[1]} apart")
    draft.add(ReviewApplied(review=given, must_link=before.must_link))
    if a != b:
        draft.add(IncidentsLinked(a=a, b=b, cause=given.id, evidence=says(given)))


def _split(draft: Draft, given: ReviewSubmitted, action: Split, before: ReviewApplied) -> None:
    record = draft.record
    named = [one for one in dict.fromkeys(action.statements) if _stands(record, one)]
    if not named:
        known(record, action.statements[0])
    rest = _others(before, action.statements)
    beside = {part for one in rest if (seed := _seed(record, one)) for part in component(record, seed)}
    together = [one for one in named if _seed(record, one) in beside]
    draft.add(ReviewApplied(review=given, cannot_link=before.cannot_link))
    if together:
        rehome(draft, given, together)


def _move(draft: Draft, given: ReviewSubmitted, action: Move, before: ReviewApplied) -> None:
    record = draft.record
    ((_, target),) = before.must_link
    to = _incident(record, target)
    there = frozenset(component(record, to))
    named = [one for one in dict.fromkeys(action.statements) if _stands(record, one)]
    if not named:
        known(record, action.statements[0])
    for one in _others(before, action.statements):
        if _seed(record, one) in there:
            raise Refused("conflict", f"statement {one}, which they were moved away from, is of that incident")
    strays = [one for one in named if _seed(record, one) not in there]
    for one in strays:
        row = record.constraints.get(one)
        for other, _review in row.cannot if row else ():
            if other in strays or _seed(record, other) in there:
                raise Refused("conflict", f"a review keeps statements {one} and {other} apart")
    draft.add(ReviewApplied(review=given, must_link=before.must_link, cannot_link=before.cannot_link))
    if strays:
        seed = rehome(draft, given, strays)
        draft.add(IncidentsLinked(a=to, b=seed, cause=given.id, evidence=says(given)))


def _undo(draft: Draft, given: ReviewSubmitted, action: Undo, reference: Reference, before: ReviewApplied) -> None:
    """As ever where the same was done here; else what was kept apart must be apart already."""
    record = draft.record
    try:
        undo(draft, given, action, reference)
    except Refused:
        row = record.reviews.get(action.review) if action.review is not None else None
        if action.review is not None and (row is None or not row.applied or row.undone_by is not None):
            raise
        for one, other in before.cannot_link:
            seed, apart_from = _seed(record, one), _seed(record, other)
            if seed is not None and apart_from is not None and apart_from in component(record, seed):
                raise
        draft.add(ReviewApplied(review=given, cannot_link=before.cannot_link))


def _others(before: ReviewApplied, named: Sequence[UUID]) -> list[UUID]:
    """What the named statements are kept apart from."""
    every = (one for pair in before.cannot_link for one in pair)
    return [one for one in dict.fromkeys(every) if one not in set(named)]


def _incident(record: Record, statement: UUID) -> UUID:
    seed = known(record, statement).seed
    if seed is None:
        raise Refused("unknown", f"statement {statement} is of no incident")
    return incident_of(record, seed)


def _stands(record: Record, statement: UUID) -> bool:
    row = record.statements.get(statement)
    return row is not None and row.withdrawn is None


def _seed(record: Record, statement: UUID) -> UUID | None:
    return record.statement(statement).seed if _stands(record, statement) else None
