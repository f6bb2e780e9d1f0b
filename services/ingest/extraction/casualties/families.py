"""Of whom a word of harm says it: a family a function, by the frame that `harm.tsv` gives it."""

from collections.abc import Callable

from services.ingest.extraction.casualties.bodies import (
    bearing,
    condition,
    deadly,
    dying,
    for_life,
    limb,
    struck,
    to_clinic,
    unseen,
    wound,
)
from services.ingest.extraction.casualties.headcount import NOBODY, figure_of, is_people
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import coordinated, is_passive, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["FAMILIES", "state_subjects"]

_LIVES = frozenset({"life", "lives"})
_TAKEN_INTO = word_set("taken_into")
_SPOILS = word_set("spoils")
_FIELDS = frozenset({"field", "wire", "battlefield"})
_BEING = word_set("being") | {""}
_BATTLE = frozenset({"action", "combat"})
_SHOOTING = ("shoot", "gun")
_FINDING = frozenset({"leave", "find", "report", "count", "have", "declare", "list"})
"""What one does with people who are dead then: "left nine dead", "we report nine soldiers dead"."""
_BE = frozenset({"is", "are", "was", "were"})
_MARTYRDOM = frozenset({"martyrdom", "shahadat", "shahada", "sacrifice"})
_MARTYRS = frozenset({"martyr"})
_BURIED_UNDER = frozenset({"under", "beneath", "in"})
_WHITHER = frozenset({"into", "off", "from", "out", "down", "overboard", "through", "asleep", "ill", "sick", "under"})
"""Where one falls who has not fallen in battle, or how."""
_PART = frozenset({"among", "including"})
"""What tells of some of those counted before: "among them two girls"."""
_MACHINES_TOO = frozenset({"destroy", "bring"})
"""What is done to people and to what flies: a bare number may be of either."""


def _patient(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """Who it is done to; a participle with a subject and no auxiliary is the passive of headlines: "37 killed"."""
    own = node.all("nsubj")
    more = any(c.dep in ("aux", "auxpass", "dobj") or (c.dep == "ccomp" and c.i > node.i) for c in node.children)
    bare = own and not more
    if bare and (node.tag == "VBN" or (node.tag == "VBD" and all(figure_of(n) is not None for n in own))):
        return [n for o in own for n in coordinated(o)]
    # The parser takes a counted object for a measure now and then: "finished off two drivers".
    if found := patients(node):
        return found
    counted = [n for n in node.all("npadvmod") if n.i > node.i]
    parted = node.child("prt") is not None
    return [n for n in counted if phrases.people(n, lexicon) is not None or (parted and n.tag == "CD")]


def _people(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """What is done to people alone: things are held and taken too."""
    targets = _patient(node, harm, lexicon)
    if harm.words[0] == "hold" and node.dep == "amod":
        return []  # "the rebel-held quarter"
    if harm.words[0] == "blow" and any(c.lower == "off" for c in node.children):
        return []  # "blew a leg off"
    if harm.words[0] in _MACHINES_TOO and any(_bare(t) for t in targets):
        return []  # "six rockets were fired; three were brought down"
    if harm.words[0] == "bury" and any(c.lower in _BURIED_UNDER for c in node.all("prep")):
        return []
    return targets if targets and all(is_people(t, lexicon) for t in targets) else []


def _hostage(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    taken = any(c.noun_lemma in ("prisoner", "hostage", "captive") for c in node.children)
    return list(patients(node)) if taken else []


def _subject(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    return subjects(node) or ([node.head] if node.dep == "acl" else [])


def _hero(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Fell as martyrs", "five soldiers fell"."""
    targets = subjects(node)
    named = [*node.all("dobj", "attr", "oprd"), *(c for p in node.all("prep") for c in p.children)]
    martyrs = any(c.noun_lemma in _MARTYRS for c in named)
    tumbled = any(c.lower in _WHITHER for c in node.children)
    fallen = (
        harm.words[0] == "fall"
        and not tumbled
        and all(is_people(t, lexicon) and figure_of(t) and not _bare(t) for t in targets)
    )
    return targets if martyrs or fallen else []


def _bare(node: Node) -> bool:
    """Whether a number says by nothing what it counts."""
    return node.tag == "CD" and phrases.of_object(node) is None


def _martyrdom(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    told = any(c.noun_lemma in _MARTYRDOM for c in node.all("dobj"))
    return subjects(node) if told else []


def _given(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Gave their lives", "laid down his life"."""
    return subjects(node) if any(c.noun_lemma == "life" or c.lower in _LIVES for c in node.all("dobj")) else []


def _life(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Two soldiers lost their lives", "the army lost two men"."""
    if any(c.noun_lemma == "life" or c.lower in _LIVES for c in node.all("dobj")):
        return subjects(node)
    if lost := [t for t in node.all("nsubjpass") if t.lower in _LIVES]:
        return lost  # "seven lives were lost"
    lost = [n for t in node.all("dobj") for n in coordinated(t)]  # "lost two trucks and four men"
    return [t for t in lost if (is_people(t, lexicon) and t.tag != "PRP") or t.lower in NOBODY]


def _lives(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Took the lives of two", "claimed nine lives", "cost the army four men"."""
    lives = [c for c in node.all("dobj") if c.noun_lemma == "life" or c.lower in _LIVES]
    if not lives and harm.words[0] == "cost":
        return [t for t in node.all("dobj") if is_people(t, lexicon) and figure_of(t) is not None]
    targets = [t for c in lives for t in phrases.prep_objects(c, "of")] or lives
    return [n for t in targets for n in coordinated(t)]


def _executed(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Put two captives to death", "put nine fighters out of action"."""
    if any(t.noun_lemma in _BATTLE for t in phrases.prep_objects(node, "out")):
        return [t for t in patients(node) if is_people(t, lexicon)]
    return patients(node) if deadly(node) else []


def _nobody(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """What counts only where it is denied: "no one was touched"."""
    return [t for t in patients(node) if _is_nobody(t)]


def _is_nobody(node: Node) -> bool:
    return node.lower in NOBODY or (node.lower == "one" and any(c.lower == "no" for c in node.children))


def _led(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Led nine into the forest", "bundled two drivers into a van"."""
    told = any(t.noun_lemma in _TAKEN_INTO for t in phrases.prep_objects(node, "into", "to", "toward", "towards"))
    targets = patients(node) if told else []
    return targets if all(is_people(t, lexicon) for t in targets) else []


def _with(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Made off with 13 fishermen", "drove off with eleven girls"."""
    targets = [n for t in phrases.prep_objects(node, "with") for n in coordinated(t)]
    return [t for t in targets if phrases.people(t, lexicon) and figure_of(t) is not None]


def _field(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Left eleven attackers on the wire", "leaving nine men on the field"."""
    told = any(t.noun_lemma in _FIELDS for p in (node, *node.all("dobj")) for t in phrases.prep_objects(p, "on", "in"))
    targets = patients(node) if told else []
    return [t for t in targets if is_people(t, lexicon) and figure_of(t) is not None]


def _spoils(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Left 29 dead and 17 prisoners", "took 20 prisoners": captives as what a fight brought in."""
    head = node.head
    brought = node.dep == "dobj" and head.verb_lemma in _SPOILS
    beside = node.dep == "conj" and (head.lower in lexicon.harm or head.noun_lemma in lexicon.harm)
    return [node] if (brought or beside) and figure_of(node) is not None else []


def _of(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    of = phrases.prep_objects(node, "of")
    targets = [n for t in of for n in coordinated(t)]
    if of:  # the parser hangs the second on the noun: "the death of an officer and two guards"
        targets += [c for c in node.all("conj") if c.i > of[0].i and figure_of(c) is not None]
    targets = targets or ([p] if (p := phrases.possessor(node)) is not None else [])
    return [t for t in targets if is_people(t, lexicon) or t.lower in _LIVES]


def _gone(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Are no more", "was beyond help"."""
    verb = node.head.head if node.dep == "pobj" and node.head.lower == "beyond" else node.head
    told = verb is not node.head or any(c.lower == "no" for c in node.children)
    return subjects(verb) if told and verb.is_verb and verb.verb_lemma in _BEING | _BE else []


def _state(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    return state_subjects(node)


FAMILIES: dict[str, Callable[[Node, Harm, Lexicon], list[Node]]] = {
    "patient": _patient,
    "people": _people,
    "hostage": _hostage,
    "subject": _subject,
    "hero": _hero,
    "martyrdom": _martyrdom,
    "life": _life,
    "given": _given,
    "gone": _gone,
    "lives": _lives,
    "nobody": _nobody,
    "led": _led,
    "field": _field,
    "with": _with,
    "spoils": _spoils,
    "executed": _executed,
    "dying": dying,
    "wound": wound,
    "bearing": bearing,
    "limb": limb,
    "struck": struck,
    "clinic": to_clinic,
    "condition": condition,
    "unseen": unseen,
    "for life": for_life,
    "of": _of,
    "state": _state,
}
"""Who is meant, by the frame of a row."""


def state_subjects(node: Node) -> list[Node]:
    """Who is dead: subject of the copula, object that the adjective completes, or the noun before it."""
    return [n for n in _so(node) if not any(c.lower in _PART for c in n.all("prep"))]


def _so(node: Node) -> list[Node]:
    head = node.head
    if node.is_verb and node.tag == "VBG" and node.child("nsubj") is not None:
        return [n for o in node.all("nsubj") for n in coordinated(o)]  # "eight are missing"
    if head.lower in ("went", "gone", "go", "goes") and node.dep in ("acomp", "xcomp", "advcl", "oprd"):
        return [n for o in subjects(head) for n in coordinated(o)]
    left = node.dep in ("dep", "advcl", "xcomp") and head.verb_lemma in _FINDING and node.child("nsubj") is None
    if (node.dep in ("acomp", "attr", "oprd") or left) and head.is_verb:
        own = head.all("nsubj", "nsubjpass") if head.verb_lemma in _BEING else []
        if head.verb_lemma in _FINDING:
            objects = head.all("dobj")
            own = [o for o in objects if o.i < node.i] or objects or (head.all("nsubjpass") if is_passive(head) else [])
        if not own and head.lower in ("is", "are", "was", "were", "been", "be", "remain", "remained", "remains"):
            own = head.all("nsubj", "nsubjpass")
        return [n for o in own for n in coordinated(o)]
    if node.dep in ("ccomp", "xcomp", "advcl", "ROOT") and node.child("nsubj"):
        return [n for o in node.all("nsubj") for n in coordinated(o)]
    if node.dep in ("amod", "acl") and head.tag == "CD" and head.dep in ("ROOT", "conj"):
        beside = node.previous  # "two dead and five wounded" with both hung on the first
        return [beside if beside is not None and beside.tag == "CD" else head]
    if node.dep == "amod" and head.is_noun and node.previous is head.head and head.head.verb_lemma in _SHOOTING:
        return coordinated(head)  # "shot dead two councillors and a boy"
    if node.dep in ("amod", "acl") and head.is_noun:
        return [head] if node.dep == "acl" or any(c.tag == "CD" or c.dep == "nummod" for c in head.children) else []
    if node.child("nummod") is not None:
        return [node]
    before = [n for n in node.children if n.i < node.i and n.dep in ("nsubj", "npadvmod", "dobj", "compound")]
    if before:
        return before
    if node.dep == "conj" and head.tag in ("JJ", "VBN"):
        number = node.child("nummod", "npadvmod", "nsubj")
        return [number] if number is not None else []
    return []
