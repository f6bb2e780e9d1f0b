"""Log lines: one JSON object a line on stderr, with the trace that the line belongs to."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import TextIO

from opentelemetry import trace

__all__ = ["write_lines"]

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def write_lines(process: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send what is logged anywhere in this process to `stream` (stderr), from `level` up.

    The process is named as its deployment does by `OTEL_SERVICE_NAME`, which tells two of one program apart, else
    `process`.

    Fields given by `extra` stand in the object beside `at`, `level`, `process`, `logger`, `message`, `trace_id`,
    `span_id` and `error` (a traceback).
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLine(os.environ.get("OTEL_SERVICE_NAME") or process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # The client tells of every reconnection that fails, several times a second: what matters of that is raised.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)


class _JsonLine(logging.Formatter):
    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "process": self._process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            line["trace_id"] = trace.format_trace_id(context.trace_id)
            line["span_id"] = trace.format_span_id(context.span_id)
        line |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)
