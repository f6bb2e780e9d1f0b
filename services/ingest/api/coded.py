"""Statements that are posted already coded: every slot, its type and its bounds, and what one says of another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    WithJsonSchema,
    model_validator,
)

from chassis.http import FieldError
from reference.actors import Actors
from reference.countries import is_country_code
from schemas.vocabulary import (
    ActorKind,
    Aspect,
    CasualtyCategory,
    Certainty,
    EventType,
    PlacePrecision,
    Polarity,
    Qualifier,
    SpeechAct,
    Temporal,
    TimePrecision,
    Victims,
)
from services.ingest.api.characters import clean
from services.ingest.api.fields import Posted, named
from services.ingest.api.instants import parse_instant

__all__ = ["LONGEST", "Known", "StatementForm", "faults"]

_MAX_WORDS: Final = 120
_REACTIONS: Final = frozenset(
    {SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.ADMITS, SpeechAct.CORRECTS, SpeechAct.RETRACTS}
)


LONGEST: Final[Mapping[TimePrecision, timedelta]] = {
    TimePrecision.MINUTE: timedelta(days=1),
    TimePrecision.HOUR: timedelta(days=1),
    # A night, told by its two days.
    TimePrecision.PART_OF_DAY: timedelta(days=2),
    TimePrecision.DAY: timedelta(days=7),
    TimePrecision.WEEK: timedelta(days=31),
    TimePrecision.MONTH: timedelta(days=366),
}
"""What is known within so much: of a longer time the next precision would be told."""

_ANNOUNCED: Final = frozenset({Temporal.FUTURE, Temporal.HYPOTHETICAL})


class Known(NamedTuple):
    """What the world has: whether an actor has an id, and whether words name one."""

    id: Callable[[str], bool]
    words: Callable[[str], bool]

    @classmethod
    def of(cls, actors: Actors) -> Self:
        """Those that there are."""
        return cls(lambda id: actors.get(id) is not None, lambda words: actors.resolve(words) is not None)


def _country(code: str) -> str:
    if not is_country_code(code):
        raise ValueError("must be the code of a country, in capitals (ISO 3166-1 alpha-2), such as AM")
    return code


def _number(least: int, most: int) -> WithJsonSchema:
    # Of a choice of types the bounds would stand there in no words of JSON Schema.
    return WithJsonSchema({"type": "number", "minimum": least, "maximum": most})


# What a string must be in itself stands before what Python looks for in it: that is checked without Python then.
Name = Annotated[StrictStr, Field(max_length=_MAX_WORDS), AfterValidator(named)]
Count = Annotated[StrictInt, Field(ge=0, le=100_000_000)]
Offset = Annotated[StrictInt, Field(ge=0)]
CountryCode = Annotated[
    StrictStr,
    AfterValidator(_country),
    Field(description="ISO 3166-1 alpha-2; XK for Kosovo.", json_schema_extra={"pattern": "^[A-Z]{2}$"}),
]
Number = StrictFloat | StrictInt
Degrees90 = Annotated[Number, Field(ge=-90, le=90), AfterValidator(float), _number(-90, 90)]
Degrees180 = Annotated[Number, Field(ge=-180, le=180), AfterValidator(float), _number(-180, 180)]
Kilometres = Annotated[Number, Field(ge=0, le=20_000), AfterValidator(float), _number(0, 20_000)]
Happened = Annotated[datetime, BeforeValidator(parse_instant)]


class ActorForm(Posted):
    """An actor: by the `id` of a known one, which then decides, else by `name`."""

    id: Name | None = None
    name: Name | None = None
    country: CountryCode | None = None
    kind: ActorKind | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.id is None and self.name is None:
            raise ValueError("give an id or a name")
        return self


class PlaceForm(Posted):
    """A place. What is not given beside its name, the gazetteer adds where it knows it."""

    name: Name
    id: Name | None = None
    gazetteer_name: Name | None = None
    lat: Degrees90 | None = None
    lon: Degrees180 | None = None
    radius_km: Kilometres | None = None
    country: CountryCode | None = None
    admin1: Name | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("give both lat and lon, or neither")
        return self


class OccurredForm(Posted):
    """When it happened: somewhere from `start` to `end`, both included and with offsets (RFC 3339). They lie no further
    apart than a day for a precision up to `hour`, two for `part_of_day`, a week for `day`, a month for `week`, a year
    for `month`.
    """

    start: Happened
    end: Happened
    precision: TimePrecision

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("end is before start")
        longest = LONGEST.get(self.precision)
        if longest is not None and self.end - self.start > longest:
            raise ValueError(f"is longer than the {longest.days} days within which a {self.precision.value} is known")
        return self


class CasualtyForm(Posted):
    """A figure, with what its qualifier implies. `exact` and `about` need `min`, and `max` is the same unless given;
    `at_least` is open-ended, `at_most` needs `max`, `vague` needs neither.
    """

    category: CasualtyCategory
    victims: Victims = Victims.UNKNOWN
    side: Name | None = Field(
        None, description="ISO code of the state whose people were hit, else the actor's id or name."
    )
    min: Count | None = None
    max: Count | None = None
    qualifier: Qualifier = Qualifier.EXACT
    words: Annotated[StrictStr, Field(max_length=_MAX_WORDS), AfterValidator(clean)] = ""

    @model_validator(mode="after")
    def _meant(self) -> Self:
        if self.qualifier is Qualifier.AT_MOST and self.max is None:
            raise ValueError("at_most needs max")
        if self.qualifier not in (Qualifier.AT_MOST, Qualifier.VAGUE) and self.min is None:
            raise ValueError(f"{self.qualifier.value} needs min")
        if self.qualifier is Qualifier.AT_LEAST and self.max is not None:
            raise ValueError("at_least has no max")
        if self.max is not None and self.max < (self.min or 0):
            raise ValueError("max is less than min")
        # In place: in a copy they would count as given.
        if self.max is None and self.qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
            object.__setattr__(self, "max", self.min)
        if self.min is None:
            object.__setattr__(self, "min", 0)
        return self


class AnswersForm(Posted):
    """What a reaction is to: `statement` by its index in this list, from 0, or the `claimant` whose claim it is."""

    statement: Offset | None = None
    claimant: ActorForm | None = None
    aspect: Aspect = Aspect.HAPPENING


class SpanForm(Posted):
    """Where the words stand: half-open, in code points, once CR LF is LF."""

    field: Annotated[StrictStr, Field(pattern="^(title|text)$")]
    start: Offset
    end: Offset


class StatementForm(Posted):
    """One attributed statement. Only `event_type` is needed; without a `claimant` it is the publisher's own."""

    claimant: ActorForm | None = None
    relayer: ActorForm | None = None
    speech_act: SpeechAct = SpeechAct.ASSERTS
    polarity: Polarity | None = Field(None, description="That of the speech act where it is not given.")
    certainty: Certainty = Certainty.UNSPECIFIED
    temporal: Temporal = Field(
        Temporal.ACTUAL, description="What occurs after the report was published is `future` or `hypothetical`."
    )
    answers: AnswersForm | None = None
    event_type: EventType
    civilian_targeting: StrictBool = False
    initiator: ActorForm | None = None
    target: ActorForm | None = None
    place: PlaceForm | None = None
    occurred: OccurredForm | None = None
    casualties: Annotated[tuple[CasualtyForm, ...], Field(max_length=40)] = ()
    span: SpanForm | None = None


def faults(
    statements: Sequence[StatementForm], title: str | None, text: str, latest: datetime, known: Known
) -> Iterator[FieldError]:
    """What is wrong with statements beside each other, the report's words and the actors that there are.

    What has occurred did so before `latest`.
    """
    lengths = {"title": len(title or ""), "text": len(text)}
    for index, one in enumerate(statements):
        at = ("statements", index)
        yield from (FieldError((*at, *slot, "id"), "is no known actor") for slot in _unknown(one, known.id))
        for number, figure in enumerate(one.casualties):
            if figure.side is not None and not (_is_side(figure.side, known) or _is_party(figure.side, one)):
                why = "is no code of a country, no known actor and no party of this statement"
                yield FieldError((*at, "casualties", number, "side"), why)
        yield from (FieldError((*at, *where), why) for where, why in _misplaced(one, index, len(statements), lengths))
        if one.occurred is not None and one.occurred.start > latest and one.temporal not in _ANNOUNCED:
            yield FieldError((*at, "occurred", "start"), "is after the report: what is announced has temporal future")


def _misplaced(
    one: StatementForm, index: int, count: int, lengths: Mapping[str, int]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    answers, span = one.answers, one.span
    if answers is not None and one.speech_act not in _REACTIONS:
        yield ("answers",), f"belongs to a reaction, not to {one.speech_act.value}"
    if answers is not None and answers.statement is not None and not index != answers.statement < count:
        yield ("answers", "statement"), "is the index of no other statement of this list"
    if span is not None and not span.start < span.end <= lengths[span.field]:
        yield ("span",), f"must begin before it ends, within the {span.field}"
    cells = [(figure.category, figure.side) for figure in one.casualties]
    for number, cell in enumerate(cells):
        if cell in cells[:number]:
            yield ("casualties", number), "is a second figure for this side and category"


def _is_side(side: str, known: Known) -> bool:
    return is_country_code(side) or known.id(side) or known.words(side)


def _is_party(side: str, one: StatementForm) -> bool:
    """Whether words name whom the statement names: a group that no table has can lose people too."""
    parties = (one.initiator, one.target, one.claimant)
    return any(a is not None and a.name is not None and a.name.lower() == side.lower() for a in parties)


def _unknown(one: StatementForm, known: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    answered = one.answers.claimant if one.answers is not None else None
    slots: tuple[tuple[tuple[str, ...], ActorForm | None], ...] = (
        (("claimant",), one.claimant),
        (("relayer",), one.relayer),
        (("initiator",), one.initiator),
        (("target",), one.target),
        (("answers", "claimant"), answered),
    )
    for slot, actor in slots:
        if actor is not None and actor.id is not None and not known(actor.id):
            yield slot
