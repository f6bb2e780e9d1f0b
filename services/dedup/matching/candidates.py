"""The candidate index: postings by blocking key, visited rarest first under a hard cap, so that its cost is flat.

The only part of the writer's state that lives in memory alone: it is filled again from statements and reports. What it
gives depends on what is filed, never on the order in which that was done.
"""

from bisect import bisect_left
from collections.abc import Iterable
from math import log2

__all__ = ["Postings"]


class Postings:
    """Which items are filed under which keys. Items are numbers: of two, the greater is the newer."""

    def __init__(self, newest: int) -> None:
        """`newest` items of a key are looked at."""
        self._newest = newest
        # Most keys have one item, which then needs no list.
        self._filed: dict[int, int | list[int]] = {}
        self._items = 0
        self.touched = 0
        """Postings looked at so far."""

    def add(self, item: int, keys: Iterable[int]) -> None:
        """File an item that is not filed."""
        self._items += 1
        filed = self._filed
        for key in keys:
            held = filed.get(key)
            if held is None:
                filed[key] = item
            elif isinstance(held, int):
                filed[key] = [held, item] if held < item else [item, held]
            elif held[-1] < item:
                held.append(item)
            else:
                held.insert(bisect_left(held, item), item)

    def remove(self, item: int, keys: Iterable[int]) -> None:
        """Take out an item that is filed under these keys."""
        self._items -= 1
        for key in keys:
            held = self._filed[key]
            if isinstance(held, int):
                del self._filed[key]
            else:
                del held[bisect_left(held, item)]
                if len(held) == 1:
                    self._filed[key] = held[0]

    def near(self, keys: Iterable[int], limit: int) -> dict[int, float]:
        """Items filed under any of the keys, each with the bits of rarity of those it shares.

        Keys are visited rarest first; about `limit` postings are looked at.
        """
        get = self._filed.get
        alone: list[int] = []
        crowded: list[tuple[int, int, list[int]]] = []
        for key in keys:
            held = get(key)
            if held is None:
                continue
            if isinstance(held, int):
                alone.append(held)
            else:
                crowded.append((len(held), key, held))
        total = self._items + 1
        found: dict[int, float] = {}
        bits = log2(total)
        for item in alone:
            found[item] = found.get(item, 0.0) + bits
        visited = len(alone)
        crowded.sort()
        newest = self._newest
        for count, _, held in crowded:
            if visited >= limit:
                break
            bits = log2(total / count)
            for item in held[-newest:]:
                found[item] = found.get(item, 0.0) + bits
            visited += min(count, newest)
        self.touched += visited
        return found
