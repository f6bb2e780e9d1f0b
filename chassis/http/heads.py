"""HEAD wherever GET is (RFC 9110 §9.3.2): what GET answers, without its body, as a plain ASGI middleware."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

__all__ = ["Heads"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Heads:
    """Wraps an app, which sees a GET. An answer without end ends with its head: the server then says nobody listens."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        asked = {**scope, "method": "GET"}

        async def head(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Where the router leaves what those around this one look for.
                scope.update({key: value for key, value in asked.items() if key != "method"})
                await send(message)
                await send({"type": "http.response.body", "body": b""})

        await self._app(asked, receive, head)
