"""Copies: how alike two texts are by their sketches, and which texts are worth asking.

A sketch is the k smallest hashes of a text's shingles. The share of the k smallest of both together that stand in both
estimates the resemblance (Broder 1997).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.candidates import Postings, newest
from services.dedup.matching.compiled import compiled
from services.dedup.matching.found import best, nothing

__all__ = ["Sketches", "resemblance"]

Sketch = NDArray[np.uint32]
"""Sorted, each hash once."""

_INDEXED: Final = 16
"""Two texts that resemble each other by .3 share one of their 16 smallest hashes in 997 of 1,000 cases."""
_NEWEST: Final = 64
_ASKED: Final = 20


@compiled
def resemblance(a: Sketch, b: Sketch) -> float:
    """Estimated Jaccard resemblance of two sketches, from 0 to 1. Two empty ones have none."""
    if len(a) == 0 or len(b) == 0:
        return 0.0
    # A text with fewer shingles than a sketch holds has given all of them: then this is exact.
    size = max(len(a), len(b))
    i = j = smallest = both = 0
    while smallest < size and (i < len(a) or j < len(b)):
        ours = j == len(b) or (i < len(a) and a[i] <= b[j])
        theirs = i == len(a) or (j < len(b) and b[j] <= a[i])
        i += ours
        j += theirs
        both += ours and theirs
        smallest += 1
    return both / smallest


class Sketches:
    """Texts by the smallest hashes of their sketches. A text is a number; of two, the greater was met later."""

    def __init__(self) -> None:
        self._filed = Postings(_NEWEST)

    def add(self, text: int, sketch: Sketch) -> None:
        """File a text that is not filed."""
        self._filed.add(text, _indexed(sketch))

    def remove(self, text: int, sketch: Sketch) -> None:
        """Take out a text that is filed with this sketch."""
        self._filed.remove(text, _indexed(sketch))

    def alike(self, sketch: Sketch) -> list[int]:
        """The texts that share most of the smallest hashes, at least one; of equals those met first."""
        filed = self._filed
        found: list[int] = _alike(filed.table, filed.chunks, _indexed(sketch)).tolist()
        return found


@compiled
def _alike(table: NDArray[np.void], chunks: NDArray[np.int32], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    found = nothing(len(keys) * _NEWEST)
    for key in keys:
        newest(table, chunks, key, _NEWEST, 1.0, found)
    texts, shared = np.empty(_ASKED, np.int64), np.empty(_ASKED, np.float64)
    return texts[: best(found, texts, shared)]


def _indexed(sketch: Sketch) -> NDArray[np.int64]:
    return sketch[:_INDEXED].astype(np.int64)
