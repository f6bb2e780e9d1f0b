"""Turning tracing on, by OpenTelemetry's own variables: `OTEL_EXPORTER_OTLP_ENDPOINT` and its kin, `OTEL_BSP_*`,
`OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`,
`OTEL_SDK_DISABLED`.

Whether a trace is recorded is decided once, where it begins (an HTTP request without a parent); everyone after that
obeys the parent's flag. Without an endpoint nothing is exported and no trace that begins here is recorded, but ids are
made and handed on all the same.
"""

import os
from importlib.metadata import version
from threading import Thread

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_INSTANCE_ID, SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased
from uuid_utils import uuid7

__all__ = ["flush", "set_up"]

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


def set_up(process: str) -> None:
    """Once per process, before the first span. Its `service.name` is what the deployment calls it, else `process`.

    The namespace is `deconflict`.
    """
    resource = Resource.create(
        {
            SERVICE_NAME: os.environ.get("OTEL_SERVICE_NAME") or process,
            "service.namespace": "deconflict",
            SERVICE_VERSION: version("deconflict"),
            SERVICE_INSTANCE_ID: str(uuid7()),
        }
    )
    if any(os.environ.get(name) for name in _ENDPOINTS):
        provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    else:
        provider = TracerProvider(resource=resource, sampler=ParentBased(ALWAYS_OFF), shutdown_on_exit=False)
    trace.set_tracer_provider(provider)


def flush(timeout_s: float = 2.0) -> None:
    """Export what has ended. For the end of a process: what is not out within `timeout_s` is lost."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        # The provider's own timeout does not bound an export that is under way.
        flushing = Thread(target=provider.force_flush, args=(int(timeout_s * 1000),), daemon=True)
        flushing.start()
        flushing.join(timeout_s)
