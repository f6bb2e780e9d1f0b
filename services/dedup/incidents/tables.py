"""Tables of rows by key: what the fold writes and deciding reads. In memory here; `services.dedup.state` keeps them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.dedup.incidents.rows import (
    ConstraintRow,
    CorrectionRow,
    LinkRow,
    ReportRow,
    Retraction,
    ReviewRow,
    SeedRow,
    StatementRow,
)

__all__ = [
    "TABLES",
    "Counts",
    "MemberLists",
    "MemoryCounts",
    "MemoryMembers",
    "MemoryTable",
    "MemoryTables",
    "Table",
    "Tables",
]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

TABLES: dict[str, Any] = {
    "report": ReportRow,
    "alias": UUID,
    "erased": int,
    "retraction": tuple[Retraction, ...],
    "statement": StatementRow,
    "seed": SeedRow,
    "link": LinkRow,
    "caused": tuple[str, ...],
    "constraint": ConstraintRow,
    "correction": CorrectionRow,
    "review": ReviewRow,
    "suggested": int,
}
"""Every table by name, with the type of its rows. Keys are UUIDs, or two of them joined by a slash."""


class Table(Protocol[K, V]):
    """Rows by key."""

    def get(self, key: K) -> V | None:
        """The row, or None."""

    def put(self, key: K, row: V) -> None:
        """Set the row."""

    def items(self) -> Iterable[tuple[K, V]]:
        """Every row with its key, in the order they were first put. Nothing may be put meanwhile."""


class MemberLists(Protocol):
    """Statements by seed, in the order they joined it."""

    def of(self, seed: UUID) -> dict[UUID, None]:
        """The members, oldest first; not to be changed."""

    def open(self, seed: UUID) -> None:
        """A seed is new: it has no members."""

    def add(self, seed: UUID, statement: UUID) -> None:
        """A statement joins, as the newest."""

    def remove(self, seed: UUID, statement: UUID) -> None:
        """A member leaves."""


class Counts(Protocol):
    """How often each of many was counted."""

    def of(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """How often each of these was."""

    def add(self, keys: NDArray[np.int64]) -> None:
        """Count each of these once more, no two of which are equal."""

    def items(self) -> Iterable[tuple[int, int]]:
        """Every count with its key, in no order that means anything."""


class Tables(Protocol):
    """Where tables come from."""

    def table(self, name: str) -> Table[Any, Any]:
        """The table of that name in `TABLES`."""

    def members(self) -> MemberLists:
        """Members by seed, which follow from the statement table."""

    def frequencies(self) -> Counts:
        """How many origins had each feature."""


class MemoryTable(Generic[K, V]):
    """A table in memory alone."""

    def __init__(self) -> None:
        self._rows: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        return self._rows.get(key)

    def put(self, key: K, row: V) -> None:
        self._rows[key] = row

    def items(self) -> Iterator[tuple[K, V]]:
        return iter(self._rows.items())


class MemoryMembers:
    """Members in memory alone."""

    def __init__(self) -> None:
        self._members: dict[UUID, dict[UUID, None]] = {}

    def of(self, seed: UUID) -> dict[UUID, None]:
        return self._members.get(seed, {})

    def open(self, seed: UUID) -> None:
        self._members[seed] = {}

    def add(self, seed: UUID, statement: UUID) -> None:
        self._members[seed][statement] = None

    def remove(self, seed: UUID, statement: UUID) -> None:
        self._members[seed].pop(statement)


class MemoryCounts:
    """Counts in memory alone."""

    def __init__(self) -> None:
        self._counts = Counter[int]()

    def of(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.fromiter(map(self._counts.__getitem__, keys.tolist()), np.float64, len(keys))

    def add(self, keys: NDArray[np.int64]) -> None:
        self._counts.update(keys.tolist())

    def items(self) -> Iterator[tuple[int, int]]:
        return iter(self._counts.items())


class MemoryTables:
    """Tables in memory alone, for tests, benchmarks and what-if runs."""

    def table(self, name: str) -> Table[Any, Any]:
        return MemoryTable()

    def members(self) -> MemberLists:
        return MemoryMembers()

    def frequencies(self) -> Counts:
        return MemoryCounts()
