"""Frequencies of the stream over SQLite: all in memory, for every comparison asks several; written as a growing list.

A report changes a hundred of them, and a row for each would cost more than all else that is stored. So what changed is
appended as one row, and the whole is written anew when most of the list no longer holds.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from services.dedup.state.queries import QUERIES

__all__ = ["Frequencies"]

_FEATURES: Final = "Q"
_COUNTS: Final = "I"
_STALE: Final = 4
"""The list is written anew when it is so many times as long as it need be."""
_FEW: Final = 100_000
"""A list this short is not worth it."""


class Frequencies:
    """Counts by feature."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts = Counter[int]()
        self._changed: set[int] = set()
        self._listed = 0
        for stored_features, stored_counts in connection.execute(QUERIES["frequencies"]):
            features, counts = array(_FEATURES, stored_features), array(_COUNTS, stored_counts)
            # A counter's own `update` would add.
            dict.update(self._counts, zip(features, counts, strict=True))
            self._listed += len(features)
        self.get = self._counts.get
        """See `Counts`."""

    def add(self, features: Collection[int]) -> None:
        """See `Counts`."""
        self._counts.update(features)
        self._changed.update(features)

    def items(self) -> Iterator[tuple[int, int]]:
        """See `Counts`."""
        return iter(self._counts.items())

    def store(self) -> None:
        """Write what changed, within the caller's transaction."""
        if not self._changed:
            return
        if self._listed > max(_FEW, _STALE * len(self._counts)):
            self._connection.execute(QUERIES["clear_frequencies"])
            self._listed = 0
            self._changed.update(self._counts)
        features = array(_FEATURES, self._changed)
        counts = array(_COUNTS, map(self._counts.__getitem__, features))
        self._connection.execute(QUERIES["add_frequencies"], (features.tobytes(), counts.tobytes()))
        self._listed += len(features)
        self._changed.clear()
