"""Answering with a document, in a trace that is linked to those that wrote what was read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fastapi import Response
from pydantic_core import to_json

from chassis.telemetry.messaging import link
from services.query.api.conditional import last_modified, weak_etag

__all__ = ["answer", "link_header", "linked"]

_MOST_LINKS: Final = 32
_MOMENT: Final = ("next", "links", "timeStamp", "known_up_to", "as_of_n", "feed")
"""Members that move on while what is said stays the same; whether there is a `next` is a part of that."""


def answer(document: dict[str, Any], traces: Iterable[str] = (), media_type: str = "application/json") -> Response:
    """The document as JSON; `traces` are the traceparents to link to."""
    linked(traces)
    moment = {name: document[name] for name in _MOMENT if name in document}
    said = {name: value for name, value in document.items() if name not in moment}
    body = to_json(said)
    etag = weak_etag(body, b"more" if document.get("next") else b"")
    if moment:
        body = body[:-1] + b"," + to_json(moment)[1:] if said else to_json(moment)
    headers = {"ETag": etag} | last_modified(moment.get("known_up_to"))
    return Response(body, headers=headers, media_type=media_type)


def linked(traces: Iterable[str]) -> None:
    """Link the current span to those that wrote what is read."""
    for traceparent in list(dict.fromkeys(traces))[:_MOST_LINKS]:
        link(traceparent)


def link_header(links: Mapping[str, str]) -> dict[str, str]:
    """Links by relation as the header of RFC 8288."""
    return {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())} if links else {}
