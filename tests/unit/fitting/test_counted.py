"""A level that is never seen of true pairs weighs what the number of false ones says."""

from math import log2

import numpy as np
import pytest

from bench.fit_weights import counted
from bench.fitting.rows import Pairs


def test_half_a_pair_is_added_to_each_count() -> None:
    one = np.array([True] * 9 + [False] * 19)
    held = np.array([0] * 9 + [1] * 12 + [0] * 7, np.int8)
    pairs = Pairs({"place": held}, one, np.ones(28, np.int64), np.full(28, np.nan), ["a"] * 28)

    assert counted(pairs, "place", 1) == pytest.approx(log2((0.5 / 10) / (12.5 / 20)))
    assert counted(pairs, "place", 0) == pytest.approx(log2((9.5 / 10) / (7.5 / 20)))
