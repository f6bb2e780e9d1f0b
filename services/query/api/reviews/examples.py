"""What the API's description shows of reviews."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.http import REFUSED, FieldError, invalid, scope_missing
from schemas.vocabulary import Scope

__all__ = ["ACCEPTED", "PROBLEMS", "REVIEW", "REVIEWED", "SUGGESTIONS"]

_ID: Final = "3f5d6c0e-8a1b-5b7e-9d3c-2a4f6e8b0c1d"
_A: Final = "8fa07a39-a19f-5264-94eb-4cb2012299a0"
_B: Final = "c2b85090-0c9b-5221-911d-ec4a2844760f"

REVIEW: Final[dict[str, Any]] = {
    "action": {"type": "merge", "a": _A, "b": _B},
    "reason": "Both speak of the shelling of the same post; the second names the village in another spelling.",
    "seen_n": 4711,
}
"""A review as an analyst posts it."""

ACCEPTED: Final[dict[str, Any]] = {"review_id": _ID, "status_url": f"https://query.example/v1/reviews/{_ID}"}

REVIEWED: Final[dict[str, Any]] = {
    "review_id": _ID,
    "status": "rejected",
    "author": "border desk",
    "received_at": "2024-04-12T12:00:00Z",
    **REVIEW,
    "why": "stale",
    "detail": "its statements changed in decision 4715, after 4711 was looked at",
    "current_n": 4715,
    "decision": {"n": 4720, "known_at": "2024-04-12T12:00:01Z", "events": ["review.rejected"]},
    "must_link": [],
    "cannot_link": [],
    "undone_by": None,
    "known_up_to": "2024-04-12T12:00:01Z",
    "generation": "g1",
    "as_of_n": 4720,
}

SUGGESTIONS: Final[dict[str, Any]] = {
    "suggestions": [
        {
            "bits": -0.4,
            "suggested_at": "2024-04-12T12:00:01Z",
            "n": 4712,
            "statement": "5e0cf7a0-6a3f-5d3e-8b55-0f6c1d2e3f40",
            "a": {"seed": _A, "incident": {"id": _A, "headline": "Shelling near Kesh, 12 April 2024"}},
            "b": {"seed": _B, "incident": {"id": _B, "headline": "Shelling, 12 April 2024"}},
            "evidence": {"cause": "matched", "sentence": "Two incidents compared: -0.4 bits."},
            "answers": {
                "same": {"type": "merge", "a": _A, "b": _B},
                "different": {"type": "undo", "link": [_A, _B]},
            },
        }
    ],
    "next": None,
    "known_up_to": "2024-04-12T12:00:01Z",
    "generation": "g1",
    "as_of_n": 4720,
}

PROBLEMS: Final[Mapping[int, dict[str, Any]]] = {
    **REFUSED,
    403: scope_missing(Scope.REVIEW).members,
    422: invalid([FieldError(("action", "b"), "is required")]).members,
}
"""An example of each refusal, by its status."""
