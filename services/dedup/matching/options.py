"""Options: the seeds that a statement may belong to, from its pairs with those that they hold.

A seed's score is half the best pair, half the mean over the members that stand for it: what an analyst linked with it
need not be like it.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.members import WAITING
from services.dedup.matching.reasons import MANY, of_pair, of_siblings

__all__ = ["NONE_PLACED", "OPTION", "options"]

OPTION: Final = np.dtype(
    [
        ("seed", "i4"),
        ("place", "i4"),
        ("nearest", "f8"),
        ("bits", "f8"),
        ("over", "f8"),
        ("read", "?"),
        ("other", "i4"),
        ("report", "i4"),
        ("high", "u8"),
        ("low", "u8"),
    ]
)
"""A seed with its score. `nearest` are the bits of the best pair, `over` and `read` are that pair's. `place` is that of
the candidate in it, or -1 less the place of a sibling. `other` is the candidate's number, `report` its report's, both
-1 for a sibling; `high` and `low` are its id."""
_WAITS: Final = np.dtype([("other", "i4"), ("bits", "f8")])
Placed = NDArray[np.int64]
"""Statements of the report that are placed: of each its place and its seed."""
NONE_PLACED: Final[Placed] = np.empty((0, 2), np.int64)


@compiled
def options(
    statement: int, asked_of: Any, candidates: Any, pairs_of: Any, siblings_of: Any, told: Any, placed: Placed,
    most: int, facts: Any,
) -> tuple[NDArray[Any], NDArray[np.int16], NDArray[Any]]:  # fmt: skip
    """The seeds for a statement, best first, at most so many, with the reasons of their best pairs; and the candidates
    that wait, each by its number with the bits of its pair.

    Of each statement of the report, `asked_of` has the places of those that were found for it, `pairs_of` and
    `siblings_of` its pairs with all; `told` are the levels of words of the candidates' reports. Seeds that hold a
    sibling come in any case.
    """
    asked, pairs, siblings = asked_of[statement], pairs_of[statement], siblings_of[statement]
    found = np.empty(len(placed) + most, OPTION)
    waiting = np.empty(len(asked), _WAITS)
    n, waits = 0, 0
    for sibling, seed in placed:
        bits = siblings[sibling].bits
        at = _at(found, n, seed)
        if at == n or bits > found[at].nearest:
            found[at].seed, found[at].place, found[at].nearest = seed, -1 - sibling, bits
        n = max(n, at + 1)
    of_report = n
    for place in _best_first(asked, pairs):
        seed, bits = candidates[place].seed, pairs[place].bits
        if seed == WAITING:
            waiting[waits].other, waiting[waits].bits = candidates[place].number, bits
            waits += 1
            continue
        at = _at(found, n, seed)
        if at == n and n - of_report == most:
            continue
        # The first of a seed is its best.
        if at == n or bits > found[at].nearest:
            found[at].seed, found[at].place, found[at].nearest = seed, place, bits
        n = max(n, at + 1)
    for i in range(n):
        found[i].bits = _score(found[i], candidates, pairs, siblings, placed)
    best = _most(found[:n], most)
    reasons = np.empty((len(best), MANY), np.int16)
    for i in range(len(best)):
        one = best[i]
        one.other, one.report, one.high, one.low = -1, -1, 0, 0
        if one.place < 0:
            sibling = siblings[-1 - one.place]
            one.over, one.read = 0.0, sibling.read
            of_siblings(sibling, reasons[i])
        else:
            candidate, pair = candidates[one.place], pairs[one.place]
            other = facts[candidate.number]
            one.other, one.report = candidate.number, candidate.report
            one.high, one.low = other.high, other.id
            one.over, one.read = pair.over, pair.read
            of_pair(pair, told[candidate.told], reasons[i])
    return best, reasons, waiting[:waits]


@part
def _at(found: Any, n: int, seed: int) -> int:
    """Where a seed is among the first `n`, or `n`."""
    at = 0
    while at < n and found[at].seed != seed:
        at += 1
    return at


@part
def _best_first(asked: Any, pairs: Any) -> Any:
    """Those that were found for a statement, of equals in their order."""
    places = np.empty(len(asked), np.int64)
    n = 0
    for place in asked:
        if place < 0:
            break
        at = n
        while at > 0 and pairs[place].bits > pairs[places[at - 1]].bits:
            places[at] = places[at - 1]
            at -= 1
        places[at] = place
        n += 1
    return places[:n]


@part
def _score(one: Any, candidates: Any, pairs: Any, siblings: Any, placed: Placed) -> float:
    bits, many = 0.0, 0
    for sibling, seed in placed:
        if seed == one.seed:
            bits += siblings[sibling].bits
            many += 1
    for place in range(len(candidates)):
        if candidates[place].seed == one.seed and (candidates[place].stands or place == one.place):
            bits += pairs[place].bits
            many += 1
    return float(0.5 * one.nearest + 0.5 * bits / many)


@part
def _most(found: Any, most: int) -> Any:
    """Sorted by bits, of equals in their order."""
    best = np.empty(min(len(found), most), OPTION)
    for i in range(len(found)):
        at = min(i, most)
        while at > 0 and found[i].bits > best[at - 1].bits:
            at -= 1
        if at == most:
            continue
        for j in range(min(i, most - 1), at, -1):
            best[j] = best[j - 1]
        best[at] = found[i]
    return best
