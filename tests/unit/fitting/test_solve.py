"""Estimating weights: levels keep their order, say nothing where they should, and tell what the pairs tell."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fitting.solve import Design, Problem, solve

LEVELS = {"day": ("unknown", "apart", "near", "same"), "words": ("unknown", "few", "many")}
ANCHORED = {"day": ("apart", "unknown", "near", "same"), "words": ("few", "many")}


def problem(rows: Sequence[tuple[Mapping[str, int], bool]]) -> Problem:
    return Problem(
        levels={name: np.array([held.get(name, -1) for held, _ in rows], np.int8) for name in LEVELS},
        one=np.array([one for _, one in rows], np.bool_),
        offset=np.zeros(len(rows)),
        prior=np.ones(len(rows), np.bool_),
    )


ROWS = st.lists(
    st.tuples(st.fixed_dictionaries({"day": st.integers(-1, 3), "words": st.integers(-1, 2)}), st.booleans()),
    min_size=4,
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_bits_never_fall_along_the_order_and_the_first_level_says_nothing(
    rows: list[tuple[dict[str, int], bool]],
) -> None:
    _, bits = solve(Design(LEVELS, ANCHORED), problem(rows))

    assert bits["day"]["unknown"] == bits["words"]["unknown"] == 0.0
    assert bits["day"]["apart"] <= 0.0 <= bits["day"]["near"] <= bits["day"]["same"]
    assert bits["words"]["few"] <= bits["words"]["many"]


def test_bits_are_near_the_log_odds_of_what_was_counted() -> None:
    rows = [({"day": 3}, True)] * 900 + [({"day": 3}, False)] * 100
    rows += [({"day": 0}, True)] * 500 + [({"day": 0}, False)] * 500

    prior, bits = solve(Design(LEVELS, ANCHORED), problem(rows))

    assert prior == pytest.approx(0.0, abs=0.1)
    assert bits["day"]["same"] == pytest.approx(np.log2(9), abs=0.1)


def test_what_says_the_same_twice_counts_once() -> None:
    rows = [({"day": 3, "words": 2}, True)] * 900 + [({"day": 3, "words": 2}, False)] * 100
    rows += [({"day": 0, "words": 1}, True)] * 500 + [({"day": 0, "words": 1}, False)] * 500

    _, bits = solve(Design(LEVELS, ANCHORED), problem(rows))

    both = bits["day"]["same"] + bits["words"]["many"] - bits["words"]["few"]
    assert both == pytest.approx(np.log2(9), abs=0.2)


def test_what_is_known_is_not_estimated_again() -> None:
    rows = [({"day": 3, "words": 2}, True)] * 90 + [({"day": 3, "words": 2}, False)] * 10
    known = {"day": {"unknown": 0.0, "apart": 0.0, "near": 0.0, "same": float(np.log2(9))}}

    left = problem(rows).given({"day": LEVELS["day"]}, known, prior=0.0)
    prior, bits = solve(Design({"words": LEVELS["words"]}, {"words": ANCHORED["words"]}), left)

    assert prior == 0.0
    assert bits["words"]["many"] == pytest.approx(0.0, abs=0.05)
