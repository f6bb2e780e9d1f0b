"""Reviews: an analyst's instruction becomes constraints between statements, or is rejected with why."""

from collections.abc import Sequence
from uuid import UUID

from reference import Reference
from schemas.events.decisions import (
    IncidentOpened,
    IncidentsLinked,
    ReviewApplied,
    ReviewRejected,
    StatementMoved,
)
from schemas.events.statements import Correct, Merge, Move, ReviewSubmitted, Split, Undo
from schemas.ids import seed_id
from schemas.statement import CORRECTABLE
from services.dedup.incidents.constraints import kept_apart
from services.dedup.incidents.corrections import Refused, change, known, says, with_slot
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import changed_n, component, members, resolve, standing_in
from services.dedup.incidents.record import Record
from services.dedup.incidents.undoing import undo

__all__ = ["correct", "rehome", "rejection", "review"]


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
        draft.add(rejection(given, refusal))
    return draft


def rejection(given: ReviewSubmitted, refusal: Refused) -> ReviewRejected:
    """The event that says that a review does not hold."""
    rejected = {"review": given.id, "given": given, "why": refusal.why, "detail": refusal.detail}
    return ReviewRejected.model_validate(rejected | {"seen_n": given.seen_n, "current_n": refusal.current_n})


def _apply(draft: Draft, given: ReviewSubmitted, reference: Reference) -> None:
    match given.action:
        case Merge() as merge:
            _merge(draft, given, merge)
        case Split() as split:
            _split(draft, given, split)
        case Move() as move:
            _move(draft, given, move)
        case Correct() as correction:
            correct(draft, given, correction, reference)
        case Undo() as undoing:
            undo(draft, given, undoing, reference)


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
        IncidentsLinked(a=a, b=b, cause=given.id, evidence=says(given)),
    )


def _split(draft: Draft, given: ReviewSubmitted, action: Split) -> None:
    record = draft.record
    incident = _incident(record, action.incident)
    _unchanged(record, given, incident)
    named = tuple(dict.fromkeys(action.statements))
    held = set(members(record, incident))
    for one in named:
        known(record, one)
        if one not in held:
            raise Refused("unknown", f"statement {one} is not of that incident")
    rest = [one for one in members(record, incident) if one not in set(named)]
    if not rest:
        raise Refused("invalid", "nothing would be left of the incident")
    draft.add(ReviewApplied(review=given, cannot_link=_keep_apart(named, rest)))
    rehome(draft, given, named)


def _move(draft: Draft, given: ReviewSubmitted, action: Move) -> None:
    record = draft.record
    to = _incident(record, action.to)
    named = tuple(dict.fromkeys(action.statements))
    rows = [known(record, one) for one in named]
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
    seed = rehome(draft, given, named)
    draft.add(IncidentsLinked(a=to, b=seed, cause=given.id, evidence=says(given)))


def correct(draft: Draft, given: ReviewSubmitted, action: Correct, reference: Reference) -> None:
    """Set a slot of a statement."""
    row = known(draft.record, action.statement)
    if action.slot not in CORRECTABLE:
        raise Refused("invalid", f"{action.slot} is no slot that can be corrected")
    changed = with_slot(row.statement, action.slot, action.value)
    draft.add(ReviewApplied(review=given))
    change(draft, given, row, changed, reference)


def rehome(draft: Draft, given: ReviewSubmitted, named: Sequence[UUID]) -> UUID:
    """Make one seed of these statements; its id."""
    seed = seed_id(named[0], given.id)
    draft.add(IncidentOpened(seed=seed, statement=named[0]))
    for one in named:
        came_from = draft.record.statement(one).seed
        draft.add(StatementMoved(statement=one, came_from=came_from, seed=seed, evidence=says(given)))
    return seed


def _incident(record: Record, id: UUID) -> UUID:
    resolved = resolve(record, id)
    if resolved.incident is None:
        raise Refused("unknown", f"{id} is no incident: {resolved.why}")
    return resolved.incident


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


def _keep_apart(named: Sequence[UUID], rest: Sequence[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    """Each of one group with the first of the other, so that losing any one statement leaves the groups apart."""
    if not rest:
        return ()
    pairs = [(one, rest[0]) for one in named] + [(named[0], one) for one in rest[1:]]
    return tuple(pairs)
