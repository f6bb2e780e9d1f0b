"""Additive weights from pairs by penalised logistic regression: one weight a level, never falling along its order.

Levels are coded cumulatively, as steps along the order that a comparison has; every step after the first is at least 0
(the isotonic form of Fellegi & Sunter's weights, estimated jointly so that what comparisons say twice counts once).
The first level of each, which says nothing, is 0. Solved by accelerated projected gradient descent (Nesterov 1983;
Beck & Teboulle 2009).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Design", "Problem", "solve"]

Array = NDArray[np.float64]

_PENALTY: Final = 2.0
_STEPS: Final = 600
_CLOSE: Final = 1e-4
_LN2: Final = float(np.log(2.0))


@dataclass(frozen=True)
class Problem:
    """Pairs: the levels held, by comparison, -1 where it does not count; whether they are one; bits known already;
    whether the prior counts."""

    levels: Mapping[str, NDArray[np.int8]]
    one: NDArray[np.bool_]
    offset: Array
    prior: NDArray[np.bool_]

    def given(
        self, known: Mapping[str, Sequence[str]], bits: Mapping[str, Mapping[str, float]], prior: float | None = None
    ) -> "Problem":
        """The same with the bits of some comparisons known, and the prior too if it is given; `known` are their levels
        by number."""
        offset = self.offset if prior is None else self.offset + np.where(self.prior, prior, 0.0)
        for name, levels in known.items():
            if (held := self.levels.get(name)) is not None:
                # Number -1, where it does not count, is the last.
                offset = offset + np.array([*(bits[name][level] for level in levels), 0.0])[held]
        left = {name: held for name, held in self.levels.items() if name not in known}
        counts = self.prior if prior is None else np.zeros(len(self.one), np.bool_)
        return Problem(left, self.one, offset, counts)


@dataclass(frozen=True)
class _Step:
    """Bits that all these levels of a comparison have in common."""

    name: str
    levels: frozenset[str]
    least: float = -np.inf
    most: float = np.inf


class Design:
    """Which column is which step of which comparison."""

    def __init__(self, levels: Mapping[str, Sequence[str]], order: Mapping[str, Sequence[str]]) -> None:
        """`levels` are the levels of each comparison by number, `order` the same from what speaks most against to what
        speaks most for being one; one that is not in `order` has no order. Where the first level, which says nothing,
        has its place in the order, what comes before speaks against and what comes after speaks for it."""
        self._levels = levels
        self.steps = [step for name, known in levels.items() for step in _steps(name, known, order.get(name))]

    def columns(self, problem: Problem) -> Array:
        """One row a pair: 1 where it holds the prior, then where it has taken a step."""
        columns = [problem.prior.astype(np.float64)]
        for step in self.steps:
            taken = np.array([*(level in step.levels for level in self._levels[step.name]), False])
            held = problem.levels.get(step.name)
            columns.append(np.zeros(len(problem.one)) if held is None else taken[held].astype(np.float64))
        return np.ascontiguousarray(np.array(columns).T)

    def bits(self, solution: Array) -> dict[str, dict[str, float]]:
        """Bits of every level, from the solution without its prior."""
        found = {name: dict.fromkeys(known, 0.0) for name, known in self._levels.items()}
        for step, worth in zip(self.steps, solution, strict=True):
            for level in step.levels:
                found[step.name][level] += float(worth)
        return found


def _steps(name: str, known: Sequence[str], order: Sequence[str] | None) -> list[_Step]:
    if order is None:
        return [_Step(name, frozenset({level})) for level in known[1:]]
    if known[0] not in order:
        free, *rising = (frozenset(order[number:]) for number in range(len(order)))
        return [_Step(name, free), *(_Step(name, levels, least=0.0) for levels in rising)]
    base = order.index(known[0])
    against = [_Step(name, frozenset(order[: number + 1]), most=0.0) for number in range(base)]
    return against + [_Step(name, frozenset(order[number:]), least=0.0) for number in range(base + 1, len(order))]


def solve(design: Design, problem: Problem) -> tuple[float, dict[str, dict[str, float]]]:
    """The prior and the bits of every level that make the labels most likely, less a penalty on large weights."""
    matrix = design.columns(problem)
    rows = np.ascontiguousarray(matrix.T)
    one, offset = problem.one.astype(np.float64), problem.offset * _LN2
    least = np.array([-np.inf, *(step.least for step in design.steps)])
    most = np.array([np.inf, *(step.most for step in design.steps)])
    penalty = np.array([0.0, *(_PENALTY for _ in design.steps)])
    direction = np.ones(matrix.shape[1])
    for _ in range(30):
        direction = rows @ (matrix @ direction)
        direction /= np.linalg.norm(direction)
    size = 1.0 / (0.25 * float(direction @ (rows @ (matrix @ direction))) + _PENALTY)
    at, ahead, momentum = np.zeros(matrix.shape[1]), np.zeros(matrix.shape[1]), 1.0
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-(offset + matrix @ ahead)))
        gradient = rows @ (likely - one) + penalty * ahead
        taken = np.clip(ahead - size * gradient, least, most)
        grown = (1.0 + (1.0 + 4.0 * momentum * momentum) ** 0.5) / 2.0
        ahead = taken + (momentum - 1.0) / grown * (taken - at)
        done = float(np.abs(taken - at).max()) < _CLOSE
        at, momentum = taken, grown
        if done:
            break
    return float(at[0]) / _LN2, design.bits(at[1:] / _LN2)
