"""Frequencies of the stream over SQLite: all in memory, for every comparison asks several; written as a growing list.

A report changes a hundred of them, and a row for each would cost more than all else that is stored. So what changed is
appended as one row, and the whole is written anew when most of the list no longer holds.
"""

import sqlite3
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching.frequency import FrequencyTable
from services.dedup.state.queries import QUERIES

__all__ = ["Frequencies"]

_FEATURES: Final = np.dtype(np.int64)
_COUNTS: Final = np.dtype(np.uint32)
_STALE: Final = 4
"""The list is written anew when it is so many times as long as it need be."""
_FEW: Final = 100_000
"""A list this short is not worth it."""


class Frequencies:
    """Counts by feature."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._table = FrequencyTable()
        self._changed: list[NDArray[np.int64]] = []
        self._listed = 0
        for stored_features, stored_counts in connection.execute(QUERIES["frequencies"]):
            features = np.frombuffer(stored_features, _FEATURES).copy()
            self._table.put(features, np.frombuffer(stored_counts, _COUNTS).astype(np.int64))
            self._listed += len(features)
        self.of = self._table.of
        """See `Counts`."""
        self.items = self._table.items
        """See `Counts`."""

    def add(self, features: NDArray[np.int64]) -> None:
        """See `Counts`."""
        self._table.add(features)
        self._changed.append(features)

    def store(self) -> None:
        """Write what changed, within the caller's transaction."""
        if not self._changed:
            return
        if self._listed > max(_FEW, _STALE * len(self._table)):
            self._connection.execute(QUERIES["clear_frequencies"])
            self._listed = 0
            features = self._table.keys()
        else:
            features = np.unique(np.concatenate(self._changed))
        counts = self._table.of(features).astype(_COUNTS)
        self._connection.execute(QUERIES["add_frequencies"], (features.tobytes(), counts.tobytes()))
        self._listed += len(features)
        self._changed.clear()
