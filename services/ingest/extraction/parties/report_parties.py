"""The parties of one report: whom it names and where, who is at odds with whom, and what its drafts make of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import EVENT_TYPES, STATE, ActorKind, EventType
from services.ingest.extraction.discourse import PARTIES, Draft, side
from services.ingest.extraction.happenings.bind import fit
from services.ingest.extraction.parties.roles import FOUGHT, cabinet, forces
from services.ingest.extraction.parties.standing import Standing
from services.ingest.extraction.text.segment import Unit

__all__ = ["SLOTS", "Known", "Roll", "Telling", "group_of", "same"]

SLOTS: Final = ("initiator", "target")
Roll = Sequence[tuple[Unit, tuple[Actor, ...]]]
"""Whom each unit names, in the order of the report, the title first."""

_GROUPS: Final = {
    ActorKind.MILITARY: "forces",
    ActorKind.POLICE: "police",
    ActorKind.GOVERNMENT: "government",
    ActorKind.REBEL: "group",
    ActorKind.PARAMILITARY: "group",
    ActorKind.UNIDENTIFIED_ARMED: "gunmen",
    ActorKind.CIVILIAN: "people",
    ActorKind.IGO: "mission",
    ActorKind.OBSERVER_MISSION: "mission",
}
_SIDES: Final = frozenset({"forces", "police", "group", "government"})
"""The groups that fight or speak for those who do."""


class Known(NamedTuple):
    """An actor with what it is told from others by, its side, and its group."""

    actor: Actor
    key: str
    side: str
    group: str


def group_of(actor: Actor) -> str:
    """What actors of like kinds have in common as parties."""
    return _GROUPS.get(actor.kind, "other")


def same(actor: Actor) -> str:
    """What one candidate is told from another by: offices of one kind of a state are one, and so are common people."""
    if actor.kind is ActorKind.CIVILIAN:
        return "people"
    return f"{actor.country}:{actor.kind}" if actor.kind in STATE and actor.country else actor.key


class Telling:
    """One report as far as it tells of parties. Read once, when its drafts are bound and before parties are chosen."""

    def __init__(self, drafts: Sequence[Draft], roll: Roll, names: Standing) -> None:
        self.drafts = drafts
        self.names = names
        self.publisher = names.kind.value
        self._known: dict[str, Known] = {}
        self._places: dict[str, list[Unit]] = defaultdict(list)
        self._order: list[tuple[Unit, str]] = []
        everybody: dict[str, Actor] = {}
        count: Counter[str] = Counter()
        for unit, actors in roll:
            for party in map(self.known, actors):
                self._places[party.side].append(unit)
                if party.actor.kind is ActorKind.MEDIA:
                    continue
                everybody.setdefault(party.key, party.actor)
                if party.group in _SIDES:
                    count[party.side] += 1
                    self._order.append((unit, party.side))
        for draft in drafts:
            told = (draft.claimant if draft.claimant.kind in PARTIES else None, draft.initiator, draft.target)
            for party in (self.known(actor) for actor in told if actor is not None):
                everybody.setdefault(party.key, party.actor)
        self._everybody = list(everybody.values())
        self._ready: dict[EventType, list[Known]] = {}
        self.two = tuple(one for one, _ in count.most_common(2))
        """The two sides that are named most."""
        self.sides = {
            id(draft): {
                slot: self.known(actor).side
                for slot in SLOTS
                if slot not in draft.carried and (actor := getattr(draft, slot)) is not None
            }
            for draft in drafts
        }
        """By draft and slot, the side that it states of its own accord."""
        self.fits = {
            (id(a), id(b)): fit(a, b, at_b - at_a)
            for at_a, a in enumerate(drafts)
            for at_b, b in enumerate(drafts)
            if a is not b
        }
        self._where: dict[tuple[str, int, bool], tuple[str, ...]] = {}
        self._foes: dict[str, frozenset[str]] = {}
        self._hostile: dict[tuple[str, str], bool] = {}

    def known(self, actor: Actor) -> Known:
        """An actor with what is asked of it again and again."""
        found = self._known.get(actor.key)
        if found is None or found.actor.kind is not actor.kind:
            found = self._known[actor.key] = Known(actor, same(actor), side(actor) or actor.key, group_of(actor))
        return found

    def ready(self, actor: Actor, type: EventType) -> Known | None:
        """An actor as a party: where states are in it by their armed forces, these; of media and of the private account
        that publishes, nobody."""
        private = actor.kind is ActorKind.CIVILIAN and actor.key == self.names.publisher.key
        if actor.kind is ActorKind.MEDIA or private:
            return None
        fought = EVENT_TYPES[type].violent or type in FOUGHT
        return self.known((forces(actor, self.names) or actor) if fought else actor)

    def everybody(self, type: EventType) -> list[Known]:
        """Whoever is named but media, and the parties and speakers of all drafts, as parties: of two states that agree,
        their governments."""
        if type not in self._ready:
            agreed = type is EventType.CEASEFIRE_AGREEMENT and [len(one) for one in self.two] == [2, 2]
            actors = (cabinet(actor, self.names) if agreed else actor for actor in self._everybody)
            found = (self.ready(actor, type) for actor in actors)
            self._ready[type] = list({party.key: party for party in reversed([*filter(None, found)])}.values())[::-1]
        return self._ready[type]

    def where(self, one: str, unit: Unit, only_speaks: bool) -> tuple[str, ...]:
        """Where a side is named as seen from a unit; as no more than a speaker there, not in it."""
        key = one, id(unit), only_speaks
        if key not in self._where:
            self._where[key] = tuple(self._seen_from(one, unit, only_speaks))
        return self._where[key]

    def _seen_from(self, one: str, unit: Unit, only_speaks: bool) -> Iterator[str]:
        here = [at for at in self._places.get(one, ()) if at.field == unit.field]
        if not only_speaks and any(at.sentence == unit.sentence for at in here):
            yield "in sentence"
        elif any(at.sentence == unit.sentence - 1 for at in here):
            yield "in sentence before"
        elif any(at.paragraph == unit.paragraph for at in here):
            yield "in paragraph"
        elif any(at.sentence < unit.sentence for at in here):
            yield "before"
        elif here:
            yield "after"
        if any(at.field == "title" for at in self._places.get(one, ())):
            yield "in title"

    def before(self, unit: Unit) -> list[str]:
        """The sides named before a unit's sentence, the last first."""
        told = (one for at, one in reversed(self._order) if at.field != unit.field or at.sentence < unit.sentence)
        return list(dict.fromkeys(told))

    def origin(self, draft: Draft, slot: str, actor: Actor) -> Draft | None:
        """The draft that fits best of those that name an actor in a slot of their own accord."""
        stated = [
            other
            for other in self.drafts
            if other is not draft
            and slot not in other.carried
            and (one := getattr(other, slot)) is not None
            and same(one) == same(actor)
        ]
        return max(stated, key=lambda other: self.fits[id(draft), id(other)], default=None)

    def foes(self, actor: Actor | None) -> frozenset[str]:
        """The parties that an actor's own is at odds with."""
        if actor is None:
            return frozenset()
        if actor.key not in self._foes:
            self._foes[actor.key] = self.names.foes(actor)
        return self._foes[actor.key]

    def enemies(self, actor: Actor) -> list[Actor]:
        """Who fights for the foes of an actor's side that the report tells of, or for its only one."""
        foes = self.names.rivals(actor)
        told = [foe for foe in sorted(foes) if self.names.named[foe] or self.names.ground[foe]]
        fighters = (self.names.fighters(foe) for foe in (foes if len(foes) == 1 else told))
        return [one for one in fighters if one is not None]

    def hostile(self, one: Actor, other: Actor) -> bool:
        """Whether two actors stand on sides that are at odds."""
        key = one.key, other.key
        if key not in self._hostile:
            self._hostile[key] = self.names.party_of(one) in self.foes(other) or self.names.party_of(
                other
            ) in self.foes(one)
        return self._hostile[key]
