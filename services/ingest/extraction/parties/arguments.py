"""What a frame's parties are read with: a noun's classes, the party that it is, whose a weapon, a ship or soil is."""

from schemas.slots import Actor
from schemas.vocabulary import EVENT_TYPES, ActorKind, EventType
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.happenings.senses import noun_classes
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.names import GROUPS, WITNESSES, Names, Scene, same_actor
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["ARMED", "CIVIL_THINGS", "Arguments", "Roles"]


CIVIL_THINGS = word_set("civil_things")
ARMED = frozenset(kind for kind, told in EVENT_TYPES.items() if told.violent) | {EventType.CAPTURE_ABDUCTION}
"""What unarmed people do not do."""
_ARMS = word_set("martial")
_SHARING = frozenset({"amod", "compound", "nmod", "conj"})
_MERE_PEOPLE = word_set("mere_people")
_THIRD_PERSON = frozenset({"he", "him", "she", "her", "they", "them"})
_PAIR = word_set("pair")
_ARMIES = frozenset({"army", "military", "navy", "force"})
_OWN = frozenset({"its", "their", "it", "they"})
_OURS = frozenset({"our", "we", "us"})
_BARE_PAIR = frozenset({"party", "side"})
"""What stands for two without a word that counts: "the parties"."""
_A_NAME = frozenset({"name", "people", "ship"})
"""The classes of a name that is no place's."""

Roles = tuple[Actor | None, Actor | None]
"""(initiator, target)."""


class Arguments:
    """Reads nouns as parties of one frame."""

    def __init__(self, frame: Frame, scene: Scene, names: Names, lexicon: Lexicon) -> None:
        self.frame, self.scene, self.names, self.lexicon = frame, scene, names, lexicon
        self.owner = frame.owner.claimant if frame.owner is not None else None

    def classes(self, node: Node) -> frozenset[str]:
        return noun_classes(node, self.scene, self.names, self.lexicon)

    def party(self, node: Node) -> Actor | None:
        mention = self.scene.mentions.get(node.i)
        if (
            mention is not None
            and (node.i in self.scene.places or node.head.lower in ("on", "over", "into"))
            and self.names.is_seat(mention.words(self.scene.tree.text))
        ):
            return None  # "drones hit Kyiv": where, not whom
        return self.names.party(node, self.scene, self.meant(node))

    def meant(self, node: Node) -> Actor | None:
        """Whose "its forces" are: who denies a claim speaks of what its own are said to have done, and a press office
        that tells of another's claim says "our" of its own."""
        denier = self.frame.owner.denier if self.frame.owner is not None else None
        whose = phrases.possessor(node) or node
        told_of = self.frame.owner is not None and self.frame.owner.kind == "noun"
        if told_of and whose.lower in _OURS and self.names.official:
            return self.names.publisher
        return denier if denier is not None and node.dep == "nsubj" and whose.lower in _OWN else self.owner

    def first(self, nodes: list[Node]) -> Actor | None:
        for node in nodes:
            found = self.party(node)
            if found is not None:
                return found
        return None

    def hit(self, nodes: list[Node], taken: bool = False, doer: Actor | None = None) -> Actor | None:
        """Who was hit or taken: a party, else common people told by a name, by what they are in, or as mere persons.
        Bare soldiers whom an armed group strikes are those it fights."""
        found = self._fought(nodes, doer) or self.first(nodes)
        if found is not None:
            return found
        return next((self.names.civilians(None) for n in nodes if self._common(n, taken)), None)

    def _fought(self, nodes: list[Node], doer: Actor | None) -> Actor | None:
        if doer is None or doer.kind not in GROUPS:
            return None
        for node in nodes:
            person = phrases.people(node, self.lexicon)
            soldiers = person is not None and person.kind is ActorKind.MILITARY
            bare = not any(n.text[:1].isupper() for n in phrases.core(node))
            if soldiers and bare and phrases.possessor(node) is None and phrases.of_object(node) is None:
                return self.names.opponent(doer)
        return None

    def _common(self, node: Node, taken: bool) -> bool:
        """Whether a noun is one of common people or of what only they are in: "a minibus", "six persons" led off."""
        if node.noun_lemma in CIVIL_THINGS and node.text[:1].islower() and not self._military(node):
            return True
        if node.tag in ("NNP", "NNPS") and node.i not in self.scene.mentions:
            core = phrases.core(node)
            named = self.classes(node) == _A_NAME and (len(core) > 1 or node.tag == "NNPS")
            return named and all(n.tag in ("NNP", "NNPS") for n in core)
        person = phrases.people(node, self.lexicon)
        if taken and person is not None and person.kind is ActorKind.UNKNOWN and not person.armed:
            return not self._military(node)
        return taken and node.lower in _THIRD_PERSON and (self.owner is None or self.owner.kind in WITNESSES)

    def _military(self, node: Node) -> bool:
        return any(n.lower in _ARMS or n.i in self.scene.mentions for n in phrases.core(node)[:-1])

    def gunmen(self, node: Node, actor: Actor) -> Actor:
        """Common people who do violence are armed people nobody knows: "dragged off by men in turbans"; those whom a
        side calls its own are its own."""
        if node.noun_lemma not in _MERE_PEOPLE or actor.kind not in (ActorKind.CIVILIAN, ActorKind.UNIDENTIFIED_ARMED):
            return actor
        whose = phrases.possessor(node)
        if whose is not None and whose.lower in ("our", "its", "their") and whose.tag == "PRP$":
            own = self.names.own_forces(self.names.pronoun(whose, self.owner), wide=True)
            if own is not None:
                return own
        if actor.kind is ActorKind.UNIDENTIFIED_ARMED:
            return actor
        words = phrases.words(phrases.uncounted(phrases.core(node)))
        return Actor(name=words or node.text, country=None, kind=ActorKind.UNIDENTIFIED_ARMED)

    def fallen(self, nodes: list[Node]) -> Actor | None:
        """Who came to harm: bare soldiers in a side's own words are its own."""
        found = self.first(nodes)
        people = [phrases.people(n, self.lexicon) for n in nodes]
        if found is None and any(p is not None and p.kind is ActorKind.MILITARY for p in people):
            return self.names.own_forces(self.owner)
        return found

    def ship(self, nodes: list[Node], *more: str) -> Actor | None:
        """A ship of nobody's navy: whoever sails on her are civilians."""
        found = next(
            (n for n in nodes if "ship" in phrases.classes(n, self.lexicon) or self.classes(n) & set(more)), None
        )
        if found is None or phrases.people(found, self.lexicon) is not None:
            return None
        named = next((n for n in found.all("appos") if n.tag == "NNP"), found)
        return Actor(name=phrases.words(phrases.core(named))[:120], kind=ActorKind.CIVILIAN)

    def owner_of_weapon(self, nodes: list[Node]) -> Actor | None:
        for some in nodes:
            node = (phrases.of_object(some) if some.tag == "CD" else None) or some  # "97 of 112 enemy drones"
            found = self.names.bearer(node, self.scene, self.owner) or (
                self.party(node) if "armed" in self.classes(node) else None
            )
            if found is not None:
                return found
        return None

    def whose(self, node: Node) -> Actor | None:
        """The armed forces or group that soil, a side or a position belongs to."""
        for inner in phrases.core(node)[:-1]:
            mention = self.scene.mentions.get(inner.i)
            if mention is not None and mention.actor.kind in GROUPS:
                return mention.actor
        country = self.names.owned(node, self.scene, self.owner)
        if country is not None:
            return self.names.military(country)
        found = self.first(phrases.prep_objects(node, "of", "under"))
        return found if found is not None and found.kind is not ActorKind.CIVILIAN else None

    def sides(self, nodes: list[Node]) -> list[Actor]:
        """The parties of nodes in order, of one noun for two countries both: "Pakistani and Indian troops"."""
        found: list[Actor] = []
        for node in nodes:
            if self._both(node):
                pair = self.names.pair()
                armed = node.noun_lemma in _ARMIES
                found += [(self.names.fighters(one.country or "") if armed else None) or one for one in pair]
                continue
            own = self.party(node)
            if own is not None and self.frame.type in ARMED:
                own = self.gunmen(node, own)
            found += self._nations(node) or ([own] if own is not None else [])
        return found

    def _both(self, node: Node) -> bool:
        """Whether a phrase means two sides and names neither: "both armies", "the two governments", "the parties"."""
        core = phrases.core(node)
        if any(n.i in self.scene.mentions for n in core):
            return False
        before = {n.lower for n in (*node.children, *core) if n.i < node.i}
        if node.lower == "both" or (node.lower == "two" and "the" in before):
            return True
        alone = len(core) == 1 and "the" in before and node.noun_lemma in _BARE_PAIR
        return node.tag == "NNS" and node.noun_lemma in _PAIR and (alone or not before.isdisjoint({"both", "two"}))

    def _nations(self, node: Node) -> list[Actor]:
        """The forces of countries whose adjectives share a noun for armed people, where there are several."""
        if "armed" not in self.classes(node):
            return []
        before = [n for n in node.subtree() if n.i < node.i and n.text[:1].isupper() and n.dep in _SHARING]
        named = (self.scene.mentions.get(n.i) for n in before)
        lands = [m.actor.country if m else self.names.country_of(n.text) for m, n in zip(named, before, strict=True)]
        found = [self.names.military(land) for land in dict.fromkeys(lands)]
        forces = [actor for actor in found if actor is not None]
        return forces if len(forces) > 1 else []

    def _two(self, sides: list[Actor]) -> Roles:
        distinct: list[Actor] = []
        for one in sides:
            if not any(same_actor(one, other) for other in distinct):
                distinct.append(one)
        if len(distinct) < 2 and self.frame.type is EventType.CEASEFIRE_AGREEMENT:
            # Nobody agrees alone: the two who are at odds in the report, unless somebody else is named.
            pair = {self.names.party_of(one): one for one in self.names.pair()}
            if all(pair.pop(self.names.party_of(one), None) is not None for one in distinct):
                distinct += pair.values()
        return (distinct[0] if distinct else None), (distinct[1] if len(distinct) > 1 else None)

    def _spread(self, nodes: list[Node]) -> list[Node]:
        found = []
        for node in nodes:
            found.append(node)
            stack = node.all("conj")
            while stack:
                other = stack.pop()
                found.append(other)
                stack += other.all("conj")
        return found

    def _is_place(self, node: Node) -> bool:
        found = self.classes(node)
        return "place" in found and "people" not in found
