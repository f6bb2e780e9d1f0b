"""Answering with a document, in a trace that is linked to those that wrote what was read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Response
from pydantic_core import to_json

from chassis.registry import RegistryCache
from chassis.telemetry.messaging import link
from services.query.api.conditional import last_modified, weak_etag
from services.query.api.live import Moment

__all__ = ["Written", "answer", "dated", "link_header", "linked"]

_MOST_LINKS: Final = 32
_MOMENT: Final = ("next", "timeStamp", "known_up_to", "as_of_n", "feed")
"""Members that move on while what is said stays the same; whether there is a `next` is a part of that."""


@dataclass(frozen=True, slots=True)
class Written:
    """A list whose items are JSON already, which need not be read to be answered with."""

    items: Sequence[str]


def answer(
    document: dict[str, Any],
    traces: Iterable[str] = (),
    media_type: str = "application/json",
    around: Mapping[str, Any] | None = None,
) -> Response:
    """The document as JSON; of its members, some may be `Written`. `traces` are the traceparents to link to.

    `around` are further members, addresses of this page and the next, which move on with the moment too.
    """
    linked(traces)
    moment = {name: document[name] for name in _MOMENT if name in document} | dict(around or {})
    said = _parts({name: value for name, value in document.items() if name not in _MOMENT})
    etag = weak_etag(*said, b"more" if document.get("next") else b"")
    if moment:
        said.append((b"," if said else b"{") + to_json(moment)[1:])
    else:
        said.append(b"}" if said else b"{}")
    return Response(b"".join(said), headers={"ETag": etag}, media_type=media_type)


def dated(response: Response, moment: Moment, registry: RegistryCache | None = None) -> Response:
    """The same with the date of the record's last change, for what the decisions alone decide; with `registry`, for
    what names its sources too, that of the later change.

    What the words of reports have a part in changes without either, and has no date.
    """
    changes = (moment.known_up_to, registry.changed_at if registry is not None else None)
    response.headers.update(last_modified(max(filter(None, changes), default=None)))
    return response


def _parts(members: Mapping[str, Any]) -> list[bytes]:
    """A JSON object but for its closing brace, in pieces: most of it is written already, and copied once."""
    parts: list[bytes] = []
    for name, value in members.items():
        parts.append((b"," if parts else b"{") + to_json(name) + b":")
        if isinstance(value, Written):
            parts += (b"[", ",".join(value.items).encode(), b"]")
        else:
            parts.append(to_json(value))
    return parts


def linked(traces: Iterable[str]) -> None:
    """Link the current span to those that wrote what is read."""
    for traceparent in list(dict.fromkeys(traces))[:_MOST_LINKS]:
        link(traceparent)


def link_header(links: Mapping[str, str]) -> dict[str, str]:
    """Links by relation as the header of RFC 8288."""
    return {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())} if links else {}
