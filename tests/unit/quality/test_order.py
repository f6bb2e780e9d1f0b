"""The order effect is measured over orders that could have been: a day is shuffled, days come as they came."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bench.quality import tables
from bench.quality.figures import clustering
from bench.quality.order import OrderEffect, shuffles

FIRST = date(2026, 3, 1)


@given(st.lists(st.integers(0, 3), max_size=12).map(sorted), st.integers(0, 99))
def test_a_shuffle_keeps_every_report_and_every_day(days: list[int], seed: int) -> None:
    dated = [(FIRST + timedelta(days=day), (day, number)) for number, day in enumerate(days)]
    orders = list(shuffles(dated, 3, seed))

    assert orders == list(shuffles(dated, 3, seed))
    for order in orders:
        assert Counter(order) == Counter(thing for _, thing in dated)
        assert all(before[0] <= after[0] for before, after in pairwise(order))


def test_reports_of_one_day_come_in_other_orders() -> None:
    assert len({tuple(order) for order in shuffles([(FIRST, number) for number in range(6)], 10, 0)}) > 5


def test_the_table_tells_the_mean_and_the_ends() -> None:
    same, apart = clustering([("a", 1), ("a", 1)]), clustering([("a", 1), ("a", 2)])
    table = tables.order(OrderEffect(2, 2, (same, apart), (same,)))
    assert [next(iter(column.cells)) for column in table.columns][1:5] == ["2", "0.833", "0.667", "1.000"]
