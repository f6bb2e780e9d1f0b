"""How every answer is described (OpenAPI 3.1): an example, the members that are always there, and every refusal."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI

from chassis.http.problems import MEDIA_TYPE

__all__ = ["ANSWERS", "FORMATS", "describe_answers"]

_EXAMPLES: Final = files("services.query.api.examples")
_JSON: Final = "application/json"
_GEOJSON: Final = "application/geo+json"

ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    "/v1/incidents": ("incidents", _JSON),
    "/v1/incidents/{id}": ("incident", _JSON),
    "/v1/incidents/{id}/history": ("history", _JSON),
    "/v1/reports/{id}": ("report", _JSON),
    "/v1/statements": ("statements", _JSON),
    "/v1/statements/{id}": ("statement", _JSON),
    "/v1/decisions/{n}": ("decision", _JSON),
    "/v1/sources": ("sources", _JSON),
    "/v1/points": ("points", _JSON),
    "/v1/actors": ("actors", _JSON),
    "/v1/feed": ("feed", _JSON),
    "/v1/reviews": ("reviews", _JSON),
    "/ogc": ("landing", _JSON),
    "/ogc/conformance": ("conformance", _JSON),
    "/ogc/collections": ("collections", _JSON),
    "/ogc/collections/incidents": ("collection", _JSON),
    "/ogc/collections/incidents/items": ("features", _GEOJSON),
    "/ogc/collections/incidents/items/{id}": ("feature", _GEOJSON),
}
"""By path, the example of what a GET is answered with, and its media type."""

FORMATS: Final[Mapping[str, str]] = {
    _GEOJSON: "incidents-geojson",
    "text/csv": "incidents-csv",
    "application/atom+xml": "incidents-atom",
}
"""The same of `/v1/incidents` in other formats, by media type; what is no JSON is one string."""
_EVENT: Final = (
    'id: f1MGY…\nevent: changed\ndata: {"cursor": "f1MGY…", "kind": "changed", "changed": ["claims"], …}\n\n'
)
_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"type": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}
_REFUSED: Final[dict[str, Any]] = {
    "type": "urn:deconflict:problem:bad-parameter",
    "title": "Bad parameter",
    "status": 400,
    "detail": "limit: must be a whole number from 1 to 500",
    "parameter": "limit",
}
_REFUSAL: Final = {
    "description": "A problem (RFC 9457): 400 and 422 name what is wrong, 401 and 403 the key, 404 and 410 what is not "
    "there (any more), 413 and 429 the bound, 503 when to ask again.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}, "example": _REFUSED}},
}
_MOVED: Final = {
    "description": "The incident was merged into another, which `Location` names; a merge can be undone.",
    "content": {_JSON: {"example": {"id": "…", "state": "merged", "merged_into": "…"}}},
}


def describe_answers(app: FastAPI) -> None:
    """Add to the app's own description what its answers are."""
    own = app.openapi

    def openapi() -> dict[str, Any]:
        described = own()
        described.setdefault("components", {}).setdefault("schemas", {})["ProblemDetails"] = _PROBLEM
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                _describe(path, method, operation["responses"])
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _describe(path: str, method: str, responses: dict[str, Any]) -> None:
    refused = responses.get("422", {}).get("content", {})
    if _JSON in refused:  # the framework's own form, which no route answers in
        del responses["422"]
    responses.setdefault("default", _REFUSAL)
    if method != "get":
        return
    responses.setdefault("304", {"description": "As it was when it was asked for with this ETag or date."})
    if path == "/v1/feed/stream":
        responses["200"] = {"description": "Events without end.", "content": {"text/event-stream": {"example": _EVENT}}}
    elif path in ANSWERS:
        name, media_type = ANSWERS[path]
        example = _example(name)
        content: dict[str, Any] = {media_type: {"schema": _schema(example), "example": example}}
        if path == "/v1/incidents":
            content |= {other: {"example": _example(name)} for other, name in FORMATS.items()}
        responses["200"]["content"] = content
    if "{id}" in path:
        responses.setdefault("307", _MOVED)


def _example(name: str) -> Any:
    return json.loads((_EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def _schema(example: Mapping[str, Any]) -> dict[str, Any]:
    """Of an object with these members, lists where it has lists."""
    lists = {name: {"type": "array"} for name, value in example.items() if isinstance(value, list)}
    return {"type": "object", "required": sorted(example), "properties": lists}
