"""What was found, with the bits that speak for it: a small hash table for the time of one question."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import part

__all__ = ["EMPTY", "Found", "best", "credit", "forget", "nothing"]

EMPTY = -1
_SPREAD = 0x9E3779B1

Found = tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32]]
"""Items, `EMPTY` where there is none, and beside each its bits; and the places that are taken, after how many there
are."""


@part
def nothing(most: int) -> Found:
    """Room for that many items."""
    room = 64
    while room < 2 * most:
        room *= 2
    taken = np.empty(room, np.int32)
    taken[0] = 0
    return np.full(room, EMPTY, np.int32), np.zeros(room, np.float64), taken


@part
def credit(found: Found, item: int, bits: float) -> None:
    """Count these bits for an item."""
    items, of, taken = found
    at = _at(items, item)
    # Without a branch, which nobody could foretell.
    taken[taken[0] + 1] = at
    taken[0] += items[at] == EMPTY
    items[at] = item
    of[at] += bits


@part
def forget(found: Found, item: int) -> None:
    """Take back all that was counted for an item."""
    items, of, _ = found
    of[_at(items, item)] = 0.0


@part
def _at(items: Any, item: int) -> int:
    """Where an item is, or would be."""
    at: Any = (np.int64(item) * _SPREAD >> 8) & (len(items) - 1)
    while items[at] != EMPTY and items[at] != item:
        at = (at + 1) & (len(items) - 1)
    return at  # type: ignore[no-any-return]


@part
def best(found: Found, numbers: Any, bits: Any) -> int:
    """Those with the most bits, best first, of equals the oldest first, into arrays of as many as are wanted; how many
    there are."""
    items, of, taken = found
    n = 0
    for i in taken[1 : 1 + taken[0]]:
        item = items[i]
        if of[i] <= 0.0:
            continue
        at = n
        while at > 0 and (of[i] > bits[at - 1] or (of[i] == bits[at - 1] and item < numbers[at - 1])):
            at -= 1
        if at == len(numbers):
            continue
        n = min(n + 1, len(numbers))
        for j in range(n - 1, at, -1):
            numbers[j], bits[j] = numbers[j - 1], bits[j - 1]
        numbers[at], bits[at] = item, of[i]
    return n
