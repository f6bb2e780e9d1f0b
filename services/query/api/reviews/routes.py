"""The routes of reviews and suggestions."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from chassis.http import Caller, Problem, requires
from schemas.vocabulary import Scope
from services.query.api import parameters as p
from services.query.api.answers import answer, dated
from services.query.api.live import LiveRecord
from services.query.api.openapi import described
from services.query.api.reviews import examples, reading, suggestions
from services.query.api.reviews.openapi import REFUSALS, SUBMISSION, example
from services.query.api.reviews.submitting import Reviews
from services.query.feed.cursor import ListCursor

__all__ = ["reviews_router"]

_LONGEST_WAIT: Final = 30.0


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise ValueError(f"must be a number of seconds from 0 to {_LONGEST_WAIT:.0f}")
    return seconds


def _outcome(word: str) -> str:
    if word not in ("applied", "rejected"):
        raise ValueError("must be applied or rejected")
    return word


_WAITED: Final[Mapping[str, p.Parse]] = {"wait": _seconds}
_LISTED: Final[Mapping[str, p.Parse]] = {
    "limit": p.limit,
    "cursor": p.list_cursor(reading.LIST),
    "outcome": _outcome,
}
_SUGGESTED: Final[Mapping[str, p.Parse]] = {"limit": p.limit, "cursor": p.list_cursor(suggestions.LIST, ids=2)}


async def _reviews(request: Request) -> Reviews:
    found: Reviews = request.app.state.reviews
    return found


async def _ready_reviews(request: Request) -> Reviews:
    if request.app.state.topics.reason is not None:
        raise Problem(503, "The log cannot be reached yet.", kind="unavailable", retry_after=1)
    return await _reviews(request)


_Analyst = Annotated[Caller, Depends(requires(Scope.REVIEW))]


def reviews_router() -> APIRouter:
    """Submitting needs the scope `review`; reading what came of it, and the suggestions, `read` or `review`."""
    router = APIRouter(tags=["reviews"])
    reads = [Depends(requires(Scope.READ, Scope.REVIEW))]

    @router.post(
        "/v1/reviews",
        status_code=202,
        summary="Submit a review",
        openapi_extra=SUBMISSION,
        responses={202: example("Durable, and on its way.", examples.ACCEPTED), **REFUSALS},
    )
    async def submit_review(
        request: Request,
        caller: _Analyst,
        live: LiveRecord,
        reviews: Annotated[Reviews, Depends(_ready_reviews)],
    ) -> Response:
        """An instruction that holds for ever, as constraints between statements, unless it is undone.

        With an `Idempotency-Key`, posting the same again is harmless. `status_url` says what became of it.
        """
        word, body = request.headers.get("idempotency-key"), await request.body()
        moment = await live.now()
        decided = partial(reading.given_review, moment)
        accepted = await reviews.submit(caller.key, word, body, moment.n, decided)
        return JSONResponse(accepted.members(), status_code=202)

    @router.get(
        "/v1/reviews",
        summary="Reviews, the last decided first",
        dependencies=reads,
        openapi_extra=described(_LISTED),
    )
    async def list_reviews(request: Request, live: LiveRecord) -> Response:
        """Every review that was decided, applied or rejected. All pages of one list are as of one moment."""
        given = p.read_parameters(request.query_params, _LISTED)
        cursor, count = given.pop("cursor", None), given.pop("limit", p.LIMIT)
        moment = await live.page(request, cursor, given)
        found, following, traces = await reading.page(moment, count, cursor, given)
        return dated(answer({"reviews": found, "next": _word(following), **moment.members()}, traces), moment)

    @router.get(
        "/v1/reviews/{id}",
        summary="What became of a review",
        dependencies=reads,
        openapi_extra=described(_WAITED),
        responses={200: example("Pending, applied or rejected.", examples.REVIEWED)},
    )
    async def get_review(
        request: Request, id: str, live: LiveRecord, reviews: Annotated[Reviews, Depends(_reviews)]
    ) -> Response:
        """`pending`, `applied`, or `rejected` with why: `stale`, `unknown`, `conflict` or `invalid`.

        With `wait` the answer comes once it is decided, or after so many seconds.
        """
        given = p.read_parameters(request.query_params, _WAITED)
        review = _id(id)
        moment, row = await reading.until_decided(live, review, given.get("wait", 0.0), request.is_disconnected)
        if row is not None:
            traces = [row["trace"]] if row["trace"] else []
            return dated(answer(reading.decided_form(row) | moment.members(), traces), moment)
        if (pending := reviews.pending(review)) is not None:
            return answer(reading.pending_form(pending) | moment.members())
        raise Problem(404, "No review with this id has come through yet.", kind="unknown-review", retry_after=1)

    @router.get(
        "/v1/suggestions",
        summary="Links that await a review, the most doubtful first",
        dependencies=reads,
        openapi_extra=described(_SUGGESTED),
        responses={200: example("A page of them.", examples.SUGGESTIONS)},
    )
    async def list_suggestions(request: Request, live: LiveRecord) -> Response:
        """Pairs of incidents that may be one, with the evidence, and the actions to answer them by."""
        given = p.read_parameters(request.query_params, _SUGGESTED)
        cursor = given.get("cursor")
        moment = await live.page(request, cursor, {})
        found, following, traces = await suggestions.suggestions(moment, given.get("limit", p.LIMIT), cursor)
        return dated(answer({"suggestions": found, "next": _word(following), **moment.members()}, traces), moment)

    return router


def _word(cursor: ListCursor | None) -> Any:
    return str(cursor) if cursor else None


def _id(word: str) -> UUID:
    try:
        return UUID(word)
    except ValueError:
        raise Problem(404, "This is no id.", kind="no-id") from None
