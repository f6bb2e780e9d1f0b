"""Who a report has told of so far: countries by weight, sides, the last actors spoken of, and the publisher among them.

From these follows whose a bare "our forces", "the enemy" or "they" is.
"""

import re
from collections import Counter
from datetime import date

from reference import Reference
from reference.actors import Mention
from reference.sides import NEUTRAL
from schemas.slots import Actor, Place
from schemas.vocabulary import ActorKind, PlacePrecision, SourceKind
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.parties.mentions import Mentions
from services.ingest.extraction.parties.posting import lands
from services.ingest.extraction.parties.strikes import Strikes
from services.ingest.extraction.scene import GROUPS, WITNESSES, WORDS, Scene
from services.ingest.extraction.syntax.mending import BECOME
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["Standing"]

_FIRST = frozenset({"we", "us", "our", "ours", "ourselves", "i", "my", "me"})
_ARMED = (*GROUPS, ActorKind.MILITARY)
_TELLING_OF_OTHERS = (ActorKind.MEDIA, ActorKind.CIVILIAN, ActorKind.UNKNOWN)
_BLUE_HELMETS = "un-peacekeepers"
_BACKED = re.compile(
    r"[-‑](?:based|backed|led|born|bound|made|flagged|owned|held|controlled|occupied|administered|registered|linked|"
    r"brokered|mediated|allied|aligned|supported|sponsored|funded|trained|run|affiliated)\b"
)
_AGREED = re.compile(r"\s(?:\w+\s)?(?:agreement|accord|protocol|deal|memorandum|declaration|process|format)s?\b")
_POLICED = frozenset({"CR", "HT", "IS", "PA", "XK"})
"""States that meet violence with police."""


def _top(node: Node) -> Node:
    while node.head is not node:
        node = node.head
    return node


class Standing:
    """What one report has told so far. Lives for one report."""

    def __init__(
        self, reference: Reference, lexicon: Lexicon, publisher: Actor, kind: SourceKind, day: date | None
    ) -> None:
        self._actors = reference.actors
        self._places = reference.places
        self._sides = reference.sides
        self._theatres = reference.theatres
        self._lexicon = self.lexicon = lexicon
        self.publisher = publisher
        self.kind = kind
        self.day = day
        self.countries: Counter[str] = Counter()
        self.recent: list[Actor] = []
        self.people: dict[str, Actor] = {}
        self.named: Counter[str] = Counter()
        self.missions: Counter[str] = Counter()
        self.ground: Counter[str] = Counter()
        self.areas: Counter[str] = Counter()  # theatres of the places told
        self.here: str | None = None
        self.town: str | None = None
        """The town that was told last."""
        self.grounds: tuple[str, ...] = ()
        """Of a clause whose final attribution is read: the countries whose offices may tell of it."""
        self.nowhere = 0
        """How many places were told of no known country."""
        self._told_before = 0
        self.strikes = Strikes()
        self.services: set[str] = {publisher.id or ""}
        """Who of the tables the report names, by id, and its publisher."""
        self.mentions = Mentions(reference, lexicon, publisher, day, self.countries)
        if publisher.kind is ActorKind.OBSERVER_MISSION and publisher.id is not None:
            self.missions[publisher.id] += 1
        self.countries.update(lands(publisher, kind))
        self._fights = self.is_embattled(publisher.country)

    def survey(self, texts: list[str]) -> None:
        """Weigh the countries that a report names, before any of its units is read."""
        self.mentions.learn(texts)
        self.meet(texts)
        for text in texts:
            for mention in self.mentions.of(text):
                if mention.actor.kind is ActorKind.MEDIA:
                    continue  # whom an officer told it is at home elsewhere
                if mention.actor.country:
                    self.countries[mention.actor.country] += 1
                party = self._sides.alignment(mention.actor, None, self.day)
                if party is not None:
                    self.named[party] += 1

    def meet(self, texts: list[str]) -> None:
        """Learn of the missions and services that a report names, also of those that only speak."""
        for text in texts:
            for mention in self.mentions.of(text):
                self.services.add(mention.actor.id or "")
                if mention.actor.kind is ActorKind.OBSERVER_MISSION and mention.actor.id not in (None, _BLUE_HELMETS):
                    self.missions[mention.actor.id or ""] += 1

    def scene(self, tree: Tree) -> Scene:
        """A unit made ready: mentions by the node they end at."""
        scene = Scene(tree)
        self._told_before = len(self.recent)
        for mention in self.mentions.of(tree.text):
            if _BACKED.match(tree.text, mention.end):
                continue  # "a Srinagar-based spokesman" is not Srinagar's
            if _AGREED.match(tree.text, mention.end) and self.is_seat(mention.words(tree.text)):
                continue  # "the Minsk agreements" were made there
            inside = [n for n in tree.nodes if mention.start <= n.start and n.end <= mention.end]
            if len(inside) > 1 and inside[-1].dep == "oprd" and inside[-1].lower in BECOME:
                inside.pop()  # "took Chadian soldiers | prisoner"
                whom = self.resolve(tree.text[mention.start : inside[-1].end])
                if whom is None:
                    continue
                mention = Mention(mention.start, inside[-1].end, whom)
            scene.mentions.update((node.i, mention) for node in inside)
        return scene

    def backed(self, node: Node, scene: Scene) -> bool:
        """Whether a country only stands behind somebody or something: "Turkish-made", "Iranian-backed"."""
        return _BACKED.match(scene.tree.text, node.end) is not None

    def note(self, actor: Actor | None) -> None:
        """Remember an actor as the last one spoken of."""
        if actor is not None and (not self.recent or self.recent[-1].key != actor.key):
            self.recent.append(actor)

    @property
    def official(self) -> bool:
        """Whether the publisher is a press office, whose own voice a report without a speaker is."""
        return self.kind is SourceKind.PRESS_OFFICE

    @property
    def reporting(self) -> bool:
        """Whether the publisher tells of others from where it is: a paper, and an account that is no party's."""
        account = self.kind is SourceKind.SOCIAL and self.publisher.kind in _TELLING_OF_OTHERS
        return account or self.kind is SourceKind.OUTLET

    def resolve(self, words: str, country: str | None = None) -> Actor | None:
        """The reference's answer for plain words, unless the report itself says whom a short name means."""
        return self.mentions.resolve(words, country)

    def country_of(self, words: str) -> str | None:
        """The country that a demonym, capital or name stands for."""
        return self._actors.country_of(words)

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective of a country rather than its name or capital."""
        return self.mentions.is_demonym(word)

    def is_seat(self, word: str) -> bool:
        """Whether a word for a government or those who rule is the town where they sit."""
        ruling = self.resolve(word)
        if ruling is None or ruling.name.lower() == word.lower():
            return False
        found = self._places.look_up(word)
        return found is not None and found.precision is PlacePrecision.SETTLEMENT

    def has_own_name(self, actor: Actor) -> bool:
        """Whether the tables hold a name of an actor rather than compose one."""
        return actor.id is not None and self._actors.is_named(actor.id)

    def is_town_here(self, words: str) -> bool:
        """Whether the country of the last place that was told has a town of this name."""
        found = self._places.look_up(words, countries=(self.here,)) if self.here is not None else None
        return found is not None and found.country == self.here and found.precision is PlacePrecision.SETTLEMENT

    def country_of_town(self, words: str) -> str | None:
        """The country of the settlement or region that a name stands for by itself."""
        found = self._places.look_up(words)
        return found.country if found is not None else None

    def is_place(self, words: str) -> bool:
        """Whether some place bears this name."""
        return self._places.is_name(words)

    def military(self, country: str | None) -> Actor | None:
        """The armed forces of a state, or its police where it has no army to speak of."""
        force = "police" if country in _POLICED else "mil"
        return self._actors.get(f"{country.lower()}.{force}") if country else None

    def army_of(self, authority: str) -> Actor | None:
        """The armed forces that the tables name for an authority that is no state."""
        army = f"{authority}.mil"
        return self._actors.get(army) if len(authority) > 2 and self._actors.is_named(army) else None

    def government(self, country: str) -> Actor | None:
        """A state as such."""
        return self._actors.get(country.lower())

    def whole(self, office: Actor) -> Actor | None:
        """The state or the authority that an office is of."""
        polity, part, _ = (office.id or "").partition(".")
        return self._actors.get(polity) if part else None

    def counterpart(self, actor: Actor, country: str) -> Actor | None:
        """The same office of another state: the army of one for the army of the other."""
        _, _, office = (actor.id or "").partition(".")
        return self._actors.get(f"{country.lower()}.{office}") if office else self.government(country)

    def civilians(self, country: str | None, words: str | None = None) -> Actor:
        """The civilians of a country, or of none that is known."""
        known = self._actors.get(f"{country.lower()}.civilians") if country else None
        return known or Actor(name=(words or "civilians")[:WORDS], country=country, kind=ActorKind.CIVILIAN)

    def is_civilians(self, actor: Actor) -> bool:
        """Whether an actor is common people and nobody more."""
        return actor.kind is ActorKind.CIVILIAN and (actor.id or "civilians").endswith("civilians")

    def civilians_at(self, people: Actor, country: str | None) -> Actor:
        """Common people of no known country are those of where it happened; a ship and its like keep their name."""
        if people.country is None and people.name[:1].islower() and country:
            return self.civilians(country, people.name)
        return people

    def stand(self, place: Place) -> None:
        """Take up a place that the report names: the country on whose ground it is, and a town."""
        country = place.country
        if (area := self._theatres.of(place)) is not None:
            self.areas[area] += 1
        if place.precision is PlacePrecision.SETTLEMENT:
            self.town = place.name
        if country:
            self.ground[country] += 1
            self.here = country
        else:
            self.nowhere += 1

    def _ground(self) -> str | None:
        """The country on whose ground the report names most places."""
        return next((country for country, _ in self.ground.most_common(1)), None)

    def nearest_country(self) -> str | None:
        """The country that the report is most about: by whom it names, and by the places it names."""
        top = self._told().most_common(1)
        return top[0][0] if top else None

    def only_country(self) -> str | None:
        """The country that the report is about, if it is about no second one nearly as much."""
        (first, most), (_, next_most) = [*self._told().most_common(2), (None, 0), (None, 0)][:2]
        return first if first is not None and next_most * 3 <= most else None

    def is_told_of(self, country: str | None) -> bool:
        """Whether the report tells of a country or of a place in it, or is filed by one of its publishers."""
        return country in self.countries or country in self.ground or country == self.publisher.country

    def is_embattled(self, country: str | None) -> bool:
        """Whether a country is at odds with anybody."""
        return bool(country and self._sides.adversaries(country, self.day))

    def _told(self) -> Counter[str]:
        """Countries by weight; that an outlet is at home in one counts only where no ground is told and it fights."""
        told = self.ground + self.countries
        home = self.publisher.country
        abroad = self.ground or self.nowhere or not self._fights
        if self.reporting and abroad and home is not None and home in told:
            told[home] -= 1
        return +told

    def pronoun(self, node: Node, owner: Actor | None) -> Actor | None:
        """Whom a pronoun means inside somebody's claim."""
        if node.lower in _FIRST:
            return owner or self.publisher
        if node.lower in ("it", "its", "they", "their", "them", "itself", "themselves", "theirs"):
            if node.dep in ("dobj", "nsubjpass", "pobj"):
                return None  # whom it was done to is hardly ever the one who says it
            others = WITNESSES if node.lower == "they" else (ActorKind.CIVILIAN,) if node.lower == "its" else ()
            if owner is not None and owner.kind in others:  # people who tell of it are no "it"
                return next((known for known in reversed(self.recent[-4:]) if known.kind in _ARMED), None)
            if node.lower in ("they", "their") and owner is None:
                before = self.recent[max(self._told_before - 2, 0) : self._told_before]
                return next((a for a in reversed(before) if a.kind in GROUPS and a.key != self.publisher.key), None)
            if node.lower == "they" and owner is not None and any(n.lower in _FIRST for n in _top(node).subtree()):
                return self.opponent(owner)  # "they shot at us"
            return owner
        return None

    def own_forces(self, owner: Actor | None, wide: bool = False) -> Actor | None:
        """Whose a bare "fighter jets" or "the tank" is in a claim: the claimant's own forces, if it has any.

        A government's other offices count only where `wide` says that nobody else's can be meant.
        """
        whose = owner or (self.publisher if self.kind is SourceKind.PRESS_OFFICE else None)
        if whose is None:
            return None
        if whose.id is None and whose.kind is ActorKind.MILITARY:
            return self.military(whose.country or self.here) or whose  # "military sources" are of an army
        if whose.kind in (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY):
            return whose
        if (army := self.army_of((whose.id or "").partition(".")[0])) is not None:
            return army
        if whose.kind is ActorKind.GOVERNMENT and whose.id and (wide or whose.id.endswith(".mod")):
            return self.military(whose.country)
        return None

    def party_of(self, actor: Actor | None) -> str | None:
        """The party to a conflict that an actor stands with; None for those with none, neutral ones included."""
        party = self._sides.alignment(actor, None, self.day) if actor is not None else None
        return None if party == NEUTRAL else party

    def foes(self, actor: Actor | None) -> frozenset[str]:
        """The parties that an actor's own is at odds with; a group that is in no list, with its state."""
        party = self.party_of(actor)
        if actor is None or party is None:
            return frozenset()
        foes = self._sides.adversaries(party, self.day)
        if not foes and actor.country and party != actor.country:
            return frozenset({actor.country})
        return foes

    def fighters(self, party: str) -> Actor | None:
        """Who fights for a party: a state's armed forces, else the group that the party is."""
        return self.military(party) if len(party) == 2 else self.army_of(party) or self._actors.get(party)

    def pair(self) -> list[Actor]:
        """Whom "both sides" means: the party spoken of last and the one of its foes that was; two states as such."""
        told = [party for known in reversed(self.recent[-12:]) if (party := self.party_of(known)) is not None]
        told += [party for party, _ in self.named.most_common()]
        for first in dict.fromkeys(told):
            foes = self._sides.adversaries(first, self.day)
            second = next((one for one in told if one in foes), None)
            if second is not None:
                states = len(first) == len(second) == 2
                both = (self.government(one) if states else self.fighters(one) for one in (first, second))
                return [one for one in both if one is not None]
        return []

    def rivals(self, actor: Actor | None) -> frozenset[str]:
        """The parties that an actor's own can be at odds with here: of several foes, groups on the side of one left
        out, those that the report tells of, else those in whose theatre it happened."""
        foes = {foe: self._actors.get(foe.lower()) for foe in self.foes(actor)}
        states = {foe for foe in foes if len(foe) == 2}
        where = next((area for area, _ in self.areas.most_common(1)), None)
        with_whom = {foe: self._sides.alignment(one, where, self.day) for foe, one in foes.items() if one is not None}
        own = frozenset(foe for foe in foes if foe in states or with_whom.get(foe) not in states)
        told = frozenset(foe for foe in own if self.named[foe] or self.ground[foe])
        if len(own) < 2 or told or where is None:
            return told or own
        return frozenset(foe for foe in own if (one := foes[foe]) is not None and self._theatres.fights_in(one, where))

    def opponent(self, actor: Actor | None, states: bool | None = None) -> Actor | None:
        """Whom a side means by "the enemy": its only adversary that the report names, or its only one at all; of
        `states` alone or of groups alone, where it has such."""
        foes = self.rivals(actor)
        foes = frozenset(foe for foe in foes if (len(foe) == 2) is states) or foes
        told = sorted((foe for foe in foes if self.named[foe]), key=lambda foe: -self.named[foe])
        if len(told) > 1 and self.named[told[1]] * 2 > self.named[told[0]]:
            return None
        meant = told[0] if told else next(iter(foes)) if len(foes) == 1 else None
        return self.fighters(meant) if meant is not None else None
