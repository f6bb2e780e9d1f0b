"""Whose a position, a vehicle, a ship or a weapon is, and whom "the enemy" means."""

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.naming import Naming
from services.ingest.extraction.scene import Scene, is_country
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Bearers", "branded"]

_CUTTERS = word_set("cutters")
_WARSHIPS = word_set("warships")
_OFFICIAL = word_set("official_ships")
_ARMOUR = word_set("armour")
_KEEPERS = word_set("keepers")
_ENEMY = word_set("enemy")
_ENEMY_OF = word_set("enemy_of")
_OF_A_LAND = (ActorKind.MEDIA, ActorKind.CIVILIAN)
_BRANDED = frozenset({"terrorist", "puppet"})
_UNIT = word_set("own_units")
_FIELDED = frozenset({"armed", "base", "weapon", "drone", "air"})
_OPPOSING = frozenset({"opposing", "opposite", "adversary", "adversary's", "aggressor", "occupier", "occupiers"})
"""What a state calls another state, not rebels."""
_PUT = word_set("put_there_by")
_THEIRS = frozenset({"ours", "theirs"})
_SHIPS = frozenset({"ship", "vessel", "boat"})
"""What a coast guard sails in, if no other word says what it is for."""


def branded(node: Node) -> bool:
    """Whether a phrase calls a side terrorist or the like, which says who they are even if nobody knows their name."""
    return any(n.lower in _BRANDED for n in phrases.core(node))


def _behind(verb: Node) -> list[Node]:
    """Who fired or sent a thing, before where it came from: "a rocket fired from Gaza by Islamic Jihad"."""
    agents = [doer for by in verb.all("agent") for doer in by.all("pobj")]
    return [*agents, *phrases.prep_objects(verb, "to", "by", "from")]


class Bearers(Naming):
    """Resolves the owners of what forces hold, drive, sail and fire."""

    def foe(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The opponent of who speaks, where a phrase says no more than that: "enemy aviation"."""
        if not self.is_foe(node, scene):
            return None
        whose = owner or self.publisher
        if whose.kind in _OF_A_LAND and whose.country is not None:
            whose = self.government(whose.country) or whose  # in the voice of a paper or a private account, its land's
        opposing = any(n.lower in _OPPOSING for n in phrases.core(node))
        return self.opponent(whose, False if branded(node) else True if opposing else None)

    def is_foe(self, node: Node, scene: Scene) -> bool:
        """Whether a phrase names a side only as the other one: "the enemy", "enemy positions", "the opposing side"."""
        core = phrases.core(node)
        if branded(node) and any(c.lower in ("a", "an") for c in node.all("det")):
            return False  # "a terrorist group" is any
        told = [n for n in core if n.lower not in _ENEMY_OF]
        if any(n.i in scene.mentions or (n.tag in ("NNP", "NNPS") and n.text[:1].isupper()) for n in told):
            return False
        if node.noun_lemma in _ENEMY or node.lower in _ENEMY:
            return True
        poss = phrases.possessor(node)
        if any(n.lower in _ENEMY_OF for n in core[:-1]) or (poss is not None and poss.noun_lemma in _ENEMY):
            return True
        of = phrases.of_object(node) if self._of_a_side(node) else None
        return of is not None and self.is_foe(of, scene)

    def _of_a_side(self, node: Node) -> bool:
        """Whether a noun is for what a side has in the field, whichever side that is: "servicemen of", "a post of"."""
        person = phrases.people(node, self._lexicon)
        return (
            node.noun_lemma in _UNIT
            or not _FIELDED.isdisjoint(phrases.classes(node, self._lexicon))
            or (person is not None and person.armed)
        )

    def bearer(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The owner of a position, vehicle, ship or weapon."""
        if self.is_foe(node, scene) and ((foe := self.foe(node, scene, owner)) is not None or not branded(node)):
            return foe
        if (guard := self._guard(node, scene, owner)) is not None:
            return guard
        poss = phrases.possessor(node)
        if poss is not None:
            found = self.pronoun(poss, owner) if poss.tag == "PRP$" else self.actor(poss, scene, owner)
            if found is not None:
                return self._forces(found, node) if not self._private(found) else self.of_our_land(poss)
        if (keeper := self.keeper(node, owner)) is not None:
            return keeper
        for child in reversed(phrases.core(node)[:-1]):
            if child.dep in ("compound", "amod", "nmod") and child.i in scene.mentions:
                whose = scene.mentions[child.i].actor
                if whose.kind is ActorKind.IGO:
                    return self.sent_by(node, whose) or whose
                return self._forces(whose, node)
            if self.backed(child, scene):
                continue  # "a Turkish-made drone of the army"
            if child.text[:1].isupper() and (country := self.country_of(child.text)):
                return self._forces(self._actors.get(country.lower()), node)
        own = next((n for n in phrases.prep_objects(node, "of") if n.lower in _THEIRS), None)
        if own is not None or any(phrases.possessor(n) for n in phrases.prep_objects(node, "of") if n.lower == "own"):
            return self.own_forces(owner, wide=True)
        for inner in (
            *phrases.prep_objects(node, "of", "from"),
            *[o for v in node.all("acl") if v.lower in _PUT for o in _behind(v)],
        ):
            found = self.actor(inner, scene, owner)
            if found is not None and found.kind is not ActorKind.CIVILIAN:
                state = is_country(found)
                if state and inner.head.lower == "from":
                    continue  # "rockets from Lebanon" come from a place
                return self._forces(found, node) if state else found
        return None

    def _private(self, actor: Actor) -> bool:
        """Whether somebody is the private account that publishes: it has no positions of its own."""
        return actor.kind is ActorKind.CIVILIAN and actor.key == self.publisher.key

    def of_our_land(self, poss: Node) -> Actor | None:
        """Whose "our boys" and "our positions" are in the words of a private account: its land's; "my post" is none."""
        ours = poss.lower == "our" and self._private(self.publisher)
        return self.military(self.publisher.country) if ours else None

    def sailing(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The state whose ship does what ships of states do, where no more is told of her than whose she is: "a Chinese
        vessel rammed a trawler"."""
        if node.noun_lemma not in _SHIPS or phrases.compound_lemma(node, self._lexicon) != node.noun_lemma:
            return None
        country = self.owned(node, scene, owner)
        return self.government(country) if country else None

    def keeper(self, node: Node, owner: Actor | None) -> Actor | None:
        """The service that words before a noun tell of no land: "a police station", "a National Army checkpoint"."""
        before = phrases.core(node)[:-1]
        keeper = next((n for n in reversed(before) if n.lower in _KEEPERS), None)
        named = [n for n in before if n.text[:1].isupper()]
        if keeper is None or (named and keeper not in named):
            return None
        home = owner.country if owner is not None and owner.kind in STATE else self.item_in or self.nearest_country()
        return self.resolve(phrases.words(named or [keeper]), home) if home else None

    def _forces(self, actor: Actor | None, node: Node) -> Actor | None:
        """The armed forces for a government that owns a military thing; civil things of a state are nobody's."""
        if actor is None:
            return None
        if (army := self.army_of(actor.id or "")) is not None and self._of_war(node):
            return army
        if actor.kind is ActorKind.GOVERNMENT and actor.country:
            if node.noun_lemma in _CUTTERS or any(n.lower in _OFFICIAL for n in phrases.core(node)[:-1]):
                guard = self.resolve("coast guard", actor.country) if "." not in (actor.id or ".") else None
                return guard or actor
            if self._of_war(node):
                return self.military(actor.country) or actor
            if node.noun_lemma in _SHIPS and (whose := phrases.possessor(node)) is not None and whose.tag == "PRP$":
                return actor  # a state says "our ship", "one of its boats" of those in its service
            return actor if actor.id and "." in actor.id else None
        if actor.kind is ActorKind.CIVILIAN:
            return None
        return actor

    def _of_war(self, node: Node) -> bool:
        """Whether a thing is one of armed forces: a position, a weapon, armour, a warship."""
        return (
            bool(phrases.classes(node, self._lexicon) & {"base", "weapon", "drone", "air", "armed"})
            or any(n.noun_lemma in _ARMOUR for n in phrases.core(node))
            or node.noun_lemma in _WARSHIPS
        )

    def _guard(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The coast guard whose a state's ships are where the report tells of it, and of no navy of that state:
        "Chinese vessels", "vessel 5203"."""
        if node.noun_lemma not in _SHIPS or phrases.compound_lemma(node, self._lexicon) != node.noun_lemma:
            return None
        country = self.owned(node, scene, owner)
        guard = f"{(country or '').lower()}.coast-guard"
        navy = f"{(country or '').lower()}.navy"
        return self._actors.get(guard) if guard in self.services and navy not in self.services else None
