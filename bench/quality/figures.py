"""Figures of clusterings, and of the bits behind them."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Final

__all__ = ["Bin", "Clustering", "Share", "bins", "clustering", "f1"]

_WIDTH: Final = 2


@dataclass(frozen=True)
class Share:
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return f1(self.precision, self.recall)


@dataclass(frozen=True)
class Clustering:
    """A clustering beside the right one, over `items`: B-cubed (Bagga & Baldwin 1998) and by pairs."""

    items: int
    right: int
    found: int
    b3: Share
    pairs: Share


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def clustering(labels: Sequence[tuple[Hashable, Hashable | None]]) -> Clustering:
    """Compare (right, found) labels. What was found to be in none stands alone."""
    right = [a for a, _ in labels]
    found: list[Hashable] = [("alone", number) if b is None else b for number, (_, b) in enumerate(labels)]
    both = list(zip(right, found, strict=True))
    of_right, of_found, of_both = Counter(right), Counter(found), Counter(both)
    count = len(labels) or 1
    b3 = Share(
        sum(of_both[a, b] / of_found[b] for a, b in both) / count,
        sum(of_both[a, b] / of_right[a] for a, b in both) / count,
    )
    shared = _pairs(of_both)
    pairs = Share(shared / (_pairs(of_found) or 1), shared / (_pairs(of_right) or 1))
    return Clustering(len(labels), len(of_right), len(of_found), b3, pairs)


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


@dataclass(frozen=True)
class Bin:
    """Scores from `low` bits, `_WIDTH` wide: how many, and how many of them between two of one incident."""

    low: int
    count: int
    right: int

    @property
    def due(self) -> float:
        """The share that the middle of the bin promises, were the bits calibrated: 2^b to 1."""
        return 1 / (1 + 2 ** -(self.low + _WIDTH / 2))


def bins(scores: Iterable[tuple[float, bool]], lowest: int = -10, highest: int = 14) -> list[Bin]:
    """Scores with whether they are right, by bits; what lies beyond the ends is in the last bin there."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for bits, right in scores:
        low = max(lowest, min(highest, _WIDTH * floor(bits / _WIDTH)))
        counts[low][0] += 1
        counts[low][1] += right
    return [Bin(low, *counts[low]) for low in sorted(counts)]
