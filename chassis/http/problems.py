"""Problem details (RFC 9457): the one form in which an API says no.

A refusal of fields lists `errors`, each with the `field`, its JSON `pointer` (RFC 6901, as a URI fragment) where it
lies in a body, and a `detail`; the problem's own `detail` names the first few. Values that were sent are not repeated.
"""

import json
import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from chassis.errors import Retry

__all__ = ["MEDIA_TYPE", "FieldError", "Problem", "field_errors", "install", "invalid", "problem_response"]

_log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"

_MOST_ERRORS: Final = 20
_LONGEST_NAME: Final = 100
_NAMED_IN_DETAIL: Final = 3
_PARAMETERS: Final = {"query", "path", "header", "cookie"}
_WORDS: Final = {
    "missing": "is required",
    "extra_forbidden": "is not a known field",
    "string_type": "must be a string",
    "uuid_parsing": "must be a UUID",
    "uuid_type": "must be a UUID",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}",
}


class Problem(HTTPException):
    """A refusal. `kind` ends the URN of its `type`, `retry_after` is seconds, `more` are members of its own."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str | None = None,
        title: str | None = None,
        retry_after: float | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        sent = dict(headers or {})
        if retry_after is not None:
            sent["Retry-After"] = str(max(1, math.ceil(retry_after)))
        super().__init__(status, detail, sent or None)
        phrase = HTTPStatus(status).phrase
        self.kind = kind
        self.members: dict[str, Any] = {
            "type": f"urn:deconflict:problem:{kind}" if kind else "about:blank",
            "title": title or phrase,
            "status": status,
            "detail": detail,
            **more,
        }


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, by its path from the root of a body, or from `query`, `path`, `header`."""

    path: tuple[str | int, ...]
    detail: str

    @property
    def field(self) -> str:
        """The path in words: `revises.url`; the whole body is `body`."""
        return ".".join(_shown(part) for part in self.path) or "body"

    def members(self) -> dict[str, str]:
        """As it stands in `errors`."""
        if self.path and self.path[0] in _PARAMETERS:
            return {
                "field": ".".join(_shown(part) for part in self.path[1:]),
                "in": str(self.path[0]),
                "detail": self.detail,
            }
        pointer = "".join("/" + _shown(part).replace("~", "~0").replace("/", "~1") for part in self.path)
        return {"field": self.field, "pointer": "#" + pointer, "detail": self.detail}


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Pydantic's errors as ours, at most twenty. A leading `body` of FastAPI's is taken off."""
    found = []
    for error in errors[:_MOST_ERRORS]:
        path = tuple(error["loc"])
        if path and path[0] == "body":
            path = path[1:]
        told = _WORDS.get(error["type"])
        words = told.format_map(error.get("ctx", {})) if told else str(error["msg"]).removeprefix("Value error, ")
        # As it goes on after the name of the field; an acronym at its beginning stays one.
        found.append(FieldError(path, words if words[1:2].isupper() else words[:1].lower() + words[1:]))
    return found


def invalid(errors: Sequence[FieldError]) -> Problem:
    """The 422 for these fields; there must be at least one."""
    named = "; ".join(f"{error.members()['field']}: {error.detail}" for error in errors[:_NAMED_IN_DETAIL])
    if len(errors) > _NAMED_IN_DETAIL:
        named += f"; and {len(errors) - _NAMED_IN_DETAIL} more"
    return Problem(422, named, kind="invalid", title="Invalid fields", errors=[error.members() for error in errors])


def problem_response(problem: Problem) -> Response:
    """The problem as a response. ASCII only, so that no name of a field, however odd, fails to encode."""
    return Response(
        json.dumps(problem.members).encode("ascii"),
        status_code=problem.status_code,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def install(app: FastAPI) -> None:
    """Answer every failure of `app` with a problem: its own, the framework's, the retryable and the unforeseen."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if isinstance(error, Problem):
            return problem_response(error)
        return problem_response(Problem(error.status_code, str(error.detail), headers=error.headers))

    async def fields(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem_response(invalid(field_errors(error.errors())))

    async def away(request: Request, error: Exception) -> Response:
        # What failed names hosts and ports, which are no caller's business.
        _log.warning("answered 503: %s", error)
        return problem_response(Problem(503, "This cannot be answered now.", kind="unavailable", retry_after=1))

    async def gone(request: Request, error: Exception) -> Response:
        return problem_response(Problem(400, "The body ended early."))

    async def unforeseen(request: Request, error: Exception) -> Response:
        return problem_response(Problem(500, "The request could not be processed.", kind="unforeseen"))

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, fields)
    app.add_exception_handler(Retry, away)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, unforeseen)


def _shown(part: str | int) -> str:
    return str(part)[:_LONGEST_NAME]
