"""What a word tells of here: the sense of a trigger, by the classes of the nouns around it, and what weapons do.

A trigger is a row of `triggers.tsv` whose words stand there and whose conditions hold; the first such row wins. A
row of `figures.tsv` that holds tells of nothing: a figure of speech, another meaning ("went on strike"). Where
no row has the verb, a weapon that acts, or is fired at something, tells enough.
"""

from collections.abc import Mapping, Sequence

from schemas.vocabulary import EventType, SourceKind
from services.ingest.extraction.lexicon import Lexicon, Trigger, word_set
from services.ingest.extraction.parties.names import HOLLOW, Names, Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, light_verb, patients, subjects
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Senses", "noun_classes"]

_ARMED_KINDS = frozenset({"military", "rebel", "paramilitary", "police", "unidentified_armed"})
_VERBLESS = frozenset({"ROOT", "dep", "appos", "parataxis", "npadvmod"})
_NOT_TAKEN = word_set("not_taken")
_MARTIAL = word_set("martial")
_PARTS = word_set("parts")
_BLAMED = word_set("blamed")
_CLOSED = word_set("closed")
_OWN_TEAM = word_set("own_team")
_KEEPING_PEACE = word_set("keeping_peace")
_IDLE = word_set("idle_verbs")
"""What weapons do, or is done with them, where nothing is fired or hit."""
_FIRED_AT = word_set("fired_at")
_HIT = frozenset({"people", "building", "vehicle", "base", "infrastructure", "ship", "armed", "thing"})
_SMALL_ARMS = 30
_STRUCK = Trigger(("weapon",), "V", EventType.INFRASTRUCTURE_DAMAGE, True, "act", (), -1)
_LANDED = Trigger(("weapon",), "V", EventType.INFRASTRUCTURE_DAMAGE, True, "land", (), -1)
_MOVED = Trigger(("force",), "V", EventType.FORCE_BUILDUP, False, "move", (), -1)
_GOALS = frozenset({"border", "place", "ground", "name", "base", "road"})
_FIRED = Trigger(("weapon",), "V", EventType.SHELLING, True, "fire", (), -1)
_THINGS = word_set("thing_classes")


def noun_classes(node: Node, scene: Scene, names: Names, lexicon: Lexicon) -> frozenset[str]:
    """The lexicon's classes of a noun, and what the reference knows: actor, armed, place; else a name."""
    found = phrases.classes(node, lexicon)
    if node.tag in ("PRP", "WP"):
        if node.lower == "it" and node.dep == "nsubj":
            return found | {"pronoun", "armed", "actor"}
        return (
            found | {"pronoun", "people", "armed", "actor"}
            if node.lower in ("they", "we", "them", "us", "he", "she", "him", "who", "i")
            else found | {"pronoun"}
        )
    if node.tag in ("WDT", "DT") and node.dep in ("nsubj", "nsubjpass", "dobj") and node.head.dep == "relcl":
        return noun_classes(node.head.head, scene, names, lexicon)
    mention = scene.mentions.get(node.i)
    if mention is not None:
        found |= {"actor"}
        if mention.actor.kind.value in _ARMED_KINDS:
            found |= {"armed"}
        if mention.actor.kind.value == "observer_mission":
            found |= {"observer", "armed"}
        if mention.actor.kind.value == "government" and mention.actor.id and "." not in mention.actor.id:
            found |= {"place", "armed"}
    elif node.lower in CALENDAR:
        return found | {"time"}
    elif node.tag in ("NNP", "NNPS") and not found:
        found |= (
            {"name", "place"}
            if names.is_place(phrases.words(phrases.core(node))) or names.is_place(node.text)
            else {"name", "people", "ship"}
        )
    if mention is None and node.noun_lemma in HOLLOW:
        for inner in node.all("compound", "amod"):
            found |= noun_classes(inner, scene, names, lexicon) if inner.i in scene.mentions else frozenset()
    if (
        not found
        and any(c.dep == "compound" and c.tag == "NNP" and c.i >= node.i - 2 for c in node.children)
        and mention is None
    ):
        found |= {"name", "place"}
    if not found and node.tag == "CD":
        found |= {"people"}
    for inner in phrases.prep_objects(node, "of")[:1]:
        if node.noun_lemma in _PARTS or node.tag == "CD":
            found |= noun_classes(inner, scene, names, lexicon)
        elif not found and node.tag in ("NN", "NNS"):
            # "a row of houses", "the corner of the clinic": a part of a thing is as good as the thing.
            found |= noun_classes(inner, scene, names, lexicon) & _THINGS
    if names.kind is SourceKind.OBSERVER and node.noun_lemma in _OWN_TEAM and _ours(node):
        found |= {"observer"}
    # A pronoun may stand for soldiers; what only forces do needs the word.
    return found | {"force"} if "armed" in found else found


def _ours(node: Node) -> bool:
    """Whether an observer speaks of its own people: "our vehicle", "the team"."""
    owner = node.child("poss")
    if owner is not None:
        return owner.lower == "our"
    return node.noun_lemma in ("team", "mission", "patrol") and node.child("amod", "nmod", "compound") is None


class Senses:
    """Evaluates trigger rows on one tree."""

    def __init__(self, scene: Scene, names: Names, lexicon: Lexicon) -> None:
        self.scene, self.names, self.lexicon = scene, names, lexicon
        self._classes: dict[int, frozenset[str]] = {}
        self._arms = any(node.is_noun and phrases.weapon(node, lexicon) for node in scene.tree.nodes)

    def classes(self, node: Node) -> frozenset[str]:
        found = self._classes.get(node.i)
        if found is None:
            found = self._classes[node.i] = noun_classes(node, self.scene, self.names, self.lexicon)
        return found

    def sense(self, node: Node) -> Trigger | None:
        """What a word tells of; None for nothing, or where it is said of something else than fighting."""
        blames = node.verb_lemma == "hold" and any(child.lower in _BLAMED for child in node.subtree())
        if blames or self.figurative(node):
            return None  # "we hold the group responsible"
        found = self._row(node, self.lexicon.triggers)
        acts = node.is_verb and node.dep not in ("amod", "aux", "auxpass", "compound")
        return self._acting(node) if found is None and acts else found

    def figurative(self, node: Node) -> bool:
        """Whether a word of fighting is said of something else: "clashed over tariffs", "went on strike"."""
        return self._row(node, self.lexicon.figures) is not None

    def _row(self, node: Node, table: Mapping[str, Sequence[Trigger]]) -> Trigger | None:
        if not (node.is_verb or node.is_noun or node.tag == "JJ"):
            return None
        verb = table.get(node.verb_lemma, ()) if node.verb_lemma else ()
        noun = table.get(node.noun_lemma, ())
        if not (verb or noun):
            return None
        readings: tuple[str, ...]
        if (
            node.is_verb
            or node.tag == "JJ"
            or node.dep == "relcl"
            or (node.dep in ("ccomp", "ROOT", "conj") and node.child("nsubj") is not None)
        ):
            readings = ("V", "N")
        elif node.i in self.scene.mentions and node.noun_lemma in ("movement", "front", "operation"):
            return None  # "the Houthi movement" moves nothing
        else:
            readings = ("N", "V") if node.dep in ("ROOT",) and node.verb_lemma in self.lexicon.triggers else ("N",)
        for pos in readings:
            for sense in verb if pos == "V" else noun:
                if (
                    sense.pos == pos
                    and self._words(node, sense)
                    and all(self._holds(node, slot, values, pos) for slot, values in sense.when)
                ):
                    return sense
        return None

    def _acting(self, verb: Node) -> Trigger | None:
        """What a weapon does in words that no row has: "a bomb took the leg off a picker", "put a shell through it"."""
        if verb.verb_lemma in _IDLE or verb.verb_lemma in self.lexicon.cues:
            return None
        arms = [n for n in subjects(verb) if self._munition(n)] if self._arms else []
        if arms:
            hit = [n for n in patients(verb) if n not in arms]
            if any(self.classes(n) & _HIT or self._munition(n) for n in hit):
                return _STRUCK
            return _LANDED if not is_passive(verb) and self._aimed(verb) and not self._flying(arms) else None
        moved = patients(verb)
        if any(self.classes(n) & {"projectile", "mine"} for n in moved):
            return _FIRED if self._aimed(verb) else None
        units = any("force" in self.classes(n) and phrases.people(n, self.lexicon) is None for n in moved)
        goals = phrases.prep_objects(verb, "to", "toward", "towards", "into", "onto", "along")
        goals += [o for up in verb.all("prep") for o in phrases.prep_objects(up, "to")]
        return _MOVED if units and any(self.classes(n) & _GOALS for n in goals) else None

    def _munition(self, node: Node) -> bool:
        found = phrases.weapon(node, self.lexicon)
        if found is None or found.type is None or found.cls == "none" or "vehicle" in self.classes(node):
            return False  # a tank that drives shoots at nobody
        return found.rank > _SMALL_ARMS or "projectile" in self.classes(node)

    def _flying(self, nodes: list[Node]) -> bool:
        return any(self.classes(n) & {"drone", "air"} for n in nodes)

    def _aimed(self, verb: Node) -> bool:
        return any(child.dep in ("prep", "prt") and child.lower in _FIRED_AT for child in verb.children)

    def _words(self, node: Node, sense: Trigger) -> bool:
        if len(sense.words) == 1:
            # "hold back", "pull out", "take over" are other verbs than their first words.
            return (
                sense.pos != "V"
                or sense.frame not in ("take", "hold", "leave", "move", "lose")
                or node.child("prt") is None
            )
        if sense.pos == "V":
            rest = sense.words[1]
            return any(
                (
                    child.lower == rest
                    and child.dep != "nsubj"  # "it fought" is not "fought it out"
                    and not any(n.lower in CALENDAR for n in child.all("pobj"))
                )
                or (child.noun_lemma == rest and child.dep in ("dobj", "oprd", "acomp", "dep", "nsubjpass", "npadvmod"))
                for child in node.children
            ) or (node.child("auxpass") is not None and any(c.noun_lemma == rest for c in node.all("nsubjpass")))
        want = list(sense.words[:-1])
        if sense.words[1:2] == ("of",):
            inner = phrases.of_object(node)
            return False if inner is None else inner.noun_lemma == sense.words[-1]
        text = " ".join(n.lower for n in node.children if n.i < node.i)
        return text.endswith(" ".join(want)) or text.replace(" - ", "-").endswith(" ".join(want))

    def _holds(self, node: Node, slot: str, values: frozenset[str], pos: str) -> bool:
        if slot == "any":
            return any(self._flag(node, value) for value in values)
        if slot == "prt":
            return any(
                child.lower in values for child in node.children if child.dep in ("prt", "prep", "advmod", "agent")
            )
        targets: list[Node] = []
        if slot == "obj":
            targets = [n for n in patients(node) if node.verb_lemma != "take" or n.noun_lemma not in _NOT_TAKEN]
            if "-" in values and not targets:
                return True
        elif slot == "subj":
            targets = subjects(node)
        elif slot == "pobj":
            targets = phrases.prep_objects(node)
        elif slot == "host":
            # What is "in our hands", "under its control".
            verb = node.head.head
            targets = (
                subjects(verb) if node.dep == "pobj" and verb.is_verb and node.head.lower in ("in", "under") else []
            )
        elif slot == "by":
            targets = node.all("compound", "amod", "nmod")  # "a car bomb": what brought it
        elif slot == "poss":
            targets = node.all("poss")
        elif slot == "doer":
            targets = subjects(node.head) if node.dep == "dobj" else []
        elif slot == "doing":
            return node.dep in ("dobj", "nsubjpass") and node.head.verb_lemma in values
        elif slot == "of":
            targets = [*phrases.prep_objects(node, "of"), *node.all("compound")]
        elif slot == "part":
            targets = [node.head] if node.dep == "compound" else []  # "air raid sirens"
        return any(
            (target.noun_lemma in values and target.noun_lemma not in ("place", "name"))
            or self.classes(target) & values
            for target in targets
        )

    def _flag(self, node: Node, value: str) -> bool:
        if value == "light":
            head = node.head
            return (
                node.dep in ("dobj", "nsubj", "nsubjpass", "pobj", "attr")
                and (
                    light_verb(head, self.lexicon) is not None
                    or head.lower == "under"
                    or head.verb_lemma in ("be",)
                    or head.verb_lemma in self.lexicon.triggers
                    or head.verb_lemma in self.lexicon.cues
                )
            ) or node.dep in _VERBLESS
        if value == "mod":
            return any(
                child.dep in ("compound", "amod", "nmod")
                and (child.text[:1].isupper() or child.noun_lemma in self.lexicon.weapons or child.lower in _MARTIAL)
                for child in node.children
            )
        if value == "idle":
            return node.dep == "pobj" and node.head.lower == "on" and not node.children  # "went on strike"
        if value == "blamed":  # "came under fire for his handling of the floods"
            over = [n for prep in node.head.head.all("prep") if prep.lower in ("for", "over") for n in prep.children]
            return node.head.lower == "under" and any(not self.classes(n) & _GOALS for n in over)
        if value == "poss":
            return node.child("poss") is not None
        if value == "count":
            # "a fire", "fires" burn; "fire" is shot.
            return node.tag == "NNS" or any(
                child.dep == "nummod" or (child.dep == "det" and child.lower in ("a", "another"))
                for child in node.children
            )
        if value == "closed":
            return any(child.lower in _CLOSED for child in node.children)
        if value == "arms":
            return any(
                n.noun_lemma in ("arm", "weapon") for c in node.all("xcomp", "ccomp", "prep") for n in c.subtree()
            )
        if value in ("of", "at", "to", "between"):
            return any(child.dep == "prep" and child.lower == value for child in node.children)
        if value == "weapon":
            return any(phrases.weapon(n, self.lexicon) for n in node.subtree() if n is not node)
        if value == "passive":
            return node.child("auxpass", "nsubjpass") is not None or (node.tag == "VBN" and node.dep in ("acl", "ROOT"))
        if value == "active":
            return node.child("nsubj") is not None or node.tag == "VBG"
        if value == "stop":
            ends = (n for c in node.all("xcomp", "ccomp", "prep") for n in c.subtree())
            return any(n.lower in _KEEPING_PEACE for n in ends)
        if value == "would":
            return any(n.lower in ("would", "will", "if", "unless") for n in node.subtree())
        if value == "future":
            return any(
                n.lower in ("will", "due", "scheduled", "expected", "would", "to") for n in (*node.children, node.head)
            )
        return False
