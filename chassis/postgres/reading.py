"""Connections that only read: taken, asked and put back, with nothing in between.

The driver's pool watches over a connection while it is taken, clears it and gives it back in a task of its own, which
together takes longer than looking up a row. Who only reads leaves nothing to clear.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import asyncpg

__all__ = ["ReadingPool"]

_Connected: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class ReadingPool:
    """At most `size` connections, made when they are first needed; whoever comes when all are taken waits.

    Used from one event loop. A connection that was lost, or whose question was broken off, is not used again.
    """

    def __init__(self, connect: Callable[[], Awaitable[_Connected]], size: int) -> None:
        self._connect = connect
        self._size: Final = size
        self._turns = asyncio.Semaphore(size)
        self._idle: list[_Connected] = []
        self._taken: set[_Connected] = set()
        self._closed = False

    async def fetch(self, query: str, *arguments: Any) -> "list[asyncpg.Record]":
        """The rows of a query. Raises what the driver does."""
        async with self._turns:
            connection = await self._take()
            try:
                rows = await connection.fetch(query, *arguments)
            except asyncpg.PostgresError:
                self._put_back(connection)
                raise
            except BaseException:
                self._drop(connection)
                raise
            self._put_back(connection)
            return rows

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[_Connected]:
        """A connection of one's own until left."""
        async with self._turns:
            connection = await self._take()
            try:
                yield connection
            except BaseException:
                self._drop(connection)
                raise
            self._put_back(connection)

    async def close(self) -> None:
        """Let nobody in any more, wait for those who are, and hang up. Whoever does not wait cuts them off."""
        self._closed = True
        try:
            for _ in range(self._size):
                await self._turns.acquire()
            for connection in self._idle:
                await connection.close()
        finally:
            for connection in (*self._idle, *self._taken):
                connection.terminate()
            for _ in range(self._size):
                self._turns.release()

    async def _take(self) -> _Connected:
        if self._closed:
            raise asyncpg.InterfaceError("pool is closed")
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                break
        else:
            connection = await self._connect()
        self._taken.add(connection)
        return connection

    def _put_back(self, connection: _Connected) -> None:
        self._taken.remove(connection)
        self._idle.append(connection)

    def _drop(self, connection: _Connected) -> None:
        self._taken.remove(connection)
        connection.terminate()
