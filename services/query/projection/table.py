"""A table of rows that hold for a range of decisions, and the changes made to it since they were last taken out."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final, Generic, TypeVar

from services.query.projection.rows import Row

__all__ = ["UNDER_WAY", "Table"]

R = TypeVar("R", bound=Row)

UNDER_WAY: Final = 2
"""How many takings may be on their way at once."""


class Table(Generic[R]):
    """The rows that hold now, as far as they were learned, by key.

    One decision makes at most one row of a key: what it changes twice is one change. What was taken out lately may
    still be on its way to where rows are learned from: rows that ended there are not learned again.
    """

    def __init__(self) -> None:
        self._now: dict[Any, R] = {}
        self._born: dict[tuple[Any, int], R] = {}
        self._ended: dict[tuple[Any, int], tuple[R, int]] = {}
        self._gone: deque[set[Any]] = deque(maxlen=UNDER_WAY)

    def __contains__(self, key: object) -> bool:
        return key in self._now

    def __getitem__(self, key: Any) -> R:
        return self._now[key]

    def __len__(self) -> int:
        return len(self._now)

    def __iter__(self) -> Iterator[R]:
        return iter(self._now.values())

    def get(self, key: Any) -> R | None:
        """The row that holds now, if any."""
        return self._now.get(key)

    def learn(self, rows: Iterable[R]) -> list[R]:
        """Take in rows that are stored already, and give those that are. What is known of a key is not replaced."""
        learned = []
        for row in rows:
            if (key := row.key) not in self._now and not any(key in gone for gone in self._gone):
                self._now[key] = row
                learned.append(row)
        return learned

    def put(self, row: R) -> bool:
        """From `row.from_n` on this row holds; whether that is a change."""
        key = row.key
        old = self._now.get(key)
        if old is not None:
            if old.same_as(row):
                return False
            self.end(key, row.from_n)
        self._now[key] = self._born[key, row.from_n] = row
        return True

    def end(self, key: Any, n: int) -> R | None:
        """From `n` on no row of the key holds; the one that did, if any."""
        old = self._now.pop(key, None)
        if old is None:
            return None
        if (born := (key, old.from_n)) not in self._born:
            self._ended[born] = old, n
        elif old.from_n == n:
            del self._born[born]
        else:
            self._born[born] = old.until(n)
        return old

    def take(self) -> tuple[list[R], list[tuple[R, int]]]:
        """The rows to write, and the written rows that ended with the n at which they did; they are taken out."""
        taken = list(self._born.values()), list(self._ended.values())
        self._gone.append({key for key, _ in self._ended})
        self._born, self._ended = {}, {}
        return taken

    def forget(self) -> None:
        """Know nothing any more."""
        self._now.clear()
