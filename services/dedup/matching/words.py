"""Comparisons of two reports' words: of each the level that holds, as a number.

The words of one report say much the same in several ways, so these weights were estimated jointly and count once per
pair of reports. Levels with a bound hold from it on; the bounds are bits of rarity unless said otherwise.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.facts import NEVER
from services.dedup.matching.profile import (
    AGE,
    BLOCK,
    CAPITAL,
    DAY,
    EVENT_WORD,
    NAME,
    SHINGLE,
    STREET,
    TERM,
    TIMES,
    TITLE_WORD,
    TOWN,
)

__all__ = ["LEVELS", "PARTICULAR", "STANDS_FOR", "compare", "found_by"]

Words = NDArray[np.uint32]
Bits = NDArray[np.float64]
Said = Any
"""A row of `profile.SAID`."""

_TEXT: Final = np.array((0.04, 0.07, 0.10, 0.14, 0.18, 0.24, 0.32))
"""Cosines."""
_RARE: Final = np.array((4.0, 8.0, 14.0, 20.0, 24.0))
_EVENT: Final = np.array((-10.0, -4.0, -1.0, 2.0, 5.0))
_TITLE: Final = np.array((7.0, 10.0, 14.0))
_BOILERPLATE: Final = np.array((0.015, 0.06, 0.3))
"""Shares of the shingles of the shorter."""
_GAP: Final = np.array((2.0, 5.0, 15.0, 31.0))
"""Days."""
_AFTER: Final = np.array((-89.0, -7.0, -1.0, 1.0, 2.0, 4.0))
"""Days."""
_COMMON_TOWN, _RARE_TOWN = 6.0, 7.5
_NAME, _RARE_NAME = 7.0, 8.5
_STREET: Final = 7.5
_AGES: Final = np.array((3.5, 6.0))
_SHINGLES: Final = 64
"""Of a sketch, as many of the smallest tell furniture from a text of its own."""


def _bounds(bounds: Bits, unit: str = "") -> tuple[str, ...]:
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

PARTICULAR: Final = ("ages", "streets", "report place")
"""What tells one happening from the next of a running story, whose vocabulary and people all its reports share."""

_FEATURES: Final = SHINGLE + 1
"""Kinds below this may be shared."""
_SPREAD: Final = 0x9E3779B1
_HOW_MANY, _BITS, _RAREST = range(3)


@compiled
def found_by(one: Said, words: Words) -> NDArray[np.int32]:
    """Where each feature of a report stands among its words, by its hash: for `compare`."""
    room = 64
    while room < 8 * one.ends[-1]:
        room *= 2
    places = np.full(room, -1, np.int32)
    for kind in range(TERM, _FEATURES):
        for at in range(one.start + one.ends[kind - 1], one.start + _end(one, kind)):
            slot = _slot(kind, words[at], room)
            while places[slot] != -1:
                slot = (slot + 1) & (room - 1)
            places[slot] = at
    return places


@compiled
def compare(one: Said, words: Words, bits: Bits, places: Any, other: Said, theirs: Words, levels: Any) -> None:
    """The levels between two reports, in the order of `LEVELS`, into an array of them.

    `bits` are how rare the features of the one are, but for shingles; `places` is `found_by` of it; `theirs` are the
    words of the other.
    """
    shared = np.empty((_FEATURES, 3), np.float64)
    for kind in range(_FEATURES):
        shared[kind, _HOW_MANY] = shared[kind, _BITS] = 0.0
        shared[kind, _RAREST] = -1.0
    cosine, named, rarely_named = 0.0, 0, 0
    first, second, third = 0.0, 0.0, 0.0
    for kind in range(TERM, _FEATURES):
        start = other.start + other.ends[kind - 1]
        for of in range(start, other.start + _end(other, kind)):
            # Most words are not shared, and it is dear to look closer at each.
            if places[_slot(kind, theirs[of], len(places))] == -1:
                continue
            at = _place(one, words, places, kind, theirs[of])
            if at < 0:
                continue
            rarity = bits[at - one.start] if kind < SHINGLE else 0.0
            shared[kind, _HOW_MANY] += 1.0
            shared[kind, _BITS] += rarity
            shared[kind, _RAREST] = max(shared[kind, _RAREST], rarity)
            if kind == TERM:
                both = theirs[of - start + other.start + other.ends[TIMES - 1]] * float(words[at + one.ends[TIMES - 1]])
                cosine += both * (rarity / 10.0) ** 2
            elif kind == NAME:
                named += rarity >= _NAME
                rarely_named += rarity >= _RARE_NAME
            elif kind == CAPITAL:
                if rarity > first:
                    first, second, third = rarity, first, second
                elif rarity > second:
                    second, third = rarity, second
                elif rarity > third:
                    third = rarity
    levels[0] = _gap(one, other)
    levels[1] = _at_least(cosine / (one.length * other.length), _TEXT, _both(one, other, TERM))
    levels[2] = _at_least(first + second + third, _RARE, _both(one, other, CAPITAL))
    levels[3] = _names(named, rarely_named, _both(one, other, NAME))
    levels[4] = _ages(shared[AGE, _RAREST], _both(one, other, AGE))
    levels[5] = _streets(shared, _both(one, other, STREET))
    levels[6] = _event_words(one, bits, other, shared[EVENT_WORD])
    levels[7] = _at_least(shared[TITLE_WORD, _BITS], _TITLE, _both(one, other, TITLE_WORD))
    levels[8] = _boilerplate(one, other, shared[SHINGLE, _HOW_MANY])
    levels[9] = _after(one, other)
    levels[10] = _report_place(one, words, bits, places, other, shared[TOWN, _RAREST])
    levels[11] = _report_day(one, words, other, theirs)
    levels[12] = _killed(one, other)
    levels[13] = _injured(one, other)


@part
def _end(said: Said, kind: int) -> int:
    """Where the words of a kind end that are compared."""
    if kind == SHINGLE:
        return int(min(said.ends[kind], said.ends[kind - 1] + _SHINGLES))
    return int(said.ends[kind])


@part
def _slot(kind: int, feature: int, room: int) -> int:
    return ((int(feature) + kind) * _SPREAD >> 12) & (room - 1)


@part
def _place(one: Said, words: Words, places: Any, kind: int, feature: int) -> int:
    """Where a feature stands among the words of the one, -1 if it has it not."""
    slot = _slot(kind, feature, len(places))
    while places[slot] != -1:
        at = places[slot]
        if words[at] == feature and one.ends[kind - 1] <= at - one.start < one.ends[kind]:
            return int(at)
        slot = (slot + 1) & (len(places) - 1)
    return -1


@part
def _size(said: Said, kind: int) -> int:
    """How many features of a kind a report has."""
    return int(_end(said, kind) - said.ends[kind - 1])


@part
def _both(one: Said, other: Said, kind: int) -> bool:
    """Whether both have features of a kind."""
    return _size(one, kind) > 0 and _size(other, kind) > 0


@part
def _at_least(value: float, bounds: Bits, known: bool) -> int:
    if not known:
        return 0
    level = 1
    for bound in bounds:
        level += value >= bound
    return level


@part
def _names(some: int, rare: int, known: bool) -> int:
    """Full names of people that both have, by rarity."""
    if not known:
        return 0
    if some == 0:
        return 1
    if some > 1 and rare > 0:
        return 4
    return 3 if some > 1 or rare > 0 else 2


@part
def _ages(rarest: float, known: bool) -> int:
    """Ages of people that both give."""
    if rarest < 0.0:
        return 1 if known else 0
    return 1 + _at_least(rarest, _AGES, known)


@part
def _streets(shared: Any, known: bool) -> int:
    """Streets and blocks of streets that both name."""
    if shared[BLOCK, _HOW_MANY] > 0.0:
        return 4
    if not known:
        return 0
    rarest = shared[STREET, _RAREST]
    if rarest < 0.0:
        return 1
    return 2 if rarest < _STREET else 3


@part
def _event_words(one: Said, bits: Bits, other: Said, shared: Any) -> int:
    """Classes of event words: rarity of those shared less .7 of those that only one has."""
    own, theirs = _size(one, EVENT_WORD), _size(other, EVENT_WORD)
    if own == 0 or theirs == 0:
        return 0
    total = 0.0
    for at in range(one.ends[EVENT_WORD - 1], one.ends[EVENT_WORD]):
        total += bits[at]
    # What only the other has is taken to be as rare as what the one has, on the whole.
    only_other = (theirs - shared[_HOW_MANY]) * (total / own)
    return _at_least(shared[_BITS] - 0.7 * (total - shared[_BITS] + only_other), _EVENT, True)


@part
def _boilerplate(one: Said, other: Said, shared: float) -> int:
    """Shared shingles without being a copy: furniture of one site. Copies were told before."""
    smaller = min(_size(one, SHINGLE), _size(other, SHINGLE))
    return _at_least(shared / max(smaller, 1), _BOILERPLATE, smaller > 0)


@part
def _gap(one: Said, other: Said) -> int:
    """Days between the two publications."""
    known = one.published != NEVER and other.published != NEVER
    return _at_least(float(abs(one.published - other.published)), _GAP, known)


@part
def _after(one: Said, other: Said) -> int:
    """Days from the older report's publication to the day that the newer one tells of."""
    newer, older = (one, other) if one.published >= other.published else (other, one)
    known = newer.event_day != NEVER and older.published != NEVER
    return _at_least(float(newer.event_day - older.published), _AFTER, known)


@part
def _report_place(one: Said, words: Words, bits: Bits, places: Any, other: Said, rarest: float) -> int:
    """The towns that the reports name, by their names, and the state or province."""
    if one.main_town and one.main_town == other.main_town:
        at = _place(one, words, places, TOWN, one.main_town)
        return 6 if at >= 0 and bits[at - one.start] >= _RARE_TOWN else 5
    if rarest >= 0.0:
        return 4 if rarest >= _COMMON_TOWN else 3
    if one.state <= 0 or other.state <= 0:
        return 0
    return 2 if one.state == other.state else 1


@part
def _report_day(one: Said, words: Words, other: Said, theirs: Words) -> int:
    """The days that the reports tell of."""
    if one.event_day == NEVER or other.event_day == NEVER:
        return 0
    apart = abs(one.event_day - other.event_day)
    if apart == 0:
        return 5
    for a in range(one.start + one.ends[DAY - 1], one.start + one.ends[DAY]):
        for b in range(other.start + other.ends[DAY - 1], other.start + other.ends[DAY]):
            if words[a] == theirs[b]:
                return 4
    if apart == 1:
        return 3
    return 2 if apart <= 30 else 1


@part
def _killed(one: Said, other: Said) -> int:
    """How many were killed: `one none` where only one of them tells of any."""
    if one.killed < 0 and other.killed < 0:
        return 0
    if one.killed < 0 or other.killed < 0:
        return 2
    explicit = one.explicit & other.explicit & 1
    if one.killed == other.killed:
        return int(4 + explicit)
    return 1 if explicit else 3


@part
def _injured(one: Said, other: Said) -> int:
    """How many were injured."""
    if one.injured < 0 or other.injured < 0:
        return 0
    if one.injured == other.injured:
        return 3
    return 1 if one.explicit & other.explicit & 2 else 2
