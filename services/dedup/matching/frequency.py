"""Frequencies: how often each of a great many was counted, in a hash table that is asked for many at a time.

A key has a slot, found by its hash and looked for onwards from there. Hashes are spread by their upper bits, so that a
larger table holds the keys in the same order.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.compiled import compiled, part

__all__ = ["FrequencyTable"]

Keys = NDArray[np.int64]
Table = NDArray[Any]

_SLOT: Final = np.dtype([("key", "i8"), ("count", "i8")])
"""Without a count it is empty."""
_SPREAD: Final = 0x9E3779B97F4A7C15
_FULLEST: Final = 0.6
_LARGER: Final = 2


class FrequencyTable:
    """Counts by key. Keys that are given together are no two of them equal."""

    def __init__(self) -> None:
        self._table: Table = np.zeros(1 << 12, _SLOT)
        self._keys = 0

    def __len__(self) -> int:
        return self._keys

    def of(self, keys: Keys) -> NDArray[np.float64]:
        """How often each was counted."""
        found: NDArray[np.float64] = _of(self._table, keys)
        return found

    def add(self, keys: Keys) -> None:
        """Count each once more."""
        self._make_room(len(keys))
        self._keys += _add(self._table, keys)

    def put(self, keys: Keys, counts: NDArray[np.int64]) -> None:
        """Each was counted so often, at least once."""
        self._make_room(len(keys))
        self._keys += _put(self._table, keys, counts)

    def keys(self) -> Keys:
        """All that were counted."""
        found: Keys = self._table["key"][self._table["count"] > 0]
        return found

    def items(self) -> Iterator[tuple[int, int]]:
        """All counts, each with its key, in no order that means anything."""
        counted = self._table[self._table["count"] > 0]
        return zip(counted["key"].tolist(), counted["count"].tolist(), strict=True)

    def _make_room(self, many: int) -> None:
        if self._keys + many > len(self._table) * _FULLEST:
            larger = np.zeros(len(self._table) * _LARGER + many * _LARGER, _SLOT)
            _fill(larger, self._table)
            self._table = larger


@compiled
def _of(table: Table, keys: Keys) -> NDArray[np.float64]:
    found = np.empty(len(keys), np.float64)
    for k in range(len(keys)):
        found[k] = table[_slot(table, keys[k])].count
    return found


@compiled
def _add(table: Table, keys: Keys) -> int:
    """How many of them are new."""
    fresh = 0
    for key in keys:
        one = table[_slot(table, key)]
        fresh += one.count == 0
        one.key = key
        one.count += 1
    return fresh


@compiled
def _put(table: Table, keys: Keys, counts: NDArray[np.int64]) -> int:
    """How many of them are new."""
    fresh = 0
    for k in range(len(keys)):
        one = table[_slot(table, keys[k])]
        fresh += one.count == 0
        one.key, one.count = keys[k], counts[k]
    return fresh


@compiled
def _fill(larger: Table, table: Table) -> None:
    for i in range(len(table)):
        if table[i].count:
            at = _slot(larger, table[i].key)
            larger[at].key, larger[at].count = table[i].key, table[i].count


@part
def _slot(table: Table, key: int) -> int:
    """Where a key is, or would be."""
    spread = (np.uint64(key) * np.uint64(_SPREAD)) >> np.uint64(32)
    at: Any = np.int64((spread * np.uint64(len(table))) >> np.uint64(32))
    while table[at].count != 0 and table[at].key != key:
        at += 1
        if at == len(table):
            at = 0
    return at  # type: ignore[no-any-return]
