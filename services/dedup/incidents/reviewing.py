"""Reviews: an analyst's instruction becomes constraints between statements, or is rejected with why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from reference import Reference
from schemas.events.decisions import (
    IncidentOpened,
    IncidentsLinked,
    IncidentsUnlinked,
    ReviewApplied,
    ReviewRejected,
    SetAsideWhy,
    StatementChanged,
    StatementMoved,
    StatementSetAside,
)
from schemas.events.evidence import Evidence
from schemas.events.statements import Correct, Merge, Move, ReviewSubmitted, Split, Undo
from schemas.ids import seed_id
from schemas.statement import Statement
from services.dedup.incidents.constraints import kept_apart
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import changed_n, component, members, resolve, standing_in
from services.dedup.incidents.placing import Stamps
from services.dedup.incidents.record import Record, link_key
from services.dedup.incidents.rows import ReviewRow, StatementRow

__all__ = ["CORRECTABLE", "Refused", "review"]

CORRECTABLE = frozenset(Statement.model_fields) - {"id", "carried", "span", "sentence", "rule"}
"""Slots that a review may set."""


class Refused(Exception):
    """A review cannot hold. `why` is one of the words of `ReviewRejected`."""

    def __init__(self, why: str, detail: str, current_n: int | None = None) -> None:
        super().__init__(detail)
        self.why = why
        self.detail = detail
        self.current_n = current_n


def review(record: Record, reference: Reference, given: ReviewSubmitted) -> Draft:
    """Decide on a review. One that was decided before changes nothing."""
    draft = Draft(record)
    if record.reviews.get(given.id) is not None:
        return draft
    try:
        _apply(draft, given, reference)
    except Refused as refusal:
        if draft.events:
            raise ValueError("a review was refused after it had begun to be applied") from refusal
        rejected = {"review": given.id, "why": refusal.why, "detail": refusal.detail}
        draft.add(ReviewRejected.model_validate(rejected | {"seen_n": given.seen_n, "current_n": refusal.current_n}))
    return draft


def _apply(draft: Draft, given: ReviewSubmitted, reference: Reference) -> None:
    match given.action:
        case Merge() as merge:
            _merge(draft, given, merge)
        case Split() as split:
            _split(draft, given, split)
        case Move() as move:
            _move(draft, given, move)
        case Correct() as correct:
            _correct(draft, given, correct, reference)
        case Undo() as undo:
            _undo(draft, given, undo, reference)


def _merge(draft: Draft, given: ReviewSubmitted, action: Merge) -> None:
    record = draft.record
    a, b = _incident(record, action.a), _incident(record, action.b)
    _unchanged(record, given, a, b)
    if apart := kept_apart(record, a, b):
        raise Refused("conflict", f"a review keeps statements {apart[0]} and {apart[1]} apart")
    if a == b:
        raise Refused("invalid", "they are one incident already")
    draft.add(
        ReviewApplied(review=given, must_link=((_standing(record, a), _standing(record, b)),)),
        IncidentsLinked(a=a, b=b, cause=given.id, evidence=_says(given)),
    )


def _split(draft: Draft, given: ReviewSubmitted, action: Split) -> None:
    record = draft.record
    incident = _incident(record, action.incident)
    _unchanged(record, given, incident)
    named = tuple(dict.fromkeys(action.statements))
    held = set(members(record, incident))
    for one in named:
        _known(record, one)
        if one not in held:
            raise Refused("unknown", f"statement {one} is not of that incident")
    rest = [one for one in members(record, incident) if one not in set(named)]
    if not rest:
        raise Refused("invalid", "nothing would be left of the incident")
    draft.add(ReviewApplied(review=given, cannot_link=_keep_apart(named, rest)))
    _rehome(draft, given, named)


def _move(draft: Draft, given: ReviewSubmitted, action: Move) -> None:
    record = draft.record
    to = _incident(record, action.to)
    named = tuple(dict.fromkeys(action.statements))
    rows = [_known(record, one) for one in named]
    homes = {seed for row in rows if row.seed is not None for seed in (_incident(record, row.seed),)}
    if to in homes:
        raise Refused("invalid", "a statement is of that incident already")
    _unchanged(record, given, to, *homes)
    there = frozenset(component(record, to))
    for one in named:
        row = record.constraints.get(one)
        for other, _review in row.cannot if row else ():
            held = record.statements.get(other)
            if other in named or (held is not None and held.seed in there and held.withdrawn is None):
                raise Refused("conflict", f"a review keeps statements {one} and {other} apart")
    rest = [one for home in sorted(homes) for one in members(record, home) if one not in set(named)]
    must = ((named[0], _standing(record, to)),)
    draft.add(ReviewApplied(review=given, must_link=must, cannot_link=_keep_apart(named, rest)))
    seed = _rehome(draft, given, named)
    draft.add(IncidentsLinked(a=to, b=seed, cause=given.id, evidence=_says(given)))


def _correct(draft: Draft, given: ReviewSubmitted, action: Correct, reference: Reference) -> None:
    row = _known(draft.record, action.statement)
    if action.slot not in CORRECTABLE:
        raise Refused("invalid", f"{action.slot} is no slot that can be corrected")
    changed = _with_slot(row.statement, action.slot, action.value)
    draft.add(ReviewApplied(review=given))
    _change(draft, given, row, changed, reference)


def _undo(draft: Draft, given: ReviewSubmitted, action: Undo, reference: Reference) -> None:
    if (action.review is None) == (action.link is None):
        raise Refused("invalid", "name a review or a link")
    if action.review is not None:
        _undo_review(draft, given, action.review, reference)
    elif action.link is not None:
        _undo_links(draft, given, (action.link,), ())


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
        _undo_links(draft, given, row.linked, (undone,))
    else:
        _link_again(draft, given, row, undone)


def _undo_links(
    draft: Draft, given: ReviewSubmitted, links: Sequence[tuple[UUID, UUID]], without: Sequence[UUID]
) -> None:
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
        *(IncidentsLinked(a=seed, b=made, cause=given.id, evidence=_says(given)) for seed in back),
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
                    evidence=_says(given),
                )
            )


def _link_again(draft: Draft, given: ReviewSubmitted, row: ReviewRow, undone: UUID) -> None:
    """Undo an undoing: what it unlinked is linked again."""
    record = draft.record
    if not row.unlinked:
        raise Refused("invalid", "that review changed nothing that could be undone")
    for a, b in row.unlinked:
        if apart := kept_apart(record, a, b, without=(undone,)):
            raise Refused("conflict", f"another review keeps statements {apart[0]} and {apart[1]} apart")
    draft.add(
        ReviewApplied(review=given),
        *(IncidentsLinked(a=a, b=b, cause=given.id, evidence=_says(given)) for a, b in row.unlinked),
    )


def _undo_correction(draft: Draft, given: ReviewSubmitted, corrected: tuple[UUID, str], reference: Reference) -> None:
    statement, slot = corrected
    row = _known(draft.record, statement)
    corrections = draft.record.corrections.get(statement)
    if corrections is None or slot not in corrections.slots:
        raise Refused("unknown", f"{slot} of statement {statement} is not corrected")
    changed = _with_slot(row.statement, slot, corrections.slots[slot][1])
    draft.add(ReviewApplied(review=given))
    _change(draft, given, row, changed, reference)


def _rehome(draft: Draft, given: ReviewSubmitted, named: Sequence[UUID]) -> UUID:
    seed = seed_id(named[0], given.id)
    draft.add(IncidentOpened(seed=seed, statement=named[0]))
    for one in named:
        came_from = draft.record.statement(one).seed
        draft.add(StatementMoved(statement=one, came_from=came_from, seed=seed, evidence=_says(given)))
    return seed


def _change(draft: Draft, given: ReviewSubmitted, row: StatementRow, changed: Statement, reference: Reference) -> None:
    published = draft.record.report(row.report).published_at
    alignment, theatre = Stamps(reference, published.date() if published else None).of(changed)
    draft.add(
        StatementChanged(statement=changed, alignment=alignment, theatre=theatre, seed=row.seed, evidence=_says(given))
    )


def _with_slot(statement: Statement, slot: str, value: Any) -> Statement:
    try:
        return Statement.model_validate({**statement.model_dump(), slot: value})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused("invalid", f"{where}: {first['msg']}") from None


def _incident(record: Record, id: UUID) -> UUID:
    resolved = resolve(record, id)
    if resolved.incident is None:
        raise Refused("unknown", f"{id} is no incident: {resolved.why}")
    return resolved.incident


def _known(record: Record, statement: UUID) -> StatementRow:
    row = record.statements.get(statement)
    if row is None or row.withdrawn is not None:
        raise Refused("unknown", f"statement {statement} is {'gone' if row else 'not on record'}")
    return row


def _unchanged(record: Record, given: ReviewSubmitted, *incidents: UUID) -> None:
    now = max(changed_n(record, one) for one in incidents)
    if now > given.seen_n:
        raise Refused("stale", f"its statements changed in decision {now}, after {given.seen_n} was looked at", now)


def _standing(record: Record, incident: UUID) -> UUID:
    """The statement that stands for an incident in a constraint: the oldest that counts, else the oldest."""
    seeds = component(record, incident)
    counting = (one for seed in seeds for one in standing_in(record, seed))
    any_member = (one for seed in seeds for one in record.members.of(seed))
    found = next(counting, None) or next(any_member, None)
    if found is None:
        raise Refused("unknown", f"incident {incident} has no statement left")
    return found


def _first_of(record: Record, seed: UUID) -> UUID | None:
    return next(standing_in(record, seed), None) or next(iter(record.members.of(seed)), None)


def _keep_apart(named: Sequence[UUID], rest: Sequence[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    """Each of one group with the first of the other, so that losing any one statement leaves the groups apart."""
    if not rest:
        return ()
    pairs = [(one, rest[0]) for one in named] + [(named[0], one) for one in rest[1:]]
    return tuple(pairs)


def _connected(record: Record, a: UUID, b: UUID, without: set[str]) -> bool:
    seen, ahead = {a}, [a]
    while ahead:
        seed = ahead.pop()
        for other in record.seed(seed).links:
            if other not in seen and link_key(seed, other) not in without:
                seen.add(other)
                ahead.append(other)
    return b in seen


def _says(given: ReviewSubmitted) -> Evidence:
    return Evidence(cause="review", sentence=f"{given.author} reviewed it ({given.action.type}).")


def _causes(record: Record, a: UUID, b: UUID) -> tuple[UUID, ...]:
    row = record.links.get(link_key(a, b))
    return row.causes if row is not None else ()
