"""The slots of a statement: who, where, when, how many."""

from datetime import datetime
from functools import lru_cache
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.record import Country, Hash32, Instant, Record, Words
from schemas.vocabulary import (
    ActorKind,
    Aspect,
    CasualtyCategory,
    PlacePrecision,
    Qualifier,
    TimePrecision,
    Victims,
)

__all__ = ["Actor", "Answers", "Carried", "Casualty", "Occurred", "Place", "Sentence", "Span", "words_key"]


class Actor(Record):
    """A party or a speaker. One that is not resolved has no id and keeps its words as the name."""

    id: str | None = None
    name: Words
    country: Country | None = None
    kind: ActorKind = ActorKind.UNKNOWN

    @property
    def key(self) -> str:
        """What tells actors apart: the id, else the normalised words."""
        return self.id or words_key(self.name)


@lru_cache(16_384)
def words_key(name: str) -> str:
    """What tells an actor apart that has nothing but a name."""
    # Asked of the same few names over and over, whenever an incident is compared or assessed.
    return "words:" + " ".join(name.lower().split())


class Place(Record):
    """Where: the name as written, what the gazetteer made of it, WGS 84 degrees, radius in km."""

    name: Words
    id: str | None = None
    gazetteer_name: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    radius_km: Annotated[float, Field(ge=0)] | None = None
    country: Country | None = None
    admin1: str | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN


class Occurred(Record):
    """When it happened: somewhere from `start` to `end`, both included."""

    start: Instant
    end: Instant
    precision: TimePrecision

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("end is before start")
        return self

    @property
    def day(self) -> datetime:
        """The first day that is possible."""
        return self.start.replace(hour=0, minute=0, second=0, microsecond=0)


class Casualty(Record):
    """One figure: at most one per side and category of a statement. `max` null is open-ended.

    `side` is the ISO code of the state whose people were hit, else the actor's id, else null.
    """

    category: CasualtyCategory
    victims: Victims = Victims.UNKNOWN
    side: str | None = None
    min: Annotated[int, Field(ge=0)] = 0
    max: Annotated[int, Field(ge=0)] | None = None
    qualifier: Qualifier = Qualifier.EXACT
    words: Words = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError("max is less than min")
        return self


class Answers(Record):
    """What a denial, non-confirmation, admission, correction or retraction reacts to."""

    statement: UUID | None = None
    claimant: str | None = None
    aspect: Aspect = Aspect.HAPPENING


class Carried(Record):
    """A slot that was not stated here but inherited, and from which statement of the report (null: from its header)."""

    slot: str
    statement: UUID | None = None


class Span(Record):
    """Where words stand: half-open, in Unicode code points of one field of one revision as stored."""

    field: Annotated[str, Field(pattern="^(title|text)$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("end is before start")
        return self


class Sentence(Record):
    """The sentence that holds a statement's trigger.

    `hash` names its normalized words, `occurrence` counts equal ones before it, `index` is its place among all
    sentences, `start` where it begins in its field, `sketch` a 16 x 32-bit MinHash (Broder 1997) of its words.
    """

    hash: str
    occurrence: Annotated[int, Field(ge=0)] = 0
    index: Annotated[int, Field(ge=0)] = 0
    start: Annotated[int, Field(ge=0)] = 0
    sketch: tuple[Hash32, ...] = ()
