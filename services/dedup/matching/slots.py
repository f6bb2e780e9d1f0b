"""Comparisons of slots: each gives the one level that holds between two statements, as a number of `LEVELS`.

They take rows of `facts.ROW` that broadcast against each other, `a[:, None]` and `b[None, :]` for all pairs, and give
an array of the shape of the pairs. What a level weighs stands in `weights.json`. A level is never a veto: reports err,
and a disagreement of claimants is what the record is for.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from schemas.vocabulary import EVENT_TYPES, EventType, family
from services.dedup.matching.facts import NEVER

__all__ = ["LEVELS", "SLOTS", "compare", "distance_km"]

Rows = Any
"""Rows of facts, or their columns: both give a column by its name, and their shape."""
Levels = NDArray[np.int8]

_KM_A_DEGREE: Final = 111.2
_NEAR_KM: Final = 5.0
_ROUND_KM: Final = 40.0
_FRESH_DAYS: Final = 30
_OF_FIGURES: Final = ("categories", "sides", "least", "most")

LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": (
        "unknown",
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


def type_level(a: Rows, b: Rows) -> Levels:
    """The kind of happening. `vague`: one of them says only that something happened; `apart`: one alone is violent."""
    kind, other = a["type"], b["type"]
    level: Levels = _KINDS[kind, other]
    # A reaction that leaves open what it reacts to says nothing about it.
    open_reaction = (a["reacts"] & (kind == _OTHER)) | (b["reacts"] & (other == _OTHER))
    level[open_reaction & (level == _VAGUE)] = 0
    return level


def day_level(a: Rows, b: Rows) -> Levels:
    """The day it happened, over the ranges that each allows. `told apart`: at least one gives no day, and the weeks in
    which each may have happened lie a month apart."""
    first, last, other_first, other_last = a["first"], a["last"], b["first"], b["last"]
    apart = np.maximum(first, other_first) - np.minimum(last, other_last)
    # 30 apart, 2 apart, 1 apart, overlap: numbers 2 to 5.
    level: Levels = (2 + (apart <= _FRESH_DAYS) + (apart <= 1) + (apart <= 0)).astype(np.int8)
    level[(first == other_first) & (last == other_last)] = _code("day", "same")
    unknown = (first == NEVER) | (other_first == NEVER)
    if unknown.any():
        np.copyto(level, _weeks_apart(a, b) > _FRESH_DAYS, where=unknown, casting="unsafe")
    return level


def place_level(a: Rows, b: Rows) -> Levels:
    """Where. `inside`: one names an area that may hold the other; `round`: within a day's march, border or not; `other
    name`: another place of the country by its name alone, since the gazetteer knows one of them not."""
    place, other = a["place"], b["place"]
    point, other_point = a["point"], b["point"]
    country, other_country = a["country"], b["country"]
    level: Levels = 2 - ((country != other_country) & (country != 0) & (other_country != 0)).astype(np.int8)
    named = (a["named"] | b["named"]) & (level == 2)
    level[named] = _code("place", "other name")
    away = distance_km(a, b)
    level[(_may_hold(a, b, away) | _may_hold(b, a, away)) & ~named] = _code("place", "inside")
    points = point & other_point
    level[points & (away <= _ROUND_KM)] = _code("place", "round")
    near = np.maximum(np.maximum(a["radius_km"], b["radius_km"]), np.float32(_NEAR_KM))
    level[points & (away <= near)] = _code("place", "near")
    same = (place == other) | (a["place_name"] == b["place_name"])
    level[same] = _code("place", "same area")
    level[same & (point | other_point)] = _code("place", "same")
    level[(place == 0) | (other == 0)] = 0
    return level


def distance_km(a: Rows, b: Rows) -> NDArray[np.float32]:
    """Between two points, in km, on a plane that touches the globe between them; NaN where one is not on the map.

    Within 1 % of the great circle up to some hundred km, away from the poles.
    """
    north = a["lat"] - b["lat"]
    # The shorter way round the globe.
    east = (a["lon"] - b["lon"] + np.float32(540.0)) % np.float32(360.0) - np.float32(180.0)
    east = east * np.cos((a["lat"] + b["lat"]) * np.float32(np.pi / 360.0))
    away: NDArray[np.float32] = np.hypot(north, east) * np.float32(_KM_A_DEGREE)
    return away


def _may_hold(area: Rows, inner: Rows, away: NDArray[np.float32]) -> NDArray[np.bool_]:
    extended: NDArray[np.bool_] = ~area["point"]
    if not extended.any():
        return extended
    one_country = (area["country"] == inner["country"]) & (area["country"] != 0)
    admin1, other = area["admin1"], inner["admin1"]
    within = np.where(
        one_country,
        (admin1 == other) | (admin1 == 0) | (other == 0),
        (area["radius_km"] > 0) & (away <= area["radius_km"]),
    )
    holds: NDArray[np.bool_] = within & extended
    return holds


def initiator_level(a: Rows, b: Rows) -> Levels:
    """Who did it. Accounts that accuse each other are one level."""
    return _party_level(a, b, "initiator")


def target_level(a: Rows, b: Rows) -> Levels:
    """Who was hit."""
    return _party_level(a, b, "target")


def _party_level(a: Rows, b: Rows, role: str) -> Levels:
    one, other = a[role], b[role]
    level = np.where(one == other, np.int8(3), np.int8(1))
    level[_reversed(a, b)] = 2
    level[(one == 0) | (other == 0)] = 0
    return level


def _reversed(a: Rows, b: Rows) -> NDArray[np.bool_]:
    did, hit = a["initiator"], a["target"]
    crossed: NDArray[np.bool_] = (did == b["target"]) & (hit == b["initiator"]) & (did != hit) & (did != 0) & (hit != 0)
    return crossed


def casualties_level(a: Rows, b: Rows) -> Levels:
    """Figures of one category, of one side or of one that is not told: whether ranges meet. `same`: equal, not zero."""
    shape = np.broadcast_shapes(a.shape, b.shape)
    level: Levels = np.zeros(shape, dtype=np.int8)
    ours, theirs = _figures(a), _figures(b)
    if not ours or not theirs:
        return level
    kind, side, least, most = (a[name][..., :ours, None] for name in _OF_FIGURES)
    other_kind, other_side, other_least, other_most = (b[name][..., None, :theirs] for name in _OF_FIGURES)
    comparable = (kind == other_kind) & (kind != 0)
    if not comparable.any():
        return level
    comparable &= (side == other_side) | (side == 0) | (other_side == 0)
    meet = (least <= other_most) & (other_least <= most)
    equal = (least == other_least) & (most == other_most) & (least > 0)
    level[comparable.any(axis=(-2, -1))] = 2
    level[(comparable & equal).any(axis=(-2, -1))] = 3
    level[(comparable & ~meet).any(axis=(-2, -1))] = 1
    return level


def _figures(rows: Rows) -> int:
    """How many figures the one has that gives most; those there are come first."""
    return int((rows["categories"] != 0).sum(axis=-1).max(initial=0))


def answers_level(a: Rows, b: Rows) -> Levels:
    """Whether one answers the other. `accuses`: the claim is about the side of who reacts."""
    level: Levels = np.zeros(np.broadcast_shapes(a.shape, b.shape), dtype=np.int8)
    if a["reacts"].any():
        _answer(level, a, b)
    if b["reacts"].any():
        _answer(level, b, a)
    return level


def _answer(level: Levels, reaction: Rows, claim: Rows) -> None:
    side = reaction["claimant_party"]
    accused = (side == claim["initiator"]) & (side != 0)
    named = (reaction["answers_claimant"] == claim["claimant"]) & (reaction["answers_claimant"] != 0)
    own = (side == claim["claimant_party"]) & (side != 0)
    found = np.where(named, 3 + accused, np.where(own, 1, 2 * accused))
    found[_weeks_apart(reaction, claim) > _FRESH_DAYS] = 0
    found[(reaction["answers_statement"] == claim["id"]) & (reaction["answers_statement"] != 0)] = 5
    np.copyto(level, found, where=reaction["reacts"] & ~claim["reacts"], casting="unsafe")


def _weeks_apart(a: Rows, b: Rows) -> NDArray[np.int32]:
    """Days between the times at which each may have happened."""
    apart: NDArray[np.int32] = np.maximum(a["earliest"], b["earliest"]) - np.minimum(a["latest"], b["latest"])
    return apart


SLOTS: Final[Mapping[str, Callable[[Rows, Rows], Levels]]] = {
    "place": place_level,
    "day": day_level,
    "type": type_level,
    "initiator": initiator_level,
    "target": target_level,
    "casualties": casualties_level,
    "answers": answers_level,
}
"""Every comparison of slots."""


class _Columns:
    """Rows of which each column that is asked for is laid out for itself: they are asked for more than once."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self.shape = rows, rows.shape
        self._laid_out: dict[str, Rows] = {}

    def __getitem__(self, name: str) -> Rows:
        column = self._laid_out.get(name)
        if column is None:
            column = self._laid_out[name] = np.ascontiguousarray(self._rows[name])
        return column


def compare(a: Rows, b: Rows) -> Levels:
    """The levels of all comparisons, in the order of `SLOTS`, along a first axis of its own."""
    ours, theirs = _Columns(a), _Columns(b)
    return np.stack([level(ours, theirs) for level in SLOTS.values()])
