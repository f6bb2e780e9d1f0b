"""Routes that read: their answers can be asked for only if they changed (RFC 9110 §13), and come compressed (§8.4).

An ETag here is weak: it names what is said, not the moment at which it was asked. `known_up_to` moves on with every
decision; a reader whose copy says the same is told so, and may go on with the cursors in it.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from inspect import signature
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

from chassis.http import admitted
from schemas.vocabulary import Scope
from services.query.api.live import Live

__all__ = ["ConditionalRoute", "last_modified", "weak_etag"]

_SETTLED: Final = timedelta(minutes=1)
"""HTTP dates have whole seconds, in which several decisions fit: a younger date could stand for two answers."""

_SMALLEST: Final = 1024
"""Bytes: what fits one packet is not worth compressing."""

_BESIDE_THE_LOOP: Final = 65_536
"""Bytes: what takes longer than a millisecond to compress must not hold up other requests."""

_KEPT: Final = ("ETag", "Last-Modified", "Cache-Control", "Vary", "Link")
_VARY: Final = "Accept, Accept-Encoding, Authorization, Cookie, X-API-Key"


def weak_etag(*said: bytes) -> str:
    """A validator of what is said."""
    # The one hash of this strength that processors have instructions for.
    whole = hashlib.sha256(usedforsecurity=False)
    for part in said:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return f'W/"{whole.hexdigest()[:32]}"'


def last_modified(known_at: datetime | None, now: datetime | None = None) -> dict[str, str]:
    """The header for what is known since `known_at`; none while it may still change within its second."""
    if known_at is None or (now or datetime.now(UTC)) - known_at < _SETTLED:
        return {}
    return {"Last-Modified": format_datetime(known_at.astimezone(UTC), usegmt=True)}


class ConditionalRoute(APIRoute):
    """Answers 304 to who has it already, and gzip to who takes it. Streams and refusals pass unchanged.

    Its endpoint is a coroutine function whose parameters are `request`, `live` and those of its path, all of them
    words, and is called with these alone: the framework knows them for its description, but what it does to find them
    out anew for each request takes as long as an answer from memory. Whoever asks needs the scope `read`, which the
    routers tell the description of by a dependency.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint, with admission before it and conditions after it."""
        endpoint, taken = self.endpoint, frozenset(signature(self.endpoint).parameters)

        async def conditional(request: Request) -> Response:
            await admitted(request, Scope.READ)
            live: Live = request.app.state.live
            given = {"request": request, "live": live, **request.path_params}
            async with live.held():
                response: Response = await endpoint(**{name: given[name] for name in taken})
            if request.method != "GET" or response.status_code != 200 or type(response) is not Response:
                return response
            headers = response.headers
            if "ETag" not in headers:
                headers["ETag"] = weak_etag(bytes(response.body))
            headers.setdefault("Cache-Control", "private, no-cache")
            headers["Vary"] = _VARY
            if _is_known(request.headers, headers):
                kept = {name: headers[name] for name in _KEPT if name in headers}
                return Response(None, 304, kept)
            if len(response.body) >= _SMALLEST and _takes_gzip(request.headers.get("accept-encoding", "")):
                await _compress(response)
            return response

        return conditional


def _is_known(asked: Mapping[str, str], given: Mapping[str, str]) -> bool:
    if (tags := asked.get("if-none-match")) is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or given["ETag"].removeprefix("W/") in known
    since, changed = asked.get("if-modified-since"), given.get("Last-Modified")
    return since is not None and changed is not None and _is_not_after(changed, since)


def _is_not_after(changed: str, since: str) -> bool:
    """Whether it changed no later than that (§13.1.3); what is no HTTP date is passed over."""
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


async def _compress(response: Response) -> None:
    body = bytes(response.body)
    large = len(body) > _BESIDE_THE_LOOP
    response.body = await asyncio.to_thread(_gzip, body) if large else _gzip(body)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=5, mtime=0)
