"""Undoing: a review, or a link that was made or suggested automatically, is taken back, at any age, as one decision."""

from collections.abc import Sequence
from uuid import UUID

from reference import Reference
from schemas.events.decisions import (
    IncidentsLinked,
    IncidentsUnlinked,
    ReviewApplied,
    SetAsideWhy,
    StatementSetAside,
)
from schemas.events.statements import ReviewSubmitted, Undo
from schemas.ids import seed_id
from services.dedup.incidents.constraints import kept_apart
from services.dedup.incidents.corrections import Refused, change, known, says, with_slot
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import component, members, standing_in
from services.dedup.incidents.record import Record, link_key
from services.dedup.incidents.rows import ReviewRow

__all__ = ["undo"]


def undo(draft: Draft, given: ReviewSubmitted, action: Undo, reference: Reference) -> None:
    if (action.review is None) == (action.link is None):
        raise Refused("invalid", "name a review or a link")
    if action.review is not None:
        _undo_review(draft, given, action.review, reference)
    elif action.link is not None:
        _undo_link(draft, given, *action.link)


def _undo_review(draft: Draft, given: ReviewSubmitted, undone: UUID, reference: Reference) -> None:
    record = draft.record
    row = record.reviews.get(undone)
    if row is None or not row.applied:
        raise Refused("unknown", f"no review {undone} is in force")
    if row.undone_by is not None:
        raise Refused("conflict", f"review {row.undone_by} has undone it")
    if row.moved:
        _undo_moves(draft, given, row, undone)
    elif row.corrected is not None:
        _undo_correction(draft, given, row.corrected, reference)
    elif row.linked:
        _undo_links(draft, given, row.linked)
    else:
        _link_again(draft, given, row, undone)


def _undo_link(draft: Draft, given: ReviewSubmitted, a: UUID, b: UUID) -> None:
    """Undo one link. One that was suggested between the two incidents and never made is kept from being made."""
    record = draft.record
    if _causes(record, a, b) or not _suggested(record, a, b):
        _undo_links(draft, given, ((a, b),))
        return
    if b in component(record, a):
        raise Refused("conflict", f"{a} and {b} are linked by another way: undo that first")
    ends = [next(members(record, seed), None) for seed in (a, b)]
    if ends[0] is None or ends[1] is None:
        raise Refused("unknown", f"{b if ends[0] else a} has no statement left")
    draft.add(ReviewApplied(review=given, cannot_link=((ends[0], ends[1]),)))


def _suggested(record: Record, a: UUID, b: UUID) -> bool:
    if record.seeds.get(a) is None or record.seeds.get(b) is None:
        return False
    pairs = ((one, other) for one in component(record, a) for other in component(record, b))
    return any(record.suggested.get(link_key(*pair)) is not None for pair in pairs)


def _undo_links(draft: Draft, given: ReviewSubmitted, links: Sequence[tuple[UUID, UUID]]) -> None:
    """Take away links with every cause they have, and keep their ends apart from here on."""
    record = draft.record
    causes = []
    for a, b in links:
        found = _causes(record, a, b)
        if not found:
            raise Refused("unknown", f"{a} and {b} are not linked")
        causes += [(a, b, cause) for cause in found]
    gone = {link_key(a, b) for a, b in links}
    for a, b in links:
        if _connected(record, a, b, gone):
            raise Refused("conflict", f"{a} and {b} are linked by another way: undo that first")
    apart = tuple(
        (first, second)
        for a, b in links
        if (first := _first_of(record, a)) is not None and (second := _first_of(record, b)) is not None
    )
    draft.add(
        ReviewApplied(review=given, cannot_link=apart),
        *(IncidentsUnlinked(a=a, b=b, cause=cause) for a, b, cause in causes),
    )


def _undo_moves(draft: Draft, given: ReviewSubmitted, row: ReviewRow, undone: UUID) -> None:
    """Let the seed that a split or move made be of the incident again that its statements came from."""
    record = draft.record
    made = seed_id(row.moved[0].statement, undone)
    back = tuple(dict.fromkeys(one.came_from for one in row.moved if one.came_from is not None))
    for seed in back:
        # What the undone review itself keeps apart does not stand in the way.
        if apart := kept_apart(record, made, seed, without=(undone,)):
            raise Refused("conflict", f"another review keeps statements {apart[0]} and {apart[1]} apart")
    draft.add(
        ReviewApplied(review=given),
        *(IncidentsUnlinked(a=a, b=b, cause=cause) for a, b in row.linked for cause in _causes(record, a, b)),
        *(IncidentsLinked(a=seed, b=made, cause=given.id, evidence=says(given)) for seed in back),
    )
    for one in row.moved:
        held = record.statement(one.statement)
        if one.came_from is None and held.seed is not None and held.withdrawn is None:
            draft.add(
                StatementSetAside(
                    statement=held.statement,
                    alignment=held.alignment,
                    theatre=held.theatre,
                    why=one.why or SetAsideWhy.UNANSWERED,
                    evidence=says(given),
                )
            )


def _link_again(draft: Draft, given: ReviewSubmitted, row: ReviewRow, undone: UUID) -> None:
    """Undo an undoing: what it unlinked is linked again, what it kept apart may be linked again."""
    record = draft.record
    if not row.unlinked and not row.cannot:
        raise Refused("invalid", "that review changed nothing that could be undone")
    for a, b in row.unlinked:
        if apart := kept_apart(record, a, b, without=(undone,)):
            raise Refused("conflict", f"another review keeps statements {apart[0]} and {apart[1]} apart")
    draft.add(
        ReviewApplied(review=given),
        *(IncidentsLinked(a=a, b=b, cause=given.id, evidence=says(given)) for a, b in row.unlinked),
    )


def _undo_correction(draft: Draft, given: ReviewSubmitted, corrected: tuple[UUID, str], reference: Reference) -> None:
    statement, slot = corrected
    row = known(draft.record, statement)
    corrections = draft.record.corrections.get(statement)
    if corrections is None or slot not in corrections.slots:
        raise Refused("unknown", f"{slot} of statement {statement} is not corrected")
    changed = with_slot(row.statement, slot, corrections.slots[slot][1])
    draft.add(ReviewApplied(review=given))
    change(draft, given, row, changed, reference)


def _first_of(record: Record, seed: UUID) -> UUID | None:
    return next(standing_in(record, seed), None) or next(iter(record.members.of(seed)), None)


def _connected(record: Record, a: UUID, b: UUID, without: set[str]) -> bool:
    seen, ahead = {a}, [a]
    while ahead:
        seed = ahead.pop()
        for other in record.seed(seed).links:
            if other not in seen and link_key(seed, other) not in without:
                seen.add(other)
                ahead.append(other)
    return b in seen


def _causes(record: Record, a: UUID, b: UUID) -> tuple[UUID, ...]:
    row = record.links.get(link_key(a, b))
    return row.causes if row is not None else ()
