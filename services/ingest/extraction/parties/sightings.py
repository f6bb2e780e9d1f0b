"""Who is named around a trigger, and how each stands to it in grammar: the paths that lead from the one to the other.

The rules of `verb_roles` and `event_nouns` say who did it where they know the construction. What is noted here is said
of every party that a unit names, whatever the construction, for `choosing` to weigh.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.slots import Actor
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.event_nouns import AT
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.companions import stands_by
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Sighting", "Surroundings", "look"]

_MODIFIES = frozenset({"compound", "amod", "nmod"})
_LISTED = frozenset({"conj", "appos"})
_NAMING = frozenset({"by", "on", "at", "against", "from", "in", "into", "to", "of", "with", "between", "near", "over"})
"""Prepositions that are told apart; others are alike."""
_ENEMY = word_set("enemy") | word_set("enemy_of")
_WHO = frozenset({"PRP", "PRP$"})
_TELLING = frozenset({"tell", "inform", "assure", "brief"})
_HEADS = ("armed", "people", "weapon", "drone", "air", "base", "ship", "vehicle", "building", "place")
_FAR = 9
_PERSONS = {"we": "we", "i": "we", "they": "they", "he": "he", "she": "he", "it": "it", "those": "they", "who": "who"}


class Sighting(NamedTuple):
    """A party where a unit names it. `path` leads to the trigger: what the phrase is, or is part of, to what the
    trigger is or hangs on, and after a bar what the trigger is to that: "nsubj|", "on|dobj". `head`: what kind of thing
    the phrase is; `within`: in the same claim; `speaks`: as part of the speaker's name."""

    actor: Actor
    path: str
    steps: int
    head: str
    within: bool
    speaks: bool


class Surroundings(NamedTuple):
    """What a trigger stands in: the parties, the classes of its clause's nouns, whether it is a verb, who does it and
    to what as far as words without a name tell ("we", "police", "weapon"; empty where nothing is said), and whether it
    is a passive that says by nobody."""

    sightings: tuple[Sighting, ...] = ()
    classes: frozenset[str] = frozenset()
    verbal: bool = False
    doer: str = ""
    done: str = ""
    agentless: bool = False


def look(
    trigger: Node, clause: Sequence[Node], scene: Scene, attributions: list[Attribution], names: Names, lexicon: Lexicon
) -> Surroundings:
    """What is around a trigger."""
    owner = owner_of(trigger.i, attributions)
    speaker = owner.claimant if owner is not None else None
    above = {node.i: arcs for arcs, node in enumerate((trigger, *trigger.ancestors()))}
    found = []
    for node, named, actor in _parties(scene, speaker, names, lexicon):
        top = _lifted(node)
        if stands_by(top):
            continue
        speaks = any(a.source is not None and top.within(a.source) for a in attributions)
        within = owner_of(top.i, attributions) is owner
        path, steps = _path(node, trigger, above)
        found.append(Sighting(actor, path, steps, _head(node, named, lexicon), within, speaks))
    classes = {name for node in clause if node.is_noun for name in phrases.classes(node, lexicon)}
    classes |= {f"={kind}" for node in clause if node.is_noun and (kind := _people(node, lexicon))}
    if any(node.lower in _ENEMY for node in clause):
        classes.add("enemy")
    passive = (trigger.is_verb and is_passive(trigger)) or _undergone(trigger)
    agentless = passive and not phrases.prep_objects(trigger, "by", "from") and trigger.child("agent") is None
    doer = _sort(subjects(trigger) if trigger.is_verb else phrases.prep_objects(trigger, "by", "from"), scene, lexicon)
    hit = [*(patients(trigger) if trigger.is_verb else ()), *phrases.prep_objects(trigger, *AT)]
    return Surroundings(tuple(found), frozenset(classes), trigger.is_verb, doer, _sort(hit, scene, lexicon), agentless)


def _undergone(trigger: Node) -> bool:
    """Whether a noun tells of what its subject bears: "came under fire"."""
    return trigger.dep == "pobj" and trigger.head.lower == "under" and trigger.head.head.verb_lemma == "come"


def _people(node: Node, lexicon: Lexicon) -> str | None:
    person = phrases.people(node, lexicon)
    return person.kind.value if person is not None else None


def _sort(nodes: list[Node], scene: Scene, lexicon: Lexicon) -> str:
    """What the first of some nouns is: a pronoun by itself, people by their kind, a thing by its class."""
    if not nodes:
        return ""
    node = nodes[0]
    if node.tag in _WHO or node.tag in ("DT", "WP", "WDT"):
        return _PERSONS.get(node.lower, "pronoun")
    return ("named " if node.i in scene.mentions else "") + (_people(node, lexicon) or _head(node, None, lexicon))


def _head(node: Node, named: Node | None, lexicon: Lexicon) -> str:
    """What kind of thing a phrase is: a name by itself, people, armed people, what they hold or fire, another thing."""
    if node is named:
        return "name"
    found = phrases.classes(node, lexicon)
    return next((kind for kind in _HEADS if kind in found), "thing")


def _parties(
    scene: Scene, speaker: Actor | None, names: Names, lexicon: Lexicon
) -> list[tuple[Node, Node | None, Actor]]:
    key = speaker.key if speaker is not None else None
    if key not in scene.parties:
        found = []
        for node, named in _named(scene, lexicon):
            actor = names.party(node, scene, speaker)
            if actor is None and named is not None:
                actor = scene.mentions[named.i].actor
            if actor is not None:
                found.append((node, named, actor))
        scene.parties[key] = found
    return scene.parties[key]


def _named(scene: Scene, lexicon: Lexicon) -> Iterator[tuple[Node, Node | None]]:
    """Heads of phrases that may be parties, each with the node of the name in it if there is one."""
    heads: dict[tuple[int, int], Node] = {}
    for i, mention in scene.mentions.items():
        node, key = scene.tree.nodes[i], (mention.start, mention.end)
        if key not in heads or node.depth < heads[key].depth:
            heads[key] = node
    seen: set[int] = set()
    for named in heads.values():
        top = _lifted(named)
        if top.i not in seen:
            seen.add(top.i)
            yield top, named
    for node in scene.tree.nodes:
        if (
            node.i not in seen
            and not _hears(node)
            and (node.tag in _WHO or (node.is_noun and node.dep not in _MODIFIES and phrases.people(node, lexicon)))
        ):
            yield node, None


def _hears(node: Node) -> bool:
    """Whether somebody is only told: "told reporters"."""
    return node.dep in ("dobj", "dative") and node.head.verb_lemma in _TELLING


def _lifted(node: Node) -> Node:
    """The head of the noun phrase that a name modifies."""
    while node.dep in _MODIFIES and node.head is not node and node.head.is_noun:
        node = node.head
    return node


def _path(node: Node, trigger: Node, above: dict[int, int]) -> tuple[str, int]:
    """How a node hangs on what the trigger is or hangs on, and over how many arcs; `above` counts those from the
    trigger to itself and what it hangs on."""
    last, arcs = "self", 0
    while node.i not in above and node.head is not node:
        if node.dep not in _LISTED and node.dep not in _MODIFIES:
            kept = last == "by" and node.dep == "dobj"  # "was refused passage by X"
            last = last if kept else _relation(node)
        node, arcs = node.head, arcs + 1
        if node.dep in ("prep", "agent", "dative") and node.i not in above and node.head is not node:
            node, arcs = node.head, arcs + 1  # the preposition is part of the relation
    if node.i not in above:
        return "far", _FAR
    up, walker = [], trigger
    while walker is not node:
        up.append(_relation(walker))
        walker = walker.head
    after = ">".join(dict.fromkeys((up[0], up[-1]))) if up else ""
    return f"{last}|{after}", arcs + above[node.i]


def _relation(node: Node) -> str:
    if node.dep in ("pobj", "pcomp"):
        prep = node.head.lower
        return prep if prep in _NAMING else "prep"
    return node.dep
