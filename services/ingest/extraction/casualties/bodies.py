"""What became of somebody's body: wounds that are borne or suffered, limbs lost, shrapnel, a hospital, a coma."""

from schemas.vocabulary import ActorKind
from services.ingest.extraction.casualties.headcount import figure_of, is_people
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["bearing", "condition", "deadly", "dying", "for_life", "limb", "struck", "to_clinic", "unseen", "wound"]

_WOUNDS = word_set("wounds")
_LIMBS = word_set("body_parts")
_FRAGMENTS = word_set("fragments")
_CLINICS = word_set("clinics")
_TO_DEATH = word_set("to_death")
_GRAVE = word_set("grave")
_COMING_OFF = word_set("coming_off")
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_AT_LARGE = ActorKind.UNIDENTIFIED_ARMED
_WARDS = word_set("wards")
_CARE = word_set("care") | _WARDS
_FATAL = frozenset({"fatally", "mortally", "lethally", "fatal", "mortal", "lethal"})
_FROM_WHOM = ("take",)
_OWN_LIMB = frozenset({"lose", "break", "fracture", "bruise", "sprain", "dislocate"})
_GIVEN_CARE = frozenset({"undergo", "receive"})


def deadly(node: Node) -> bool:
    """Whether an injury is deadly: "stabbed to death", "fatally wounded", "sustained fatal injuries"."""
    return any(
        child.lower in _FATAL
        or (child.dep == "dobj" and any(c.lower in _FATAL for c in child.children))
        or (child.lower in ("to", "into") and any(c.noun_lemma in _TO_DEATH for c in child.children))
        or (child.lower == "alive" and node.verb_lemma == "burn")
        for child in node.children
    )


def dying(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Bled to death", "had burned to death": of whom it is said, with nobody who does it."""
    return subjects(node) if deadly(node) and node.child("dobj", "auxpass") is None else []


def wound(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Sustained injuries", "suffered a shrapnel wound", "took a bullet in the hip", "suffer from wounds"."""
    borne = [*node.all("dobj"), *phrases.prep_objects(node, "from")]
    told = any(c.noun_lemma in _WOUNDS for d in borne for c in d.subtree() if c.depth - node.depth <= 3)
    return subjects(node) if told else []


def bearing(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "29 people with gunshot wounds", "seven escaped with bruises", "one with a crushed hand"."""
    if node.dep != "pobj" or node.head.lower != "with":
        return []
    if node.noun_lemma in _LIMBS and not any(c.tag in ("VBN", "JJ") and c.dep == "amod" for c in node.children):
        return []
    head = node.head.head
    if head.is_verb:
        hurt = [*subjects(head), *head.all("nsubjpass")] if head.verb_lemma in _COMING_OFF else []
        return [t for t in hurt if is_people(t, lexicon)]
    return [head] if is_people(head, lexicon) and figure_of(head) is not None else []


def limb(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Lost a leg", "broke a wrist", "took off the foot of a sergeant", "took the leg off a farmer", "a mine took
    the leg of a farmer"."""
    for part in node.all("dobj"):
        if part.noun_lemma in _LIMBS:
            if harm.words[0] in _OWN_LIMB:
                return subjects(node)
            off = next(iter(phrases.prep_objects(node, "off")), None)
            torn = harm.words != _FROM_WHOM or any(phrases.weapon(n, lexicon) for n in subjects(node))
            owner = off or (phrases.of_object(part) or phrases.possessor(part) if torn else None)
            return [owner] if owner is not None and owner.is_noun else []
    return []


def unseen(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """Who "has not been found", "was not seen again"; an attacker who was not found got away."""
    hidden = node.child("neg") is not None and node.child("auxpass") is not None
    lost = [t for t in patients(node) if is_people(t, lexicon) and figure_of(t) is not None] if hidden else []
    return [t for t in lost if (who := phrases.people(t, lexicon)) is None or who.kind is not _AT_LARGE]


def for_life(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "A girl is fighting for her life"."""
    told = any(t.noun_lemma == "life" for t in phrases.prep_objects(node, "for"))
    return [t for t in subjects(node) if is_people(t, lexicon)] if told else []


def _being(node: Node) -> bool:
    return node.is_verb and (node.lower in _BE or node.verb_lemma in ("remain", "lie", "stay"))


def struck(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Hit by shrapnel", "shot in the leg"; of people who are counted, merely "hit"."""
    if deadly(node):
        return [t for t in patients(node) if is_people(t, lexicon)]
    by = [t for prep in node.all("agent", "prep") if prep.lower in ("by", "with") for t in prep.all("pobj")]
    at = phrases.prep_objects(node, "in", "through", "on", "by")
    if any(n.noun_lemma in _FRAGMENTS for n in by) or any(n.noun_lemma in _LIMBS for n in at):
        return [t for t in patients(node) if is_people(t, lexicon)]
    if node.child("auxpass", "nsubjpass") is not None and not by:
        beside = node.dep == "conj" and node.head.verb_lemma in lexicon.harm  # "seven died and nine were hit"
        return [
            t
            for t in patients(node)
            if (phrases.people(t, lexicon) is not None or (beside and t.tag == "CD")) and figure_of(t) is not None
        ]
    return []


def to_clinic(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "Taken to hospital", "flown to a clinic"."""
    told = any(t.noun_lemma in _CLINICS for t in phrases.prep_objects(node, "to"))
    return [t for t in patients(node) if is_people(t, lexicon) and figure_of(t) is not None] if told else []


def condition(node: Node, harm: Harm, lexicon: Lexicon) -> list[Node]:
    """ "In critical condition", "in a coma": of the noun before it, or who a verb leaves so; who undergoes surgery."""
    if node.dep == "dobj" and node.head.verb_lemma in _GIVEN_CARE and node.noun_lemma in _CARE:
        return [n for n in subjects(node.head) if is_people(n, lexicon) and figure_of(n) is not None]
    if node.dep != "pobj" or node.head.lower not in ("in", "under"):
        return []
    if (node.noun_lemma in _CARE) != (node.head.lower == "under" or node.noun_lemma in _WARDS):
        return []
    if node.noun_lemma in _WARDS and node.child("det", "poss") is not None and not _being(node.head.head):
        return []  # "two doctors in the hospital"
    if harm.words[0] == "condition" and not any(c.lower in _GRAVE for c in node.children):
        return []
    head = node.head.head
    if head.is_verb:
        found = head.all("dobj") if head.verb_lemma in ("leave", "find", "put") else head.all("nsubj", "nsubjpass")
    else:
        found = [head]
    if node.noun_lemma in _CARE:
        return [n for n in found if is_people(n, lexicon) and figure_of(n) is not None and (_being(head) or n is head)]
    return [n for n in found if n.lower != "none"]  # "none of them is in a serious condition" counts nobody
