"""Stamps: what the reference data says of a statement, as it goes into the decision."""

from datetime import date

from reference import Reference
from schemas.events.decisions import Alignments
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind

__all__ = ["Stamps"]


class Stamps:
    """What the reference data says of a statement: its theatre, and whom each of its actors stood with there then.
    Also of what kind an actor is that a statement merely names."""

    def __init__(self, reference: Reference, published: date | None) -> None:
        self._reference = reference
        self._published = published
        self._known: dict[int, tuple[Statement, tuple[Alignments, str | None]]] = {}

    def of(self, statement: Statement) -> tuple[Alignments, str | None]:
        """Alignments and theatre, as they are stamped into the decision."""
        # What is known is alive, so that no other object has its place.
        known = self._known.get(id(statement))
        if known is None:
            known = self._known[id(statement)] = statement, self._look_up(statement)
        return known[1]

    def kind_of(self, actor: str) -> ActorKind | None:
        """The kind of the actor with this id, if there is one."""
        found = self._reference.actors.get(actor)
        return found.kind if found is not None else None

    def _look_up(self, statement: Statement) -> tuple[Alignments, str | None]:
        actors = (statement.initiator, statement.target, statement.claimant)
        theatre = self._reference.theatres.of(statement.place, actors)
        day = statement.occurred.start.date() if statement.occurred else self._published

        def side(actor: Actor | None) -> str | None:
            return self._reference.sides.alignment(actor, theatre, day) if actor else None

        stamped = Alignments(
            claimant=side(statement.claimant), initiator=side(statement.initiator), target=side(statement.target)
        )
        return stamped, theatre
