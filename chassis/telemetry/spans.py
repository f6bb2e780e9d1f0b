"""Every span there is, by name and attributes: OpenTelemetry semantic conventions 1.44, messaging and HTTP.

No words of a report are ever put on a span.
"""

from typing import Final

__all__ = [
    "BATCH_COUNT",
    "DESTINATION",
    "ERROR_TYPE",
    "GROUP",
    "HTTP_METHOD",
    "HTTP_ROUTE",
    "HTTP_STATUS",
    "INCIDENT",
    "LINKS_MAX",
    "OFFSET",
    "OPERATION_NAME",
    "OPERATION_TYPE",
    "PARTITION",
    "REPORT",
    "SYSTEM",
    "TRACER",
    "URL_PATH",
    "URL_SCHEME",
    "WRITE_FEED",
    "poll",
    "process",
    "request",
    "send",
]

TRACER: Final = "deconflict"
LINKS_MAX: Final = 32
"""As many records of one poll as its span links to."""

SYSTEM: Final = "messaging.system"
OPERATION_NAME: Final = "messaging.operation.name"
OPERATION_TYPE: Final = "messaging.operation.type"
DESTINATION: Final = "messaging.destination.name"
PARTITION: Final = "messaging.destination.partition.id"
"""A string, as the conventions have it."""
OFFSET: Final = "messaging.kafka.offset"
GROUP: Final = "messaging.consumer.group.name"
BATCH_COUNT: Final = "messaging.batch.message_count"
ERROR_TYPE: Final = "error.type"

HTTP_METHOD: Final = "http.request.method"
HTTP_ROUTE: Final = "http.route"
HTTP_STATUS: Final = "http.response.status_code"
URL_PATH: Final = "url.path"
URL_SCHEME: Final = "url.scheme"

WRITE_FEED: Final = "write feed"
"""CLIENT: the rows that one decision makes and its changes of the feed, until they are committed."""

REPORT: Final = "deconflict.report.id"
INCIDENT: Final = "deconflict.incident.id"


def send(topic: str) -> str:
    """PRODUCER: a record is appended, until it is durable."""
    return f"send {topic}"


def poll(topic: str) -> str:
    """CLIENT: records are fetched; links to the traces of those that are recorded."""
    return f"poll {topic}"


def process(topic: str) -> str:
    """CONSUMER: what one record causes, child of the span that sent it."""
    return f"process {topic}"


def request(method: str, route: str | None) -> str:
    """SERVER: an HTTP request, named by its route template, which has few values."""
    return f"{method} {route}" if route else method
