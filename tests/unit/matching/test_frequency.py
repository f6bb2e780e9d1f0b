"""The table of frequencies beside a plain counter."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.dedup.matching.frequency import FrequencyTable

KEYS = st.integers(0, 40) | st.integers(0, 2**63 - 1)


@given(st.lists(st.sets(KEYS)))
def test_counts_are_those_of_a_plain_counter(added: list[set[int]]) -> None:
    table, plain = FrequencyTable(), Counter[int]()
    for keys in added:
        table.add(np.array(sorted(keys), np.int64))
        plain.update(keys)

    asked = np.array(sorted({*plain, 41, 2**62}), np.int64)
    assert table.of(asked).tolist() == [plain[key] for key in asked.tolist()]
    assert dict(table.items()) == plain
    assert sorted(table.keys().tolist()) == sorted(plain)
    assert len(table) == len(plain)


def test_a_table_that_grows_keeps_its_counts() -> None:
    table, keys = FrequencyTable(), np.arange(100_000)
    for some in np.split(keys, 100):
        table.put(some, some + 1)
    table.add(keys[:10])

    assert table.of(keys).tolist() == [*range(2, 12), *range(11, 100_001)]
    assert len(table) == len(keys)
