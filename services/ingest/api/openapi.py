"""How the API describes itself (OpenAPI 3.1).

Bodies are read by our own reader, which is stricter than the framework's, so their schemas are named here.
"""

from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from chassis.http.problems import MEDIA_TYPE
from services.ingest.api import examples
from services.ingest.api.submission import Retraction, Submission

__all__ = ["REFUSALS", "answer", "body", "describe"]

_REF: Final = "#/components/schemas/{model}"


class Accepted(BaseModel):
    """What was posted is durable."""

    report_id: UUID
    revision: UUID | None = Field(None, description="Absent for a retraction.")
    status_url: str = Field(description="Where the query API tells what became of the report.")


class FieldProblem(BaseModel):
    """One field that was refused."""

    field: str
    pointer: str | None = Field(None, description="JSON pointer (RFC 6901) as a URI fragment.")
    detail: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


class LineAnswer(BaseModel):
    """The answer to one line: `status` 202 with what `Accepted` has, or another with what `Problem` has."""

    line: int = Field(ge=1, description="Number of the line, from 1, blank lines counted.")
    status: int
    report_id: UUID | None = None
    revision: UUID | None = None
    status_url: str | None = None
    type: str | None = None
    title: str | None = None
    detail: str | None = None
    errors: list[FieldProblem] | None = None


_MODELS: Final = (Submission, Retraction, Accepted, LineAnswer, Problem)


def body(model: str, media_type: str, example: Any, required: bool = True, **others: Any) -> dict[str, Any]:
    """A request body, as an operation's extra description; `others` are examples beside the first, by name."""
    content = _content(model, media_type, None if others else example)
    if others:
        content[media_type]["examples"] = {name: {"value": one} for name, one in {"plain": example, **others}.items()}
    return {"requestBody": {"required": required, "content": content}}


def answer(description: str, model: str, example: Any, media_type: str = "application/json") -> dict[str, Any]:
    """A response."""
    return {"description": description, "content": _content(model, media_type, example)}


def _content(model: str, media_type: str, example: Any) -> dict[str, Any]:
    shown = {} if example is None else {"example": example}
    return {media_type: {"schema": {"$ref": _REF.format(model=model)}, **shown}}


_REASONS: Final = {
    400: "Not a JSON object.",
    401: "No key, or one that is unknown or revoked.",
    403: "The key has not the scope `ingest`, for statements `ingest:coded` too, or belongs to no source.",
    413: "Too large.",
    422: "Fields that break a rule, each named.",
    429: "Too many requests with this key: see `Retry-After`.",
    503: "The log cannot be reached or is full: post again after `Retry-After`.",
}

REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: answer(reason, "Problem", examples.PROBLEMS[status], MEDIA_TYPE) for status, reason in _REASONS.items()
}
"""How any of these routes may refuse."""


def describe(app: FastAPI) -> None:
    """Add to the app's own description the schemas that it does not know."""
    own = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _, schemas = models_json_schema([(model, "validation") for model in _MODELS], ref_template=_REF)
            named = {model.get("title", name): model for name, model in schemas["$defs"].items()}
            own()["components"].setdefault("schemas", {}).update(named)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
