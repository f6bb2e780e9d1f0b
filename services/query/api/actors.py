"""Actors as the record has them: who speaks, passes on, acts and is hit, and how often."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from chassis.postgres import load_queries
from schemas.vocabulary import ActorKind
from services.query.api import parameters as p
from services.query.api.answers import answer
from services.query.api.conditional import ConditionalRoute
from services.query.api.live import LiveRecord, Moment, Row, fetch_sql
from services.query.api.openapi import described
from services.query.feed.cursor import ListCursor, digest

__all__ = ["actors_router"]

_LIST: Final = "actors"
_QUERIES: Final = load_queries(files("services.query.api.sql") / "actors.sql")
_ROLES: Final = ("claimant", "relayer", "initiator", "target")
_KNOWN: Final[Mapping[str, p.Parse]] = {
    "limit": p.limit,
    "cursor": p.list_cursor(_LIST),
    "as_of": p.as_of,
    "country": p.FILTERS["country"],
    "kind": p.one_of(ActorKind),
    "text": p.words,
}


def actors_router() -> APIRouter:
    """The list of actors."""
    router = APIRouter(tags=["provenance"], route_class=ConditionalRoute)

    @router.get("/v1/actors", summary="Actors, the most named first", openapi_extra=described(_KNOWN))
    async def list_actors(request: Request, live: LiveRecord) -> Response:
        """Who the statements name, in which roles and how often; one that is not resolved has no id.

        All pages of one list are as of one moment. `text` is a part of the name, or the whole id.
        """
        given = p.read_parameters(request.query_params, _KNOWN)
        after: ListCursor | None = given.pop("cursor", None)
        instant, count = given.pop("as_of", None), given.pop("limit", p.LIMIT)
        moment = await live.page(request, after, given, instant)
        found, following = await _page(moment, given, count, after)
        return answer(
            {"actors": found, "next": str(following) if following else None, **moment.members()},
        )

    return router


async def _page(
    moment: Moment, given: Mapping[str, Any], limit: int, after: ListCursor | None
) -> tuple[list[dict[str, Any]], ListCursor | None]:
    rows = await fetch_sql(
        moment.readers.searching,
        _QUERIES["actors"],
        moment.n,
        limit + 1,
        after.number if after else None,
        after.ids[0] if after else None,
        given.get("country"),
        given.get("kind"),
        given.get("text"),
    )
    more, rows = len(rows) > limit, rows[:limit]
    following = None
    if more:
        last = rows[-1]
        following = ListCursor(_LIST, moment.generation, moment.n, last["statements"], (last["key"],), digest(given))
    return [_form(row) for row in rows], following


def _form(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "country": row["country"],
        "kind": row["kind"],
        "statements": row["statements"],
        "reports": row["reports"],
        "as": {role: row[role] for role in _ROLES},
    }
