"""Comparisons of reports' words: one report against many at a time; of each the level that holds, as a number.

The words of one report say much the same in several ways, so these weights were estimated jointly and count once per
pair of reports. Levels with a bound hold from it on; the bounds are bits of rarity unless said otherwise.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from schemas.features import FEATURE_KINDS
from schemas.features import FeatureKind as Kind
from services.dedup.matching.facts import NEVER
from services.dedup.matching.profile import Profile, Rarity, Said

__all__ = ["LEVELS", "STANDS_FOR", "compare"]

Levels = NDArray[np.int8]
Bits = NDArray[np.float64]
_Told = Said[NDArray[np.int64]]

_TEXT: Final = (0.04, 0.07, 0.10, 0.14, 0.18, 0.24, 0.32)
"""Cosines."""
_RARE: Final = (4.0, 8.0, 14.0, 20.0, 24.0)
_EVENT: Final = (-10.0, -4.0, -1.0, 2.0, 5.0)
_TITLE: Final = (7.0, 10.0, 14.0)
_BOILERPLATE: Final = (0.015, 0.06, 0.3)
"""Shares of the shingles of the shorter."""
_GAP: Final = (2, 5, 15, 31)
"""Days."""
_AFTER: Final = (-89, -7, -1, 1, 2, 4)
"""Days."""
_COMMON_TOWN, _RARE_TOWN = 6.0, 7.5
_NAME, _RARE_NAME = 7.0, 8.5
_STREET: Final = 7.5
_AGES: Final = (3.5, 6.0)


def _bounds(bounds: Sequence[float], unit: str = "") -> tuple[str, ...]:
    return ("unknown", f"< {bounds[0]:g}{unit}", *(f">= {one:g}{unit}" for one in bounds))


LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "gap": ("unknown", "0-1", "2-4", "5-14", "15-30", "more"),
    "text": _bounds(_TEXT),
    "rare words": _bounds(_RARE, " bits"),
    "names": ("unknown", "none", "one", "one rare or two", "two, one rare"),
    "ages": ("unknown", "none", "common", "some", "rare"),
    "streets": ("unknown", "none", "common", "rare", "same block"),
    "event words": _bounds(_EVENT, " bits"),
    "title": _bounds(_TITLE, " bits"),
    "boilerplate": _bounds(_BOILERPLATE),
    "after": (
        "unknown",
        *(f"{a}" for a in ("before -89", "-89 to -8", "-7 to -2", "-1 to 0", "+1", "+2 to +3", "+4 on")),
    ),
    "report place": (
        "unknown",
        "other state",
        "same state",
        "town named",
        "rare town named",
        "main town",
        "rare main town",
    ),
    "report day": ("unknown", "30 apart", "2 apart", "1 apart", "a day named", "same"),
    "report killed": ("unknown", "conflict", "one none", "differ", "same", "same, explicit"),
    "report injured": ("unknown", "explicit differ", "differ", "same"),
}
"""The levels of each comparison, by number. `unknown` is where one of the two says nothing."""

STANDS_FOR: Final[Mapping[str, str]] = {
    "report place": "place",
    "report day": "day",
    "report killed": "casualties",
    "report injured": "casualties",
}
"""What reports say of a place, a day, a toll counts where the statements leave that slot open."""


def compare(one: Profile, others: Sequence[Profile], rarity: Rarity) -> Levels:
    """The levels between a report and each of the others, by comparison in the order of `LEVELS`."""
    shared = _Shared(one, others, rarity)
    return np.stack(
        [
            _gap(one.said, shared.said),
            _text(shared),
            _rare_words(shared),
            _names(shared),
            _ages(shared),
            _streets(shared),
            _event_words(shared),
            _at_least(shared.total(Kind.TITLE_WORD), _TITLE, shared.both(Kind.TITLE_WORD)),
            _boilerplate(shared),
            _after(one.said, shared.said),
            _place(shared),
            _day(shared),
            _killed(one.said, shared.said),
            _injured(one.said, shared.said),
        ]
    )


class _Shared:
    """The features that the other reports share with the one: whose, of which kind, how rare."""

    def __init__(self, one: Profile, others: Sequence[Profile], rarity: Rarity) -> None:
        self.one, self.others = one, others
        keys = one.keys
        ends = np.cumsum([len(other.keys) for other in others])
        theirs = np.concatenate([other.keys for other in others])
        at = np.searchsorted(keys, theirs)
        at[at == len(keys)] = 0
        hits = np.flatnonzero(keys[at] == theirs) if len(keys) else np.empty(0, np.intp)
        self.at = at[hits]
        self.whose = np.searchsorted(ends, hits, side="right")
        self.kind = (keys[self.at] >> 32).astype(np.intp) if len(keys) else np.empty(0, np.intp)
        # How rare a feature is, is asked only where it counts.
        counts = np.zeros(len(keys), np.bool_)
        counts[self.at] = True
        counts[slice(*_range(keys, Kind.EVENT_WORD))] = True
        counts[keys == (Kind.TOWN << 32 | one.said.main_town)] = True
        self.bits: Bits = np.zeros(len(keys))
        self.bits[counts] = rarity(keys[counts].tolist())
        self.rarity: Bits = self.bits[self.at]
        self.counts = np.concatenate([other.counts for other in others])[hits]
        cells = self.whose * FEATURE_KINDS + self.kind
        many = len(others) * FEATURE_KINDS
        self._totals: Bits = np.bincount(cells, self.rarity, many).astype(np.float64).reshape(-1, FEATURE_KINDS)
        self._numbers = np.bincount(cells, minlength=many).reshape(-1, FEATURE_KINDS)
        self._most: Bits = np.full(many, -1.0)
        np.maximum.at(self._most, cells, self.rarity)
        numbers = np.concatenate([other.numbers for other in others]).reshape(len(others), -1).T
        self._sizes, self.said = numbers[:FEATURE_KINDS], Said(*numbers[FEATURE_KINDS:])
        """What the others say, each of it as an array."""

    def total(self, kind: int) -> Bits:
        """Bits of all shared features of a kind."""
        found: Bits = self._totals[:, kind]
        return found

    def number(self, kind: int) -> NDArray[np.int64]:
        """How many features of a kind are shared."""
        found: NDArray[np.int64] = self._numbers[:, kind]
        return found

    def size(self, kind: int) -> NDArray[np.int64]:
        """How many features of a kind each of the others has."""
        found: NDArray[np.int64] = self._sizes[kind]
        return found

    def both(self, kind: int) -> NDArray[np.bool_]:
        """Where both have features of a kind."""
        return (self.size(kind) > 0) & bool(self.one.sizes[kind])

    def of(self, kind: int) -> tuple[NDArray[np.intp], Bits]:
        """Whose the shared features of a kind are, and how rare."""
        held = self.kind == kind
        return self.whose[held], self.rarity[held]

    def most(self, kind: int) -> Bits:
        """Bits of the rarest shared feature of a kind, -1 where there is none."""
        return self._most[kind::FEATURE_KINDS]

    def above(self, kind: int, bits: float) -> NDArray[np.int64]:
        """How many shared features of a kind are at least so rare."""
        whose, rarity = self.of(kind)
        return np.bincount(whose[rarity >= bits], minlength=len(self.others))


def _range(keys: NDArray[np.int64], kind: int) -> tuple[int, int]:
    """Where the features of a kind stand in a profile."""
    first, last = np.searchsorted(keys, (kind << 32, kind + 1 << 32)).tolist()
    return first, last


def _at_least(values: Bits, bounds: Sequence[float], known: NDArray[np.bool_]) -> Levels:
    return ((1 + np.searchsorted(bounds, values, side="right")) * known).astype(np.int8)


def _text(shared: _Shared) -> Levels:
    """Cosine of the heaviest terms: of a shared one the frequencies times rarity squared, in tens of bits."""
    terms = shared.kind == Kind.TERM
    weights = shared.counts[terms] * shared.one.counts[shared.at[terms]] * (shared.rarity[terms] / 10.0) ** 2
    dots = np.bincount(shared.whose[terms], weights, len(shared.others))
    lengths = np.array([other.length for other in shared.others]) * shared.one.length
    return _at_least(dots / lengths, _TEXT, shared.both(Kind.TERM))


def _rare_words(shared: _Shared) -> Levels:
    """The three rarest capitalised words that both have."""
    whose, rarity = shared.of(Kind.CAPITAL)
    order = np.lexsort((-rarity, whose))
    whose, rarity = whose[order], rarity[order]
    place = np.arange(len(whose)) - np.searchsorted(whose, whose)
    held = place < 3
    sums: Bits = np.bincount(whose[held], rarity[held], len(shared.others)).astype(np.float64)
    return _at_least(sums, _RARE, shared.both(Kind.CAPITAL))


def _names(shared: _Shared) -> Levels:
    """Full names of people that both have, by rarity."""
    some, rare = shared.above(Kind.NAME, _NAME), shared.above(Kind.NAME, _RARE_NAME)
    level = np.where(some > 0, np.where((rare > 0) & (some > 1), 4, np.where((rare > 0) | (some > 1), 3, 2)), 1)
    return np.where(shared.both(Kind.NAME), level, 0).astype(np.int8)


def _ages(shared: _Shared) -> Levels:
    """Ages of people that both give."""
    most = shared.most(Kind.AGE)
    level = np.where(most < 0, 1, 2 + np.searchsorted(_AGES, most, side="right"))
    return np.where(shared.both(Kind.AGE), level, 0).astype(np.int8)


def _streets(shared: _Shared) -> Levels:
    """Streets and blocks of streets that both name."""
    most = shared.most(Kind.STREET)
    level = np.where(most < 0, 1, np.where(most < _STREET, 2, 3))
    level = np.where(shared.both(Kind.STREET), level, 0)
    return np.where(shared.number(Kind.BLOCK) > 0, 4, level).astype(np.int8)


def _event_words(shared: _Shared) -> Levels:
    """Classes of event words: rarity of those shared less .7 of those that only one has."""
    total = shared.bits[slice(*_range(shared.one.keys, Kind.EVENT_WORD))].sum()
    common = shared.total(Kind.EVENT_WORD)
    # What only the other has is taken to be as rare as what the one has, on the whole.
    own = max(shared.one.sizes[Kind.EVENT_WORD], 1)
    only_other = (shared.size(Kind.EVENT_WORD) - shared.number(Kind.EVENT_WORD)) * (total / own)
    return _at_least(common - 0.7 * (total - common + only_other), _EVENT, shared.both(Kind.EVENT_WORD))


def _boilerplate(shared: _Shared) -> Levels:
    """Shared shingles without being a copy: furniture of one site. Copies were told before."""
    smaller = np.minimum(shared.size(Kind.SHINGLE), shared.one.sizes[Kind.SHINGLE])
    share = shared.number(Kind.SHINGLE) / np.maximum(smaller, 1)
    return _at_least(share, _BOILERPLATE, smaller > 0)


def _gap(one: Said[int], others: _Told) -> Levels:
    """Days between the two publications."""
    level = 1 + np.searchsorted(_GAP, np.abs(others.published - one.published), side="right")
    return np.where((others.published == NEVER) | (one.published == NEVER), 0, level).astype(np.int8)


def _after(one: Said[int], others: _Told) -> Levels:
    """Days from the older report's publication to the day that the newer one tells of."""
    newer = one.published >= others.published
    told = np.where(newer, one.event_day, others.event_day)
    before = np.where(newer, others.published, one.published)
    level = 1 + np.searchsorted(_AFTER, told - before, side="right")
    return np.where((told == NEVER) | (before == NEVER), 0, level).astype(np.int8)


def _place(shared: _Shared) -> Levels:
    """The towns that the reports name, by their names, and the state or province."""
    one, keys, main, state = shared.one.said, shared.one.keys, shared.said.main_town, shared.said.state
    most = shared.most(Kind.TOWN)
    level = np.where(state == one.state, 2, 1)
    level[(state == 0) | (one.state == 0)] = 0
    level[most >= 0] = 3
    level[most >= _COMMON_TOWN] = 4
    if one.main_town:
        at = np.searchsorted(keys, Kind.TOWN << 32 | one.main_town)
        known = at < len(keys) and keys[at] == Kind.TOWN << 32 | one.main_town
        level[main == one.main_town] = 6 if known and shared.bits[at] >= _RARE_TOWN else 5
    return level.astype(np.int8)


def _day(shared: _Shared) -> Levels:
    """The days that the reports tell of."""
    one, day = shared.one.said, shared.said.event_day
    apart = np.abs(day - one.event_day)
    level = np.where(apart == 0, 5, np.where(apart == 1, 3, np.where(apart <= 30, 2, 1)))
    named = np.array([not shared.one.days.isdisjoint(other.days) for other in shared.others])
    level = np.where(named & (level < 5), 4, level)
    return np.where((day == NEVER) | (one.event_day == NEVER), 0, level).astype(np.int8)


def _killed(one: Said[int], others: _Told) -> Levels:
    """How many were killed: `one none` where only one of them tells of any."""
    killed, explicit = others.killed, others.explicit & one.explicit & 1
    level = np.where(killed == one.killed, 4 + explicit, np.where(explicit > 0, 1, 3))
    level = np.where((killed < 0) != (one.killed < 0), 2, level)
    return np.where((killed < 0) & (one.killed < 0), 0, level).astype(np.int8)


def _injured(one: Said[int], others: _Told) -> Levels:
    """How many were injured."""
    injured, explicit = others.injured, others.explicit & one.explicit & 2
    level = np.where(injured == one.injured, 3, np.where(explicit > 0, 1, 2))
    return np.where((injured < 0) | (one.injured < 0), 0, level).astype(np.int8)
