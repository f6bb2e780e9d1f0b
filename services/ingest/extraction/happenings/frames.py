"""A frame: one happening in one unit, with what the clause tells of it."""

from dataclasses import dataclass, field

from schemas.slots import Actor, Casualty, Occurred, Place
from schemas.vocabulary import EventType, Polarity, Temporal
from services.ingest.extraction.lexicon import Trigger, Weapon
from services.ingest.extraction.speech.attribution import Attribution
from services.ingest.extraction.syntax.tree import Node

__all__ = ["HARM", "Frame"]

HARM = frozenset({"kill", "casualty", "damage"})
"""Kinds of frame that tell what came of an attack and not what it was."""


@dataclass(eq=False)
class Frame:
    """One happening in one unit. `nodes` are the triggers that were merged into it, the head one first."""

    trigger: Node
    sense: Trigger
    type: EventType
    open: bool
    owner: Attribution | None
    nodes: list[Node] = field(default_factory=list)
    senses: list[Trigger] = field(default_factory=list)
    weapon: Weapon | None = None
    definite: bool = False
    initiator: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    occurred: Occurred | None = None
    dated: bool = False
    lasting: bool = False
    clocked: bool = False
    """Whether its hour is told and not the day of that."""
    historical: bool = False
    casualties: list[Casualty] = field(default_factory=list)
    polarity: Polarity = Polarity.POSITIVE
    temporal: Temporal = Temporal.ACTUAL
    civilian: bool = False
    civil_object: bool = False
    loser: Actor | None = None
    """Whose the dead are by its words: "it lost nine men"."""
    mutual: bool = False
    """Whether its words say that the two parties did it to each other."""
    hit_place: bool = False
    """Whether its place is the object of its verb."""
    soldiers: bool | None = None
    """Whether its verb has soldiers of whatever side for its subject, or other armed people; None for nobody such."""
    plain: bool = False
    """Whether the initiator is the subject of its verb, by name, as the "it" of who says so, or as an unnamed enemy."""
    rule: str = ""

    @property
    def generic(self) -> bool:
        """Whether only a generic word names the happening."""
        return self.open and self.type in (EventType.OTHER, EventType.INFRASTRUCTURE_DAMAGE, EventType.GROUND_ASSAULT)
