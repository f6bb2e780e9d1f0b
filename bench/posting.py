"""Posting as plainly as HTTP/1.1 (RFC 9112) allows, since a client made for people takes longer than what it measures.

Connections are kept alive, one for each post under way. Nothing but JSON with a declared length is understood.
"""

import asyncio
import json
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

__all__ = ["Poster", "Refused"]

_ACCEPTED: Final = 202

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refused(Exception):
    """An answer other than 202; the message has its status and its body."""


class Poster:
    """Posts to one path of one server, with one key. An async context manager."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        self._place = parts.hostname or "", parts.port or 80
        self._head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._idle: list[Stream] = []

    async def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Post `body`; the members of the answer.

        Raises:
            Refused: it was not accepted.
            OSError, EOFError: the server went away.
        """
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(*self._place)
        sent = json.dumps(body).encode()
        writer.write(b"%b%d\r\n\r\n%b" % (self._head, len(sent), sent))
        head = await reader.readuntil(b"\r\n\r\n")
        answer = await reader.readexactly(_length(head))
        self._idle.append((reader, writer))
        status = int(head[9:12])
        if status != _ACCEPTED:
            raise Refused(f"{status}: {answer.decode()}")
        members: dict[str, Any] = json.loads(answer)
        return members

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, writer in self._idle:
            writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise EOFError("an answer of unknown length")
