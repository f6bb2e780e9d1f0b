"""A batch: many reports as lines of JSON, each taken in or refused by itself, answered in order."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from chassis.http import Problem
from services.ingest.api.intake import UNAVAILABLE, Accepted
from services.ingest.api.lines import Line, lines_of

__all__ = ["MAX_LINES", "Batch"]

MAX_LINES: Final = 10_000
"""Lines that a batch may have."""

_IN_FLIGHT: Final = 100
_BYTES_IN_FLIGHT: Final = 16 * 1024 * 1024


class Batch:
    """Reads lines, posts several at once, and keeps their answers in the order of the lines.

    Answers are kept until the body has ended, since most clients read nothing before they have sent everything; what
    bounds them is `MAX_LINES`. When the log stops answering, the lines that follow are refused at once instead of
    waiting for it one by one.
    """

    def __init__(
        self, post: Callable[[bytes], Awaitable[Accepted]], throttle: Callable[[], float], line_bytes: int
    ) -> None:
        """`throttle` takes leave to post one line: 0.0 when given, else the seconds after which to ask again."""
        self._post = post
        self._throttle = throttle
        self._line_bytes = line_bytes
        self._waiting: deque[tuple[int, asyncio.Task[bytes]]] = deque()
        self._bytes_waiting = 0
        self._away: Problem | None = None

    async def run(self, body: AsyncIterator[bytes]) -> bytes:
        """One line of JSON for each line of `body` that is not blank: its number, a status, and what belongs to it.

        A body over a limit is answered for what came before it and, last, with 413 for the first line not read.
        """
        answers: list[bytes] = []
        number = count = 0
        cut: Problem | None = None
        try:
            try:
                async for line in lines_of(body, self._line_bytes):
                    if count == MAX_LINES:
                        cut = Problem(413, f"A batch has at most {MAX_LINES} lines.", kind="too-large")
                        break
                    number, count = line.number, count + 1
                    answers += await self._make_room(len(line.data or b""))
                    self._start(line)
            except Problem as over:
                cut = over
            answers += [await task for _, task in self._waiting]
        finally:
            for _, task in self._waiting:
                task.cancel()
        if cut is not None:
            answers.append(_refusal(number + 1, cut))
        return b"".join(answers)

    async def _make_room(self, size: int) -> list[bytes]:
        answers = []
        while self._waiting and (len(self._waiting) >= _IN_FLIGHT or self._bytes_waiting + size > _BYTES_IN_FLIGHT):
            oldest, task = self._waiting[0]
            answers.append(await task)
            self._waiting.popleft()
            self._bytes_waiting -= oldest
        while wait := self._throttle():  # noqa: ASYNC110 - the bucket fills by the clock: there is no event
            await asyncio.sleep(wait)
        return answers

    def _start(self, line: Line) -> None:
        size = len(line.data or b"")
        self._waiting.append((size, asyncio.create_task(self._answer(line))))
        self._bytes_waiting += size

    async def _answer(self, line: Line) -> bytes:
        if line.data is None:
            return _refusal(line.number, Problem(413, f"The line is over {self._line_bytes} bytes.", kind="too-large"))
        if self._away is not None:
            return _refusal(line.number, self._away)
        try:
            accepted = await self._post(line.data)
        except Problem as problem:
            if problem.kind == UNAVAILABLE:
                self._away = problem
            return _refusal(line.number, problem)
        return _line({"line": line.number, "status": 202, **accepted.members()})


def _refusal(number: int, problem: Problem) -> bytes:
    return _line({"line": number, **problem.members})


def _line(members: dict[str, Any]) -> bytes:
    return json.dumps(members).encode("ascii") + b"\n"
