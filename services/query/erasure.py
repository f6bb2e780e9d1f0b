"""What is shown of an erased report: slots and resolved names, but no words of it."""

from typing import Any

from schemas.slots import Actor
from schemas.statement import Statement

__all__ = ["shown", "without_words"]


def without_words(statement: Statement) -> Statement:
    """The statement without the names of unresolved actors and places and the words of figures."""
    place = statement.place
    return statement.model_copy(
        update={
            "claimant": _blank(statement.claimant),
            "relayer": _blank(statement.relayer),
            "initiator": _blank(statement.initiator),
            "target": _blank(statement.target),
            "place": place.model_copy(update={"name": place.gazetteer_name or ""}) if place else None,
            "casualties": tuple(each.model_copy(update={"words": ""}) for each in statement.casualties),
        }
    )


def shown(summary: dict[str, Any], up_to_n: int | None) -> dict[str, Any]:
    """A summary as it may be served: without words where it is older than `up_to_n`, an erasure of what it sums up.

    Newer ones were made of what the erasure left.
    """
    if up_to_n is None or summary["version"] >= up_to_n or "headline" not in summary:
        return summary
    place = summary["place"]
    kind = summary["event_type"].replace("_", " ").capitalize()
    return summary | {
        "headline": kind,
        "sentence": kind,
        "support_reason": "",
        "dispute_reasons": [],
        "place": place | {"name": place["gazetteer_name"] or ""} if place else None,
        "initiators": [_nameless(actor) for actor in summary["initiators"]],
        "targets": [_nameless(actor) for actor in summary["targets"]],
        "claims": [claim | {"claimant": _nameless(claim["claimant"])} for claim in summary["claims"]],
    }


def _nameless(actor: dict[str, Any]) -> dict[str, Any]:
    return actor if actor["id"] else actor | {"name": ""}


def _blank(actor: Actor | None) -> Actor | None:
    return actor if actor is None or actor.id else actor.model_copy(update={"name": ""})
