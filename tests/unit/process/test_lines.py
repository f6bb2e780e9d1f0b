"""A log line is one JSON object that a reader of logs can filter by process and trace."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags

from chassis.process.lines import write_lines


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    write_lines("tested", "INFO", stream)
    yield stream
    root.handlers[:], root.level = handlers, level


def test_a_line_has_its_process_and_what_was_given(stream: io.StringIO) -> None:
    logging.getLogger("place").info("took %d", 3, extra={"report_id": "r"})
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "INFO", "process": "tested", "logger": "place", "message": "took 3", "report_id": "r"}


def test_two_processes_of_one_program_are_told_apart_as_the_deployment_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "tested-standby")
    root, stream = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    write_lines("tested", "INFO", stream)
    root.info("started")
    assert json.loads(stream.getvalue())["process"] == "tested-standby"


def test_a_line_within_a_trace_names_it(stream: io.StringIO) -> None:
    context = SpanContext(0xABC, 0xDEF, is_remote=True, trace_flags=TraceFlags(0))
    with trace.use_span(NonRecordingSpan(context)):
        logging.getLogger("place").warning("seen")
    line = json.loads(stream.getvalue())
    assert (line["trace_id"], line["span_id"]) == (f"{0xABC:032x}", f"{0xDEF:016x}")


def test_a_traceback_stays_on_its_line(stream: io.StringIO) -> None:
    try:
        raise ValueError("several\nlines")
    except ValueError:
        logging.getLogger("place").exception("broken")
    assert len(stream.getvalue().splitlines()) == 1
    assert "ValueError: several\nlines" in json.loads(stream.getvalue())["error"]


def test_less_than_the_level_is_not_written(stream: io.StringIO) -> None:
    logging.getLogger("place").debug("detail")
    assert stream.getvalue() == ""
