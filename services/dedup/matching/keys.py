"""Blocking keys: what a statement or a report can be found by. Two that share no key are never compared.

A key is a 64-bit number, the same in every process: hashes of tuples of integers are.
"""

from math import floor
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.facts import FIGURES, NEVER
from services.dedup.matching.profile import AGE, BLOCK, CAPITAL, NAME, NAMED_AGE, STREET, TERM, TOWN

__all__ = ["MOST", "asked", "held", "key", "of_report"]

Keys = NDArray[np.int64]

_MAX_DAYS: Final = 3
_CELL_DEGREES: Final = 0.5
_TERMS: Final = 16
_PRIME_1: Final = 11400714785074694791
_PRIME_2: Final = 14029467366897019727
_PRIME_5: Final = 2870177450012600261
_MODULUS: Final = 2**61 - 1
MOST: Final = 96
"""More than any statement has."""
_WORDS: Final = (NAME, NAMED_AGE, STREET, BLOCK, CAPITAL)
"""Kinds of which every single one is a key."""

(
    _PLACE_DAY, _NAME_DAY, _CELL_DAY, _COUNTRY_DAY, _ADMIN_DAY, _SIDE_DAY, _FIGURE_DAY, _PLACE_KIN, _NAME_KIN,
    _FIGURE_COUNTRY, _CLAIMANT_KIN, _SIDE_KIN, _NAME, _NAMED_AGE, _STREET, _BLOCK, _CAPITAL, _TERM, _TOWN_DAY,
    _STATE_AGE_DAY, _TOWN_AGE,
) = range(1, 22)  # fmt: skip
_AS_KEYS: Final = (_NAME, _NAMED_AGE, _STREET, _BLOCK, _CAPITAL)


@compiled
def held(row: Any) -> Keys:
    """The keys a statement is filed under, each once."""
    first, last = _days(row)
    return _statement(row, first, last, False)


@compiled
def asked(row: Any) -> Keys:
    """The keys under which statements like this one may be filed: also of the day before and after, and round about."""
    first, last = _days(row)
    return _statement(row, first - 1, last + 1, True) if first <= last else _statement(row, first, last, True)


@part
def _days(row: Any) -> tuple[int, int]:
    """The first and the last day that counts; there is none where the first is after the last."""
    if row.first != NEVER:
        return int(row.first), int(min(row.last, row.first + _MAX_DAYS - 1))
    # Without a day of its own it is most likely of the day before its report, or of that day.
    if row.published != NEVER:
        return int(row.published - 1), int(row.published)
    return 0, (-1)


@part
def _statement(row: Any, first: int, last: int, around: bool) -> Keys:
    keys = np.empty(MOST, np.int64)
    n = 0
    kin, country, admin1 = int(row.kin), row.country, row.admin1
    cells = np.empty((4, 2), np.int64)
    many = _cells(row, around, cells)
    for day in range(first, last + 1):
        if row.place:
            keys[n] = key(_PLACE_DAY, row.place, day, 0, 3)
            keys[n + 1] = key(_NAME_DAY, row.place_name, day, 0, 3)
            n += 2
        for c in range(many):
            keys[n] = key(_CELL_DAY, key(cells[c, 0], cells[c, 1], 0, 0, 2), day, 0, 3)
            n += 1
        if country:
            keys[n] = key(_COUNTRY_DAY, country, day, kin, 4)
            n += 1
            if admin1:
                keys[n] = key(_ADMIN_DAY, country, admin1, day, 4)
                n += 1
        if row.initiator:
            keys[n] = key(_SIDE_DAY, row.initiator, day, kin, 4)
            n += 1
        if row.target:
            keys[n] = key(_SIDE_DAY, row.target, day, kin, 4)
            n += 1
        for f in range(FIGURES):
            if row.least[f]:
                figure = key(row.categories[f], row.sides[f], row.least[f], row.most[f], 4)
                keys[n] = key(_FIGURE_DAY, figure, day, 0, 3)
                n += 1
    if row.place:
        keys[n] = key(_PLACE_KIN, row.place, kin, 0, 3)
        keys[n + 1] = key(_NAME_KIN, row.place_name, kin, 0, 3)
        n += 2
    if country:
        for f in range(FIGURES):
            if row.least[f]:
                keys[n] = key(_FIGURE_COUNTRY, row.categories[f], row.least[f], country, 4)
                n += 1
    # A reaction is looked for by who is said to have done what, where no place or day is given.
    claimant = row.answers_claimant if row.reacts else row.claimant
    if claimant:
        keys[n] = key(_CLAIMANT_KIN, claimant, kin, 0, 3)
        n += 1
    if row.initiator:
        keys[n] = key(_SIDE_KIN, row.initiator, kin, 0, 3)
        n += 1
    return _each_once(keys[:n])


@part
def _cells(row: Any, around: bool, cells: Any) -> int:
    """The cell of the map that a place lies in, or those round about; how many."""
    north, east = float(row.lat) / _CELL_DEGREES, float(row.lon) / _CELL_DEGREES
    if north != north:
        return 0
    if not around:
        cells[0, 0], cells[0, 1] = floor(north), floor(east)
        return 1
    for c in range(4):
        cells[c, 0], cells[c, 1] = floor(north + (c // 2 - 0.5)), floor(east + (c % 2 - 0.5))
    return 4


@compiled
def of_report(said: Any, words: Any) -> Keys:
    """The keys a report is filed and looked for under, by its words. `said` and `words` are as in a profile."""
    ends = said.ends
    towns, first_town = ends[TOWN] - ends[TOWN - 1], said.start + ends[TOWN - 1]
    ages, first_age = ends[AGE] - ends[AGE - 1], said.start + ends[AGE - 1]
    keys = np.empty(ends[-1] + _TERMS + 3 * towns + ages + towns * ages, np.int64)
    n = 0
    for k in range(len(_WORDS)):
        kind = _WORDS[k]
        for at in range(said.start + ends[kind - 1], said.start + ends[kind]):
            keys[n] = key(_AS_KEYS[k], words[at], 0, 0, 2)
            n += 1
    for at in range(said.start, said.start + min(ends[TERM], _TERMS)):
        keys[n] = key(_TERM, words[at], 0, 0, 2)
        n += 1
    day = int(said.event_day)
    if day != NEVER:
        for t in range(first_town, first_town + towns):
            for near in range(day - 1, day + 2):
                keys[n] = key(_TOWN_DAY, words[t], near, 0, 3)
                n += 1
        if said.state != NEVER:
            for a in range(first_age, first_age + ages):
                keys[n] = key(_STATE_AGE_DAY, said.state, words[a], day, 4)
                n += 1
    for t in range(first_town, first_town + towns):
        for a in range(first_age, first_age + ages):
            keys[n] = key(_TOWN_AGE, words[t], words[a], 0, 3)
            n += 1
    return _each_once(keys[:n])


@part
def _each_once(keys: Keys) -> Keys:
    """Sorted by insertion: they are few."""
    n = 0
    for i in range(len(keys)):
        one, at = keys[i], n
        while at > 0 and keys[at - 1] > one:
            at -= 1
        if at > 0 and keys[at - 1] == one:
            continue
        for j in range(n, at, -1):
            keys[j] = keys[j - 1]
        keys[at] = one
        n += 1
    return keys[:n]


@compiled
def key(a: int, b: int, c: int, d: int, many: int) -> int:
    """The hash that Python gives a tuple of the first so many, on every machine of 64 bits (a form of xxHash)."""
    mixed = _mixed(_mixed(np.uint64(_PRIME_5), a), b)
    if many > 2:
        mixed = _mixed(mixed, c)
    if many > 3:
        mixed = _mixed(mixed, d)
    found: Any = np.int64(mixed + (np.uint64(many) ^ np.uint64(_PRIME_5 ^ 3527539)))
    return found  # type: ignore[no-any-return]


@part
def _mixed(mixed: Any, number: int) -> Any:
    of_python = number % _MODULUS if number >= 0 else -(-number % _MODULUS)
    mixed += np.uint64(-2 if of_python == -1 else of_python) * np.uint64(_PRIME_2)
    return (mixed << np.uint64(31) | mixed >> np.uint64(33)) * np.uint64(_PRIME_1)
