"""The file that a writer keeps its fold in, so that it need not replay the log when it starts.

A file that is missing, damaged, of another version or of another log is begun anew: nothing is lost, for the log has
it all. The file belongs to one process, which holds a lock beside it for as long as it lives.
"""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID

from pydantic import TypeAdapter

from services.dedup.incidents.record import Head, Record
from services.dedup.state.frequencies import Frequencies
from services.dedup.state.queries import QUERIES, SCHEMA
from services.dedup.state.tables import IDS, PAIRS, CachedTable, Members

__all__ = ["CACHED_REPORTS", "Bookmark", "NoFreeFile", "StateFile"]

VERSION: Final = 3
"""Goes up when rows change their form or the fold its meaning: older files are begun anew."""

CACHED_REPORTS: Final = 4_000
"""Of so many reports the rows are kept in memory, if nothing else is said: 70 KB each, with its statements."""
_ROWS_A_REPORT: Final = {"statement": 5, "seed": 5}
_PROCESSES: Final = 16
_PAGES_KB: Final = 65_536
"""Keys lie all over their indexes, which should stay in memory as far as they can."""
_LOG_PAGES: Final = 16_384
"""So much is written ahead before it goes to its places in the file: 64 MB."""
_log = logging.getLogger(__name__)


class NoFreeFile(RuntimeError):
    """As many processes as may share a folder do so already."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Which decision of which log a stored fold stands at: that of number `next_n` - 1, at `offset`, with that id."""

    topic_id: UUID
    offset: int
    last_id: UUID
    next_n: int


@dataclass(frozen=True, slots=True)
class _Stored:
    head: Head
    topic_id: UUID | None = None
    offset: int | None = None


class StateFile:
    """One process's state file. Make one by `open_free`."""

    def __init__(self, path: Path, lock: int | None = None, cached_reports: int = CACHED_REPORTS) -> None:
        """`cached_reports` is of how many reports the rows are kept in memory."""
        self.path = path
        self._cached_reports = cached_reports
        self._lock = lock
        self.record: Record
        """The fold, over this file. What changes it is lost unless it is stored."""
        self.bookmark: Bookmark | None
        """What the stored fold stands at; None when nothing was stored yet."""
        self._connection = self._usable()
        self._tables: dict[str, CachedTable[Any, Any]] = {}
        self._begin()

    @classmethod
    def open_free(cls, folder: Path, name: str, cached_reports: int = CACHED_REPORTS) -> Self:
        """The first of the folder's files of that name that no other process has.

        Raises:
            NoFreeFile: all are taken.
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(_PROCESSES):
            path = folder / f"{name}-{number}.sqlite"
            lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                continue
            return cls(path, lock, cached_reports)
        raise NoFreeFile(f"{_PROCESSES} processes keep {name} in {folder} already")

    def begin_anew(self, why: str) -> None:
        """Throw the stored fold away."""
        _log.warning("state is begun anew: %s", why, extra={"path": str(self.path)})
        self._connection.close()
        self._remove()
        self._connection = self._open()
        self._begin()

    def store(self, topic_id: UUID, offset: int) -> None:
        """Write everything that the fold changed, in one transaction, as of the decision at `offset`."""
        stored = _Stored(self.record.head, topic_id, offset)
        with self._transaction():
            for table in self._tables.values():
                table.store()
            self._frequencies.store()
            self._connection.execute(QUERIES["put_head"], (_HEAD.dump_json(stored).decode(),))
        self._members.stored()
        self.bookmark = _bookmark(stored)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def table(self, name: str) -> CachedTable[Any, Any]:
        """See `services.dedup.incidents.tables.Tables`."""
        keys = PAIRS if name in ("link", "suggested") else IDS
        cached = self._cached_reports * _ROWS_A_REPORT.get(name, 1)
        self._tables[name] = made = CachedTable[Any, Any](self._connection, name, keys, cached)
        return made

    def members(self) -> Members:
        """See `Tables`."""
        self._members = Members(self._connection, self._cached_reports)
        return self._members

    def frequencies(self) -> Frequencies:
        """See `Tables`."""
        self._frequencies = Frequencies(self._connection)
        return self._frequencies

    def _usable(self) -> sqlite3.Connection:
        try:
            connection = self._open()
            sound = connection.execute("pragma quick_check").fetchone() == ("ok",)
            version = connection.execute("pragma user_version").fetchone()[0]
            if sound and version == VERSION:
                _HEAD.validate_json(_head_of(connection))
                return connection
            why = "it is damaged" if not sound else f"it is of version {version}"
            connection.close()
        except (sqlite3.DatabaseError, ValueError) as error:
            why = str(error)
        _log.warning("state is begun anew: %s", why, extra={"path": str(self.path)})
        self._remove()
        return self._open()

    def _open(self) -> sqlite3.Connection:
        fresh = not self.path.exists()
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute(f"pragma cache_size = -{_PAGES_KB}")
        connection.execute(f"pragma wal_autocheckpoint = {_LOG_PAGES}")
        connection.executescript(SCHEMA)
        if fresh:
            connection.execute(f"pragma user_version = {VERSION}")
        return connection

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _begin(self) -> None:
        stored = _HEAD.validate_json(_head_of(self._connection))
        self.bookmark = _bookmark(stored)
        self._tables.clear()
        self.record = Record(self, stored.head)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("begin")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


def _bookmark(stored: _Stored) -> Bookmark | None:
    head = stored.head
    if stored.topic_id is None or stored.offset is None or head.last_id is None:
        return None
    return Bookmark(stored.topic_id, stored.offset, head.last_id, head.next_n)


def _head_of(connection: sqlite3.Connection) -> str:
    found = connection.execute(QUERIES["head"]).fetchone()
    return str(found[0]) if found else _HEAD.dump_json(_Stored(Head())).decode()


_HEAD: TypeAdapter[_Stored] = TypeAdapter(_Stored)
