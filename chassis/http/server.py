"""Running an app: uvicorn on uvloop and httptools, until it is told to stop or breaks."""

import gc
import signal
from socket import socket
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from chassis.errors import Fatal

__all__ = ["ServerBroken", "serve"]


_GARBAGE: Final = (20_000, 20, 50)
"""How seldom cycles are looked for: a request makes few, and looking through all that stands takes longer than it."""


class ServerBroken(Fatal):
    """The app did not start, its port was taken, or what its lifespan keeps running broke."""


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        # What stands by now stands until the end.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_GARBAGE)

    async def on_tick(self, counter: int) -> bool:
        # Left alone, uvicorn would go on serving over a lifespan whose background tasks have died.
        return await super().on_tick(counter) or self._broken()

    def _broken(self) -> bool:
        return bool(getattr(self.lifespan, "error_occurred", False))


def serve(app: ASGIApp, host: str, port: int, grace_seconds: int) -> None:
    """Serve until SIGTERM or SIGINT, then let requests finish for at most `grace_seconds`. Blocks the main thread.

    Logging is the process's own: uvicorn configures none and writes no access log.

    Raises:
        ServerBroken: it ended otherwise than by being told to. The reason has been logged.
    """
    server = _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            loop="uvloop",
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=grace_seconds,
        )
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # Having stopped gracefully, uvicorn raises the signal again for the handler that was there before its own.
        signal.signal(number, _already_obeyed)
    try:
        server.run()
    except SystemExit as ended:
        raise ServerBroken("the server did not start") from ended
    if not server.started or server._broken():
        raise ServerBroken("the app did not start or its background work broke")


def _already_obeyed(number: int, frame: FrameType | None) -> None:
    pass
