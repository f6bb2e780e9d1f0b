"""The difference as a document, to be saved and to be shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from operate.redecide.difference import Difference, Merged
from operate.redecide.live import Decided
from operate.redecide.partition import Pointer

__all__ = ["account"]

_COUNTED: Final = {
    "statements placed": "statement.placed",
    "statements set aside": "statement.set_aside",
    "incidents opened": "incident.opened",
    "links made": "incidents.linked",
    "links suggested": "link.suggested",
    "reviews applied": "review.applied",
    "reviews rejected": "review.rejected",
}
"""Events that are counted, by what they are called."""


def account(
    live: Decided,
    new: Decided,
    difference: Difference,
    live_sentences: Mapping[Pointer, str],
    new_sentences: Mapping[Pointer, str],
) -> dict[str, Any]:
    """Everything there is to say, as JSON can hold it."""
    agreement = difference.agreement
    return {
        "live": _side(live, difference.incidents[0]),
        "new": _side(new, difference.incidents[1]),
        "inputs": live.partition.decisions,
        "statements": agreement.items,
        "b3": {"precision": agreement.b3.precision, "recall": agreement.b3.recall, "f1": agreement.b3.f1},
        "pairwise": {
            "precision": agreement.pairs.precision,
            "recall": agreement.pairs.recall,
            "f1": agreement.pairs.f1,
        },
        "incidents": {"same": difference.same, "changed": difference.changed},
        "placed_only": {"live": difference.only_live, "new": difference.only_new},
        "merges_gained": [_merged(one, new_sentences) for one in difference.gained],
        "merges_lost": [_merged(one, live_sentences) for one in difference.lost],
        "reviews_not_held": [
            {"review": str(one.review), "why": one.why, "detail": one.detail} for one in difference.reviews
        ],
    }


def _side(decided: Decided, incidents: int) -> dict[str, Any]:
    counts = {name: decided.partition.events[event] for name, event in _COUNTED.items()}
    return {"generation": decided.generation, "rules": decided.rules, "counts": {"incidents": incidents, **counts}}


def _merged(merged: Merged, sentences: Mapping[Pointer, str]) -> dict[str, Any]:
    parts: Sequence[Any] = sorted(merged.parts.items(), key=lambda part: (-part[1], str(part[0])))
    return {
        "incident": str(merged.incident),
        "parts": [{"incident": str(one) if one else None, "statements": count} for one, count in parts],
        "because": [sentences[pointer] for pointer in merged.reasons if pointer in sentences],
    }
