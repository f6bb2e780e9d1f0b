"""Parties: who acts or is hit by a noun phrase, whose a position, vehicle or weapon is, whose men bare soldiers are."""

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, Victims
from services.ingest.extraction.lexicon import Person, word_set
from services.ingest.extraction.parties.bearers import Bearers, branded
from services.ingest.extraction.scene import GROUPS, WITNESSES, WORDS, Scene, is_country, same_actor
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["GROUPS", "HOLLOW", "OWN_MEN", "WITNESSES", "WORDS", "Names", "Scene", "same_actor", "struck_by_speaker"]

HOLLOW = word_set("hollow_heads")
"""Heads that say less than what they are of: "a cell of X", "elements of the battalion"."""
OWN_MEN = word_set("own_men")
"""Whom a force calls its own: "our ranks", "his comrades"."""
_RANKS = word_set("ranks_of_soldiers")
_LOYAL = word_set("loyal")
_BEARERS = frozenset({"base", "vehicle", "ship", "weapon", "building", "infrastructure"})
_UNIT = word_set("own_units")
_KNOWN = frozenset({"identified", "described", "presented", "known"})
_LEADERS = frozenset({"commander", "leader"})
_HOSTILE = word_set("hostile")
_FATES = frozenset({"dead", "wounded", "injured", "slain"})
_SOME = frozenset({"some", "several", "many", "more", "few"})
_DOUBTS = word_set("doubts")
"""What says of armed people only that nobody is sure of them: "unidentified gunmen", "suspected bandits"."""
_MERE_PEOPLE = word_set("mere_people")
_MARKS = word_set("marks")
_HOW_MANY = word_set("quantity_words")
_HEROES = word_set("heroes")
_PARTITIVE = word_set("partitives")


class Names(Bearers):
    """Names of one report, as speakers and as parties."""

    def party(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor | None:
        """The party that a noun phrase stands for as the one who acts or is hit; None for things nobody owns."""
        if node.tag in ("PRP", "PRP$"):
            return self.pronoun(node, owner)
        if (assailant := self._assailant(node)) is not None:
            return assailant
        if node.lower == "other" and any(c.lower == "the" for c in node.children) and self.party_of(owner):
            return self.opponent(owner)  # "each army said the other had fired first"
        if self.is_foe(node, scene) and ((foe := self.foe(node, scene, owner)) is not None or not branded(node)):
            return foe
        if (node.tag == "CD" or (node.tag in ("DT", "JJ", "NN") and node.lower in _PARTITIVE)) and (
            of := phrases.of_object(node)
        ) is not None:
            return self.party(of, scene, owner)
        if (land := self.land_of_people(node)) is not None:
            prisoners = any(c.lower == "prisoner" for c in node.head.all("oprd"))  # who was under arms
            return self.military(land) if prisoners else self.civilians(land)
        if node.noun_lemma in HOLLOW and (of := phrases.of_object(node)) is not None:
            found = self.party(of, scene, owner)
            if found is not None and found.kind is not ActorKind.CIVILIAN:
                return found  # "elements of the battalion"
        found_classes = phrases.classes(node, self._lexicon)
        person = phrases.people(node, self._lexicon)
        for told in node.all("acl"):
            named = phrases.prep_objects(told, "as") if told.lower in _KNOWN else []
            known = next((a for n in named if (a := self.actor(n, scene, owner)) is not None), None)
            if known is not None and known.kind in GROUPS:
                return known  # "assailants identified as ADF"
        if person is not None and person.armed and (of := phrases.of_object(node)) is not None:
            group = self.actor(of, scene, owner)
            if group is not None and group.id and group.kind in GROUPS:
                return group  # "Colombian guerrillas of the ELN"
        poss = phrases.possessor(node)
        if poss is not None and poss.tag == "PRP$" and node.noun_lemma in OWN_MEN:
            own = (self.own_forces(owner) if poss.lower != "your" else None) or (
                None if owner else self.of_our_land(poss)
            )
            if own is None and owner is not None and owner.kind in (ActorKind.UNKNOWN, ActorKind.UNIDENTIFIED_ARMED):
                own = owner
            if own is not None:
                return own
        if poss is not None and poss.is_noun and node.noun_lemma in OWN_MEN:
            whose = self.actor(poss, scene, owner)
            if whose is not None and whose.kind in (*GROUPS, ActorKind.MILITARY, ActorKind.POLICE):
                return whose  # "eight of the army's men"
        if found_classes & _BEARERS and not (person and person.armed) and "armed" not in found_classes:
            return self.bearer(node, scene, owner)
        if person is not None and person.kind is ActorKind.UNKNOWN and person.victims is Victims.UNKNOWN:
            country = self.owned(node, scene, owner)
            if person.armed:
                return self.military(country)
            return self.civilians(country) if country else None
        speaker = owner or self.publisher
        hero = node.noun_lemma in _HEROES or (node.noun_lemma == "guerrilla" and speaker.kind in GROUPS)
        if hero and not any(n.i in scene.mentions for n in phrases.core(node)):
            own = self.own_forces(owner)
            if own is not None:
                return own  # "the mujahideen" in a group's own voice
        if any(c.lower == "own" for c in node.children) and (
            found_classes & {"armed", "base"} or node.noun_lemma in _UNIT
        ):
            return self.own_forces(owner)
        bare = node.noun_lemma in _LEADERS and len(phrases.core(node)) == 1
        actor = self.actor(node, scene, owner) if not bare else None
        if actor is not None and actor.id is None and actor.kind is ActorKind.LOCAL_AUTHORITY:
            return None
        if actor is not None and actor.id is None and actor.kind is ActorKind.MEDIA and person is not None:
            return self.civilians(self.owned(node, scene, owner), actor.name)  # "a reporter" was hit
        if actor is not None and not (person is not None and self._less_told(actor, person)):
            return actor
        if person is not None:
            country = self.owned(node, scene, owner)
            if person.kind is ActorKind.CIVILIAN:
                return self.civilians(country, phrases.words(phrases.core(node)))
            if person.armed and (service := self.service(node, country, owner)) is not None:
                return service
            if person.armed and country and person.kind is ActorKind.MILITARY:
                return self.military(country)
            if person.armed:
                for inner in phrases.prep_objects(node, "of", "from"):
                    found = self.actor(inner, scene, owner)
                    serves = person.kind in STATE or (found is not None and found.kind not in STATE)
                    if found is not None and serves and (found.id or found.kind in GROUPS):
                        return found  # gunmen from Sudan are not the state's
                lord = self._lord(node, scene, owner)
                if lord is not None:
                    return lord
                if person.kind is ActorKind.MILITARY:
                    return self._soldiers(node, owner)
                if person.kind is ActorKind.POLICE:
                    country = country or self.only_country()
                return Actor(name=_called(node)[:WORDS], country=country, kind=person.kind)
        if self._ranked(node, scene):
            return self._soldiers(node, owner)
        if "armed" in found_classes and not any(n.lower in _HOSTILE for n in phrases.core(node)):
            if (keeper := self.keeper(node, owner)) is not None:
                return keeper  # "the army escort"
            # A unit that nobody else is named for is the claimant's: "elements of the 4th Battalion".
            return self.own_forces(owner)
        return None

    def land_of_people(self, node: Node) -> str | None:
        """The country of some of whose people a noun alone tells that something befell them: "two Kenyans were shot",
        "the Norwegian is held". Of those who do something it tells a side, and so does "the Kenyans"."""
        if node.dep == "nsubj" or not node.text[:1].isupper() or not node.is_noun:
            return None
        before = [n for n in node.children if n.i < node.i and n.dep not in ("punct", "case")]
        some = any(n.dep == "nummod" or n.lower in _SOME for n in before)
        one = node.tag in ("NN", "NNP") and any(n.lower in ("the", "a", "an") for n in before)
        if not (some or one) or any(n.dep not in ("nummod", "det", "advmod") and n.tag != "JJ" for n in before):
            return None
        word = node.text.removesuffix("s") if node.tag in ("NNS", "NNPS") else node.text
        person = self.is_demonym(word) and (some or word.endswith(("n", "i", "er")))
        return self.country_of(node.text) if person else None

    def _less_told(self, actor: Actor, person: Person) -> bool:
        """Whether an actor says less of people than their own words: gunmen, and common people who bear arms."""
        gunmen = actor.kind is ActorKind.UNIDENTIFIED_ARMED
        if person.kind is ActorKind.CIVILIAN and is_country(actor):
            return True  # "a Bangladeshi national" is not Bangladesh
        return gunmen or (person.kind is ActorKind.UNIDENTIFIED_ARMED and self.is_civilians(actor))

    def _ranked(self, node: Node, scene: Scene) -> bool:
        """Whether somebody is told by a soldier's rank and a name alone: "Corporal Ahmed Bello"."""
        core = phrases.core(node)
        ranked = any(n.noun_lemma in _RANKS for n in core[:-1])
        return node.tag == "NNP" and ranked and not any(n.i in scene.mentions for n in core)

    def _soldiers(self, node: Node, owner: Actor | None) -> Actor | None:
        """Whose bare "soldiers" are: a state's own in its words, unless it says that it struck them; its foe's in a
        group's; else the only country's."""
        struck = struck_by_speaker(node)
        if owner is not None and owner.kind in GROUPS:
            if node.noun_lemma in _LEADERS and not struck:
                return owner  # "a strike that killed a commander", in its own words
            return self.opponent(owner) or self.military(self.only_country())
        if struck and owner is not None:
            return self.opponent(owner)
        own = self.own_forces(owner) if node.dep != "nsubj" else None
        whose = owner or self.publisher
        if own is None and len(phrases.core(node)) == 1 and any(c.lower == "the" for c in node.all("det")):
            own = next((known for known in reversed(self.recent[-4:]) if known.kind is ActorKind.MILITARY), None)
        land = self.item_in or self.only_country()
        return own or (self.military(land) if whose.kind in WITNESSES else None)

    def _lord(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Whose fighters they are by loyalty or by what they wear: "fighters loyal to X", "men with X armbands"."""
        for worn in phrases.prep_objects(node, "with", "in"):
            named = (scene.mentions.get(n.i) for n in phrases.core(worn)[:-1] if worn.noun_lemma in _MARKS)
            whose = next((m.actor for m in named if m is not None and m.actor.kind in GROUPS), None)
            if whose is not None:
                return whose
        for word in (*node.all("amod", "acl", "advcl"), *(r for r in node.all("relcl"))):
            if word.lower not in _LOYAL:
                continue
            for lord in phrases.prep_objects(word, "to", "with"):
                found = self.actor(lord, scene, owner)
                if found is not None and (found.kind in GROUPS or found.kind is ActorKind.MILITARY):
                    return found
                if found is None or (found.id is None and found.kind is ActorKind.UNKNOWN):
                    person = phrases.people(node, self._lexicon)
                    words = f"{phrases.words(phrases.core(node))} {word.text} to {phrases.words(phrases.full(lord))}"
                    return Actor(name=words[:WORDS], kind=person.kind if person else ActorKind.UNIDENTIFIED_ARMED)
        return None


def _called(node: Node) -> str:
    """What armed people without a name are called: not how many, nor how sure one is, nor what befell them."""
    unsure = _FATES if node.noun_lemma in _MERE_PEOPLE else _FATES | _DOUBTS
    words = [
        n
        for n in phrases.uncounted(phrases.core(node))
        if n.dep not in ("advmod", "punct") and n.lower not in unsure | _HOW_MANY
    ]
    by = phrases.arming(node)
    if by is not None:
        words += [by, *(n for thing in by.all("pobj") for n in phrases.core(thing))]
    return phrases.words(words) or node.text


def struck_by_speaker(node: Node) -> bool:
    """Whether the speaker is who did something to these people: "the army said it had killed three soldiers"."""
    subject = node.head.child("nsubj") if node.dep == "dobj" else None
    struck = node.head.verb_lemma not in ("lose", "mourn", "bury", "send", "deploy")
    return struck and subject is not None and subject.lower in ("it", "we", "they")
