"""Tables over SQLite: read through a bounded cache, written together when the fold is stored.

Rows are held by the number that an id is: hashing a `UUID` runs in Python and costs more than the look-up.
"""

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from services.dedup.incidents.rows import StatementRow
from services.dedup.incidents.tables import TABLES
from services.dedup.state.queries import QUERIES

__all__ = ["IDS", "PAIRS", "CachedTable", "Keys", "Members"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_KINDS: Final = {name: number for number, name in enumerate(TABLES)}


@dataclass(frozen=True, slots=True)
class Keys:
    """How the keys of a table are held in memory, and what they are in the file."""

    held: Callable[[Any], Any]
    stored: Callable[[Any], Any]
    """From what is held."""
    read: Callable[[Any], Any]
    """What is held, from what is stored."""
    given: Callable[[Any], Any]
    """The key, from what is held."""


def _stored_id(number: int) -> bytes:
    return number.to_bytes(16)


def _read_id(stored: bytes) -> int:
    return int.from_bytes(stored)


def _id(number: int) -> UUID:
    return UUID(int=number)


IDS: Final = Keys(attrgetter("int"), _stored_id, _read_id, _id)
PAIRS: Final = Keys(str, str, str, str)


class CachedTable(Generic[K, V]):
    """Rows of one kind. What was put since the last store is kept in memory whatever its size."""

    def __init__(self, connection: sqlite3.Connection, name: str, keys: Keys, cached: int) -> None:
        self._connection = connection
        self._kind = _KINDS[name]
        self._form = keys
        self._held_key = keys.held
        self._adapter: TypeAdapter[V] = TypeAdapter(TABLES[name])
        self._cached = cached
        self._held: dict[Any, V] = {}
        self._changed: dict[Any, None] = {}
        # Most look-ups ask for what is not there, so what is there is known without asking the file.
        self._keys = {keys.read(row[0]) for row in connection.execute(QUERIES["keys"], (self._kind,))}

    def get(self, key: K) -> V | None:
        """See `Table`."""
        held = self._held_key(key)
        row = self._held.get(held)
        if row is not None or held not in self._keys:
            return row
        value = self._connection.execute(QUERIES["get"], (self._kind, self._form.stored(held))).fetchone()[0]
        row = self._held[held] = self._adapter.validate_json(value)
        self._trim()
        return row

    def put(self, key: K, row: V) -> None:
        """See `Table`."""
        held = self._held_key(key)
        self._held[held] = row
        self._changed[held] = None

    def items(self) -> Iterator[tuple[K, V]]:
        """See `Table`."""
        form, added = self._form, dict(self._changed)
        for stored, value in self._connection.execute(QUERIES["all"], (self._kind,)):
            held = form.read(stored)
            if held in added:
                del added[held]
                yield form.given(held), self._held[held]
            else:
                yield form.given(held), self._adapter.validate_json(value)
        for held in added:
            yield form.given(held), self._held[held]

    def store(self) -> None:
        """Write what was put, within the caller's transaction."""
        rows = (self._as_row(held, self._held[held]) for held in self._changed)
        self._connection.executemany(QUERIES["put"], rows)
        self._keys.update(self._changed)
        self._changed.clear()
        self._trim()

    def _trim(self) -> None:
        """Let go of the half that was read or put first, once there is too much."""
        if len(self._held) - len(self._changed) > self._cached:
            stored = [held for held in self._held if held not in self._changed]
            for old in stored[: len(stored) - self._cached // 2]:
                del self._held[old]

    def _as_row(self, held: Any, row: V) -> tuple[object, ...]:
        seed, joined = None, None
        if isinstance(row, StatementRow) and row.seed is not None and row.withdrawn is None:
            seed, joined = row.seed.bytes, row.joined
        return self._kind, self._form.stored(held), self._adapter.dump_json(row).decode(), seed, joined


class Members:
    """Statements by seed: what SQLite says, with what joined and left since the last store."""

    def __init__(self, connection: sqlite3.Connection, cached: int) -> None:
        self._connection = connection
        self._cached = cached
        self._held: dict[int, dict[UUID, None]] = {}

    def of(self, seed: UUID) -> dict[UUID, None]:
        """See `MemberLists`."""
        held = self._held.get(seed.int)
        if held is None:
            rows = self._connection.execute(QUERIES["members"], (seed.bytes,))
            held = self._held[seed.int] = {UUID(bytes=row[0]): None for row in rows}
        return held

    def open(self, seed: UUID) -> None:
        """See `MemberLists`."""
        self._held[seed.int] = {}

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
