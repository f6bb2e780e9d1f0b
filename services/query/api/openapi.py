"""What the query parameters mean, for OpenAPI: they are read by hand so that a bad one is named in a 400."""

from collections.abc import Iterable
from typing import Any, Final

from schemas.vocabulary import ActorKind, Dispute, EventType, Support
from services.query.api.parameters import MOST
from services.query.api.representations import Format

__all__ = ["MEANINGS", "described"]


def _several(words: Iterable[object]) -> str:
    return "One or several, separated by commas, of " + ", ".join(f"`{word}`" for word in words) + "."


def _one(words: Iterable[object]) -> str:
    return "One of " + ", ".join(f"`{word}`" for word in words) + "."


MEANINGS: Final = {
    "limit": f"How many, 1 to {MOST}.",
    "cursor": "The `next` of an earlier answer: the page after it, as of the same moment. Give the same filters.",
    "since": "A feed cursor of an earlier answer: what came after it.",
    "as_of": "An instant, or a day (ISO 8601), of which it is the start (UTC): the record as it was known then.",
    "as_of_n": "The number of a decision: the record up to it, where an instant would hold several.",
    "country": "ISO 3166-1 alpha-2 code of a country that something is said to have happened in, or of an actor.",
    "theatre": "The wider area, as answers name it.",
    "event_type": _several(EventType),
    "actor": "A party: its id, the id of what it is a part of, its country's code, or its name.",
    "claimant": "Who says something: as `actor`. For statements, the claimant's id.",
    "source": "The id of a source that reports on it.",
    "support": _several(Support),
    "dispute": _several(Dispute),
    "occurred_from": "It may have happened at or after this instant, or the start of this day (UTC).",
    "occurred_to": "It may have happened at or before this instant, or the end of this day (UTC).",
    "updated_since": "What is known of it changed at or after this instant, or the start of this day (UTC).",
    "min_killed": "Some claimant says that at least so many were killed, or of several states that many together were.",
    "bbox": "West,south,east,north in degrees (WGS 84); west over east crosses the antimeridian.",
    "near": "Latitude, longitude (WGS 84 degrees) and a distance in km: `40.2,46.5,25`.",
    "text": (
        "Words of its headline, places and actors, in the manner of a web search; of its quotes and the titles of its "
        "reports too, where few reports have them. A word with `-` before it must not be there: then quotes and titles "
        "are not looked in. Of an actor: a part of its name."
    ),
    "kind": _several(ActorKind),
    "f": _one(Format) + " The format, before what `Accept` says.",
    "datetime": "It may have happened then: an instant, or `start/end` of which either may be `..` (RFC 3339).",
    "report": "The id of a report.",
    "incident": "The id of an incident.",
    "outcome": "`applied` or `rejected`.",
    "wait": "Seconds to wait for the outcome, at most 30.",
}


def described(names: Iterable[str]) -> dict[str, Any]:
    """`openapi_extra` of a route that knows these parameters."""
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": MEANINGS[name],
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST} if name == "limit" else {"type": "string"},
            }
            for name in names
        ]
    }
