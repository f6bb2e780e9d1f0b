"""OGC API – Features – Part 1: Core (17-069r4), in GeoJSON: one collection, the incidents, so that a GIS opens them."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from chassis.http import Problem
from services.query.api import parameters as p
from services.query.api.answers import answer, link_header
from services.query.api.conditional import ConditionalRoute
from services.query.api.incidents import Found, incidents_of_any, listed_alone
from services.query.api.live import LiveRecord, Moment
from services.query.api.openapi import described
from services.query.api.representations import selection_of, with_sources
from services.query.formats.geojson import MEDIA_TYPE, collection, feature
from services.query.formats.selection import LICENSE, PLACES_LICENSE

__all__ = ["Resolve", "ogc_router"]

Resolve = Callable[[Moment, UUID, Request], Awaitable[Found | Response]]
"""The incident that an id stands for, or the redirection to it; 404 and 410 are raised."""

_CONFORMS: Final = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
)
_CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GREGORIAN: Final = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_ID: Final = "incidents"
_TITLE: Final = "Incidents"
_JSON: Final = "application/json"
_OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.1"


def _limit(word: str) -> int:
    """As elsewhere, but one above the maximum means the maximum (requirement fc-limit-definition)."""
    return p.limit(str(min(int(word), p.MOST)) if word.isascii() and word.isdigit() and len(word) < 19 else word)


def _interval(word: str) -> tuple[datetime | None, datetime | None]:
    """RFC 3339 instant, or an interval of which either end may be open."""
    start, slash, end = word.partition("/")
    if not slash:
        return p.instant(word), p.end_instant(word)
    first = None if start in ("", "..") else p.instant(start)
    last = None if end in ("", "..") else p.end_instant(end)
    if first and last and last < first:
        raise ValueError("must not end before it begins")
    return first, last


_ITEMS: Final[Mapping[str, p.Parse]] = {
    "limit": _limit,
    "datetime": _interval,
    "cursor": p.page_cursor,
    "as_of": p.as_of,
    **p.FILTERS,
}
_ONE: Final[Mapping[str, p.Parse]] = {"as_of": p.as_of}


def ogc_router(resolve: Resolve) -> APIRouter:
    """The service at `/ogc`. `resolve` is how an id of an incident is answered everywhere."""
    router = APIRouter(prefix="/ogc", tags=["OGC API – Features"], route_class=ConditionalRoute)

    @router.get("/", include_in_schema=False)
    @router.get("", summary="Landing page")
    async def landing(request: Request, live: LiveRecord) -> Response:
        """Where everything is."""
        p.read_parameters(request.query_params, {})
        here = _here(request)
        links = [
            _link("self", here, _JSON, "This document"),
            _link("service-desc", f"{_base(request)}/openapi.json", _OPENAPI, "API"),
            _link("service-doc", f"{_base(request)}/docs", "text/html", "API documentation"),
            _link("conformance", f"{here}/conformance", _JSON, "Conformance classes"),
            _link("data", f"{here}/collections", _JSON, "Collections"),
        ]
        about = {"title": "Deconflict", "description": "Incidents, and who says what of them."}
        return answer({**about, "links": links, **(await live.now()).members()})

    @router.get("/conformance", summary="Conformance classes")
    async def conformance(request: Request) -> Response:
        """The parts of the standard that are implemented."""
        p.read_parameters(request.query_params, {})
        return answer({"conformsTo": _CONFORMS})

    @router.get("/collections", summary="Collections")
    async def collections(request: Request, live: LiveRecord) -> Response:
        """The one there is."""
        p.read_parameters(request.query_params, {})
        links = [_link("self", f"{_here(request)}/collections", _JSON, "This document")]
        return answer({"links": links, "collections": [_collection(request)], **(await live.now()).members()})

    @router.get("/collections/incidents", summary="The collection of incidents")
    async def one_collection(request: Request, live: LiveRecord) -> Response:
        """What it holds, and where its items are."""
        p.read_parameters(request.query_params, {})
        return answer({**_collection(request), **(await live.now()).members()})

    @router.get("/collections/incidents/items", summary="Incidents as features", openapi_extra=described(_ITEMS))
    async def items(request: Request, live: LiveRecord) -> Response:
        """A page of incidents. Takes every filter of `/v1/incidents` besides `bbox` and `datetime`.

        What has no geometry is in every `bbox`, what has no time in every `datetime`, as the standard has it; `near`,
        `occurred_from` and `occurred_to` leave them out.
        """
        given = p.read_parameters(request.query_params, _ITEMS)
        cursor = given.pop("cursor", None)
        instant = given.pop("as_of", None)
        count = given.pop("limit", p.LIMIT)
        ends = zip(("occurred_from", "occurred_to"), given.pop("datetime", (None, None)), strict=True)
        during = {name: bound for name, bound in ends if bound is not None}
        for name in during.keys() & given.keys():
            raise p.bad_parameter(name, "says the same as datetime")
        given |= during
        p.require_order(given)
        moment = await live.page(request, cursor, given, instant)
        listed = await incidents_of_any(moment, given, _alternatives(given, during), count, cursor)
        following = str(listed.next) if listed.next else None
        selection = selection_of(request, moment, with_sources(request, listed), following, alternate=False)
        document = collection(selection)
        around = {"links": document.pop("links")}
        # When it was made says nothing of what is in it, so a reader's copy may be older.
        document |= {"numberReturned": len(listed.written), "timeStamp": datetime.now(UTC)}
        document["next"] = following
        response = answer(document, listed.traces, MEDIA_TYPE, around)
        response.headers.update(link_header(selection.links))
        return response

    @router.get("/collections/incidents/items/{id}", summary="One incident as a feature", openapi_extra=described(_ONE))
    async def item(request: Request, id: str, live: LiveRecord) -> Response:
        """By any id it ever had: 307 to the incident that it was merged into, 410 where nothing is left."""
        given = p.read_parameters(request.query_params, _ONE)
        moment = await live.as_of(given.get("as_of"))
        try:
            named = UUID(id)
        except ValueError:
            raise Problem(404, "This is no id.", kind="no-id") from None
        found = await resolve(moment, named, request)
        if isinstance(found, Response):
            return found
        listed = await listed_alone(moment, found)
        selection = selection_of(request, moment, with_sources(request, listed), None, alternate=False)
        links = [
            _link("self", str(request.url), MEDIA_TYPE, "This incident"),
            _link("collection", f"{_here(request)}/collections/{_ID}", _JSON, _TITLE),
        ]
        document = feature(selection, selection.incidents[0]) | {"links": links, "license": LICENSE}
        return answer(document | moment.members(), listed.traces, MEDIA_TYPE)

    return router


def _alternatives(given: Mapping[str, Any], during: Collection[str]) -> list[Mapping[str, Any]]:
    """Filters of which one is enough, where `during` names those that `datetime` gave.

    Features without a geometry are in every box, those without a time in every interval (C of the requirements
    fc-bbox-response and fc-time-response).
    """
    found = [given]
    if "bbox" in given:
        found += [_without(each, {"bbox"}) | {"unplaced": True} for each in found]
    if during:
        found += [_without(each, during) | {"undated": True} for each in found]
    return found


def _without(filters: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if name not in names}


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _here(request: Request) -> str:
    return _base(request) + "/ogc"


def _link(rel: str, href: str, media_type: str, title: str) -> dict[str, str]:
    return {"rel": rel, "type": media_type, "title": title, "href": href}


def _collection(request: Request) -> dict[str, Any]:
    here = f"{_here(request)}/collections/{_ID}"
    return {
        "id": _ID,
        "title": _TITLE,
        "description": "What is said to have happened, each with the place that most accounts give.",
        "attribution": LICENSE,
        "itemType": "feature",
        "crs": [_CRS84],
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]], "crs": _CRS84},
            "temporal": {"interval": [[None, None]], "trs": _GREGORIAN},
        },
        "links": [
            _link("self", here, _JSON, "This document"),
            _link("items", f"{here}/items", MEDIA_TYPE, _TITLE),
            _link("license", PLACES_LICENSE, "text/html", "Of place data"),
        ],
    }
