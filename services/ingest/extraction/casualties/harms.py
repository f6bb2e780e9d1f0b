"""What a word of harm counts: the rows of `harm.tsv` that it may stand for, and the groups that each counts."""

from schemas.vocabulary import CasualtyCategory, Victims
from services.ingest.extraction.casualties.bodies import deadly
from services.ingest.extraction.casualties.counts import counted, losses
from services.ingest.extraction.casualties.families import FAMILIES, state_subjects
from services.ingest.extraction.casualties.headcount import ANYBODY, NOBODY, toll_of
from services.ingest.extraction.casualties.tolls import NONE, Toll, of_some_only, zero
from services.ingest.extraction.casualties.totals import raised, totals
from services.ingest.extraction.lexicon import Harm, Lexicon
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["harms", "tolls_of"]


def harms(node: Node, lexicon: Lexicon) -> list[Harm]:
    """The rows of `harm.tsv` that a node may stand for, by its form and its part of speech."""
    if lexicon.harm.keys().isdisjoint((node.lower, node.verb_lemma, node.noun_lemma)):
        return []
    if node.is_verb and node.child("nummod") is not None and node.child("nsubj", "nsubjpass", "aux") is None:
        return [h for h in lexicon.harm.get(node.lower, ()) if h.pos == "N"]  # "37 killed and 80 wounded"
    if node.is_verb:
        found = [h for h in lexicon.harm.get(node.verb_lemma, ()) if h.pos == "V"]
        if node.child("dobj") is not None:
            return found  # "gunmen wounded a cook" is no state of theirs
        found += [h for h in lexicon.harm.get(node.verb_lemma, ()) if h.pos == "J" and node.lower == h.words[0]]
        if node.tag in ("VBN", "VBD", "VBG") and node.lower in lexicon.harm:
            found += [h for h in lexicon.harm[node.lower] if h.pos in ("J", "N")]
        return found
    found = list(lexicon.harm.get(node.lower, ())) if node.tag in ("JJ", "NN", "NNS", "RB", "VBN", "JJR") else []
    verbal = node.tag == "JJ" and node.child("dobj") is not None  # "the blast hurt nobody"
    found = [h for h in found if (h.pos == "V") == verbal]
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
            return losses(node, lexicon)
        case "toll":
            return totals(node)
        case "survival":
            return _survivors(node, harm, lexicon)
        case "state" | "safe" if harm.category == "unhurt":
            told = node.head.is_verb or node.dep == "ROOT"
            those = [*state_subjects(node), *(subjects(node.head) if node.head.is_verb else [])]
            told = told and not any(of_some_only(n) for n in those)
            if harm.frame == "safe":
                told = told and any(phrases.people(n, lexicon) for n in state_subjects(node))
            return [zero(node, CasualtyCategory.KILLED), zero(node, CasualtyCategory.INJURED)] if told else []
    targets = FAMILIES[harm.frame](node, harm, lexicon) if harm.frame in FAMILIES else []
    if harm.category == "injured" and deadly(node):
        harm = harm._replace(category=CasualtyCategory.KILLED.value)
    negated = harm.frame not in ("gone", "unseen") and any(c.dep == "neg" for c in node.children)
    tolls = []
    for target in targets:
        toll = toll_of(target, harm, node, lexicon)
        if toll is not None:
            toll.total = target is node and node.dep == "pobj" and raised(node)
            if harm.frame == "life" and target not in (losers := subjects(node)) and _fights(losers, lexicon):
                toll.victims = Victims.MILITARY
            if harm.frame == "state" and toll.figure.max != 0 and not _not_one(target) and _said_not(node):
                continue  # "the two are missing, not dead"
            if _not_one(target) and _denied(target):
                toll.figure = NONE  # "not a single guard was hurt"
            elif negated and (not (toll.explicit and toll.figure.min > 0) or _not_one(target)):
                toll.figure = NONE
            elif negated:
                continue
            tolls.append(toll)
    if (
        tolls
        and tolls[0].figure[:3] == NONE[:3]
        and tolls[0].category is CasualtyCategory.INJURED
        and tolls[0].people is not None
        and tolls[0].people.lower in NOBODY | ANYBODY | {"one"}
    ):
        tolls.append(zero(node, CasualtyCategory.KILLED))
    return tolls


def _survivors(node: Node, harm: Harm, lexicon: Lexicon) -> list[Toll]:
    """Who "did not survive", or "did not leave the camp alive"; nobody else died of it."""
    verb = node if node.is_verb else node.head
    if not verb.is_verb or not any(c.dep == "neg" for c in verb.children):
        return []
    told = [toll_of(t, harm, node, lexicon) for t in subjects(verb)]
    return [toll for toll in told if toll is not None and toll.figure.max != 0]


def _said_not(node: Node) -> bool:
    """Whether what somebody is said to be he is not: "is not dead", "are alive, not wounded"."""
    verb = node.head if node.dep == "acomp" else node
    return any(c.dep == "neg" for one in (node, verb) for c in one.children)


def _fights(nodes: list[Node], lexicon: Lexicon) -> bool:
    """Whether those who lose some bear arms, or are a force: whom they lose are their own."""
    people = [phrases.people(n, lexicon) for n in nodes]
    named = any("armed" in phrases.classes(n, lexicon) for n in nodes)
    return named or any(person is not None and person.victims is Victims.MILITARY for person in people)


def _not_one(node: Node) -> bool:
    """Whether a denied count denies all: "not a single one of us", "not one soldier"."""
    return any(c.lower in ("single", "one", "any") for c in (node, *node.children))


def _denied(node: Node) -> bool:
    """Whether "not" stands before a count: "not one", "not a single", but "not one but two"."""
    before = [n for n in node.subtree() if n.i < node.i]
    return any(n.lower == "not" for n in before) and all(n.lower != "but" for n in before)
