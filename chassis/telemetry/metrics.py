"""Every metric there is, in Prometheus' terms. Nothing is measured under a name that does not stand here.

Seconds and records are the units; totals only grow. Labels are few and closed: no ids, no addresses. Every metric has
one, for without any it would stand at 0 in processes that do not measure it.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

__all__ = [
    "CONTENT_TYPE",
    "DECISIONS",
    "END_TO_END_SECONDS",
    "HTTP_REQUESTS",
    "HTTP_SECONDS",
    "LAG_RECORDS",
    "LAG_SECONDS",
    "OWNER",
    "PARKED",
    "RECORDS",
    "REGISTRY",
    "STATEMENTS_FOUND",
    "STATE_SIZE",
    "STEP_SECONDS",
    "SUGGESTIONS_OPEN",
    "exposition",
]

REGISTRY: Final = CollectorRegistry()

_SHORT = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LONG = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)

LAG_RECORDS: Final = Gauge(
    "deconflict_lag_records",
    "Records of the topic that this process has not taken yet, over the partitions it holds.",
    ["worker", "topic"],
    registry=REGISTRY,
)
LAG_SECONDS: Final = Gauge(
    "deconflict_lag_seconds",
    "Age of the record taken last, by the broker's append time; 0 when the end is reached.",
    ["worker", "topic"],
    registry=REGISTRY,
)
RECORDS: Final = Counter(
    "deconflict_records_total",
    "Records taken from the topic.",
    ["worker", "topic"],
    registry=REGISTRY,
)
END_TO_END_SECONDS: Final = Histogram(
    "deconflict_end_to_end_seconds",
    "From the submission of a report to the change it made in the feed; measured by the projector.",
    ["worker"],
    buckets=_LONG,
    registry=REGISTRY,
)
DECISIONS: Final = Counter(
    "deconflict_decisions_total",
    "Events in the decisions of the dedup writer, by type, such as statement.placed.",
    ["kind"],
    registry=REGISTRY,
)
STATEMENTS_FOUND: Final = Counter(
    "deconflict_statements_found_total",
    "Statements that the normalizer published, by event type.",
    ["event_type"],
    registry=REGISTRY,
)
SUGGESTIONS_OPEN: Final = Gauge(
    "deconflict_suggestions_open",
    "Suggested links that no analyst has judged yet.",
    ["worker"],
    registry=REGISTRY,
)
PARKED: Final = Counter(
    "deconflict_parked_total",
    "Inputs that could not be processed and were parked.",
    ["worker", "reason"],
    registry=REGISTRY,
)
STATE_SIZE: Final = Gauge(
    "deconflict_state_size",
    "What a worker holds, by kind: statements, seeds, candidates (counts) or bytes.",
    ["worker", "kind"],
    registry=REGISTRY,
)
OWNER: Final = Gauge(
    "deconflict_owner",
    "1 while this process is the active one of its pair, 0 while it stands by.",
    ["worker"],
    registry=REGISTRY,
)
STEP_SECONDS: Final = Histogram(
    "deconflict_step_seconds",
    "Duration of one step of a worker that was ended; the wait for work is part of it.",
    ["worker"],
    buckets=_SHORT,
    registry=REGISTRY,
)
HTTP_REQUESTS: Final = Counter(
    "deconflict_http_requests_total",
    "Requests answered, by route template and status.",
    ["method", "route", "status"],
    registry=REGISTRY,
)
HTTP_SECONDS: Final = Histogram(
    "deconflict_http_seconds",
    "From the first byte of a request to the head of its answer.",
    ["method", "route"],
    buckets=_SHORT,
    registry=REGISTRY,
)

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """All of it in Prometheus' text format, which `CONTENT_TYPE` names."""
    return generate_latest(REGISTRY)
