"""Sets: what a newly published set of statements changes of the one that is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from schemas.ids import statement_id
from schemas.slots import Carried
from schemas.statement import Statement
from schemas.vocabulary import EventType
from services.dedup.incidents.answers import unsaid
from services.dedup.incidents.pairing import pair
from services.dedup.incidents.record import Record

__all__ = ["SetChange", "compare"]


@dataclass(frozen=True, slots=True)
class SetChange:
    """What to do: place these, change these (slots or place in the text), withdraw these. The rest stands as it is."""

    new: tuple[Statement, ...]
    changed: tuple[Statement, ...]
    withdrawn: tuple[UUID, ...]


def compare(record: Record, report: UUID, held: Sequence[UUID], given: Sequence[Statement]) -> SetChange:
    """Pair a given set with the held one, settle its ids and say what differs.

    A paired statement keeps the held id. A new one takes the id it proposes, else the next ordinal never used for its
    sentence. References within the set follow. Slots that a review has set stay as the review says.
    """
    rows = [record.statement(one).statement for one in held]
    paired = pair(rows, given)
    ids = _settle(record, report, given, paired)
    renamed = {one.id: id for one, id in zip(given, ids, strict=True)}
    settled = [_settled(record, one, id, renamed) for one, id in zip(given, ids, strict=True)]
    before = {row.id: row for row in rows}
    new = tuple(one for index, one in enumerate(settled) if index not in paired)
    changed = tuple(
        kept
        for index, one in enumerate(settled)
        if index in paired and (kept := _keep_answer(before[one.id], one)) != before[one.id]
    )
    kept_ids = set(paired.values())
    withdrawn = tuple(one for one in held if one not in kept_ids)
    return SetChange(new, changed, withdrawn)


def _settle(record: Record, report: UUID, given: Sequence[Statement], paired: Mapping[int, UUID]) -> list[UUID]:
    taken = set(paired.values())
    ids = []
    for index, one in enumerate(given):
        id = paired.get(index)
        if id is None:
            id = one.id
            ordinal = 0
            while id in taken or record.statements.get(id) is not None:
                id = statement_id(report, one.sentence.hash, one.sentence.occurrence, ordinal)
                ordinal += 1
            taken.add(id)
        ids.append(id)
    return ids


def _settled(record: Record, one: Statement, id: UUID, renamed: Mapping[UUID, UUID]) -> Statement:
    changes: dict[str, object] = {}
    if id != one.id:
        changes["id"] = id
    if one.answers is not None and one.answers.statement is not None:
        named = _follow(record, one.answers.statement, renamed)
        if named != one.answers.statement:
            changes["answers"] = one.answers.model_copy(update={"statement": named})
    if any(slot.statement is not None for slot in one.carried):
        changes["carried"] = tuple(
            Carried(slot=slot.slot, statement=_follow(record, slot.statement, renamed)) for slot in one.carried
        )
    if changes:
        one = one.model_copy(update=changes)
    corrections = record.corrections.get(id)
    if corrections is not None and corrections.slots:
        values = {slot: value for slot, (value, _, _) in corrections.slots.items()}
        one = Statement.model_validate({**one.model_dump(), **values})
    return one


def _follow(record: Record, id: UUID | None, renamed: Mapping[UUID, UUID]) -> UUID | None:
    if id is None or id in renamed:
        return renamed[id] if id is not None else None
    return id if record.statements.get(id) is not None else None


def _keep_answer(before: Statement, after: Statement) -> Statement:
    """A reaction keeps the claim that was found for it, and what it took from there if it still leaves that unsaid."""
    if before.answers is None or before.answers.statement is None or after.answers is None:
        return after
    elsewhere = after.answers.statement not in (None, before.answers.statement)
    if elsewhere or after.answers.claimant not in (None, before.answers.claimant):
        return after
    changes: dict[str, object] = {
        "answers": after.answers.model_copy(
            update={"statement": before.answers.statement, "claimant": before.answers.claimant}
        )
    }
    taken = [one for one in before.carried if one.statement == before.answers.statement]
    kept = [
        one
        for one in taken
        if unsaid(getattr(after, one.slot)) or (one.slot == "event_type" and after.event_type is EventType.OTHER)
    ]
    changes |= {one.slot: getattr(before, one.slot) for one in kept}
    slots = {one.slot for one in kept}
    changes["carried"] = (*(one for one in after.carried if one.slot not in slots), *kept)
    return after.model_copy(update=changes)
