"""Comparisons of slots: each gives the one level that holds between two statements, by name.

What a level weighs stands in `weights.json`. A level is never a veto: reports err, and a disagreement of claimants is
what the record is for.
"""

import math
from collections.abc import Callable, Mapping

from schemas.vocabulary import EVENT_TYPES, EventType, family
from services.dedup.matching.facts import Facts, Figure

__all__ = ["FIRST", "SLOTS", "distance_km"]

_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.0
_NEAR_KM = 5.0
_ROUND_KM = 40.0
_WEEK = 7
_FRESH_DAYS = 30
_MONTHS_APART = frozenset({"30 apart", "told apart"})

_RELATED: tuple[frozenset[EventType], ...] = (
    frozenset({EventType.GROUND_ASSAULT, EventType.TERRITORY_CHANGE, EventType.WITHDRAWAL_DISARMAMENT}),
    frozenset({EventType.GROUND_ASSAULT, EventType.CAPTURE_ABDUCTION}),
    frozenset({EventType.SHELLING, EventType.EXCHANGE_OF_FIRE}),
    frozenset({EventType.SHELLING, EventType.SHOOTING, EventType.EXPLOSIVE_DEVICE}),
    # Interceptions within a salvo are told as part of it.
    frozenset({EventType.DRONE_STRIKE, EventType.AIR_STRIKE, EventType.INTERCEPTION}),
    frozenset({EventType.DRONE_STRIKE, EventType.DRONE_ACTIVITY, EventType.INTERCEPTION}),
)
"""Kinds that one happening may be told as."""


def _compared(a: EventType, b: EventType) -> str:
    if a is b:
        return "same"
    if b in family(a):
        return "family"
    if EventType.OTHER in (a, b):
        return "vague"
    violent = EVENT_TYPES[a].violent, EVENT_TYPES[b].violent
    damage = EventType.INFRASTRUCTURE_DAMAGE in (a, b) and all(violent)
    if damage or any(a in group and b in group for group in _RELATED):
        return "related"
    return "other" if violent[0] == violent[1] else "apart"


_KINDS = {(a, b): _compared(a, b) for a in EventType for b in EventType}


def type_level(a: Facts, b: Facts) -> str:
    """The kind of happening. `vague`: one of them says only that something happened; `apart`: one alone is violent."""
    level = _KINDS[a.type, b.type]
    # A reaction that leaves open what it reacts to says nothing about it.
    return "unknown" if level == "vague" and (a if a.type is EventType.OTHER else b).reacts else level


def day_level(a: Facts, b: Facts) -> str:
    """The day it happened, over the ranges that each allows. News that gives no day is of the week it is told in."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "told apart" if _told_apart(a, b) else "unknown"
    if a.first == b.first and a.last == b.last:
        return "same"
    apart = max(a.first, b.first) - min(a.last, b.last)
    if apart <= 0:
        return "overlap"
    return "1 apart" if apart == 1 else "2 apart" if apart <= 30 else "30 apart"


def place_level(a: Facts, b: Facts) -> str:
    """Where. `inside`: one names an area that may hold the other; `round`: within a day's march, border or not."""
    if a.place is None or b.place is None:
        return "unknown"
    if a.place == b.place or a.place_name == b.place_name:
        return "same" if a.point or b.point else "same area"
    if a.point and b.point:
        away = distance_km(a, b) if _could_be_near(a, b) else None
        if away is not None and away <= max(_NEAR_KM, a.radius_km, b.radius_km):
            return "near"
        if away is not None and away <= _ROUND_KM:
            return "round"
    elif _may_hold(a, b) or _may_hold(b, a):
        return "inside"
    if a.country is None or b.country is None:
        return "other place"
    return "other place" if a.country == b.country else "other country"


def parties_level(a: Facts, b: Facts) -> str:
    """Who did it. Accounts that accuse each other are one level, which weighs nothing either way."""
    if _reversed(a, b):
        return "reversed"
    if a.initiator is None or b.initiator is None:
        return "unknown"
    return "same" if a.initiator == b.initiator else "other"


def target_level(a: Facts, b: Facts) -> str:
    """Who was hit."""
    if a.target is None or b.target is None:
        return "unknown"
    if _reversed(a, b):
        return "reversed"
    return "same" if a.target == b.target else "other"


def casualties_level(a: Facts, b: Facts) -> str:
    """Figures of one category and side: whether ranges meet. `same`: equal and not zero."""
    level = "unknown"
    for (category, side), figure in a.figures.items():
        other = _figure(b.figures, category, side)
        if other is None:
            continue
        if not _meet(figure, other):
            return "differ"
        if figure == other and figure[0] > 0:
            level = "same"
        elif level == "unknown":
            level = "compatible"
    return level


def answers_level(a: Facts, b: Facts) -> str:
    """Whether one answers the other. `accuses`: the claim is about the side of who reacts."""
    if a.reacts == b.reacts:
        return "none"
    reaction, claim = (a, b) if a.reacts else (b, a)
    if reaction.answers_statement == claim.id:
        return "this"
    if day_level(a, b) in _MONTHS_APART:
        return "none"
    accused = reaction.claimant_party is not None and reaction.claimant_party == claim.initiator
    if reaction.answers_claimant is not None and reaction.answers_claimant == claim.claimant:
        return "claimant accuses" if accused else "claimant"
    if reaction.claimant_party is not None and reaction.claimant_party == claim.claimant_party:
        return "own side"
    return "accuses" if accused else "none"


SLOTS: Mapping[str, Callable[[Facts, Facts], str]] = {
    "place": place_level,
    "day": day_level,
    "type": type_level,
    "initiator": parties_level,
    "target": target_level,
    "casualties": casualties_level,
    "answers": answers_level,
}
"""Every comparison of slots, those that tell most first."""

FIRST = 3
"""So many of them rule most pairs out."""


def distance_km(a: Facts, b: Facts) -> float | None:
    """The great circle between two places (haversine), if both are on the map."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = math.radians(b.lat - a.lat) / 2, math.radians(b.lon - a.lon) / 2
    cosines = math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat))
    return 2 * _EARTH_KM * math.asin(math.sqrt(math.sin(north) ** 2 + cosines * math.sin(east) ** 2))


def _told_apart(a: Facts, b: Facts) -> bool:
    first, last = _possible(a)
    other_first, other_last = _possible(b)
    if first is None or last is None or other_first is None or other_last is None:
        return False
    return max(first, other_first) - min(last, other_last) > _FRESH_DAYS


def _possible(a: Facts) -> tuple[int | None, int | None]:
    if a.first is not None or a.published is None:
        return a.first, a.last
    return a.published - _WEEK, a.published


def _could_be_near(a: Facts, b: Facts) -> bool:
    """Cheaper than the distance: a degree of latitude is 111 km anywhere."""
    return a.lat is not None and b.lat is not None and abs(a.lat - b.lat) * _KM_A_DEGREE <= _ROUND_KM


def _may_hold(area: Facts, inner: Facts) -> bool:
    if area.point:
        return False
    if area.admin1 and inner.admin1 and area.country == inner.country:
        return area.admin1 == inner.admin1
    if area.country and inner.country and area.country == inner.country:
        return area.admin1 is None or inner.admin1 is None
    away = distance_km(area, inner)
    return away is not None and area.radius_km > 0 and away <= area.radius_km


def _reversed(a: Facts, b: Facts) -> bool:
    return (
        a.initiator is not None
        and a.target is not None
        and a.initiator == b.target
        and a.target == b.initiator
        and a.initiator != a.target
    )


def _figure(figures: Mapping[tuple[str, str | None], Figure], category: str, side: str | None) -> Figure | None:
    if (category, side) in figures:
        return figures[category, side]
    if side is not None:
        return figures.get((category, None))
    return next((figure for (name, _), figure in figures.items() if name == category), None)


def _meet(a: Figure, b: Figure) -> bool:
    return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])
