"""Choosing among places of one name: context decides before fame."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from reference.places.entries import OWN_WORTH, Entry, Point, distance_km
from reference.places.names import Named
from schemas.vocabulary import PlacePrecision

__all__ = ["FAR_KM", "LARGE", "choose", "nearest_km"]

FAR_KM: Final = 500.0
"""Beyond this from everything the report names, a homonym is somebody else's."""
LARGE: Final = 1_000_000
"""People from which on a city may be meant by a report that is about other countries; a capital always may."""
_KNOWN: Final = 15_000
"""People from which on a town may be meant where a report gives no context at all, if no other is nearly as large."""
_TIMES: Final = 4
"""How many times larger than its runner-up a place must be for its size alone to decide."""
_APART_KM: Final = 60.0
"""Homonyms closer than this are one place for our purposes."""

_WIDE: Final = frozenset({PlacePrecision.REGION, PlacePrecision.DISTRICT})


def choose(
    entries: Iterable[Entry], reading: Named, countries: Sequence[str], near: Sequence[Point], beside: Collection[str]
) -> tuple[Entry | None, bool]:
    """The entry that is meant, and whether it is clear which of several of that name in one country it is.

    `beside` are the neighbours of `countries`: a place there is meant where `countries` have none of the name.
    """
    candidates = [entry for entry in entries if _of_kind(entry, reading)]
    if countries or near:
        inside = [entry for entry in candidates if _in_context(entry, countries, near)]
        candidates = inside or [entry for entry in candidates if entry.country in beside and entry.proper]
    elif len({entry.country for entry in candidates}) != 1 and not _clear(candidates):
        return None, False
    if not candidates:
        return None, False

    def preference(entry: Entry) -> tuple[bool, bool, int, float, int]:
        rank = countries.index(entry.country) if entry.country in countries else len(countries)
        away = round(min(nearest_km(entry, near), 20_000.0) / 150) if near else 0
        return reading.precision in _WIDE and entry.precision not in _WIDE, not entry.proper, rank, away, -entry.people

    best = min(candidates, key=preference)
    rivals = [entry for entry in candidates if entry.country == best.country and entry.proper == best.proper]
    return best, bool(near) or _clear(rivals)


def nearest_km(entry: Entry, near: Sequence[Point]) -> float:
    """Great-circle km to the nearest of `near`; half the globe without any."""
    return min((distance_km((entry.lat, entry.lon), point) for point in near), default=20_000.0)


def _of_kind(entry: Entry, reading: Named) -> bool:
    """Whether a generic word beside the name allows the entry: "Kut village" is no region."""
    if reading.precision in _WIDE:
        return entry.precision in _WIDE or entry.precision is PlacePrecision.SETTLEMENT
    if reading.precision is PlacePrecision.SETTLEMENT:
        return entry.precision not in _WIDE and entry.precision is not PlacePrecision.COUNTRY
    return True


def _in_context(entry: Entry, countries: Sequence[str], near: Sequence[Point]) -> bool:
    if entry.country is None or entry.precision is PlacePrecision.COUNTRY:
        return True
    if entry.people == OWN_WORTH and entry.precision is not PlacePrecision.SETTLEMENT:
        return True
    return entry.country in countries or nearest_km(entry, near) <= FAR_KM or (entry.proper and entry.people >= LARGE)


def _clear(candidates: Sequence[Entry]) -> bool:
    """Whether size alone tells which is meant: the only one, our own, or far larger than any other that lies apart."""
    if len(candidates) < 2:
        return True
    ranked = sorted(candidates, key=lambda entry: (entry.proper, entry.people), reverse=True)
    best = ranked[0]
    apart = [
        entry
        for entry in ranked[1:]
        if entry.proper == best.proper and distance_km((best.lat, best.lon), (entry.lat, entry.lon)) > _APART_KM
    ]
    if not apart:
        return True
    return best.people >= _KNOWN and best.people >= _TIMES * max(entry.people for entry in apart)
