"""How the routes of reviews describe themselves (OpenAPI 3.1).

The body is read by our own reader, which is stricter than the framework's, so its schema is named here.
"""

from typing import Any, Final

from fastapi import FastAPI

from chassis.http.problems import MEDIA_TYPE
from services.query.api.reviews import examples
from services.query.api.reviews.instruction import Instruction

__all__ = ["REFUSALS", "SUBMISSION", "describe", "example"]

_REF: Final = "#/components/schemas/{model}"

SUBMISSION: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="Review")}, "example": examples.REVIEW}},
    },
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Any word of the caller's that is new for each review: posting again with it is harmless.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }
    ],
}
"""`openapi_extra` of the route that takes reviews in."""

_REASONS: Final = {
    400: "Not a JSON object, or an Idempotency-Key that is none.",
    401: "No key, or one that is unknown or revoked.",
    403: "The key has not the scope `review`.",
    413: "Too large.",
    422: "Fields that break a rule, each named; or an Idempotency-Key that another review was submitted with.",
    429: "Too many requests with this key: see `Retry-After`.",
    503: "The log or the record cannot be reached: post again after `Retry-After`.",
}


def example(description: str, document: dict[str, Any]) -> dict[str, Any]:
    """A response by its example."""
    return {"description": description, "content": {"application/json": {"example": document}}}


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"description": reason, "content": {MEDIA_TYPE: {"example": examples.PROBLEMS[status]}}}
    for status, reason in _REASONS.items()
}
"""How a review may be refused."""


def describe(app: FastAPI) -> None:
    """Add to the app's own description the schema of a review."""
    own = app.openapi

    def openapi() -> dict[str, Any]:
        described = own()
        schema = Instruction.model_json_schema(ref_template=_REF)
        forms = schema.pop("$defs")
        described.setdefault("components", {}).setdefault("schemas", {}).update({"Review": schema, **forms})
        return described

    app.openapi = openapi  # type: ignore[method-assign]
