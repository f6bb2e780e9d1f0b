"""What is shown of the statements of an erased report: slots and resolved names, but no words of the report."""

from schemas.slots import Actor
from schemas.statement import Statement

__all__ = ["without_words"]


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


def _blank(actor: Actor | None) -> Actor | None:
    return actor if actor is None or actor.id else actor.model_copy(update={"name": ""})
