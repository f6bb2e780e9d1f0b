"""How a worker answers for itself over HTTP: `/livez`, `/readyz`, `/metrics`. An API serves the same by its own app."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from chassis.telemetry import metrics

__all__ = ["HealthServer"]

Reason = Callable[[], str | None]


class HealthServer:
    """Answers in threads of its own. `dying` and `waiting_for` give None when all is well, else the reason."""

    def __init__(self, host: str, port: int, dying: Reason, waiting_for: Reason) -> None:
        answers: dict[str, Callable[[], tuple[int, str, bytes]]] = {
            "/livez": lambda: _status(dying()),
            "/readyz": lambda: _status(dying() or waiting_for()),
            "/metrics": lambda: (200, metrics.CONTENT_TYPE, metrics.exposition()),
        }
        self._server = ThreadingHTTPServer((host, port), _handler(answers))
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _status(reason: str | None) -> tuple[int, str, bytes]:
    body = {"status": "ok"} if reason is None else {"status": "unavailable", "reason": reason}
    return (200 if reason is None else 503), "application/json", json.dumps(body).encode()


def _handler(answers: dict[str, Callable[[], tuple[int, str, bytes]]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "deconflict"
        sys_version = ""
        timeout = 5

        def do_GET(self) -> None:
            answer = answers.get(self.path.partition("?")[0])
            status, kind, body = answer() if answer else (404, "text/plain", b"not found\n")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """A probe every few seconds is nothing to tell."""

    return Handler
