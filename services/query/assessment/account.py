"""A placed statement together with what is known of who said it, when and by which way it came."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from schemas.events.decisions import Alignments
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, EventType, Reliability, SpeechAct, Stance, stance

__all__ = ["NEUTRAL", "Account", "Order", "called", "named_side"]

Order = tuple[datetime, int, int, int]
"""Sorts accounts by when they were said, those of one report by where they stand in it."""

NEUTRAL: Final = "neutral"
"""The alignment of observer missions and the like: no side, so two of them are two voices."""

_MUTUAL: Final = frozenset({EventType.EXCHANGE_OF_FIRE, EventType.CEASEFIRE_AGREEMENT})
_ENDING: Final = frozenset({SpeechAct.CORRECTS, SpeechAct.ADMITS, SpeechAct.RETRACTS})
_PARTIES: Final = frozenset(
    {
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.POLICE,
        ActorKind.PARAMILITARY,
        ActorKind.REBEL,
        ActorKind.UNIDENTIFIED_ARMED,
        ActorKind.LOCAL_AUTHORITY,
    }
)


@dataclass(slots=True, eq=False)
class Account:
    """One statement of an incident.

    `said_at` is when its report was last updated, else published, else received; `n` the decision that first placed
    it. `retracted`: its source took the report back. `publisher` is the actor whose voice the report is.
    """

    statement: Statement
    alignment: Alignments
    report_id: UUID
    origin_id: UUID
    publisher: Actor
    grade: Reliability
    said_at: datetime
    n: int
    retracted: bool = False
    id: UUID = field(init=False)
    """The statement's id."""
    claimant: str = field(init=False)
    """What tells claimants apart."""
    stance: Stance = field(init=False)
    """Where it stands towards the happening."""
    claim: str = field(init=False)
    """What tells claims apart: the claimant and the stance."""
    ends: bool = field(init=False)
    """Whether it may end something: itself, when retracted, or what was said earlier."""
    order: Order = field(init=False)
    initiator: str | None = field(init=False)
    """What tells those apart that are said to have done it; None where none is told."""
    target: str | None = field(init=False)
    """The same of those to whom it was done."""

    def __post_init__(self) -> None:
        statement = self.statement
        self.id = statement.id
        self.claimant = statement.claimant.key
        self.stance = stance(statement.speech_act)
        self.claim = f"{self.stance.value} {self.claimant}"
        self.ends = self.retracted or statement.speech_act in _ENDING
        self.order = self.said_at, self.n, statement.span.start if statement.span else 0, self.id.int
        self.initiator = statement.initiator.key if statement.initiator else None
        self.target = statement.target.key if statement.target else None

    @property
    def claimant_side(self) -> str | None:
        """The party the claimant stands with; None for the neutral and the unknown."""
        return named_side(self.alignment.claimant)

    @property
    def party(self) -> str:
        """What the claimant is as a party: the side it stands with, else its country, else itself."""
        return self.claimant_side or self.statement.claimant.country or self.claimant

    @property
    def accused(self) -> str | None:
        """The party said to have done it; None where none is told. Words that name nobody known tell none."""
        initiator = self.statement.initiator
        if side := named_side(self.alignment.initiator):
            return side
        if initiator is None or initiator.kind == ActorKind.UNIDENTIFIED_ARMED:
            return None
        return initiator.country or (None if initiator.kind == ActorKind.UNKNOWN else self.initiator)

    @property
    def mutual(self) -> bool:
        """Whether the two parties may stand in either order, so that nobody is said to have begun."""
        return self.statement.event_type in _MUTUAL

    @property
    def own_voice(self) -> bool:
        """Whether the publisher speaks for itself, rather than passing on another's words."""
        return self.claimant == self.publisher.key

    @property
    def by_party(self) -> bool:
        """Whether the claimant is a party to the conflict: aligned, or where nothing is known, armed or governing."""
        if self.alignment.claimant is not None:
            return self.claimant_side is not None
        return self.statement.claimant.kind in _PARTIES


def named_side(alignment: str | None) -> str | None:
    """The alignment, if it is a side."""
    return None if alignment == NEUTRAL else alignment


def called(actor: Actor) -> str:
    """What an actor is called; of an unresolved one an erasure leaves no name."""
    return actor.name or "somebody"
