"""Copies: how alike two texts are by their sketches, and which texts are worth asking.

A sketch is the k smallest hashes of a text's shingles. The share of the k smallest of both together that stand in both
estimates the resemblance (Broder 1997).
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

__all__ = ["Sketches", "resemblance"]

K = TypeVar("K", bound=Hashable)

_INDEXED = 16
"""Two texts that resemble each other by .3 share one of their 16 smallest hashes in 997 of 1,000 cases."""
_NEWEST = 64
_ASKED = 20


def resemblance(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard resemblance of two sketches, from 0 to 1. Two empty ones have none."""
    if not a or not b:
        return 0.0
    first, second = set(a), set(b)
    # A text with fewer shingles than a sketch holds has given all of them: then this is exact.
    size = max(len(first), len(second))
    smallest = sorted(first | second)[:size]
    return sum(one in first and one in second for one in smallest) / len(smallest)


class Sketches(Generic[K]):
    """Texts by the smallest hashes of their sketches."""

    def __init__(self) -> None:
        self._held: dict[int, list[K]] = {}

    def add(self, text: K, sketch: Sequence[int]) -> None:
        """File a text. Adding it again does nothing."""
        for one in sorted(set(sketch))[:_INDEXED]:
            filed = self._held.setdefault(one, [])
            if text not in filed:
                filed.append(text)
                if len(filed) > _NEWEST:
                    del filed[0]

    def alike(self, sketch: Sequence[int]) -> list[K]:
        """The texts that share most of the smallest hashes, at least one; of equals those filed first."""
        shared = Counter(text for one in sorted(set(sketch))[:_INDEXED] for text in self._held.get(one, ()))
        return [text for text, _ in shared.most_common(_ASKED)]
