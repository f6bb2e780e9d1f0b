"""Who did it and who was hit: the parties of a frame, by the grammar of its triggers, the head one first."""

from schemas.slots import Actor
from schemas.vocabulary import EVENT_TYPES, STATE, ActorKind, EventType
from services.ingest.extraction.discourse import PARTIES, side
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.arguments import Roles
from services.ingest.extraction.parties.event_nouns import AT
from services.ingest.extraction.parties.names import GROUPS, Names, Scene, same_actor
from services.ingest.extraction.parties.standing import Standing
from services.ingest.extraction.parties.verb_roles import VerbRoles
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.repaying import answered

__all__ = ["FOUGHT", "argue", "cabinet", "forces"]

FOUGHT = frozenset({EventType.FORCE_BUILDUP, EventType.DRONE_ACTIVITY, EventType.OTHER})
"""What a state does by its armed forces though no force is used."""

_RULING = (ActorKind.GOVERNMENT, ActorKind.LOCAL_AUTHORITY)
_EACH_OTHER = {"other": "each", "one": "another", "another": "one"}
_SOIL = word_set("soil")
"""Where fire comes from, when that is somebody's."""
_VERSUS = frozenset({"vs", "vs.", "versus"})
_DOING = frozenset({"act", "fire", "ground", "hold", "kill", "take", "damage", "down"})
"""Frames of verbs whose subject did it."""
_ITS = frozenset({"it", "we", "its", "our"})
_WAR_GOODS = word_set("war_goods")
"""What one strikes of the other side only."""


class _Roles(VerbRoles):
    """Reads the triggers of one frame, and what stands around them where they name nobody."""

    def behind(self) -> Actor | None:
        """Who is behind fire that nobody is said to have opened: whose soil it came from, or "the opposing side"."""
        for trigger in self.frame.nodes:
            for node in trigger.subtree():
                if node.dep in ("ccomp", "parataxis") or node is trigger:
                    continue
                if node.lower == "from" and node.dep == "prep":
                    for source in phrases.prep_objects(node.head, "from"):
                        found = self.whose(source) if source.noun_lemma in _SOIL else None
                        if (found := found or self.names.foe(source, self.scene, self.owner)) is not None:
                            return found
        return None

    def reciprocal(self) -> Roles:
        """Both of those who do it to each other: "X and Y shelled each other", "fired at one another"."""
        for trigger in self.frame.nodes:
            hit = [*patients(trigger), *phrases.prep_objects(trigger, *AT), *phrases.prep_objects(trigger, "with")]
            if any(_EACH_OTHER.get(node.lower) in {c.lower for c in node.children} for node in hit):
                doers = self._spread(subjects(trigger))
                pair = [self.names.fighters(one.country or "") or one for one in self.names.pair()]
                return self._two(pair if any(n.tag == "PRP" for n in doers) else self.sides(doers))
        return None, None

    def fighting(self) -> Actor | None:
        """Whose bare soldiers are who fight an armed group that the sentence names: "JNIM attacked, and troops killed
        nine"."""
        bare = self.soldiers() and all(phrases.possessor(n) is None for n in subjects(self.frame.trigger))
        return self.names.opponent(self._group()) if bare else None

    def of_the_group(self) -> Actor | None:
        """Whose bare soldiers are who struck the foe of the group that tells of it: "soldiers of the Caliphate"."""
        speaker = self.owner or self.names.publisher
        return speaker if speaker.kind in GROUPS else self.frame.initiator

    def some_of_them(self) -> Actor | None:
        """The armed group of which soldiers killed some: "troops killed nine of them"."""
        parts = (phrases.of_object(n) for n in patients(self.frame.trigger))
        return self._group() if self.soldiers() and any(n is not None and n.lower == "them" for n in parts) else None

    def _group(self) -> Actor | None:
        """The only armed group that the sentence names."""
        groups = {m.actor.key: m.actor for m in self.scene.mentions.values() if m.actor.kind in GROUPS}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def soldiers(self) -> bool | None:
        """Whether soldiers are the subject of the verb, or other armed people; None for nobody such."""
        if not self.frame.trigger.is_verb or self.frame.sense.frame not in _DOING:
            return None
        if not (patients(self.frame.trigger) or phrases.prep_objects(self.frame.trigger, *AT)):
            return None  # "four soldiers wounded"
        for doer in subjects(self.frame.trigger):
            mention = self.scene.mentions.get(doer.i)
            if doer.noun_lemma == "army" or (mention is not None and mention.actor.kind in GROUPS):
                return mention is None or mention.actor.kind not in GROUPS
            person = phrases.people(doer, self.lexicon)
            if person is not None and person.armed:
                return person.kind in STATE
        return None

    def plain(self) -> Actor | None:
        """Whom the verb has for its own subject or agent, by name or as the "it" of who says so."""
        node = self.frame.trigger
        if not node.is_verb or self.frame.sense.pos != "V":
            return None
        own = self.owner is not None and self.owner.kind in PARTIES
        for doer in subjects(node):
            whose = phrases.possessor(doer) if self.frame.sense.frame == "kill" else None  # "its fighters killed"
            if doer.i in self.scene.mentions or (own and (whose or doer).lower in _ITS):
                found = self.party(doer)
                return found if found is not None and found.kind in PARTIES else None
        return None

    def foes(self) -> bool:
        """Whether the verb has no more than the other side for its subject, or for whom it tells to be thrown back; or
        a name that nobody knows: "were brought down by the Sky Grid"."""
        trigger = self.frame.trigger
        doers = patients(trigger) if self.frame.sense.frame == "repel" else subjects(trigger)
        strange = is_passive(trigger) and any(n.tag == "NNP" and not self.scene.places.get(n.i) for n in doers)
        return trigger.is_verb and (strange or any(self.names.is_foe(doer, self.scene) for doer in doers))

    def versus(self) -> Roles:
        """Both sides of a fight that is told as one against the other: "FARDC vs Wazalendo, one wounded"."""
        for node in self.scene.tree.nodes:
            if node.lower in _VERSUS and node.dep == "prep" and node.head.is_noun:
                sides = self.sides([node.head, *node.all("pobj")])
                if len(sides) > 1:
                    return self._two(sides)
        return None, None

    def avenging(self) -> Actor | None:
        """Who says what was done in reply to another: "in response to their raid, rockets were fired at the post"."""
        owner = self.owner or (self.names.publisher if self.names.official else None)
        if owner is None or owner.kind not in PARTIES or not self.frame.trigger.is_verb:
            return None
        told = self.frame.trigger.subtree()
        return owner if any(answered(node) for node in told if node.dep == "prep") else None

    def own_base(self) -> Actor | None:
        """Bare "positions" that were fired at are those of the side that says so."""
        owner = self.owner or (self.names.publisher if self.names.official else None)
        if owner is None or self.frame.initiator is None or not EVENT_TYPES[self.frame.type].violent:
            return None
        if side(owner) is None or owner.kind not in PARTIES:
            return None
        own = side(owner) == side(self.frame.initiator)
        for trigger in self.frame.nodes:
            for node in [*patients(trigger), *phrases.prep_objects(trigger, *AT)]:
                if "base" in phrases.classes(node, self.lexicon) and not any(
                    n.text[:1].isupper() for n in phrases.core(node)
                ):
                    if own:
                        return self.names.opponent(owner) if node.noun_lemma in _WAR_GOODS else None
                    return self.names.military(owner.country) if owner.kind in STATE and owner.country else owner
        return None


def argue(frame: Frame, scene: Scene, names: Names, lexicon: Lexicon) -> None:
    """Fill the parties of a frame from its triggers, the head one first."""
    arguments = _Roles(frame, scene, names, lexicon)
    for node, sense in zip(frame.nodes, frame.senses, strict=True):
        initiator, target = (
            arguments.verb if sense.pos == "V" and (node.is_verb or node.child("nsubj", "dobj")) else arguments.noun
        )(node, sense.frame)
        frame.initiator = frame.initiator or initiator
        frame.target = frame.target or target
    plain = arguments.plain()
    both = arguments.reciprocal()
    both = both if all(both) else arguments.versus()
    if all(both):
        (frame.initiator, frame.target), frame.mutual = both, True
    if frame.initiator is None:
        frame.initiator = arguments.behind() or arguments.fighting() or arguments.avenging()
    if frame.target is None:
        frame.target = arguments.own_base() or arguments.some_of_them()
    if EVENT_TYPES[frame.type].violent or frame.type in FOUGHT:
        frame.initiator = forces(frame.initiator, names)
        frame.target = frame.target if _ground(frame.target) else forces(frame.target, names)
    if same_actor(frame.initiator, frame.target) and arguments.soldiers():
        frame.initiator = arguments.of_the_group()
    if same_actor(frame.initiator, frame.target) or _ground(frame.target):
        frame.target = None
    if frame.initiator is not None and frame.initiator.kind is ActorKind.MEDIA:
        frame.initiator = None  # "it warned", in a paper that had named nobody else
    frame.soldiers = arguments.soldiers()
    # "The enemy", of whom nobody says who that is, is at least nobody on the side that calls it so.
    unsaid = frame.initiator is None and arguments.foes()
    frame.plain = unsaid or same_actor(frame.initiator, forces(plain, names))


def _ground(actor: Actor | None) -> bool:
    """Whether what was hit is only where it fell: "a strike on Gaza" hits no authority."""
    return (
        actor is not None and actor.kind is ActorKind.LOCAL_AUTHORITY and actor.id is not None and "." not in actor.id
    )


def forces(actor: Actor | None, names: Standing) -> Actor | None:
    """A state that strikes or is struck is its armed forces, and so is a part of one that has its own."""
    if actor is None or actor.kind not in _RULING or not actor.id:
        return actor
    if (army := names.army_of(actor.id)) is not None:
        return army
    if actor.kind is not ActorKind.GOVERNMENT or not actor.country:
        return actor
    whole = "." not in actor.id or actor.id == f"{actor.country.lower()}.mod"
    return (names.military(actor.country) or actor) if whole else actor


def cabinet(actor: Actor, names: Standing) -> Actor:
    """A state that agrees to something is its government, whoever of it was spoken of."""
    if actor.kind not in STATE or not actor.id or not actor.country:
        return actor
    own = actor.country.lower()
    return (names.government(actor.country) or actor) if actor.id.split(".")[0] == own else actor
