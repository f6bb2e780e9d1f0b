"""What a word of harm says of whom: a family a function, by the frame that `harm.tsv` gives it."""

from collections.abc import Callable

from schemas.vocabulary import CasualtyCategory
from services.ingest.extraction import phrases
from services.ingest.extraction.casualties.counts import counted, losses
from services.ingest.extraction.casualties.headcount import NOBODY, coordinated, figure_of, is_people, toll_of
from services.ingest.extraction.casualties.tolls import NONE, Toll, zero
from services.ingest.extraction.casualties.totals import totals
from services.ingest.extraction.grammar import is_passive, patients, subjects
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.tree import Node

__all__ = ["harms", "tolls_of"]

_LIVES = frozenset({"life", "lives"})
_WOUNDS = word_set("wounds")
_LIMBS = word_set("body_parts")
_FRAGMENTS = word_set("fragments")
_CLINICS = word_set("clinics")
_TO_DEATH = word_set("to_death")
_FATAL = frozenset({"fatally", "mortally", "fatal", "mortal"})
_GRAVE = word_set("grave")
_BURIED_UNDER = frozenset({"under", "beneath", "in"})


def harms(node: Node, lexicon: Lexicon) -> list[Harm]:
    """The rows of `harm.tsv` that a node may stand for, by its form and its part of speech."""
    if node.is_verb and node.child("nummod") is not None and node.child("nsubj", "nsubjpass", "aux") is None:
        return [h for h in lexicon.harm.get(node.lower, ()) if h.pos == "N"]  # "37 killed and 80 wounded"
    if node.is_verb:
        found = [
            h
            for h in lexicon.harm.get(node.verb_lemma, ())
            if h.pos == "V" or (h.pos == "J" and node.lower == h.words[0])
        ]
        if node.tag in ("VBN", "VBD", "VBG") and node.lower in lexicon.harm:
            found += [h for h in lexicon.harm[node.lower] if h.pos in ("J", "N")]
        return found
    found = list(lexicon.harm.get(node.lower, ())) if node.tag in ("JJ", "NN", "NNS", "RB", "VBN", "JJR") else []
    found = [h for h in found if h.pos != "V"]
    if node.is_noun and node.noun_lemma != node.lower:
        found += [h for h in lexicon.harm.get(node.noun_lemma, ()) if h.pos == "N"]
    if node.is_noun and node.dep == "ROOT":
        found += [h for h in lexicon.harm.get(node.verb_lemma, ()) if h.pos == "V"]
    return found


def tolls_of(node: Node, harm: Harm, lexicon: Lexicon) -> list[Toll]:
    """The groups that a word of harm counts, by the frame of its row."""
    if len(harm.words) == 2 and not any(c.lower == harm.words[1] for c in node.children):
        return []
    match harm.frame:
        case "count":
            return counted(node, harm, lexicon)
        case "loss":
            return losses(node)
        case "toll":
            return totals(node)
        case "state" if harm.category == "unhurt":
            told = node.head.is_verb or node.dep == "ROOT"
            return [zero(node, CasualtyCategory.KILLED), zero(node, CasualtyCategory.INJURED)] if told else []
    targets = _TARGETS[harm.frame](node, harm, lexicon) if harm.frame in _TARGETS else []
    if harm.category == "injured" and _fatal(node):
        harm = harm._replace(category=CasualtyCategory.KILLED.value)
    negated = any(c.dep == "neg" for c in node.children)
    tolls = []
    for target in targets:
        toll = toll_of(target, harm, node, lexicon)
        if toll is not None:
            if negated and not (toll.explicit and toll.figure.min > 0):
                toll.figure = NONE
            elif negated:
                continue
            tolls.append(toll)
    if (
        tolls
        and tolls[0].figure[:3] == NONE[:3]
        and tolls[0].category is CasualtyCategory.INJURED
        and tolls[0].people is not None
        and tolls[0].people.lower in NOBODY | {"one"}
    ):
        tolls.append(zero(node, CasualtyCategory.KILLED))
    return tolls


def _fatal(node: Node) -> bool:
    """Whether an injury is deadly: "stabbed to death", "fatally wounded", "sustained fatal injuries"."""
    return any(
        child.lower in _FATAL
        or (child.dep == "dobj" and any(c.lower in _FATAL for c in child.children))
        or (child.lower in ("to", "into") and any(c.noun_lemma in _TO_DEATH for c in child.children))
        or (child.lower == "alive" and node.verb_lemma == "burn")
        for child in node.children
    )


def _patient(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """Who it is done to; a participle with a subject and no auxiliary is the passive of headlines: "37 killed"."""
    if node.tag == "VBN" and node.child("aux", "auxpass", "dobj") is None and node.child("nsubj") is not None:
        return [n for own in node.all("nsubj") for n in coordinated(own)]
    return patients(node)


def _people(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """What is done to people alone: things are held and taken too."""
    targets = _patient(node, harm, lexicon)
    if harm.words[0] == "hold" and node.dep == "amod":
        return []  # "the rebel-held quarter"
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
    martyrs = any(c.noun_lemma == "martyr" for p in node.all("prep") for c in p.children)
    return targets if martyrs or all(is_people(t, lexicon) and figure_of(t) for t in targets) else []


def _martyrdom(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    told = any(c.noun_lemma in ("martyrdom", "shahadat", "shahada") for c in node.all("dobj"))
    return subjects(node) if told else []


def _life(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Two soldiers lost their lives", "the army lost two men"."""
    if any(c.noun_lemma == "life" or c.lower in _LIVES for c in node.all("dobj")):
        return subjects(node)
    return [t for t in node.all("dobj") if is_people(t, lexicon) and t.tag != "PRP"]


def _lives(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Took the lives of two", "claimed nine lives", "cost the army four men"."""
    lives = [c for c in node.all("dobj") if c.noun_lemma == "life" or c.lower in _LIVES]
    if not lives and harm.words[0] == "cost":
        return [t for t in node.all("dobj") if is_people(t, lexicon) and figure_of(t) is not None]
    targets = [t for c in lives for t in phrases.prep_objects(c, "of")] or lives
    return [n for t in targets for n in coordinated(t)]


def _wound(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    told = any(c.noun_lemma in _WOUNDS for d in node.all("dobj") for c in d.subtree() if c.depth - node.depth <= 2)
    return subjects(node) if told else []


def _limb(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Lost a leg", "took off the foot of a sergeant", "tore off his arm"."""
    for part in node.all("dobj"):
        if part.noun_lemma in _LIMBS:
            if harm.words[0] == "lose":
                return subjects(node)
            owner = phrases.of_object(part) or phrases.possessor(part)
            return [owner] if owner is not None and owner.is_noun else []
    return []


def _struck(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Hit by shrapnel", "shot in the leg"."""
    by = [t for prep in node.all("agent", "prep") if prep.lower in ("by", "with") for t in prep.all("pobj")]
    at = phrases.prep_objects(node, "in", "through")
    if any(n.noun_lemma in _FRAGMENTS for n in by) or any(n.noun_lemma in _LIMBS for n in at):
        return [t for t in patients(node) if is_people(t, lexicon)]
    return []


def _to_clinic(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Taken to hospital", "flown to a clinic"."""
    told = any(t.noun_lemma in _CLINICS for t in phrases.prep_objects(node, "to"))
    return [t for t in patients(node) if is_people(t, lexicon) and figure_of(t) is not None] if told else []


def _condition(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "In critical condition", "in a coma": of the noun before it, or who a verb leaves so."""
    if node.dep != "pobj" or node.head.lower != "in":
        return []
    if harm.words[0] == "condition" and not any(c.lower in _GRAVE for c in node.children):
        return []
    head = node.head.head
    if head.is_verb:
        return head.all("dobj") if head.verb_lemma in ("leave", "find", "put") else head.all("nsubj", "nsubjpass")
    return [head]


def _of(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    targets = [n for t in phrases.prep_objects(node, "of") for n in coordinated(t)]
    targets = targets or ([p] if (p := phrases.possessor(node)) is not None else [])
    return [t for t in targets if is_people(t, lexicon)]


def _state(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    return _state_subjects(node)


_TARGETS: dict[str, Callable[[Node, Harm, Lexicon], list[Node]]] = {
    "patient": _patient,
    "people": _people,
    "hostage": _hostage,
    "subject": _subject,
    "hero": _hero,
    "martyrdom": _martyrdom,
    "life": _life,
    "lives": _lives,
    "wound": _wound,
    "limb": _limb,
    "struck": _struck,
    "clinic": _to_clinic,
    "condition": _condition,
    "of": _of,
    "state": _state,
}
"""Who is meant, by the frame of a row."""


def _state_subjects(node: Node) -> list[Node]:
    """Who is dead: subject of the copula, object that the adjective completes, or the noun before it."""
    head = node.head
    if node.is_verb and node.tag == "VBG" and node.child("nsubj") is not None:
        return [n for o in node.all("nsubj") for n in coordinated(o)]  # "eight are missing"
    if head.lower in ("went", "gone", "go", "goes") and node.dep in ("acomp", "xcomp", "advcl", "oprd"):
        return [n for o in subjects(head) for n in coordinated(o)]
    if node.dep in ("acomp", "attr", "oprd") and head.is_verb:
        own = head.all("nsubj", "nsubjpass") if head.verb_lemma in ("be", "remain", "lie", "go", "escape", "") else []
        if head.verb_lemma in ("leave", "find"):
            own = head.all("dobj") or (head.all("nsubjpass") if is_passive(head) else [])
        if not own and head.lower in ("is", "are", "was", "were", "been", "be", "remain", "remained", "remains"):
            own = head.all("nsubj", "nsubjpass")
        return [n for o in own for n in coordinated(o)]
    if node.dep in ("ccomp", "xcomp", "advcl") and node.child("nsubj"):
        return [n for o in node.all("nsubj") for n in coordinated(o)]
    if node.dep in ("amod", "acl") and head.is_noun:
        return [head] if node.dep == "acl" or any(c.tag == "CD" or c.dep == "nummod" for c in head.children) else []
    if node.child("nummod") is not None:
        return [node]
    before = [n for n in node.children if n.i < node.i and n.dep in ("nsubj", "npadvmod", "dobj", "compound")]
    if before:
        return before
    if node.dep == "conj" and head.tag in ("JJ", "VBN"):
        left = node.child("nummod", "npadvmod", "nsubj")
        return [left] if left is not None else []
    return []
