"""Constraints between statements, set by reviews and honoured ever after. A cannot-link holds for whole incidents."""

from collections.abc import Iterable
from uuid import UUID

from services.dedup.incidents.links import component, members
from services.dedup.incidents.record import Record

__all__ = ["barred", "kept_apart"]


def barred(record: Record, statement: UUID) -> frozenset[UUID]:
    """The incidents, by every seed of theirs, that a statement may not join."""
    row = record.constraints.get(statement)
    if row is None:
        return frozenset()
    found: set[UUID] = set()
    for other, _ in row.cannot:
        held = record.statements.get(other)
        if held is not None and held.seed is not None and held.withdrawn is None:
            found.update(component(record, held.seed))
    return frozenset(found)


def kept_apart(record: Record, a: UUID, b: UUID, without: Iterable[UUID] = ()) -> tuple[UUID, UUID] | None:
    """Two statements, one of each incident (given by any seed), that a review keeps apart; None if they may be linked.

    Constraints of the reviews in `without` do not count.
    """
    ignored = frozenset(without)
    theirs = frozenset(component(record, b))
    for statement in members(record, a):
        row = record.constraints.get(statement)
        if row is None:
            continue
        for other, review in row.cannot:
            held = record.statements.get(other)
            if held is not None and review not in ignored and held.withdrawn is None and held.seed in theirs:
                return statement, other
    return None
