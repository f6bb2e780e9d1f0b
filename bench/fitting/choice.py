"""Additive weights from choices: which of several candidates is right, by what holds of each (conditional logit,
McFadden 1974), with a quadratic penalty. Solved by gradient descent with moments (Kingma & Ba 2015)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Choice", "fitted", "vocabulary"]

Array = NDArray[np.float64]

_STEPS: Final = 300
_RATE: Final = 0.1
_DECAY: Final = 0.9, 0.99
_LN2: Final = float(np.log(2.0))


@dataclass(frozen=True)
class Choice:
    """The features of each candidate, as names or with amounts, which candidates are right (at least one), and how much
    the choice counts."""

    features: Sequence[Sequence[str] | Mapping[str, float]]
    right: Sequence[bool]
    weight: float = 1.0


def vocabulary(choices: Iterable[Choice], least: int) -> list[str]:
    """The features that hold of a candidate in at least so many choices, sorted."""
    counts = Counter(name for choice in choices for name in {name for names in choice.features for name in names})
    return sorted(name for name, count in counts.items() if count >= least)


def fitted(choices: Sequence[Choice], known: Sequence[str], penalty: float) -> dict[str, float]:
    """Bits of every known feature that make what is right most likely, less a penalty on large weights."""
    column = {name: at for at, name in enumerate(known)}
    rows, columns, amounts, begins, size = [], [], [], [], 0
    for choice in choices:
        begins.append(size)
        for names in choice.features:
            given = names if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
            held = sorted((column[name], amount) for name, amount in given.items() if name in column)
            rows += [size] * len(held)
            columns += [at for at, _ in held]
            amounts += [amount for _, amount in held]
            size += 1
    row, held_at, begin, amount = np.array(rows), np.array(columns), np.array(begins), np.array(amounts)
    of = np.repeat(np.arange(len(choices)), [len(choice.features) for choice in choices])
    right = np.array([one for choice in choices for one in choice.right])
    worth = np.array([choice.weight for choice in choices])[of]

    def shares(score: Array) -> Array:
        each = np.exp(score - np.maximum.reduceat(score, begin)[of])
        made: Array = each / np.add.reduceat(each, begin)[of]
        return made

    bits = np.zeros(len(known))
    mean, square = np.zeros(len(known)), np.zeros(len(known))
    for step in range(1, _STEPS + 1):
        likely = shares(np.bincount(row, bits[held_at] * amount, size).astype(np.float64))
        of_right = np.where(right, likely, 0.0)
        of_right /= np.add.reduceat(of_right, begin)[of]
        slope = np.bincount(held_at, ((likely - of_right) * worth)[row] * amount, len(known)) + penalty * bits
        mean = _DECAY[0] * mean + (1 - _DECAY[0]) * slope
        square = _DECAY[1] * square + (1 - _DECAY[1]) * slope * slope
        way = (mean / (1 - _DECAY[0] ** step)) / (np.sqrt(square / (1 - _DECAY[1] ** step)) + 1e-8)
        bits = bits - _RATE * (1 - 0.9 * step / _STEPS) * way
    return {name: float(bits[at] / _LN2) for name, at in column.items()}
