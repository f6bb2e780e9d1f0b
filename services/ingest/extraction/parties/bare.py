"""Institutions and groups without a country: "the army", "the ministry", "the group" mean one spoken of before, the
publisher's own where it is at home, or that of the only country.
"""

import re
from collections.abc import Container
from itertools import pairwise

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, SourceKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.desk import Desk
from services.ingest.extraction.parties.posting import abroad
from services.ingest.extraction.scene import Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Bare"]

_ANAPHORS: dict[str, set[ActorKind]] = {
    "group": {ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.NGO},
    "mission": {ActorKind.OBSERVER_MISSION},
    "militia": {ActorKind.PARAMILITARY, ActorKind.REBEL},
    "movement": {ActorKind.REBEL},
    "rebel": {ActorKind.REBEL},
    "militiaman": {ActorKind.PARAMILITARY},
    "agency": {ActorKind.MEDIA},
    "newspaper": {ActorKind.MEDIA},
    "observer": {ActorKind.OBSERVER_MISSION},
    "monitor": {ActorKind.OBSERVER_MISSION},
    "peacekeeper": {ActorKind.OBSERVER_MISSION},
    "insurgent": {ActorKind.REBEL},
    "organisation": {ActorKind.NGO, ActorKind.IGO},
    "charity": {ActorKind.NGO},
    "paramilitary": {ActorKind.PARAMILITARY},
    "force": {ActorKind.OBSERVER_MISSION, ActorKind.PARAMILITARY},
}
_FOREIGNERS = word_set("foreigners")
_FEDERATIONS = word_set("federal_governments")
_JUNTAS = word_set("juntas")
_FORCES = word_set("state_forces")
_DEPARTMENTS = word_set("departments")
"""What "foreign" and "humanitarian" stand before in the name of an office."""
_GROUPS = word_set("group_words")
_BREAKAWAY = frozenset({"separatist", "breakaway", "self-proclaimed", "unrecognised", "unrecognized"})
_HOSTILE = word_set("hostile")
_AID = word_set("aid_words")
_STYLED = word_set("styled_as_the_state")
"""Groups that call their own the armed forces of the land."""
_OF_THE_GROUND = word_set("of_the_ground")
"""Who serves where it happened, whatever states the report is about: prosecutors, rescuers."""


class Bare(Desk):
    """Resolves what names no country."""

    def _bare(self, node: Node, scene: Scene) -> Actor | None:
        """An institution without a country: "the army", "police", "the ministry"."""
        found = self._commonest(node, scene)
        if found is None or found.kind not in STATE or not self.grounds or found.country in self.grounds:
            return found
        if found.country == self.publisher.country and self.kind is SourceKind.OUTLET:
            return found  # "the Ministry of Defence told Baku Line", of drones over Armenia
        name = phrases.words(phrases.core(node)) or node.text
        return next((own for c in self.grounds if (own := self.resolve(name, c)) is not None), found)

    def _commonest(self, node: Node, scene: Scene) -> Actor | None:
        whole = phrases.core(node) if phrases.of_object(node) is None else phrases.full(node)
        name = phrases.words([n for n in whole if n is node or n.dep not in ("nummod", "poss", "case")]) or node.text
        if self.foreign(node):
            return None
        seat = self.stands_in(node, scene) or self._seat(node, scene) or self.at_desk(node, scene)
        if seat is not None and (found := self.resolve(name, seat)) is not None:
            return found
        if (placed := self._strange(node, scene, name)) is not None:
            return placed
        if phrases.core(node)[0].lower == "federal" and (federation := self._told_of(_FEDERATIONS)) is not None:
            return self.resolve(name, federation)
        if (junta := self.under_junta(node)) is not None:
            return self.resolve(name, junta)
        ground = (self.here or self._ground()) if node.noun_lemma in _OF_THE_GROUND else None
        if any(n.lower in _AID for n in phrases.core(node)):
            ground = self._ground()  # who counts the dead of another state's strike
        if ground is not None and (found := self.resolve(name, ground)) is not None:
            return found
        kinds = _ANAPHORS.get(node.noun_lemma)
        definite = node.child("det") is not None and node.child("det").lower in ("the", "this", "that")  # type: ignore[union-attr]
        if definite and len(phrases.core(node)) == 1:
            if kinds == {ActorKind.MEDIA} and self.publisher.kind is ActorKind.MEDIA:
                return self.publisher
            for known in reversed(self.recent[-12:]):
                name_of, word = known.name.lower(), node.noun_lemma
                called = word in name_of and re.search(rf"\b{re.escape(word)}\b", name_of) is not None
                if called and node.noun_lemma in _FORCES and known.kind not in STATE:
                    continue  # "the army" is not the Arakan Army
                if called or (kinds and known.kind in kinds):
                    return known
        person = phrases.people(node, self._lexicon)
        if person is not None and person.kind is ActorKind.OBSERVER_MISSION:
            return self.publisher if self.publisher.kind is person.kind else None
        if (
            person is not None
            and node.noun_lemma not in ("police", "military")
            and person.kind is not ActorKind.GOVERNMENT
            and self.kind is not SourceKind.PRESS_OFFICE
        ):
            return None
        unit = "armed" in phrases.classes(node, self._lexicon) and not any(
            n.lower in _HOSTILE for n in phrases.core(node)
        )
        unit = unit and all(child.lower not in ("a", "an") for child in node.all("det"))
        serving = unit if person is None else person.kind is ActorKind.MILITARY
        if serving and self.publisher.kind in STATE:
            own = self.own_forces(None, wide=True)
            if own is not None:
                return own  # in an army's own report "a soldier", "army units" are its own, whomever it named last
        for known in reversed(self.recent[-12:]):
            if known.country:
                found = self.resolve(name, known.country)
                if found is not None and found.key == known.key:
                    return found
        if self.publisher.country and self._at_home():
            found = self.resolve(name, self.publisher.country)
            if found is not None and (self.kind is not SourceKind.AGGREGATOR):
                top = self.countries.most_common(1)
                foes = self._sides.adversaries(self.publisher.country, self.day)
                if (
                    self.kind is SourceKind.PRESS_OFFICE
                    or (top and self.countries[self.publisher.country] * 3 >= top[0][1])
                    or (self.kind is SourceKind.OUTLET and any(foe in foes for foe in self.named))
                    or self._ground() == self.publisher.country
                ):
                    return found
        for known in reversed(self.recent[-6:]):
            if known.country and known.kind in STATE:
                found = self.resolve(name, known.country)
                if found is not None:
                    return found
        told = self._told()
        country = self.nearest_country()
        if country and told[country] * 5 >= 3 * told.total():
            return self.resolve(name, country)
        return None

    def _breakaway(self, node: Node) -> Actor | None:
        """An office of the land told last that broke away from a state: "the separatist ministry"."""
        core = phrases.core(node)
        if len(core) < 2 or core[0].lower not in _BREAKAWAY or node.noun_lemma in _GROUPS:
            return None
        lands = (self._actors.get((known.id or "").partition(".")[0]) for known in reversed(self.recent[-12:]))
        apart = (a for a in lands if a is not None and a.country is None and a.kind in STATE)
        land = next((a for a in apart if self.party_of(a) is not None), None)
        if land is None:
            return None
        office = phrases.words([n for n in phrases.full(node) if n is not core[0]])
        told = (k for k in reversed(self.recent[-12:]) if (k.id or "").startswith(f"{land.id}."))
        again = next((k for k in told if phrases.of_object(node) is None and node.noun_lemma in k.name.lower()), None)
        return again or self.resolve(f"{land.name} {office}")

    def service(self, node: Node, country: str | None, owner: Actor | None) -> Actor | None:
        """The service of a state that people are of by their noun: "border guards" are no army's. Without a country,
        that of the office that says what befell them, else the only one that is told."""
        speaker = owner or (self.publisher if self.kind is SourceKind.PRESS_OFFICE else None)
        home = speaker.country if speaker is not None and speaker.kind in STATE else None
        if node.dep == "nsubj" and not self._told().keys() <= {home}:
            home = None  # what another state's guards did is told as well
        state = country or home or self.only_country()
        words = phrases.words([n for n in phrases.core(node) if n.dep not in ("nummod", "poss", "case")])
        found = self.resolve(words, state) if state is not None else None
        army = self.military(state)
        return found if found is not None and found.kind in STATE and found != army and found.country == state else None

    def under_junta(self, node: Node) -> str | None:
        """Whose a junta is: of the states that soldiers rule the one told last."""
        return self._told_of(_JUNTAS) if any(n.lower == "junta" for n in phrases.core(node)) else None

    def _told_of(self, states: Container[str]) -> str | None:
        """Of some states the one that was told last: whose "the federal ministry" is."""
        told = (*(known.country for known in reversed(self.recent[-12:])), *(c for c, _ in self._told().most_common()))
        return next((country for country in told if country is not None and country in states), None)

    def _strange(self, node: Node, scene: Scene, name: str) -> Actor | None:
        """Police of somewhere that no table knows, "Karenni police": of the ground, and of no state far off."""
        before = phrases.core(node)[:-1]
        unknown = any(
            n.tag in ("NNP", "NNPS") and n.i not in scene.places and not self.mentions.known(n.text) for n in before
        )
        if node.noun_lemma != "police" or not unknown:
            return None
        return Actor(name=name, country=self.here or self._ground(), kind=ActorKind.POLICE)

    def _styled(self, found: Actor, node: Node, owner: Actor | None) -> Actor:
        """A group that goes by the name of its land's armed forces, where "the navy" or these are told of in its own
        words; its foes' are "the Yemeni army"."""
        teller = owner or self.publisher
        if teller.id not in _STYLED or found.kind is not ActorKind.MILITARY:
            return found
        own = (found.id or "").partition(".")[0] == (teller.country or "-").lower()
        core = phrases.core(node)
        return teller if own and (node.lower == "forces" or not any(n.text[:1].isupper() for n in core)) else found

    def foreign(self, node: Node) -> bool:
        """Whether somebody is of no country that is told: "a Western diplomat", but not "the foreign minister"."""
        core = [*(n.lower for n in phrases.core(node)), ""]
        return any(one in _FOREIGNERS and after not in _DEPARTMENTS for one, after in pairwise(core))

    def _group(self, node: Node, country: str | None) -> Actor | None:
        """ "The Lebanese group", "the militants": the last armed group spoken of, of that country if one is told."""
        if node.noun_lemma not in _GROUPS:
            return None
        det = node.child("det")
        if country is None and (det is None or det.lower not in ("the", "this", "that")):
            return None
        groups = [
            known
            for known in reversed(self.recent[-12:])
            if known.kind in (ActorKind.REBEL, ActorKind.PARAMILITARY) and country in (None, known.country)
        ]
        kinds = _ANAPHORS.get(node.noun_lemma, set())
        return next((known for known in groups if known.kind in kinds), next(iter(groups), None))

    def stands_in(self, node: Node, scene: Scene) -> str | None:
        """The country of the place that somebody is at: "officials in Bannu"."""
        at = phrases.prep_objects(node, "in", "at", "from", "near", "outside", "of")
        inside = (*(n for n in at if scene.tree.nodes[n.head.i - 1].text != ","), *phrases.core(node))
        return next((country for n in inside if (country := scene.places.get(n.i))), None)

    def _last_state(self) -> str | None:
        """The country of the state that was spoken of just before."""
        return next((k.country for k in reversed(self.recent[-2:]) if k.country and k.kind in STATE), None)

    def likeliest_state(self) -> str | None:
        """Whose an officer or official is of whom no country is told: the only one's, else the state's that spoke last,
        else the publisher's where it is at home, else that of the ground. Nobody's where it may be the unnamed side's.
        """
        home = self.publisher.country if self._at_home() else None
        found = self.only_country() or self._last_state() or home or self.nearest_country()
        return None if self.intrudes(found) else found

    def intrudes(self, country: str | None) -> bool:
        """Whether a state is at odds with the one on whose ground the last place lies, and that one is not named."""
        if country is None or self.here is None or self.countries[self.here]:
            return False
        return self.here in self._sides.adversaries(country, self.day)

    def at_home_here(self) -> str | None:
        """The country of an outlet that reports from its own ground."""
        home = self.publisher.country
        return home if self.kind is SourceKind.OUTLET and home is not None and self._ground() == home else None

    def _at_home(self) -> bool:
        """Whether a report can speak of its own country's institutions without naming the country."""
        country = self.publisher.country or ""
        if not self.reporting:
            posted = abroad(self.publisher, self.kind)
            return not posted or bool(self.countries[country] or self.ground[country])
        if not self.named:
            untold = not (self.ground or self.nowhere) and self._fights
            return untold or bool(self.ground[country]) or self.countries[country] > 1
        foes = self._sides.adversaries(country, self.day)
        return bool(self.named[country]) or any(foe in foes for foe in self.named) or self._ground() == country

    def _seat(self, node: Node, scene: Scene) -> str | None:
        """The country from whose seat of government a bare institution speaks: "In Baku, the ministry said"."""
        for where in phrases.prep_objects(node.head, "in", "from"):
            mention = scene.mentions.get(where.i)
            if mention is not None and mention.actor.kind is ActorKind.GOVERNMENT:
                return mention.actor.country
            if (here := scene.places.get(where.i)) is not None:
                return here  # "In Nampula, police said"
        return None
