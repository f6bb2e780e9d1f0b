"""Who belongs to whom: statements by the report that makes them and by the seed that holds them, as linked lists."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import compiled, part

__all__ = ["ABSENT", "HELD", "MADE", "NOBODY", "SEED", "WAITING", "file", "remove", "standing"]

ABSENT: Final = -1
WAITING: Final = 0
"""In place of a seed: no candidate; a reaction that found no claim yet."""
NOBODY: Final = -1
"""At the end of a list."""

HELD: Final = np.dtype(
    [
        ("seed", "i4"),
        ("joined", "i4"),
        ("report", "i4"),
        ("sibling", "i4"),
        ("before", "i4"),
        ("after", "i4"),
        ("place", "i4"),
    ]
)
"""A statement: the seed that holds it, when it joined, its report; the next of the same report; those that joined its
seed before and after it. `place` is for whoever is at work. It is small, for many are looked at by the way."""
MADE: Final = np.dtype(
    [("high", "u8"), ("low", "u8"), ("first", "i4"), ("many", "i4"), ("place", "i4"), ("original", "?")]
)
"""What a report made: its id, the last filed of its statements, how many there are; whether it is no copy."""
SEED: Final = np.dtype([("first", "i4"), ("last", "i4")])
"""The members that joined a seed first and last."""

Held = NDArray[Any]
Made = NDArray[Any]
Seeds = NDArray[Any]


@compiled
def file(held: Held, made: Made, seeds: Seeds, number: int, report: int, seed: int, joined: int) -> None:
    """A statement of a report is held by a seed, or waits, since `joined`."""
    one = held[number]
    if one.seed == ABSENT:
        one.report, one.sibling = report, made[report].first
        made[report].first = number
        made[report].many += 1
    elif one.seed == seed and one.joined == joined:
        return
    else:
        _leave(held, seeds, number)
    one.seed, one.joined = seed, joined
    if seed != WAITING:
        _join(held, seeds, number)


@compiled
def remove(held: Held, made: Made, seeds: Seeds, number: int) -> None:
    """A statement is no candidate any more."""
    one = held[number]
    _leave(held, seeds, number)
    one.seed = ABSENT
    made[one.report].many -= 1
    sibling = made[one.report].first
    if sibling == number:
        made[one.report].first = one.sibling
        return
    while held[sibling].sibling != number:
        sibling = held[sibling].sibling
    held[sibling].sibling = one.sibling


@part
def standing(held: Held, seeds: Seeds, seed: int, newest: int, members: Any) -> int:
    """The members that stand for a seed, its first and at most so many of the newest, into an array; how many."""
    members[0] = seeds[seed].first
    n, one = 1, seeds[seed].last
    while n <= newest and one != members[0]:
        members[n] = one
        one = held[one].before
        n += 1
    return n


@part
def _join(held: Held, seeds: Seeds, number: int) -> None:
    one, seed = held[number], held[number].seed
    after, before = np.int32(NOBODY), seeds[seed].last
    while before != NOBODY and held[before].joined > one.joined:
        after, before = before, held[before].before
    one.before, one.after = before, after
    if before == NOBODY:
        seeds[seed].first = number
    else:
        held[before].after = number
    if after == NOBODY:
        seeds[seed].last = number
    else:
        held[after].before = number


@part
def _leave(held: Held, seeds: Seeds, number: int) -> None:
    one = held[number]
    if one.seed == WAITING:
        return
    if one.before == NOBODY:
        seeds[one.seed].first = one.after
    else:
        held[one.before].after = one.after
    if one.after == NOBODY:
        seeds[one.seed].last = one.before
    else:
        held[one.after].before = one.before
