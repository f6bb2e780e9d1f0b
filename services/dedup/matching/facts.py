"""A statement as comparisons see it: plain fields, computed once, so that the inner loop touches no model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.events.decisions import Alignments
from schemas.slots import Actor, Casualty, Place
from schemas.statement import Statement
from schemas.vocabulary import EventType, PlacePrecision, Stance, TimePrecision, family, stance

__all__ = ["Facts", "facts_of", "party"]

NEUTRAL = "neutral"

_POINTS = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.LANDMARK,
        PlacePrecision.SETTLEMENT,
        PlacePrecision.NEAR_SETTLEMENT,
    }
)
_FAMILY = {kind: family(kind) for kind in EventType}
_COMPARED_AS = {"occurred": "day", "event_type": "type"}
_COARSE_TIME = frozenset({TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN})

Figure = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What two statements are compared by.

    Days are proleptic Gregorian ordinals; `first` and `last` bound the possible days of the happening, `published` is
    the report's. `place` is a gazetteer id, else the lower-case name; `point` says that it is as small as a settlement.
    Parties are alignments where known, else countries, else actors. `figures` has (min, max) by (category, side).
    """

    id: UUID
    report: UUID
    type: EventType
    family: frozenset[EventType]
    stance: Stance
    claimant: str
    claimant_party: str | None
    initiator: str | None
    target: str | None
    place: str | None
    place_name: str | None
    point: bool
    lat: float | None
    lon: float | None
    radius_km: float
    country: str | None
    admin1: str | None
    first: int | None
    last: int | None
    published: int | None
    figures: Mapping[tuple[str, str | None], Figure]
    answers_statement: UUID | None
    answers_claimant: str | None
    carried: frozenset[str]
    """Comparisons whose slot was not stated but taken from the report's header."""

    @property
    def reacts(self) -> bool:
        """Whether it answers a claim instead of making one."""
        return self.stance is not Stance.SUPPORTS


def facts_of(statement: Statement, alignment: Alignments, report: UUID, published: date | None) -> Facts:
    """The facts of a statement as it was decided on, made by `report`, which was published on that day."""
    place, occurred, answers = statement.place, statement.occurred, statement.answers
    dated = occurred is not None and occurred.precision not in _COARSE_TIME
    return Facts(
        id=statement.id,
        report=report,
        type=statement.event_type,
        family=_FAMILY[statement.event_type],
        stance=stance(statement.speech_act),
        claimant=statement.claimant.key,
        claimant_party=party(statement.claimant, alignment.claimant),
        initiator=party(statement.initiator, alignment.initiator),
        target=party(statement.target, alignment.target),
        place=_place(place),
        place_name=" ".join(place.name.lower().split()) if place else None,
        point=place is not None and place.precision in _POINTS,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=(place.radius_km or 0.0) if place else 0.0,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        first=occurred.start.toordinal() if occurred and dated else None,
        last=occurred.end.toordinal() if occurred and dated else None,
        published=published.toordinal() if published else None,
        figures=_figures(statement.casualties),
        answers_statement=answers.statement if answers else None,
        answers_claimant=answers.claimant if answers else None,
        carried=frozenset(_COMPARED_AS.get(one.slot, one.slot) for one in statement.carried if one.statement is None),
    )


def party(actor: Actor | None, alignment: str | None) -> str | None:
    """Whom an actor counts as: the party it is aligned with, else its country, else itself."""
    if actor is None:
        return None
    if alignment and alignment != NEUTRAL:
        return alignment
    return actor.country or actor.key


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    return place.id or " ".join(place.name.lower().split())


def _figures(casualties: tuple[Casualty, ...]) -> dict[tuple[str, str | None], Figure]:
    return {(one.category.value, one.side): (one.min, one.max) for one in casualties}
