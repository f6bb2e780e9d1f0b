"""Statements as a source posts them already coded: the slots of a statement, before anything is looked up in them."""

from typing import Annotated

from pydantic import Field

from schemas.record import Country, Record, Words
from schemas.slots import Casualty, Occurred, Place, Span
from schemas.vocabulary import ActorKind, Aspect, Certainty, EventType, Polarity, SpeechAct, Temporal

__all__ = ["CodedActor", "CodedAnswers", "CodedStatement"]


class CodedActor(Record):
    """A party or a speaker: by the id of a known actor, which then decides, else by name."""

    id: str | None = None
    name: Words | None = None
    country: Country | None = None
    kind: ActorKind | None = None


class CodedAnswers(Record):
    """What a reaction is to: a statement of the same list, by its index from 0, or what somebody claims."""

    statement: Annotated[int, Field(ge=0)] | None = None
    claimant: CodedActor | None = None
    aspect: Aspect = Aspect.HAPPENING


class CodedStatement(Record):
    """A statement as posted. Without a claimant it is the publisher's; without a polarity that of its speech act.

    A place needs no more than its name: the gazetteer adds what is not given.
    """

    claimant: CodedActor | None = None
    relayer: CodedActor | None = None
    speech_act: SpeechAct = SpeechAct.ASSERTS
    polarity: Polarity | None = None
    certainty: Certainty = Certainty.UNSPECIFIED
    temporal: Temporal = Temporal.ACTUAL
    answers: CodedAnswers | None = None
    event_type: EventType
    civilian_targeting: bool = False
    initiator: CodedActor | None = None
    target: CodedActor | None = None
    place: Place | None = None
    occurred: Occurred | None = None
    casualties: tuple[Casualty, ...] = ()
    span: Span | None = None
