"""The routes of the ingest api."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from chassis.http import Admission, Caller, Problem, requires
from schemas.events.reports import Source
from schemas.vocabulary import Scope
from services.ingest.api import examples
from services.ingest.api.batch import MAX_LINES, Batch
from services.ingest.api.intake import UNAVAILABLE, Accepted, Intake
from services.ingest.api.openapi import REFUSALS, answer, body

__all__ = ["BATCH_PATH", "reports_router"]

BATCH_PATH: Final = "/v1/reports:batch"

_NDJSON: Final = "application/x-ndjson"


def _intake(request: Request) -> Intake:
    if request.app.state.topics.reason is not None:
        raise Problem(503, "The log cannot be reached yet.", kind=UNAVAILABLE, retry_after=1)
    intake: Intake = request.app.state.intake
    return intake


_Poster = Annotated[Caller, Depends(requires(Scope.INGEST))]


def reports_router(line_bytes: int) -> APIRouter:
    """Posting one report, posting many, and taking one back.

    All need the scope `ingest`, and statements `ingest:coded` as well. `line_bytes` bounds a line of a batch.
    """
    router = APIRouter(tags=["reports"])

    @router.post(
        "/v1/reports",
        status_code=202,
        summary="Post one report",
        openapi_extra=body("Report", "application/json", examples.REPORT, coded=examples.CODED),
        responses={202: answer("Durable, and on its way.", "Accepted", examples.ACCEPTED), **REFUSALS},
    )
    async def post_report(request: Request, caller: _Poster) -> Response:
        """Posting the same again is harmless: it has the same `report_id` and `revision`, and changes nothing.

        The same address with other fields makes a revision. `status_url` says what became of the report. With
        `statements`, for which the key needs the scope `ingest:coded`, nothing is extracted from the text.
        """
        return _accepted(await _intake(request).post(_source(caller), await request.body(), _coded(caller)))

    @router.post(
        BATCH_PATH,
        status_code=202,
        summary="Post many reports, one a line",
        openapi_extra=body("Report", _NDJSON, examples.BATCH),
        responses={
            202: answer("Every line has its own status.", "LineAnswer", examples.BATCH_ANSWER, _NDJSON),
            **REFUSALS,
        },
        description=(
            f"Newline-delimited JSON, at most {MAX_LINES} lines. The answer has a line for each line that is not blank,"
            " in the same order, with its number `line` and its `status`; one bad line harms no other."
        ),
    )
    async def post_batch(request: Request, caller: _Poster) -> Response:
        intake, source = _intake(request), _source(caller)
        admission: Admission = request.app.state.admission
        coded = _coded(caller)
        batch = Batch(
            lambda line: intake.post(source, line, coded), lambda: admission.rate.take(caller.key.id), line_bytes
        )
        return Response(await batch.run(request.stream()), status_code=202, media_type=_NDJSON)

    @router.post(
        "/v1/reports/{report_id}/retraction",
        status_code=202,
        summary="Take a report back",
        openapi_extra=body("Retraction", "application/json", {"reason": "Published in error."}, required=False),
        responses={202: answer("Durable, and on its way.", "Accepted", examples.RETRACTION_ACCEPTED), **REFUSALS},
    )
    async def retract(request: Request, report_id: UUID, caller: _Poster) -> Response:
        """Takes back a report of the same source without a text. Its statements are shown as retracted from then on."""
        return _accepted(await _intake(request).retract(_source(caller), report_id, await request.body()))

    return router


def _source(caller: Caller) -> Source:
    if caller.source is None:
        raise Problem(403, "This key belongs to no source, so it cannot post.", kind="no-source")
    return caller.source


def _coded(caller: Caller) -> bool:
    return Scope.INGEST_CODED in caller.key.scopes


def _accepted(accepted: Accepted) -> Response:
    members: dict[str, Any] = accepted.members()
    return JSONResponse(members, status_code=202)
