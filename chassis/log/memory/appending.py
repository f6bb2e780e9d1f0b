"""Appends to the log in memory."""

import asyncio
from collections.abc import Sequence

from chassis.log.errors import Full, Lost, Misconfigured, Unavailable
from chassis.log.memory.store import Store
from chassis.log.port import Appender, AsyncAppender, ExclusiveAppender, Outgoing
from schemas.events.position import Position

__all__ = ["MemoryAppender", "MemoryAsyncAppender", "MemoryExclusiveAppender"]


class MemoryAppender(Appender):
    """`Appender` in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append_all(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        return self._store.append(records)

    def close(self) -> None:
        """Nothing to let go."""


class MemoryAsyncAppender(AsyncAppender):
    """`AsyncAppender` in memory. An append takes one turn of the event loop."""

    def __init__(self, store: Store, max_in_flight: int) -> None:
        self._store = store
        self._max = max_in_flight
        self._in_flight = 0
        self._closed = False

    async def append(self, record: Outgoing) -> Position:
        """See the port."""
        if self._closed:
            raise Unavailable("this appender is closed")
        if self._in_flight >= self._max:
            raise Full(f"{self._max} appends are in flight")
        self._in_flight += 1
        try:
            await asyncio.sleep(0)
            return self._store.append([record])[0]
        finally:
            self._in_flight -= 1

    def ready(self) -> bool:
        """See the port."""
        return not self._closed

    async def close(self) -> None:
        """See the port."""
        self._closed = True


class MemoryExclusiveAppender(ExclusiveAppender):
    """`ExclusiveAppender` in memory."""

    def __init__(self, store: Store, transactional_id: str) -> None:
        self._store = store
        self._id = transactional_id
        self._epoch = store.take_over(transactional_id)

    def append_batch(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        if not records:
            return []
        with self._store.changed:
            transaction = self._store.begin(self._id, self._epoch)
            try:
                written = self._store.write(transaction, records)
            except Misconfigured as error:
                self._store.end(transaction, commit=False)
                raise Lost(str(error)) from error
            except Exception:
                self._store.end(transaction, commit=False)
                raise
            self._store.end(transaction, commit=True)
            return written

    def close(self) -> None:
        """Nothing to let go."""
