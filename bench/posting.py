"""Posting as plainly as HTTP/1.1 (RFC 9112) allows, since a client made for people takes longer than what it measures.

Connections are kept alive, one for each post under way. Nothing but answers with a declared length are understood.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

__all__ = ["Poster", "Refused", "by_turns", "posted"]

_ACCEPTED: Final = 202

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refused(Exception):
    """An answer other than 202; the message has its status and its body."""


class Poster:
    """Posts reports to one ingest api, with one key. An async context manager."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        self._place = parts.hostname or "", parts.port or 80
        self._head = (
            f"POST {parts.path}/v1/reports%s HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: %s\r\nContent-Length: "
        )
        self._idle: list[Stream] = []

    async def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Post one report; the members of the answer.

        Raises:
            Refused: it was not accepted.
            OSError, EOFError: the server went away.
        """
        members: dict[str, Any] = json.loads(await self._post("", "application/json", json.dumps(body).encode()))
        return members

    async def post_batch(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Post reports as the lines of one batch; the members of their answers, in order. Raises as `post`."""
        lines = "\n".join(map(json.dumps, bodies)).encode()
        answer = await self._post(":batch", "application/x-ndjson", lines)
        answers: list[dict[str, Any]] = [json.loads(line) for line in answer.splitlines()]
        if refused := [each for each in answers if each["status"] != _ACCEPTED]:
            raise Refused(str(refused[0]))
        return answers

    async def _post(self, path: str, media: str, sent: bytes) -> bytes:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(*self._place)
        writer.write(b"%b%d\r\n\r\n%b" % ((self._head % (path, media)).encode(), len(sent), sent))
        head = await reader.readuntil(b"\r\n\r\n")
        answer = await reader.readexactly(_length(head))
        self._idle.append((reader, writer))
        status = int(head[9:12])
        if status != _ACCEPTED:
            raise Refused(f"{status}: {answer.decode()}")
        return answer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, writer in self._idle:
            writer.close()


async def posted(poster: Poster, part: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Post a report by itself, several as a batch."""
    return [await poster.post(part[0])] if len(part) == 1 else await poster.post_batch(part)


async def by_turns(
    post: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    bodies: Sequence[dict[str, Any]],
    at_once: int,
    lines: int,
) -> None:
    """Call `post` with `lines` bodies at a time, `at_once` calls under way."""
    parts = iter([bodies[start : start + lines] for start in range(0, len(bodies), lines)])

    async def one_after_another() -> None:
        for part in parts:
            await post(part)

    async with asyncio.TaskGroup() as posting:
        for _ in range(at_once):
            posting.create_task(one_after_another())


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise EOFError("an answer of unknown length")
