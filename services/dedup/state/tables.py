"""Tables over SQLite: read through a bounded cache, written together when the fold is stored."""

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from services.dedup.incidents.rows import StatementRow
from services.dedup.state.queries import QUERIES

__all__ = ["CachedTable", "Frequencies", "Members"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_CACHED = 200_000


class CachedTable(Generic[K, V]):
    """Rows of one kind. What was put since the last store is kept in memory whatever its size."""

    def __init__(
        self, connection: sqlite3.Connection, kind: str, row_type: Any, parse: Callable[[str], K], cached: int = _CACHED
    ) -> None:
        self._connection = connection
        self._kind = kind
        self._parse = parse
        self._adapter: TypeAdapter[V] = TypeAdapter(row_type)
        self._cached = cached
        self._held: dict[K, V] = {}
        self._changed: dict[K, None] = {}
        # Most look-ups ask for what is not there, so what is there is known without asking the file.
        self._keys = {parse(row[0]) for row in connection.execute(QUERIES["keys"], (kind,))}

    def get(self, key: K) -> V | None:
        """See `Table`."""
        row = self._held.get(key)
        if row is not None or key not in self._keys:
            return row
        value = self._connection.execute(QUERIES["get"], (self._kind, str(key))).fetchone()[0]
        row = self._held[key] = self._adapter.validate_json(value)
        return row

    def put(self, key: K, row: V) -> None:
        """See `Table`."""
        self._held[key] = row
        self._changed[key] = None

    def items(self) -> Iterator[tuple[K, V]]:
        """See `Table`."""
        for text, value in self._connection.execute(QUERIES["all"], (self._kind,)):
            key = self._parse(text)
            if key not in self._changed:
                yield key, self._adapter.validate_json(value)
        for key in self._changed:
            yield key, self._held[key]

    def store(self) -> None:
        """Write what was put, within the caller's transaction."""
        rows = (self._as_row(key, self._held[key]) for key in self._changed)
        self._connection.executemany(QUERIES["put"], rows)
        self._keys.update(self._changed)
        self._changed.clear()
        if len(self._held) > self._cached:
            for old in list(self._held)[: len(self._held) // 2]:
                del self._held[old]

    def _as_row(self, key: K, row: V) -> tuple[object, ...]:
        member = isinstance(row, StatementRow) and row.seed is not None and row.withdrawn is None
        seed, joined = (str(row.seed), row.joined) if member and isinstance(row, StatementRow) else (None, None)
        return self._kind, str(key), self._adapter.dump_json(row).decode(), seed, joined


class Members:
    """Statements by seed: what SQLite says, with what joined and left since the last store."""

    def __init__(self, connection: sqlite3.Connection, cached: int = _CACHED) -> None:
        self._connection = connection
        self._cached = cached
        self._held: dict[UUID, dict[UUID, None]] = {}

    def of(self, seed: UUID) -> dict[UUID, None]:
        """See `MemberLists`."""
        held = self._held.get(seed)
        if held is None:
            rows = self._connection.execute(QUERIES["members"], (str(seed),))
            held = self._held[seed] = dict.fromkeys(UUID(row[0]) for row in rows)
        return held

    def add(self, seed: UUID, statement: UUID) -> None:
        """See `MemberLists`."""
        self.of(seed)[statement] = None

    def remove(self, seed: UUID, statement: UUID) -> None:
        """See `MemberLists`."""
        self.of(seed).pop(statement)

    def stored(self) -> None:
        """The statement rows were written: lists may be looked up anew."""
        if len(self._held) > self._cached:
            self._held.clear()


class Frequencies:
    """Counts by feature, all in memory, for every comparison asks several of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: dict[int, int] = dict(connection.execute(QUERIES["frequencies"]))
        self._changed: dict[int, int] = {}

    def get(self, key: int) -> int | None:
        """See `Table`."""
        return self._counts.get(key)

    def put(self, key: int, row: int) -> None:
        """See `Table`."""
        self._counts[key] = self._changed[key] = row

    def items(self) -> Iterator[tuple[int, int]]:
        """See `Table`."""
        return iter(self._counts.items())

    def store(self) -> None:
        """Write what changed, within the caller's transaction."""
        self._connection.executemany(QUERIES["put_frequency"], self._changed.items())
        self._changed.clear()
