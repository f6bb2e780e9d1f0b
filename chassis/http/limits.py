"""A bound on the size of request bodies."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.problems import Problem, problem_response

__all__ = ["BodyLimit"]

_ANY: Final = ""


class BodyLimit:
    """ASGI middleware: 413 for a body of more bytes than its path may have, by what is declared or what comes.

    A body of undeclared length is cut off where it passes the limit: the read in the handler raises the `Problem`.
    """

    def __init__(self, app: ASGIApp, limit: int, paths: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._limits = {_ANY: limit, **(paths or {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body bounded."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], self._limits[_ANY])
        for name, value in scope["headers"]:
            if name == b"content-length" and int(value) > limit:
                await problem_response(_over(limit))(scope, receive, send)
                return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _over(limit)
            return message

        await self._app(scope, bounded, send)


def _over(limit: int) -> Problem:
    return Problem(413, f"The body is over {limit} bytes.", kind="too-large", limit=limit)
