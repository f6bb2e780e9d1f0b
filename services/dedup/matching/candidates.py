"""The candidate index: postings by blocking key, visited rarest first under a hard cap, so that its cost is flat.

The only part of the writer's state that lives in memory alone: it is filled again from statements and reports.
"""

from collections.abc import Iterable, Mapping
from math import log2
from typing import Generic, TypeVar

__all__ = ["Postings"]

K = TypeVar("K")


class Postings(Generic[K]):
    """Which items were filed under which keys: the newest `newest` of each key, and how many there ever were."""

    def __init__(self, newest: int) -> None:
        self._newest = newest
        self._lists: dict[int, list[K]] = {}
        self._counts: dict[int, int] = {}
        self._keys: dict[K, frozenset[int]] = {}
        self.touched = 0
        """Postings looked at so far."""

    def __len__(self) -> int:
        return len(self._keys)

    def file(self, item: K, keys: Iterable[int]) -> None:
        """File an item under these keys and no others. One that was filed keeps its place under the keys it keeps."""
        new = frozenset(keys)
        old = self._keys.get(item, frozenset())
        for key in old - new:
            self._take_out(item, key)
        for key in new - old:
            filed = self._lists.setdefault(key, [])
            filed.append(item)
            self._counts[key] = self._counts.get(key, 0) + 1
            if len(filed) > self._newest:
                del filed[0]
        self._keys[item] = new

    def remove(self, item: K) -> None:
        """Take an item out. Nothing happens if it was not filed."""
        for key in self._keys.pop(item, frozenset()):
            self._take_out(item, key)

    def near(self, keys: Iterable[int], limit: int) -> Mapping[K, float]:
        """Items filed under any of the keys, each with the bits of rarity of those it shares.

        Keys are visited rarest first; about `limit` postings are looked at.
        """
        counts = self._counts
        known = sorted((counts[key], key) for key in keys if key in counts)
        total = len(self._keys) + 1
        found: dict[K, float] = {}
        visited = 0
        for count, key in known:
            bits = log2(total / count) if count < total else 0.0
            filed = self._lists[key]
            for item in filed:
                found[item] = found.get(item, 0.0) + bits
            visited += len(filed)
            if visited >= limit:
                break
        self.touched += visited
        return found

    def _take_out(self, item: K, key: int) -> None:
        filed = self._lists[key]
        if item in filed:
            filed.remove(item)
        self._counts[key] -= 1
        if not self._counts[key]:
            del self._counts[key], self._lists[key]
