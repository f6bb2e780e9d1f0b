"""The routes of the query api: parameters in, documents out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic_core import to_json

from chassis.http import Problem, requires
from chassis.postgres import retrying
from chassis.registry.store import list_sources
from schemas.events.decisions import WithdrawnWhy
from schemas.vocabulary import Scope
from services.query.api import parameters as p
from services.query.api.actors import actors_router
from services.query.api.answers import Written, answer, dated, link_header
from services.query.api.conditional import ConditionalRoute
from services.query.api.decisions import decision_document
from services.query.api.forms import statement_form
from services.query.api.incidents import (
    Tombstone,
    Unknown,
    detail,
    history,
    incidents,
    incidents_of_seeds,
    resolve,
    statements,
)
from services.query.api.live import Live, LiveRecord, Moment, fetch
from services.query.api.ogc import ogc_router
from services.query.api.openapi import described
from services.query.api.points import points_router
from services.query.api.reports import report_document
from services.query.api.representations import Format, chosen, next_link, represented, selection_of, with_sources
from services.query.feed.cursor import ListCursor, digest

__all__ = ["query_router"]

_AS_OF: Final[Mapping[str, p.Parse]] = {"as_of": p.as_of}
_WALKED: Final[Mapping[str, p.Parse]] = {"as_of_n": p.number, **_AS_OF}
_FORM: Final[Mapping[str, p.Parse]] = {"f": p.one(Format)}
_LISTED: Final[Mapping[str, p.Parse]] = {"limit": p.limit, "cursor": p.page_cursor, **_AS_OF, **_FORM, **p.FILTERS}
_WITHDRAWN: Final = {
    WithdrawnWhy.REVISED: "its report was revised and no longer makes it",
    WithdrawnWhy.RULES: "newer rules do not find it in its report",
}
_STATEMENTS: Final = "statements"
_SAID: Final[Mapping[str, p.Parse]] = {
    "limit": p.limit,
    "cursor": p.list_cursor(_STATEMENTS),
    **_AS_OF,
    "report": p.uuid,
    "incident": p.uuid,
    "claimant": p.words_in_lower_case,
}


def query_router() -> APIRouter:
    """Everything that reads; all need the scope `read`."""
    router = APIRouter(dependencies=[Depends(requires(Scope.READ))], route_class=ConditionalRoute)

    @router.get(
        "/v1/incidents",
        summary="Incidents, the last changed first",
        tags=["incidents"],
        openapi_extra=described(_LISTED),
    )
    async def list_incidents(request: Request, live: LiveRecord) -> Response:
        """A page of open incidents. All pages of one list are as of one moment, and `feed` goes on from there.

        Other formats than JSON by `f` or `Accept`; they tell of the next page in links, and in the header `Link`.
        """
        given = p.read_parameters(request.query_params, _LISTED)
        form = chosen(given.pop("f", None), request.headers.get("accept", ""))
        cursor = given.pop("cursor", None)
        instant = given.pop("as_of", None)
        count = given.pop("limit", p.LIMIT)
        moment = await live.page(request, cursor, given, instant)
        listed = await incidents(moment, given, count, cursor, sources=form is not Format.JSON)
        following = str(listed.next) if listed.next else None
        if form is not Format.JSON:
            selection = selection_of(request, moment, with_sources(request, listed), following)
            response = represented(form, selection, listed)
            return response if "text" in given else dated(response, moment, request.app.state.admission.registry)
        response = answer(
            {
                "incidents": Written(listed.written),
                "next": following,
                "feed": str(cursor.feed if cursor else moment.feed),
                **moment.members(),
            },
            listed.traces,
        )
        response.headers.update(link_header(next_link(request, following)))
        # What is quoted with some words is known by the words of reports.
        return response if "text" in given else dated(response, moment)

    @router.get(
        "/v1/incidents/{id}",
        summary="One incident, claims side by side",
        tags=["incidents"],
        openapi_extra=described(_WALKED),
    )
    async def get_incident(request: Request, id: str, live: LiveRecord) -> Response:
        """Every id ever given resolves: 307 to the incident that one was merged into, 410 where nothing is left."""
        moment = await _moment(request, live, _WALKED)
        found = await _resolved(moment, _id(id), request)
        if isinstance(found, Response):
            return found
        document, traces = await detail(moment, found)
        return answer(document, traces)

    @router.get(
        "/v1/incidents/{id}/history",
        summary="How an incident came to be as it is",
        tags=["incidents"],
        openapi_extra=described(_WALKED),
    )
    async def get_history(request: Request, id: str, live: LiveRecord) -> Response:
        """Versions, the oldest first, each with what it changed. Merged and withdrawn incidents keep theirs."""
        moment = await _moment(request, live, _WALKED)
        versions = await history(moment, _id(id))
        if not versions:
            # One that only an earlier generation had leads on.
            found = await _resolved(moment, _id(id), request)
            if isinstance(found, Response):
                return found
            raise _unknown("incident")
        return dated(answer({"id": id, "versions": versions, **moment.members()}), moment)

    @router.get(
        "/v1/reports/{id}", summary="What became of a report", tags=["provenance"], openapi_extra=described(_AS_OF)
    )
    async def get_report(request: Request, id: str, live: LiveRecord) -> Response:
        """By any of its addresses. A report whose words are stored and that is not decided yet is `queued`."""
        instant = p.read_parameters(request.query_params, _AS_OF).get("as_of")
        found = await report_document(await live.as_of(instant), _id(id), instant)
        if found is None:
            raise Problem(404, "No report with this id has come through yet.", kind="unknown-report", retry_after=1)
        return answer(*found)

    @router.get("/v1/statements", summary="Statements", tags=["provenance"], openapi_extra=described(_SAID))
    async def list_statements(request: Request, live: LiveRecord) -> Response:
        """Of one report, incident or claimant (its id), the newest first. All pages are as of one moment."""
        given = p.read_parameters(request.query_params, _SAID)
        after: ListCursor | None = given.pop("cursor", None)
        instant, count = given.pop("as_of", None), given.pop("limit", p.LIMIT)
        moment = await live.page(request, after, given, instant)
        conditions: dict[str, Any] = {}
        if "report" in given:
            conditions["of_report"] = given["report"]
        if "claimant" in given:
            conditions["of_claimant"] = given["claimant"]
        if "incident" in given:
            found = await _resolved(moment, given["incident"], request)
            if isinstance(found, Response):
                return found
            conditions["of_seeds"] = found.seeds
        return await _statements(moment, count, conditions, after, digest(given))

    @router.get("/v1/statements/{id}", summary="One statement", tags=["provenance"], openapi_extra=described(_AS_OF))
    async def get_statement(request: Request, id: str, live: LiveRecord) -> Response:
        """Its slots, quote, source, and the evidence for where it belongs; 410 once its report makes it no longer."""
        moment = await _moment(request, live)
        rows = await statements(moment, 1, of_id=_id(id))
        if not rows:
            raise await _no_statement(moment, _id(id))
        found = await incidents_of_seeds(moment, [row["seed_id"] for row in rows if row["seed_id"]])
        return answer(
            statement_form(rows[0], found.get(rows[0]["seed_id"])) | moment.members(),
            [row["trace"] for row in rows if row["trace"]],
        )

    @router.get("/v1/decisions/{n}", summary="One decision and its evidence", tags=["provenance"])
    async def get_decision(request: Request, n: str, live: LiveRecord) -> Response:
        """What was concluded from one input. It is the same as of every later moment, and takes no `as_of`."""
        p.read_parameters(request.query_params, {})
        if not (n.isascii() and n.isdigit() and len(n) < 19):
            raise _unknown("decision")
        moment = await live.now()
        found = await decision_document(moment, int(n))
        if found is None:
            raise _unknown("decision")
        return dated(answer(*found), moment)

    @router.get("/v1/sources", summary="The sources", tags=["provenance"])
    async def get_sources(request: Request, live: LiveRecord) -> Response:
        """Who posts reports, with country, voice and Admiralty grade as they are registered now; takes no `as_of`."""
        p.read_parameters(request.query_params, {})
        moment = await live.now()
        with retrying():
            sources = await list_sources(live.lookup)
        response = answer({"sources": [source.model_dump(mode="json") for source in sources], **moment.members()})
        return dated(response, moment, request.app.state.admission.registry)

    router.include_router(points_router())
    router.include_router(actors_router())
    router.include_router(ogc_router(_resolved))
    return router


async def _statements(
    moment: Moment, count: int, conditions: dict[str, Any], after: ListCursor | None, filters: str
) -> Response:
    rows = await statements(moment, count + 1, after, **conditions)
    more, rows = len(rows) > count, rows[:count]
    last = rows[-1] if more else None
    following = None
    if last:
        following = ListCursor(_STATEMENTS, moment.generation, moment.n, last["first_n"], (last["id"],), filters)
    found = await incidents_of_seeds(moment, [row["seed_id"] for row in rows if row["seed_id"]])
    forms = [statement_form(row, found.get(row["seed_id"])) for row in rows]
    document = {"statements": forms, "next": str(following) if following else None, **moment.members()}
    return answer(document, [row["trace"] for row in rows if row["trace"]])


async def _moment(request: Request, live: Live, known: Mapping[str, p.Parse] = _AS_OF) -> Moment:
    given = p.read_parameters(request.query_params, known)
    moment = await live.as_of(given.get("as_of"))
    if "as_of_n" not in given:
        return moment
    if "as_of" in given and given["as_of_n"] > moment.n:
        raise p.bad_parameter("as_of_n", "was decided later than as_of")
    return replace(moment, n=min(moment.n, given["as_of_n"]))


async def _resolved(moment: Moment, id: UUID, request: Request) -> Any:
    """The incident, or the redirection to the one that stands for it.

    Raises:
        Problem: 404 for an id that was never given, 410 for one of which nothing is left.
    """
    try:
        found = await resolve(moment, id)
    except Unknown:
        raise _unknown("incident") from None
    if isinstance(found, Tombstone):
        rows = await fetch(moment.pool, "version", moment.n, id)
        reason = rows[0]["summary"].get("reason") if rows else "none of its statements stands any more"
        raise Problem(
            410, f"The incident was withdrawn: {reason}.", kind="withdrawn", incident_id=str(id), reason="withdrawn"
        )
    if found.id != id:
        return _survivor(request, id, found.id)
    return found


async def _no_statement(moment: Moment, id: UUID) -> Problem:
    """410 for a statement that was withdrawn, with why; 404 for one that never stood."""
    rows = await fetch(moment.pool, "withdrawn_statement", moment.n, id)
    if not rows:
        return _unknown("statement")
    decision = rows[0]
    why = next(event["why"] for event in decision["events"] if event.get("statement") == str(id) and "why" in event)
    return Problem(
        410,
        f"The statement was withdrawn: {_WITHDRAWN[WithdrawnWhy(why)]}.",
        kind="withdrawn",
        statement_id=str(id),
        reason=why,
        decision={"n": decision["n"], "known_at": decision["known_at"].isoformat()},
    )


def _survivor(request: Request, id: UUID, survivor: UUID) -> Response:
    """The same address with the survivor in its path, or as `incident`. A merge can be undone: nobody may keep it."""
    path = request.url.path
    if "id" in request.path_params:
        path = path.replace(request.path_params["id"], str(survivor), 1)
    query = {name: str(survivor) if name == "incident" else value for name, value in request.query_params.items()}
    where = path + (f"?{urlencode(query)}" if query else "")
    body = to_json({"id": str(id), "state": "merged", "merged_into": str(survivor)})
    headers = {"Location": where, "Cache-Control": "no-store"}
    return Response(body, 307, headers, media_type="application/json")


def _id(word: str) -> UUID:
    try:
        return UUID(word)
    except ValueError:
        raise Problem(404, "This is no id.", kind="no-id") from None


def _unknown(kind: str) -> Problem:
    return Problem(404, f"No {kind} has this id, as far as was known.", kind=f"unknown-{kind}")
