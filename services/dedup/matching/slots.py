"""Comparisons of slots: each gives the one level that holds between two statements, as a number of `LEVELS`.

They take two rows of `facts.ROW`. What a level weighs stands in `weights.json`. A level is never a veto: reports err,
and a disagreement of claimants is what the record is for.
"""

from collections.abc import Mapping
from math import cos, hypot, inf, pi
from typing import Any, Final

import numpy as np

from schemas.vocabulary import EVENT_TYPES, EventType, family
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.facts import FIGURES, NEVER

__all__ = ["LEVELS", "compare", "distance_km"]

Row = Any
"""A row of facts."""

_KM_A_DEGREE: Final = 111.2
_LEAST_KM_A_DEGREE: Final = 111.0
_NEAR_KM: Final = 5.0
_ROUND_KM: Final = 40.0
_FAR_KM: Final = 300.0
_FRESH_DAYS: Final = 30

LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": (
        "unknown",
        "far abroad",
        "other country",
        "other place",
        "other name",
        "inside",
        "round",
        "near",
        "same area",
        "same",
    ),
    "day": ("unknown", "told apart", "30 apart", "2 apart", "1 apart", "overlap", "same"),
    "type": ("unknown", "apart", "other", "vague", "related", "family", "same"),
    "initiator": ("unknown", "other", "reversed", "same"),
    "target": ("unknown", "other", "reversed", "same"),
    "casualties": ("unknown", "differ", "compatible", "same"),
    "answers": ("none", "own side", "accuses", "claimant", "claimant accuses", "this"),
}
"""The levels of each comparison, by number."""


def _code(name: str, level: str) -> int:
    return LEVELS[name].index(level)


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


_KINDS = np.array([[_code("type", _compared(a, b)) for b in EventType] for a in EventType], dtype=np.int8)
_OTHER = list(EventType).index(EventType.OTHER)
_VAGUE = _code("type", "vague")


@part
def type_level(a: Row, b: Row) -> int:
    """The kind of happening. `vague`: one of them says only that something happened; `apart`: one alone is violent."""
    level: int = _KINDS[a.type, b.type]
    # A reaction that leaves open what it reacts to says nothing about it.
    if level == _VAGUE and ((a.reacts and a.type == _OTHER) or (b.reacts and b.type == _OTHER)):
        return 0
    return level


_TOLD_APART, _30_APART, _2_APART, _1_APART, _OVERLAP, _SAME_DAY = range(1, 7)


@part
def day_level(a: Row, b: Row) -> int:
    """The day it happened, over the ranges that each allows. `told apart`: at least one gives no day, and the weeks in
    which each may have happened lie a month apart."""
    if a.first == NEVER or b.first == NEVER:
        return _TOLD_APART if _weeks_apart(a, b) > _FRESH_DAYS else 0
    if a.first == b.first and a.last == b.last:
        return _SAME_DAY
    apart = max(a.first, b.first) - min(a.last, b.last)
    if apart > _FRESH_DAYS:
        return _30_APART
    if apart > 1:
        return _2_APART
    return _1_APART if apart > 0 else _OVERLAP


_FAR_ABROAD, _OTHER_COUNTRY, _OTHER_PLACE, _OTHER_NAME, _INSIDE, _ROUND, _NEAR, _SAME_AREA, _SAME_PLACE = range(1, 10)


@part
def place_level(a: Row, b: Row) -> int:
    """Where. `inside`: one names an area that may hold the other; `round`: within a day's march, border or not; `other
    name`: another place of the country by its name alone, since the gazetteer knows one of them not; `far abroad`:
    another country, and further than two names for one place on a border are, or one that nobody knows, in a quarrel
    of strangers."""
    if a.place == 0 or b.place == 0:
        return 0
    if a.place == b.place or a.place_name == b.place_name:
        return _SAME_PLACE if a.point or b.point else _SAME_AREA
    far = max(a.radius_km, b.radius_km, _ROUND_KM)
    # A trigonometric function takes longer than all other comparisons together.
    away = inf if abs(a.lat - b.lat) * _LEAST_KM_A_DEGREE > far else distance_km(a, b)
    if a.point and b.point:
        if away <= max(a.radius_km, b.radius_km, _NEAR_KM):
            return _NEAR
        if away <= _ROUND_KM:
            return _ROUND
    abroad = a.country != b.country and a.country != 0 and b.country != 0
    named = (a.named or b.named) and not abroad
    if named and (a.country == 0 or b.country == 0) and _strangers(a, b):
        return _FAR_ABROAD
    if named:
        return _OTHER_NAME
    if _may_hold(a, b, away) or _may_hold(b, a, away):
        return _INSIDE
    # A pass or a reef that is of no one country lies somewhere all the same.
    if (abroad or a.country == 0 or b.country == 0) and _far(a, b, away):
        return _FAR_ABROAD
    return _OTHER_COUNTRY if abroad else _OTHER_PLACE


@part
def _strangers(a: Row, b: Row) -> bool:
    """Whether nobody of the one, who speaks and whose land it is included, is of the other."""
    return not (_is_of(a.initiator, b) or _is_of(a.target, b) or _is_of(a.country, b) or _is_of(a.claimant_party, b))


@part
def _is_of(one: int, row: Row) -> bool:
    """Whether a party that is told apart, or a country, is of a statement."""
    named = one & 1 == 1
    return named and (one == row.initiator or one == row.target or one == row.country or one == row.claimant_party)


@part
def _far(a: Row, b: Row, away: float) -> bool:
    """Whether there is no place in the one within `_FAR_KM` of the other; not where one is not on the map.
    `away` is how far they are apart, if that was worked out."""
    least = _FAR_KM + a.radius_km + b.radius_km
    if abs(a.lat - b.lat) * _LEAST_KM_A_DEGREE > least:
        return True
    return bool((distance_km(a, b) if away == inf else away) > least)


@compiled
def distance_km(a: Row, b: Row) -> float:
    """Between two points, in km, on a plane that touches the globe between them; NaN where one is not on the map.

    Within 1 % of the great circle up to some hundred km, away from the poles.
    """
    lat, other_lat = float(a.lat), float(b.lat)
    # The shorter way round the globe.
    east = (float(a.lon) - float(b.lon) + 540.0) % 360.0 - 180.0
    return hypot(lat - other_lat, east * cos((lat + other_lat) * pi / 360.0)) * _KM_A_DEGREE


@part
def _may_hold(area: Row, inner: Row, away: float) -> bool:
    if area.point:
        return False
    if area.country == inner.country and area.country != 0:
        return bool(area.admin1 == inner.admin1 or area.admin1 == 0 or inner.admin1 == 0)
    return bool(area.radius_km > 0 and away <= area.radius_km)


@part
def initiator_level(a: Row, b: Row) -> int:
    """Who did it. Accounts that accuse each other are one level."""
    return _party_level(a.initiator, b.initiator, _reversed(a, b))


@part
def target_level(a: Row, b: Row) -> int:
    """Who was hit."""
    return _party_level(a.target, b.target, _reversed(a, b))


_OTHER_PARTY, _REVERSED, _SAME_PARTY = range(1, 4)


@part
def _party_level(one: int, other: int, crossed: bool) -> int:
    if one == 0 or other == 0:
        return 0
    if crossed:
        return _REVERSED
    return _SAME_PARTY if one == other else _OTHER_PARTY


@part
def _reversed(a: Row, b: Row) -> bool:
    did, hit = a.initiator, a.target
    return bool(did == b.target and hit == b.initiator and did != hit and did != 0 and hit != 0)


_DIFFER, _COMPATIBLE, _SAME_TOLL = range(1, 4)


@part
def casualties_level(a: Row, b: Row) -> int:
    """Figures of one category, of one side or of one that is not told: whether ranges meet. `same`: equal, not zero."""
    level = 0
    for i in range(FIGURES):
        if a.categories[i] == 0:
            break
        for j in range(FIGURES):
            if a.categories[i] != b.categories[j]:
                continue
            if a.sides[i] != b.sides[j] and a.sides[i] != 0 and b.sides[j] != 0:
                continue
            if a.least[i] > b.most[j] or b.least[j] > a.most[i]:
                return _DIFFER
            equal = a.least[i] == b.least[j] and a.most[i] == b.most[j] and a.least[i] > 0
            level = max(level, _SAME_TOLL if equal else _COMPATIBLE)
    return level


_OWN_SIDE, _ACCUSES, _CLAIMANT, _CLAIMANT_ACCUSES, _THIS = range(1, 6)


@part
def answers_level(a: Row, b: Row) -> int:
    """Whether one answers the other. `accuses`: the claim is about the side of who reacts."""
    if a.reacts == b.reacts:
        return 0
    return _answer(a, b) if a.reacts else _answer(b, a)


@part
def _answer(reaction: Row, claim: Row) -> int:
    if reaction.answers_statement == claim.id and reaction.answers_statement != 0:
        return _THIS
    if _weeks_apart(reaction, claim) > _FRESH_DAYS:
        return 0
    side = reaction.claimant_party
    accused = side == claim.initiator and side != 0
    if reaction.answers_claimant == claim.claimant and reaction.answers_claimant != 0:
        return _CLAIMANT_ACCUSES if accused else _CLAIMANT
    if side == claim.claimant_party and side != 0:
        return _OWN_SIDE
    return _ACCUSES if accused else 0


@part
def _weeks_apart(a: Row, b: Row) -> int:
    """Days between the times at which each may have happened."""
    return int(max(a.earliest, b.earliest) - min(a.latest, b.latest))


@compiled
def compare(a: Row, b: Row, levels: Any) -> None:
    """The levels of all comparisons, in the order of `LEVELS`, into an array of them."""
    levels[0] = place_level(a, b)
    levels[1] = day_level(a, b)
    levels[2] = type_level(a, b)
    levels[3] = initiator_level(a, b)
    levels[4] = target_level(a, b)
    levels[5] = casualties_level(a, b)
    levels[6] = answers_level(a, b)
