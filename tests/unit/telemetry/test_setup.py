"""What OpenTelemetry's own variables turn on, each in a process of its own; spans arrive by real OTLP over HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from chassis.telemetry.headers import is_sampled

ROOT = Path(__file__).parents[3]
TRACED = """
from opentelemetry import trace
from chassis.telemetry.headers import event_headers, traceparent_of
from chassis.telemetry.messaging import sending
from chassis.telemetry.setup import flush, set_up
set_up("tested")
with trace.get_tracer("t").start_as_current_span("begin"):
    with sending("reports", event_headers("report.submitted")) as out:
        print(traceparent_of(out.headers))
flush()
"""


class Collector(HTTPServer):
    """Takes what is exported to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[ExportTraceServiceRequest] = []
        self.endpoint = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        request = ExportTraceServiceRequest()
        request.ParseFromString(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append(request)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    thread = Thread(target=collector.serve_forever)
    thread.start()
    yield collector
    collector.shutdown()
    thread.join()
    collector.server_close()


def traced(**variables: str) -> str:
    """The traceparent that a process sends a record with."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    return subprocess.run(
        [sys.executable, "-c", TRACED],
        env=environment | variables,
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.strip()


def is_recorded(traceparent: str) -> bool:
    return is_sampled((("traceparent", traceparent.encode()),))


def test_spans_are_exported_to_the_endpoint(collector: Collector) -> None:
    traceparent = traced(OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint)
    (resource,) = (resource for request in collector.taken for resource in request.resource_spans)
    attributes = {attribute.key: attribute.value.string_value for attribute in resource.resource.attributes}
    assert (attributes["service.name"], attributes["service.namespace"]) == ("tested", "deconflict")
    spans = {span.name: span for scope in resource.scope_spans for span in scope.spans}
    assert set(spans) == {"begin", "send reports"}
    sent = spans["send reports"]
    assert sent.parent_span_id == spans["begin"].span_id
    assert traceparent.startswith(f"00-{sent.trace_id.hex()}-{sent.span_id.hex()}-")
    assert is_recorded(traceparent)


def test_without_an_endpoint_ids_are_handed_on_and_nothing_is_recorded() -> None:
    traceparent = traced()
    _, trace_id, span_id, _ = traceparent.split("-")
    assert int(trace_id, 16) > 0
    assert int(span_id, 16) > 0
    assert not is_recorded(traceparent)


def test_sampling_is_decided_where_a_trace_begins(collector: Collector) -> None:
    traceparent = traced(
        OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint,
        OTEL_TRACES_SAMPLER="parentbased_traceidratio",
        OTEL_TRACES_SAMPLER_ARG="0",
    )
    assert not is_recorded(traceparent)
    assert collector.taken == []


def test_a_collector_that_is_away_costs_no_more_than_a_moment() -> None:
    assert is_recorded(traced(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9", OTEL_EXPORTER_OTLP_TIMEOUT="1"))
