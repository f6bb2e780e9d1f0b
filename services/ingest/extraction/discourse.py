"""Binding over a report: who speaks, what a figure or "the attack" belongs to, what a denial answers.

Units come in order and leave drafts of statements. The memory that makes this possible lives for one report. What a
draft inherits is listed in `carried`, so that a reader can tell stated from inherited slots.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from schemas.slots import Actor, Casualty, Occurred, Place
from schemas.vocabulary import (
    EVENT_TYPES,
    STATE,
    ActorKind,
    Aspect,
    Certainty,
    EventType,
    Polarity,
    Qualifier,
    SourceKind,
    SpeechAct,
    Temporal,
    Victims,
    family,
)
from services.ingest.extraction.happenings.wording import Hearing
from services.ingest.extraction.parties.sightings import Surroundings
from services.ingest.extraction.places.apart import apart
from services.ingest.extraction.text.segment import Unit

__all__ = ["ATTACKS", "PARTIES", "Draft", "Memory", "alike_figures", "merge_figures", "side"]

PARTIES = STATE | {ActorKind.REBEL, ActorKind.PARAMILITARY}
"""Kinds that fight or speak for those who do."""
ATTACKS = frozenset(
    {
        EventType.EXCHANGE_OF_FIRE,
        EventType.SHOOTING,
        EventType.SHELLING,
        EventType.DRONE_STRIKE,
        EventType.AIR_STRIKE,
        EventType.EXPLOSIVE_DEVICE,
        EventType.GROUND_ASSAULT,
        EventType.INFRASTRUCTURE_DAMAGE,
        EventType.OTHER,
    }
)
"""What people are killed and wounded in."""
_MUTUAL: Final = "mutual"
"""The frame of words for a fight that two have with each other."""
_ONLY_LIKELY: Final = "happening:likely"
"""The rule of what is told in words that no lexicon knows as those of a happening."""


@dataclass(eq=False)
class Draft:
    """A statement in the making. `span` is half-open in code points of the unit's field."""

    unit: Unit
    span: tuple[int, int]
    trigger: int
    claimant: Actor
    act: SpeechAct
    type: EventType
    rule: str
    relayer: Actor | None = None
    certainty: Certainty = Certainty.UNSPECIFIED
    polarity: Polarity = Polarity.POSITIVE
    temporal: Temporal = Temporal.ACTUAL
    initiator: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    occurred: Occurred | None = None
    casualties: list[Casualty] = field(default_factory=list)
    civilian: bool = False
    carried: dict[str, "Draft | None"] = field(default_factory=dict)
    answers: "tuple[Draft | None, str | None, Aspect] | None" = None
    accused: Actor | None = None
    generic: bool = False
    open: bool = False
    lasting: bool = False
    clocked: bool = False
    """Whether its hour is told and not the day of that."""
    definite: bool = False
    told: bool = False
    settled: frozenset[str] = frozenset()
    """The slots that its words leave no choice of: both of who did it to each other, whom return fire went to, and
    whose the dead are whom somebody is said to have lost."""
    soldiers: bool | None = None
    """Whether soldiers of whatever side did it, or other armed people; None where its words say neither."""
    armed: bool = False
    """Whether a weapon that the clause names gave the type."""
    heard: tuple[Hearing, Hearing, Hearing] | None = None
    """What its own words, those of the whole clause and those of the sentence say of whether and of the type."""
    voiced: tuple[str, ...] = ()
    """Marks of how it is told, as far as its clause shows them."""
    around: Surroundings | None = None
    """Whom its sentence names, and how."""

    def done_apart(self, other: "Draft") -> bool:
        """Whether one sentence names who did this and who, on another side, did the other: soldiers and others."""
        if self.unit is not other.unit:
            return False
        if None not in (self.soldiers, other.soldiers) and self.soldiers is not other.soldiers:
            return True
        did = side(self.initiator), side(other.initiator)
        named = "initiator" in self.settled and "initiator" in other.settled
        return named and None not in did and did[0] != did[1]

    def elsewhere(self, other: "Draft") -> bool:
        """Whether an onlooker tells this in another item, which names no place of its own."""
        if self.place is not None or self.unit.paragraph == other.unit.paragraph or self.claimant.kind in PARTIES:
            return False
        return (self.unit.item, self.unit.heading) != (other.unit.item, other.unit.heading)

    def inherit(self, other: "Draft", slots: tuple[str, ...] = ("initiator", "target", "place", "occurred")) -> None:
        """Fill empty slots from another draft and note where they came from; nobody comes to stand on both sides."""
        for slot in slots:
            if slot in self.settled:
                continue
            if slot == "occurred" and other.lasting:
                continue  # "since Monday" dates a state, not what happens in it
            held = side(getattr(self, _OPPOSITE[slot])) if slot in _OPPOSITE else None
            if held is not None and held == side(getattr(other, slot)):
                continue
            if getattr(self, slot) is None and getattr(other, slot) is not None:
                setattr(self, slot, getattr(other, slot))
                self.carried[slot] = other
                if slot == "occurred" and other.temporal is Temporal.HISTORICAL:
                    self.temporal = Temporal.HISTORICAL

    @property
    def hits_whoever_is_there(self) -> bool:
        """Whether that common people of a land were hit follows from nothing but a place told elsewhere."""
        people = self.target is not None and self.target.kind is ActorKind.CIVILIAN
        return people and "target" in self.carried and "place" in self.carried

    @property
    def slew(self) -> bool:
        """Whether its words say that its initiator hurt those whom it counts, who so are none of its own."""
        return "initiator" in self.settled and self.rule.partition("+")[0].endswith(":kill")

    @property
    def mutual(self) -> bool:
        """Whether a third tells that two fought each other, so that who fell may be of either."""
        sides = (side(self.initiator), side(self.target))
        return None not in sides and side(self.claimant) not in sides and f":{_MUTUAL}" in self.rule

    @property
    def violent(self) -> bool:
        return EVENT_TYPES[self.type].violent or self.type is EventType.OTHER


def side(actor: Actor | None) -> str | None:
    """What an actor counts as when two are compared: its country for a state's offices, else itself."""
    if actor is None:
        return None
    if actor.country and actor.kind in STATE and (actor.id is None or actor.id.split(".")[0] == actor.country.lower()):
        return actor.country
    return actor.key


_TOLLS = ("toll", "casualt", "figure", "number")
_OPPOSITE = {"initiator": "target", "target": "initiator"}


class Memory:
    """What a report has said so far."""

    def __init__(self, publisher: Actor, kind: SourceKind, published: datetime | None) -> None:
        self.publisher = publisher
        self.kind = kind
        self.published = published
        self.filed: date | None = None
        """The day of the dateline, from which "today" counts: papers print what was filed on the eve."""
        self.drafts: list[Draft] = []
        self.speakers: list[Actor] = []
        self.passing_on: Actor | None = None
        """Whose communiqué the publisher passes on: it speaks where nobody is named, until somebody else is."""

    @property
    def day(self) -> date | None:
        """The day from which "today" and "on Monday" count."""
        return self.filed or (self.published.date() if self.published else None)

    @property
    def told_at(self) -> datetime | None:
        """When the report was published or, if that was earlier, at that hour of the day on which it was filed."""
        if self.published is None or self.filed is None:
            return self.published
        return datetime.combine(self.filed, self.published.timetz())

    def speaker(self, actor: Actor | None) -> None:
        """Remember who spoke last."""
        if actor is not None:
            self.speakers.append(actor)
            if self.passing_on is not None and actor.key != self.passing_on.key:
                self.passing_on = None

    def last(
        self, claimant: Actor | None = None, *, paragraph: int | None = None, violent: bool = True, attack: bool = False
    ) -> Draft | None:
        """The latest actual draft, of one claimant or paragraph if given; `attack`: one that people are hurt in."""
        for draft in reversed(self.drafts):
            if draft.temporal is not Temporal.ACTUAL or (violent and not draft.violent):
                continue
            if attack and draft.type not in ATTACKS:
                continue
            if draft.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS):
                continue
            if claimant is not None and draft.claimant.key != claimant.key:
                continue
            if paragraph is not None and draft.unit.paragraph != paragraph:
                continue
            return draft
        return None

    def about(self, text: str) -> Draft | None:
        """The latest violent happening at a place that a clause names."""
        for draft in reversed(self.drafts):
            if draft.type in ATTACKS and (
                draft.temporal is Temporal.ACTUAL
                and draft.violent
                and draft.place is not None
                and draft.place.name in text
            ):
                return draft
        return None

    def answered(self, claimant: Actor, unit: Unit, kind: EventType | None, place: Place | None = None) -> Draft | None:
        """The statement of somebody else that a reaction of `claimant` in `unit` most likely answers.

        What was claimed of another town than that of the reaction is not answered by it. One that puts the act on the
        reacting side, or names a place that the reaction names, goes before a merely recent one; background is answered
        only in its own paragraph, before anything else is told.
        """
        best, most = None, 0.0
        lower, background = unit.text.lower(), True
        for back, draft in enumerate(reversed(self.drafts)):
            background &= draft.unit.field == unit.field and draft.unit.paragraph == unit.paragraph
            of_old = background and draft.temporal is Temporal.HISTORICAL
            background &= of_old
            if draft.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM):
                continue
            if draft.temporal is not Temporal.ACTUAL and not of_old:
                continue
            mine, theirs = side(claimant), side(draft.initiator)
            if draft.claimant.key == claimant.key or (mine is not None and mine == side(draft.claimant)):
                continue  # no office of a state answers another one
            if apart(place, draft.place):
                continue
            score = 3.0 - 0.35 * back
            if mine is not None and mine == theirs:
                score += 3.0
            elif mine is not None and mine == side(draft.target):
                score += 0.5
            named = draft.place is not None and draft.place.name.lower() in lower
            counted = bool(draft.casualties) and any(word in lower for word in _TOLLS)  # "could not verify either toll"
            score += 4.0 * named + 1.0 * counted
            if kind is not None and draft.type in family(kind):
                score += 2.0
            elif kind is not None and kind is not EventType.OTHER:
                score -= 2.0
            if draft.unit.field != unit.field or draft.rule == _ONLY_LIKELY:
                score -= 1.0
            if score > most:
                best, most = draft, score
        return best

    def add_figures(self, draft: Draft, figures: list[Casualty]) -> bool:
        """Give a statement figures that were counted elsewhere; False where they clash with what it has."""
        merged = merge_figures([*draft.casualties, *figures])
        held = {(c.category, c.side) for c in draft.casualties}
        clash = any((c.category, c.side) in held and c not in draft.casualties for c in figures)
        if clash:
            return False
        draft.casualties = merged
        return True


def merge_figures(figures: list[Casualty]) -> list[Casualty]:
    """At most one figure for a category, side and kind of victims; one of unknown kind yields to one that is known."""
    found: list[Casualty] = []
    for figure in figures:
        alike = next((at for at, held in enumerate(found) if alike_figures(held, figure)), None)
        if alike is None:
            found.append(figure)
        elif found[alike].qualifier is Qualifier.VAGUE and figure.qualifier is not Qualifier.VAGUE:
            found[alike] = figure
    return found


def alike_figures(a: Casualty, b: Casualty) -> bool:
    """Whether two figures may count the same people."""
    kinds = {a.victims, b.victims}
    return (
        a.category is b.category
        and (a.side == b.side or None in (a.side, b.side))
        and (len(kinds) == 1 or Victims.UNKNOWN in kinds)
    )
