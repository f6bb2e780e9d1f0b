"""A statement: one attributed claim in one report."""

from uuid import UUID

from schemas.record import Record
from schemas.slots import Actor, Answers, Carried, Casualty, Occurred, Place, Sentence, Span
from schemas.vocabulary import Certainty, EventType, Polarity, SpeechAct, Temporal

__all__ = ["CORRECTABLE", "Statement"]


class Statement(Record):
    """Who says what about whom, where and when. Never an event: two ministries make two statements of one incident.

    `id` is proposed by the normalizer and settled by the dedup writer. `span` is null only for statements that were
    posted already coded. `rule` names what in the extraction gave it, for a reader who asks why.
    """

    id: UUID
    claimant: Actor
    relayer: Actor | None = None
    speech_act: SpeechAct = SpeechAct.ASSERTS
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.UNSPECIFIED
    temporal: Temporal = Temporal.ACTUAL
    answers: Answers | None = None
    event_type: EventType
    civilian_targeting: bool = False
    initiator: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    occurred: Occurred | None = None
    casualties: tuple[Casualty, ...] = ()
    carried: tuple[Carried, ...] = ()
    span: Span | None = None
    sentence: Sentence
    rule: str | None = None


CORRECTABLE = frozenset(Statement.model_fields) - {"id", "carried", "span", "sentence", "rule"}
"""Slots that a review may set."""
