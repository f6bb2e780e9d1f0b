"""The least of a smooth function of many variables, by limited-memory quasi-Newton steps (Liu & Nocedal 1989)."""

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["least"]

Array = NDArray[np.float64]

_KEPT: Final = 6
"""Steps whose curvature is remembered."""
_ENOUGH: Final = 1e-4
"""Share of the fall that the slope promises, from which a step is taken (Armijo 1966)."""
_HALVINGS: Final = 25
_CLOSE: Final = 1e-6


def least(function: Callable[[Array], tuple[float, Array]], at: Array, steps: int) -> Array:
    """Where `function`, which gives value and gradient, is least, from a first guess, after at most so many steps."""
    value, slope = function(at)
    known: deque[tuple[Array, Array]] = deque(maxlen=_KEPT)
    for _ in range(steps):
        way = -_scaled(slope, known)
        promised = float(slope @ way)
        length = 1.0
        for _ in range(_HALVINGS):
            next_value, next_slope = function(at + length * way)
            if next_value <= value + _ENOUGH * length * promised:
                break
            length /= 2
        moved, turned = length * way, next_slope - slope
        if moved @ turned > 0:
            known.append((moved, turned))
        fallen = value - next_value
        at, value, slope = at + moved, next_value, next_slope
        if fallen < _CLOSE * abs(value):
            break
    return at


def _scaled(slope: Array, known: deque[tuple[Array, Array]]) -> Array:
    """The slope times what is known of the inverse curvature."""
    found = slope.copy()
    shares = []
    for moved, turned in reversed(known):
        share = float(moved @ found) / float(moved @ turned)
        shares.append(share)
        found -= share * turned
    if known:
        moved, turned = known[-1]
        found *= float(moved @ turned) / float(turned @ turned)
    else:
        found /= max(1.0, float(np.linalg.norm(slope)))
    for (moved, turned), share in zip(known, reversed(shares), strict=True):
        found += moved * (share - float(turned @ found) / float(moved @ turned))
    return found
