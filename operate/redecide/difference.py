"""How two generations differ in who belongs with whom. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bench.quality.figures import Clustering, clustering
from operate.redecide.live import Decided
from operate.redecide.partition import Join, Partition, Pointer
from schemas.events.decisions import ReviewApplied, ReviewRejected

__all__ = ["Difference", "Merged", "Unheld", "compare"]

_MOST_REASONS: Final = 5


@dataclass(frozen=True, slots=True)
class Merged:
    """One incident of one generation that is several in the other.

    `parts` counts its statements by those incidents, None being those that are in none there; `reasons` are where it
    stands why the parts are together, at most five, the oldest first.
    """

    incident: UUID
    parts: Mapping[UUID | None, int]
    reasons: Sequence[Pointer]


@dataclass(frozen=True, slots=True)
class Unheld:
    """A review that was applied in one generation and does not hold in the other."""

    review: UUID
    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From `live` to another generation. `agreement` takes the live one for right; who is in none stands alone.

    `incidents` counts those of either; of the live ones, so many are the `same` in the other or `changed`.
    """

    agreement: Clustering
    incidents: tuple[int, int]
    same: int
    changed: int
    only_live: int
    only_new: int
    gained: Sequence[Merged]
    lost: Sequence[Merged]
    reviews: Sequence[Unheld]


def compare(live: Decided, new: Decided) -> Difference:
    """Compare two generations that have decided on the same input."""
    of_live, of_new = live.partition.incidents(), new.partition.incidents()
    every = dict.fromkeys((*of_live, *of_new))
    labels = [(of_live.get(one, ("alone", one)), of_new.get(one, ("alone", one))) for one in every]
    sets_live, sets_new = _sets(of_live), _sets(of_new)
    same = len(sets_live & sets_new)
    return Difference(
        agreement=clustering(labels),
        incidents=(len(sets_live), len(sets_new)),
        same=same,
        changed=len(sets_live) - same,
        only_live=sum(1 for one in of_live if one not in of_new),
        only_new=sum(1 for one in of_new if one not in of_live),
        gained=_merged(new.partition, of_new, of_live),
        lost=_merged(live.partition, of_live, of_new),
        reviews=_unheld(live, new),
    )


def _sets(of: Mapping[UUID, UUID]) -> set[frozenset[UUID]]:
    members: dict[UUID, set[UUID]] = defaultdict(set)
    for statement, incident in of.items():
        members[incident].add(statement)
    return {frozenset(statements) for statements in members.values()}


def _merged(partition: Partition, here: Mapping[UUID, UUID], there: Mapping[UUID, UUID]) -> list[Merged]:
    """The incidents `here` that are several `there`, those of most statements first."""
    parts: dict[UUID, Counter[UUID | None]] = defaultdict(Counter)
    for statement, incident in here.items():
        parts[incident][there.get(statement)] += 1
    several = {incident: counts for incident, counts in parts.items() if len([one for one in counts if one]) > 1}
    reasons = _across(partition.joins(), here, there, several)
    found = [Merged(incident, counts, reasons[incident]) for incident, counts in several.items()]
    return sorted(found, key=lambda one: (-sum(one.parts.values()), one.incident))


def _across(
    joins: Iterable[Join], here: Mapping[UUID, UUID], there: Mapping[UUID, UUID], incidents: Iterable[UUID]
) -> dict[UUID, list[Pointer]]:
    """Where it stands why statements are together `here` that are of different incidents `there`."""
    found: dict[UUID, list[Pointer]] = {incident: [] for incident in incidents}
    for join in joins:
        incident, sides = here[join.one], (there.get(join.one), there.get(join.other))
        if incident in found and incident == here[join.other] and sides[0] != sides[1] and None not in sides:
            found[incident].append(join.why)
    return {incident: sorted(why, key=lambda one: one[0])[:_MOST_REASONS] for incident, why in found.items()}


def _unheld(live: Decided, new: Decided) -> list[Unheld]:
    return [
        Unheld(outcome.review, outcome.why, outcome.detail)
        for n, outcome in new.reviews.items()
        if isinstance(outcome, ReviewRejected) and isinstance(live.reviews.get(n), ReviewApplied)
    ]
