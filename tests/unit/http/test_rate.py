"""The rate of a key, by a clock that the test turns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.http.rate import TokenBuckets


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_the_wait_is_told() -> None:
    buckets = TokenBuckets(per_second=2, burst=3, clock=Clock())

    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_after_the_wait_there_is_a_token() -> None:
    clock = Clock()
    buckets = TokenBuckets(per_second=2, burst=1, clock=clock)
    buckets.take("a")

    clock.now += buckets.take("a")

    assert buckets.take("a") == 0


def test_holders_do_not_share() -> None:
    buckets = TokenBuckets(per_second=1, burst=1, clock=Clock())

    assert buckets.take("a") == 0
    assert buckets.take("b") == 0
    assert buckets.take("a") == pytest.approx(1)


@given(st.lists(st.floats(0, 5), max_size=60))
def test_no_pattern_of_asking_gets_more_than_the_rate(pauses: list[float]) -> None:
    clock = Clock()
    buckets = TokenBuckets(per_second=2, burst=5, clock=clock)
    taken = 0
    for pause in pauses:
        clock.now += pause
        taken += buckets.take("a") == 0

    assert taken <= 5 + 2 * clock.now + 1e-6
