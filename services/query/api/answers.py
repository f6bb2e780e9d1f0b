"""Answering with a document, in a trace that is linked to those that wrote what was read."""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import Response
from pydantic_core import to_json

from chassis.telemetry.messaging import link

__all__ = ["answer"]

_MOST_LINKS: Final = 32


def answer(document: dict[str, Any], traces: Iterable[str] = ()) -> Response:
    """The document as JSON; `traces` are the traceparents to link to."""
    for traceparent in list(dict.fromkeys(traces))[:_MOST_LINKS]:
        link(traceparent)
    return Response(to_json(document), media_type="application/json")
