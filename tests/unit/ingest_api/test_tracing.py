"""The spans of one posting: the server's, and under it the one that the record is sent with. In a process of its own,
since a tracer provider is set once."""

import subprocess
import sys

PROGRAM = """
import asyncio

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

spans = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(spans))
trace.set_tracer_provider(provider)

from tests.unit.ingest_api.edge import running


async def main():
    async with running() as edge:
        await edge.post({"text": "A patrol was fired on."})
        (record,) = edge.records()
    sent, served = spans.get_finished_spans()
    assert (sent.name, sent.kind) == ("send reports", trace.SpanKind.PRODUCER), sent.name
    assert (served.name, served.kind) == ("POST /v1/reports", trace.SpanKind.SERVER), served.name
    assert served.parent is None
    assert sent.parent.span_id == served.context.span_id
    carried = dict(record.headers)["traceparent"].decode().split("-")
    assert carried[1] == format(sent.context.trace_id, "032x")
    assert carried[2] == format(sent.context.span_id, "016x")


asyncio.run(main())
"""


def test_a_posting_is_one_server_span_and_one_that_the_record_carries_on() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
