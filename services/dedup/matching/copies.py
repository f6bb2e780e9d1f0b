"""Copies: how alike two texts are by their sketches, and which texts are worth asking.

A sketch is the k smallest hashes of a text's shingles. The share of the k smallest of both together that stand in both
estimates the resemblance (Broder 1997).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.candidates import Postings, newest
from services.dedup.matching.compiled import compiled
from services.dedup.matching.found import best, nothing
from services.dedup.matching.profile import SHINGLE

__all__ = ["Sketches", "indexed", "resemblance"]

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
        self.filed = Postings(_NEWEST)
        """Under what `indexed` gives of each."""

    def copies(self, sketch: Sketch, said: Any, words: Any, least: float) -> list[tuple[int, float]]:
        """The texts that a sketch resembles at least so far, of those that share most of its smallest hashes, with how
        far it does. What texts say is in `said`, their sketches are among `words`."""
        filed = self.filed
        texts, likenesses = _copies(filed.table, filed.chunks, sketch, said, words, least)
        return list(zip(texts.tolist(), likenesses.tolist(), strict=True))


@compiled
def _copies(
    table: Any, chunks: Any, sketch: Sketch, said: Any, words: Any, least: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Those that share most first, of equals those met first."""
    asked = min(len(sketch), _INDEXED)
    found = nothing(asked * _NEWEST)
    for one in sketch[:asked]:
        newest(table, chunks, one, _NEWEST, 1.0, found)
    texts, likenesses = np.empty(_ASKED, np.int64), np.empty(_ASKED, np.float64)
    n = 0
    for text in texts[: best(found, texts, likenesses)]:
        one = said[text]
        likeness = resemblance(sketch, words[one.start + one.ends[SHINGLE - 1] : one.start + one.ends[SHINGLE]])
        if likeness >= least:
            texts[n], likenesses[n] = text, likeness
            n += 1
    return texts[:n], likenesses[:n]


@compiled
def indexed(said: Any, words: Any) -> NDArray[np.int64]:
    """What a text is filed under, by its profile."""
    start = said.start + said.ends[SHINGLE - 1]
    found: NDArray[np.int64] = words[start : min(start + _INDEXED, said.start + said.ends[SHINGLE])].astype(np.int64)
    return found
