"""A client that costs next to nothing (RFC 9112), and the server it asks as a process of its own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.reading.serving import DSN, TOKEN
from chassis.registry.tokens import new_token
from deploy.ports import free_port, is_open
from operate.waiting import wait_for

__all__ = ["Client", "Server", "server"]

_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Server:
    """A server of this run: where it is, what lets one in, and its process."""

    port: int
    token: str
    process: psutil.Process

    @property
    def resident(self) -> int:
        """Bytes of memory that it has now."""
        return int(self.process.memory_info().rss)


@contextmanager
def server(dsn: str, *, bare: bool = False) -> Iterator[Server]:
    """`bench.reading.serving` over the database, which ends on leaving."""
    port, token = free_port(), new_token()
    command = [sys.executable, "-m", "bench.reading.serving", "--port", str(port), *(["--bare"] if bare else [])]
    process = subprocess.Popen(command, env=os.environ | {DSN: dsn, TOKEN: token})
    try:
        wait_for("the api", lambda: is_open(port), 60)
        yield Server(port, token, psutil.Process(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


class Client:
    """One connection that is kept, for one request at a time."""

    def __init__(self, given: Server) -> None:
        self._server = given
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> bytes:
        """The body of the answer. Raises: AssertionError unless it is 200."""
        reader, writer = await self._connected()
        writer.write(self._request("GET", path))
        status, length = await self._head(reader)
        body = await reader.readexactly(length)
        assert status == 200, f"{status} for {path}: {body[:500]!r}"
        return body

    async def post(self, path: str, body: bytes) -> None:
        """Send this."""
        reader, writer = await self._connected()
        writer.write(self._request("POST", path, len(body)) + body)
        await self._head(reader)

    async def stream(self, path: str) -> asyncio.StreamReader:
        """What follows the head of an answer that does not end, chunked."""
        reader, writer = await self._connected()
        writer.write(self._request("GET", path))
        await reader.readuntil(b"\r\n\r\n")
        return reader

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._server.port, limit=_LARGEST)
        return self._streams

    def _request(self, method: str, path: str, length: int = 0) -> bytes:
        return (
            f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self._server.token}\r\n"
            f"Content-Length: {length}\r\n\r\n"
        ).encode()

    async def _head(self, reader: asyncio.StreamReader) -> tuple[int, int]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next((line[15:] for line in head.split("\r\n") if line.startswith("content-length:")), "0")
        return int(head.split(" ", 2)[1]), int(length)
