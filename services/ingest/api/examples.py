"""What the API's description shows."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.http import REFUSED, FieldError, invalid, scope_missing
from schemas.vocabulary import Scope

__all__ = ["ACCEPTED", "BATCH", "BATCH_ANSWER", "CODED", "PROBLEMS", "REPORT", "RETRACTION_ACCEPTED"]

_ID: Final = "9a0c9d0e-3a0b-5a52-8f3c-0d6f3a3f7a11"
_REVISION: Final = "1d6f2c1f-2a35-5f0a-9c3f-8e2f4c6b7d22"
_STATUS_URL: Final = f"https://query.example/v1/reports/{_ID}"

REPORT: Final[dict[str, Any]] = {
    "external_id": "2024-117",
    "url": "https://mod.example/news/2024/117",
    "title": "Shelling on the northern sector",
    "text": "The ministry of defence said that artillery fire from across the border killed three soldiers on Friday.",
    "published_at": "2024-04-12T09:30:00+04:00",
    "language": "en",
}
"""A report as an upstream posts it."""

CODED: Final[dict[str, Any]] = {
    "external_id": "2024-118",
    "title": "Daily log, 12 April",
    "published_at": "2024-04-12T18:00:00Z",
    "statements": [
        {
            "claimant": {"id": "am.mod"},
            "event_type": "shelling",
            "initiator": {"id": "az.mil"},
            "target": {"id": "am.mil"},
            "place": {"name": "Tegh", "country": "AM"},
            "occurred": {"start": "2024-04-12T00:00:00Z", "end": "2024-04-12T23:59:59Z", "precision": "day"},
            "casualties": [{"category": "killed", "victims": "military", "side": "AM", "min": 3}],
        },
        {
            "claimant": {"name": "Azerbaijani Ministry of Defence", "country": "AZ", "kind": "government"},
            "speech_act": "denies",
            "answers": {"statement": 0, "aspect": "happening"},
            "event_type": "shelling",
        },
    ],
}
"""A report as a desk posts it that has coded it already."""

ACCEPTED: Final[dict[str, Any]] = {"report_id": _ID, "revision": _REVISION, "status_url": _STATUS_URL}

RETRACTION_ACCEPTED: Final[dict[str, Any]] = {"report_id": _ID, "status_url": _STATUS_URL}

PROBLEMS: Final[Mapping[int, dict[str, Any]]] = {
    **REFUSED,
    403: scope_missing(Scope.INGEST).members,
    422: invalid([FieldError(("published_at",), "needs an offset from UTC, such as Z or +04:00")]).members,
}
"""An example of each refusal, by its status."""

BATCH: Final = (
    '{"external_id": "2024-117", "text": "The ministry said that three soldiers were killed."}\n'
    '{"external_id": "2024-118"}\n'
)

BATCH_ANSWER: Final = (
    f'{{"line": 1, "status": 202, "report_id": "{_ID}", "revision": "{_REVISION}", "status_url": "{_STATUS_URL}"}}\n'
    '{"line": 2, "status": 422, "type": "urn:deconflict:problem:invalid", "title": "Invalid fields",'
    ' "detail": "text: is required",'
    ' "errors": [{"field": "text", "pointer": "#/text", "detail": "is required"}]}\n'
)
