"""Posting as plainly as HTTP/1.1 (RFC 9112) allows, since a client made for people takes longer than what it measures.

Connections are kept alive, one for each post under way. Nothing but answers with a declared length are understood.
What is sent is made ready before: who posts shares the cores with what is measured.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

__all__ = ["Post", "Poster", "Refused", "by_turns", "posts"]

_ACCEPTED: Final = 202

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refused(Exception):
    """An answer other than 202; the message has its status and its body."""


class Post(NamedTuple):
    """Reports as they are sent: one by itself, several as the lines of a batch."""

    path: str
    media: str
    body: bytes

    @classmethod
    def of(cls, reports: Sequence[dict[str, Any]]) -> Self:
        """These; there must be at least one."""
        lines = "\n".join(map(json.dumps, reports)).encode()
        return cls("", "application/json", lines) if len(reports) == 1 else cls(":batch", "application/x-ndjson", lines)


def posts(reports: Sequence[dict[str, Any]], lines: int) -> list[Post]:
    """All of them, `lines` at a time."""
    return [Post.of(reports[start : start + lines]) for start in range(0, len(reports), lines)]


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

    async def post(self, post: Post) -> list[dict[str, Any]]:
        """Post reports; the members of their answers, in order.

        Raises:
            Refused: one of them was not accepted.
            OSError, EOFError: the server went away.
        """
        answers: list[dict[str, Any]] = [json.loads(line) for line in (await self._answer(post)).splitlines()]
        # Only of a batch has each report a status of its own.
        if refused := [each for each in answers if each.get("status", _ACCEPTED) != _ACCEPTED]:
            raise Refused(str(refused[0]))
        return answers

    async def _answer(self, post: Post) -> bytes:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(*self._place)
        head = (self._head % (post.path, post.media)).encode()
        writer.write(b"%b%d\r\n\r\n%b" % (head, len(post.body), post.body))
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


async def by_turns(post: Callable[[Post], Awaitable[None]], ready: Iterable[Post], at_once: int) -> None:
    """Call `post` with each that is ready, `at_once` calls under way."""
    waiting = iter(ready)

    async def one_after_another() -> None:
        for each in waiting:
            await post(each)

    async with asyncio.TaskGroup() as posting:
        for _ in range(at_once):
            posting.create_task(one_after_another())


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise EOFError("an answer of unknown length")
