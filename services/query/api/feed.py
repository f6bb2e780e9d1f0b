"""The routes of the feed: pages after a cursor, and the same as a stream."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response
from sse_starlette import EventSourceResponse

from chassis.http import Problem, requires
from schemas.vocabulary import Scope
from services.query.api import parameters as p
from services.query.api.answers import Written, answer, dated
from services.query.api.conditional import ConditionalRoute
from services.query.api.live import LiveRecord, Moment
from services.query.api.openapi import described
from services.query.feed.cursor import FeedCursor
from services.query.feed.filtering import CONDITIONS
from services.query.feed.following import Feed
from services.query.feed.reading import Gone, page_after

__all__ = ["feed_router"]

_FOLLOWED: Final[Mapping[str, p.Parse]] = {
    "since": p.feed_cursor,
    **{name: p.FILTERS[name] for name in CONDITIONS},
}
_PAGED: Final[Mapping[str, p.Parse]] = {"limit": p.limit, **_FOLLOWED}
_NEVER: Final = 86_400
"""Seconds between the comments that the library would send: the feed has a heartbeat of its own."""


def feed_router() -> APIRouter:
    """Following incidents; needs the scope `read`."""
    router = APIRouter(dependencies=[Depends(requires(Scope.READ))], tags=["feed"], route_class=ConditionalRoute)

    @router.get("/v1/feed", summary="Changes after a cursor", openapi_extra=described(_PAGED))
    async def get_feed(request: Request, live: LiveRecord) -> Response:
        """Changes in the order in which they were committed, each with the incident before and after.

        Begins with the first that is kept. With filters, an incident that leaves them is told with the reason `filter`.
        """
        given = p.read_parameters(request.query_params, _PAGED)
        moment = await live.now()
        since = given.pop("since", moment.head.beginning)
        _require(moment, since, request)
        page = await page_after(moment.pool, moment.head, since, given.pop("limit", p.LIMIT), given)
        document = {"changes": Written(page.changes), "next": str(page.next), **moment.members()}
        return dated(answer(document, page.traces), moment)

    @router.get("/v1/feed/stream", summary="Changes as they come", openapi_extra=described(_FOLLOWED))
    async def stream_feed(request: Request, live: LiveRecord) -> Response:
        """The same as server-sent events, from `Last-Event-ID`, else `since`, else now on."""
        given = p.read_parameters(request.query_params, _FOLLOWED)
        moment = await live.now()
        since = _last_event(request.headers) or given.pop("since", moment.feed)
        given.pop("since", None)
        _require(moment, since, request)
        feed: Feed = request.app.state.feed
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return EventSourceResponse(feed.follow(since, given), ping=_NEVER, headers=headers)

    return router


def _last_event(headers: Mapping[str, str]) -> FeedCursor | None:
    word: Any = headers.get("last-event-id")
    if not word:
        return None
    try:
        return p.feed_cursor(word)
    except ValueError as error:
        raise Problem(400, f"Last-Event-ID: {error}", kind="bad-parameter", parameter="Last-Event-ID") from error


def _require(moment: Moment, since: FeedCursor, request: Request) -> None:
    try:
        moment.head.holds(since)
    except Gone as gone:
        again = str(request.url_for("list_incidents"))
        raise Problem(410, f"{gone}.", kind="gone", snapshot=again, feed=str(moment.feed)) from gone
