"""Components: seeds that are linked are one incident, and every id ever given leads somewhere."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import SeedRow

__all__ = [
    "Resolved",
    "changed_n",
    "component",
    "forget",
    "incident_of",
    "members",
    "representatives",
    "resolve",
    "standing_for",
    "standing_in",
]


_REMEMBERED: Final = 1 << 16
"""Seeds whose components are remembered."""


class Resolved(NamedTuple):
    """What an id leads to: an incident, or none and why."""

    incident: UUID | None
    why: str | None = None


def component(record: Record, seed: UUID) -> tuple[UUID, ...]:
    """The seeds that are linked with this one, itself included, oldest first."""
    first = record.seed(seed)
    if not first.links:
        return (seed,)
    known = record.components.get(seed.int)
    return known if known is not None else _search(record, seed, first)


def forget(record: Record, seed: UUID) -> None:
    """The links of a seed, or of one that it is linked with, are about to change."""
    record.shifts += 1
    for one in record.components.get(seed.int, ()):
        del record.components[one.int]


def _search(record: Record, seed: UUID, first: SeedRow) -> tuple[UUID, ...]:
    found = {seed: first.seq}
    ahead = list(first.links)
    while ahead:
        other = ahead.pop()
        if other not in found:
            row = record.seed(other)
            found[other] = row.seq
            ahead.extend(row.links)
    together = tuple(sorted(found, key=found.__getitem__))
    if len(record.components) >= _REMEMBERED:
        record.components.clear()
    record.components |= dict.fromkeys([one.int for one in together], together)
    return together


def incident_of(record: Record, seed: UUID) -> UUID:
    """The id of the incident that a seed belongs to: that of its oldest seed."""
    return seed if not record.seed(seed).links else component(record, seed)[0]


def resolve(record: Record, id: UUID) -> Resolved:
    """The incident that the id of a seed or a statement leads to, or why there is none."""
    seed = id
    if (statement := record.statements.get(id)) is not None:
        if statement.seed is None:
            return Resolved(None, f"set aside: {statement.why}")
        seed = statement.seed
    passed: set[UUID] = set()
    while (row := record.seeds.get(seed)) is not None and seed not in passed:
        passed.add(seed)
        seeds = component(record, seed)
        if any(record.seed(one).size for one in seeds):
            return Resolved(seeds[0])
        if row.moved_to is None:
            return Resolved(None, "withdrawn")
        seed = row.moved_to
    return Resolved(None, "withdrawn" if passed else "unknown")


def members(record: Record, seed: UUID) -> Iterator[UUID]:
    """Every statement of the incident that holds this seed, retracted ones included."""
    for one in component(record, seed):
        yield from record.members.of(one)


def representatives(record: Record, seed: UUID, newest: int) -> tuple[UUID, ...]:
    """The members that stand for an incident: its first and its `newest` newest, of those that count."""
    return standing_for(record, component(record, seed), newest)


def standing_for(record: Record, seeds: Sequence[UUID], newest: int) -> tuple[UUID, ...]:
    """The members that stand for these seeds together: the first and the `newest` newest, of those that count."""
    first = next((one for part in seeds for one in standing_in(record, part)), None)
    if first is None:
        return ()
    late: list[tuple[int, UUID]] = []
    for part in seeds:
        for one in islice(standing_in(record, part, newest_first=True), newest):
            late.append((record.statement(one).joined, one))
    late.sort(reverse=True)
    return (first, *(one for _, one in late[:newest] if one != first))


def standing_in(record: Record, seed: UUID, newest_first: bool = False) -> Iterator[UUID]:
    """The members of one seed that count, in the order they joined."""
    held = record.members.of(seed)
    for one in reversed(held) if newest_first else iter(held):
        if record.statement(one).counts:
            yield one


def changed_n(record: Record, seed: UUID) -> int:
    """The last decision that changed who belongs to the incident that holds this seed."""
    return max(record.seed(one).changed_n for one in component(record, seed))
