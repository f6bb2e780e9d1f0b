"""The least of a function is found where it is known."""

import numpy as np
from numpy.typing import NDArray

from bench.fitting.descent import least

Array = NDArray[np.float64]


def test_a_long_valley_is_followed_to_its_lowest_point() -> None:
    steep, lowest = np.array([1.0, 1000.0, 30.0]), np.array([3.0, -2.0, 0.5])

    def bowl(at: Array) -> tuple[float, Array]:
        apart = at - lowest
        return float((steep * apart * apart).sum() / 2), steep * apart

    assert np.allclose(least(bowl, np.zeros(3), 100), lowest, atol=1e-2)


def test_no_step_makes_it_worse() -> None:
    def wave(at: Array) -> tuple[float, Array]:
        return float(np.sqrt(1 + at @ at)), at / np.sqrt(1 + at @ at)

    first = np.full(4, 50.0)
    assert wave(least(wave, first, 3))[0] < wave(first)[0]
