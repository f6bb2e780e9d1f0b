"""Incidents as points in space and time: what a map and a timeline of thousands need, and no more."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from chassis.postgres import load_queries
from services.query.api import parameters as p
from services.query.api.conditional import ConditionalRoute
from services.query.api.conditions import compose
from services.query.api.filters import filter_conditions
from services.query.api.live import LiveRecord, fetch_sql
from services.query.api.openapi import described

__all__ = ["COLUMNS", "MOST_POINTS", "points_router"]

_QUERIES: Final = load_queries(files("services.query.api.sql") / "points.sql")
_KNOWN: Final[Mapping[str, p.Parse]] = {"as_of": p.as_of, **p.FILTERS}

MOST_POINTS: Final = 20_000

COLUMNS: Final = (
    "id", "lat", "lon", "event_type", "dispute", "support", "occurred_from", "occurred_to", "killed", "countries",
    "theatre", "version",
)  # fmt: skip
"""What stands in each point, in this order."""


def points_router() -> APIRouter:
    """The points of all incidents at once."""
    router = APIRouter(tags=["incidents"], route_class=ConditionalRoute)

    @router.get("/v1/points", summary="Incidents as points in space and time", openapi_extra=described(_KNOWN))
    async def get_points(request: Request, live: LiveRecord) -> Response:
        """Every open incident that passes the filters, the last changed first, at most 20,000 of them.

        `columns` names the members of each of `points`; times are seconds of the Unix epoch, countries have blanks
        between them. `complete` is whether these are all; `feed` goes on from there.
        """
        given = p.read_parameters(request.query_params, _KNOWN)
        moment = await live.as_of(given.pop("as_of", None))
        sql, *arguments = compose(_QUERIES["points"], await filter_conditions(moment, given), (moment.n, MOST_POINTS))
        row = (await fetch_sql(moment.readers.searching, sql, *arguments))[0]
        about: dict[str, Any] = {
            "columns": COLUMNS,
            "complete": row["found"] < MOST_POINTS,
            "feed": str(moment.feed),
            **moment.members(),
        }
        body = b'{"points":%b,%b' % (row["points"].encode(), to_json(about)[1:])
        return Response(body, media_type="application/json")

    return router
