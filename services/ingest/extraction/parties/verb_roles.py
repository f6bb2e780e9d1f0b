"""The parties of verbs: one function for each way a trigger takes its arguments, named in the `frame` column of
`triggers.tsv`.
"""

from collections.abc import Callable

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, EventType, Polarity
from services.ingest.extraction.discourse import side
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.arguments import Roles
from services.ingest.extraction.parties.blows import Blows
from services.ingest.extraction.parties.event_nouns import AT
from services.ingest.extraction.parties.names import WORDS, same_actor
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["VerbRoles"]

_LIBERATED = word_set("liberating")
"""What only one's own side does in one's own words."""


_CUSTODY = word_set("custody")
"""What a force says in the passive that it did itself: "two suspects were detained"."""
_OWN = word_set("own_words")
_ORDERS = word_set("orders")
_RULED = word_set("ruled")
"""What authorities say in the passive that they did: "passage is suspended"."""
_CLOSING = frozenset({EventType.RESTRICTION_BLOCKADE, EventType.OBSERVER_ACCESS})
"""What unarmed people and authorities do as well as armed ones."""
_SEEING = word_set("seeing") | {"count", "track", "monitor"}
"""What one does to what another moves."""
_BEING = frozenset({"was", "were", "is", "are", "been", "be"})
_THE_LOST = word_set("the_lost")
_BROKERING = word_set("brokering")
_BODIES = (ActorKind.GOVERNMENT, ActorKind.IGO, ActorKind.OBSERVER_MISSION, ActorKind.MILITARY)
_FIGHTING = frozenset(
    {
        ActorKind.MILITARY,
        ActorKind.POLICE,
        ActorKind.REBEL,
        ActorKind.PARAMILITARY,
        ActorKind.UNIDENTIFIED_ARMED,
    }
)


class VerbRoles(Blows):
    """Reads the verbs of one frame."""

    def verb(self, node: Node, kind: str) -> Roles:
        return _VERBS.get(kind, VerbRoles._act)(self, node)

    def _likely(self, node: Node) -> Roles:
        """A verb that no row holds: who did it only if armed or where people are kept out, who was hit as well."""
        doer = self.doer(subjects(node))
        closing = self.frame.type in _CLOSING
        if closing:
            doer = doer or self._ordering(node)
        elif doer is not None and doer.kind not in _FIGHTING:
            doer = None
        hit = [*patients(node), *phrases.prep_objects(node, *AT)]
        taken = self.frame.type is EventType.CAPTURE_ABDUCTION
        return doer, self.first(hit) or self.ship(hit) or self.hit(hit, taken)

    def _told(self, node: Node) -> Roles:
        """What a party says was not so is what it is charged with: "not one of our vehicles was there"."""
        whose = self.owner or self.names.publisher
        if self.frame.polarity is Polarity.NEGATIVE and any(self._his(n, whose) for n in node.subtree()):
            return self.names.own_forces(whose, wide=True), None
        if self.frame.polarity is Polarity.POSITIVE and node.lower in _BEING:
            lost = [n for n in subjects(node) if n.lower in _THE_LOST or n.noun_lemma in _THE_LOST]
            return None, self.first(node.all("attr")) if lost else None  # "the dead were Hezbollah fighters"
        return None, None

    def _his(self, node: Node, whose: Actor) -> bool:
        """Whether a word says whose a thing is, and that it is a speaker's: "our", "no Iranian shell"."""
        if node.lower in _OWN:
            return True
        named = node.text[:1].isupper() and whose.country is not None
        return named and self.names.country_of(node.text) == whose.country

    def _ground(self, node: Node) -> Roles:
        target = self.first([n for n in patients(node) if self.classes(n) & {"armed", "base", "people"}]) or self.first(
            [
                n
                for n in phrases.prep_objects(node, "on", "against", "into", "at")
                if self.classes(n) & {"armed", "base", "people"}
            ]
        )
        return self.doer(subjects(node)), target

    def _take(self, node: Node) -> Roles:
        taken = patients(node)
        target = self.first(taken) or self.ship(taken, "name") or self.hit(taken, taken=True)
        doer = self.doer(subjects(node))
        if doer is None and is_passive(node) and node.verb_lemma in _CUSTODY:
            whose = self.owner or (self.names.publisher if self.names.official else None)
            own = self.names.own_forces(whose) if whose is None or whose.kind is not ActorKind.POLICE else whose
            doer = own if side(own) != side(target) else None
        return doer, target

    def _taken(self, node: Node) -> Roles:
        return self.first(phrases.prep_objects(node, "to")), self.first(subjects(node))

    def _hold(self, node: Node) -> Roles:
        objects = patients(node)
        target = self.first(phrases.prep_objects(node, "from"))
        if (
            target is not None
            and target.kind is ActorKind.GOVERNMENT
            and not any("armed" in self.classes(n) for n in phrases.prep_objects(node, "from"))
        ):
            target = None
        if target is None:
            # "ousted the rebels from the hill", "drove back the enemy"
            driven = [n for n in objects if "armed" in self.classes(n) or self.names.is_foe(n, self.scene)]
            target = self.first([*driven, *(n for n in objects if "base" in self.classes(n))])
        doer = self.doer(subjects(node))
        foes = any(self.names.is_foe(n, self.scene) for n in objects)
        if doer is None and is_passive(node) and (foes or node.verb_lemma in _LIBERATED):
            doer = self.names.own_forces(self.owner, wide=True)
        return doer, target

    def _lose(self, node: Node) -> Roles:
        winner = self.first(
            [n for p in phrases.prep_objects(node, "to", "into") for n in (p, *phrases.prep_objects(p, "of"))]
        )
        loser = self.first([n for n in subjects(node) if self.classes(n) & {"armed", "actor", "pronoun"}])
        if is_passive(node):
            loser = self.first(subjects(node))
        return winner, loser if not same_actor(loser, winner) else None

    def _damage(self, node: Node) -> Roles:
        doers = [n for n in subjects(node) if self.classes(n) & {"armed", "actor", "weapon", "people"}]
        return self.doer(doers), self.first(list(patients(node)))

    def _block(self, node: Node) -> Roles:
        targets = [
            n
            for n in patients(node)
            if self.classes(n) & {"observer", "people", "armed", "actor", "ship", "vehicle"}
            or n.i in self.scene.mentions
        ]
        people = [n for n in phrases.prep_objects(node, "to") if self.classes(n) & {"people"}]
        kept = [by for one in (node, *node.all("dobj")) for by in phrases.prep_objects(one, "by")]
        doer = self.doer(kept or subjects(node)) or self._ordering(node) or self._somebody(kept)
        if kept and not is_passive(node):
            targets = subjects(node)  # "monitors refused passage by soldiers": the parser takes it for active
        return doer, self.first(targets) or self.first(people) or self.ship(patients(node))

    def _somebody(self, nodes: list[Node]) -> Actor | None:
        """Who is said to have done it, though nobody knows of what side: "by individuals in civilian clothes"."""
        people = (n for n in nodes if phrases.people(n, self.lexicon) is not None)
        called = next((phrases.words(phrases.full(n)) for n in people), None)
        return Actor(name=called[:WORDS], kind=ActorKind.UNIDENTIFIED_ARMED) if called else None

    def _ordering(self, node: Node) -> Actor | None:
        """Who closes what is closed: by whose order, at whose post, else the authority that makes it known."""
        for order in phrases.prep_objects(node, "by", "on", "at"):
            if order.noun_lemma in _ORDERS and (found := self.whose(order) or self.party(order)) is not None:
                return found
        own = self.owner or (self.names.publisher if self.names.official else None)
        ruling = own is not None and own.kind in STATE
        return own if ruling and is_passive(node) and node.verb_lemma in _RULED else None

    def _meet(self, node: Node) -> Roles:
        """Whoever alone sets itself something for a day: a council, a mission, a government."""
        bodies = [n for n in subjects(node) if n.i in self.scene.mentions]
        if len(bodies) != 1 or len(subjects(node)) != 1:
            return None, None
        found = self.party(bodies[0])
        return (found if found is not None and found.kind in _BODIES else None), None

    def _move(self, node: Node) -> Roles:
        doer = (
            (None if node.verb_lemma in _SEEING else self.doer(subjects(node)))
            or self.owner_of_weapon(patients(node))
            or self.first([n for n in patients(node) if "armed" in self.classes(n)])
        )
        return doer, None

    def _drone(self, node: Node) -> Roles:
        seen = node.verb_lemma in _SEEING and not is_passive(node)  # "air defence units detected nine drones"
        flown = patients(node) if seen else [*subjects(node), *patients(node)]
        things = [n for n in flown if self.classes(n) & {"drone", "air"}]
        if seen:
            return self.owner_of_weapon(things), None
        return self.owner_of_weapon(things) or self.first(
            [n for n in subjects(node) if "armed" in self.classes(n) and n not in things]
        ), None

    def _threaten(self, node: Node) -> Roles:
        target = self.first(patients(node)) or self.first(phrases.prep_objects(node, "against", "to", "at", "on"))
        for verb in node.all("xcomp", "ccomp"):
            target = target or self.first(patients(verb)) or self.first(phrases.prep_objects(verb, *AT))
        told = None if is_passive(node) else self.owner or self.names.publisher
        who = self.doer(subjects(node)) or told
        for clause in node.all("ccomp") if node.verb_lemma == "warn" else ():
            other = self.doer([n for n in subjects(clause) if n.tag != "PRP"])
            if other is not None and side(other) != side(who):
                return other, target  # "warned that the rebels will go on" threatens with nothing
        return who, target

    def _agree(self, node: Node) -> Roles:
        """Who agrees, told by the verb or by what is agreed on ("agreed to a truce with X"); a broker does not."""
        on = [*patients(node), *phrases.prep_objects(node, "to", "on")]
        with_whom = [o for thing in on for o in phrases.prep_objects(thing, "with", "between")]
        if not with_whom and node.verb_lemma not in _BROKERING:
            return self._mutual(node)
        first = [] if node.verb_lemma in _BROKERING else self.sides(subjects(node))
        return self._two([*first, *self.sides(self._spread(with_whom))])

    def _leave(self, node: Node) -> Roles:
        doer = self.doer(subjects(node)) or self.first([n for n in patients(node) if "armed" in self.classes(n)])
        return doer, None

    def _none(self, node: Node) -> Roles:
        return None, None


_VERBS: dict[str, Callable[[VerbRoles, Node], Roles]] = {
    "act": VerbRoles._act,
    "fire": VerbRoles._fire,
    "land": VerbRoles._land,
    "mutual": VerbRoles._mutual,
    "ground": VerbRoles._ground,
    "repel": VerbRoles._repel,
    "kill": VerbRoles._kill,
    "casualty": VerbRoles._casualty,
    "take": VerbRoles._take,
    "taken": VerbRoles._taken,
    "hold": VerbRoles._hold,
    "lose": VerbRoles._lose,
    "down": VerbRoles._down,
    "damage": VerbRoles._damage,
    "block": VerbRoles._block,
    "move": VerbRoles._move,
    "drone": VerbRoles._drone,
    "threaten": VerbRoles._threaten,
    "agree": VerbRoles._agree,
    "leave": VerbRoles._leave,
    "suffer": VerbRoles._suffer,
    "release": VerbRoles._take,
    "weapon": VerbRoles._land,
    "state": VerbRoles._none,
    "tell": VerbRoles._told,
    "likely": VerbRoles._likely,
    "meet": VerbRoles._meet,
    "grant": VerbRoles._none,
}
