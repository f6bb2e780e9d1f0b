"""Nouns of harm that are counted themselves: "17 deaths", "no casualties", "heavy losses"."""

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.casualties.headcount import figure_of, is_people, of_the_enemy, toll_of
from services.ingest.extraction.casualties.tolls import ONE, Toll, negated, of_some_only, zero
from services.ingest.extraction.casualties.totals import COUNTS, at_figure, over_time, raised
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import coordinated
from services.ingest.extraction.syntax.tree import Node

__all__ = ["counted", "losses"]

_PUT_AT = word_set("put_at")
_BODIES = frozenset({"body", "corpse"})
_HURT = frozenset({"wounded", "injured", "injuries", "injury", "hurt"})
_GRAVES = frozenset({"grave", "coffin"})
_FRESH = frozenset({"fresh", "new", "freshly"})
_DIGGING = word_set("digging")
_BE = frozenset({"is", "are", "was", "were"})
_UNIFORMS = frozenset({"uniform", "uniformed", "fatigue", "fatigues", "camouflage"})
_TIMES = word_set("measures_of_time") | {"war", "period"}
_COMING_TO = word_set("coming_to")
_SOME = Figure(0, None, Qualifier.VAGUE)


def counted(node: Node, harm: Harm, lexicon: Lexicon) -> list[Toll]:
    """ "17 deaths", "no casualties", "two wounded", "the dead at 32"."""
    if node.is_verb and node.child("nsubj", "nsubjpass", "auxpass", "aux", "agent") is not None:
        return []
    if node.dep == "amod" and node.head.is_noun:
        # "no injured persons"
        return [zero(node, CasualtyCategory(harm.category))] if _nobody_so(node) else []
    if harm.words[0] == "harm" and node.dep == "nsubj":
        return []  # "no harm will come to you"
    if negated(node):
        if of_some_only(node):
            return []
        of_kind = _called(node, lexicon)
        if harm.category == "casualty" or harm.words[0] == "victim":
            return [zero(node, CasualtyCategory.KILLED, of_kind), zero(node, CasualtyCategory.INJURED, of_kind)]
        nothing = [zero(node, CasualtyCategory(harm.category), of_kind)]
        beside = (*node.children, *(node.head.children if node.dep == "attr" else ()))
        if harm.category == "killed" and any(c.dep in ("conj", "dep", "appos") and c.lower in _HURT for c in beside):
            nothing.append(zero(node, CasualtyCategory.INJURED, of_kind))
        return nothing
    if harm.words[0] == "victim" and not node.child("nummod"):
        return []
    if (one_by_one := _told(node)) and all(is_people(who, lexicon) for who in one_by_one):
        told = [toll_of(who, harm, node, lexicon) for who in one_by_one]
        return [toll for toll in told if toll is not None and toll.figure.min]
    at = at_figure(node)
    if at is not None and over_time(node):
        return []
    if at is not None and node.lower in _PUT_AT:
        kind = CasualtyCategory(harm.category)
        return [Toll(kind, at, Victims.UNKNOWN, node, node, None, node.text, True, raised(node))]
    if harm.category == "casualty":
        return []
    if harm.words[0] in _GRAVES and not _buried(node):
        return []
    figure = figure_of(node)
    if figure is None and node.dep == "pobj" and node.head.lower == "of" and node.head.head.noun_lemma in COUNTS:
        figure = _SOME  # "a large number of deaths"
    person = next((p for t in phrases.prep_objects(node, "among") if (p := phrases.people(t, lexicon))), None)
    if harm.words[0] in _BODIES and (whose := _whose_body(node, lexicon)) is not None:
        # "The bodies of nine people", "a guard's body"
        figure = figure or figure_of(whose) or (ONE if node.tag == "NN" else None)
        person = phrases.people(whose, lexicon)
    if figure is None or (figure.max == 0):
        return []
    return [
        Toll(
            CasualtyCategory(harm.category),
            figure,
            person.victims if person else Victims.MILITARY if _under_arms(node) else Victims.UNKNOWN,
            node,
            node,
            person,
            phrases.words(phrases.core(node)),
            True,
            node.dep == "pobj" and raised(node),
        )
    ]


def _called(node: Node, lexicon: Lexicon) -> Victims:
    """What kind of people there are no harmed of: "no civilian casualties", "no deaths among the troops"."""
    told = [*node.all("amod", "compound"), *phrases.prep_objects(node, "among")]
    return next((p.victims for n in told if (p := phrases.people(n, lexicon)) is not None), Victims.UNKNOWN)


def _whose_body(node: Node, lexicon: Lexicon) -> Node | None:
    """Of whom bodies are: "the bodies of nine guards", "a guard's body"."""
    named = [*phrases.prep_objects(node, "of"), phrases.possessor(node)]
    return next((n for n in named if n is not None and phrases.people(n, lexicon) is not None), None)


def _under_arms(node: Node) -> bool:
    """Whether the dead fought: "nine enemy dead", "nine bodies in uniform", "nine uniformed bodies"."""
    seen = node.head if node.dep in ("dobj", "nsubjpass") else node  # "found nine bodies in uniform"
    clad = [*phrases.prep_objects(node, "in"), *phrases.prep_objects(seen, "in"), *node.all("amod")]
    return of_the_enemy(node) or any(n.noun_lemma in _UNIFORMS or n.lower in _UNIFORMS for n in clad)


def _told(node: Node) -> list[Node]:
    """Who the dead are, one by one: "the wounded are nine soldiers and a nurse", "the dead were a nurse and a boy"."""
    verb = node.head
    if node.dep != "nsubj" or verb.lower not in _BE or node.child("nummod") is not None:
        return []
    return [who for first in verb.all("attr") if first.is_noun for who in coordinated(first)]


def _buried(node: Node) -> bool:
    """Whether graves are those of newly dead: "nine fresh graves", "they dug nine graves"."""
    return node.head.verb_lemma in _DIGGING or any(c.lower in _FRESH for c in node.children)


def _nobody_so(node: Node) -> bool:
    """Whether an adjective of harm is denied of everybody."""
    return node.head.tag == "NNS" and node.head.child("nummod") is None and negated(node.head)


def losses(node: Node, lexicon: Lexicon) -> list[Toll]:
    """ "no losses" is nobody killed, "its losses at six" are six; "its losses at two dead" is read by its own words."""
    if negated(node):
        return [] if of_some_only(node) else [zero(node, CasualtyCategory.KILLED, _called(node, lexicon))]
    if (people := _amounting(node, lexicon)) is not None:
        harm = Harm(("loss",), "N", CasualtyCategory.KILLED.value, "loss")
        toll = toll_of(people, harm, node, lexicon) if not _summed_up(node) else None
        return [toll] if toll is not None and toll.explicit else []
    at = at_figure(node) if node.dep == "dobj" and node.tag == "NNS" and phrases.of_object(node) is None else None
    if at is not None and over_time(node):
        return []
    if at is not None:
        told = (n for prep in node.head.all("prep") for n in prep.subtree())
        own = any(n.lower in lexicon.harm for n in told if n.i > node.i)
        put = Toll(CasualtyCategory.KILLED, at, Victims.UNKNOWN, node, node, None, node.text, True, True)
        return [] if own else [put]
    admitted = (
        node.tag == "NNS"
        and node.head.is_verb
        and node.dep == "dobj"
        and node.head.verb_lemma in ("admit", "acknowledge", "concede", "confirm", "suffer", "sustain", "inflict")
        and not any(c.lower in ("material", "economic", "financial") for c in node.children)
    )
    if (
        (admitted or any(c.lower == "heavy" for c in node.children))
        and phrases.of_object(node) is None
        and not any(t.lower in ("equipment", "materiel") for t in phrases.prep_objects(node, "in")[:1])
    ):
        words = phrases.words(phrases.core(node))
        return [Toll(CasualtyCategory.KILLED, _SOME, Victims.UNKNOWN, node, node, None, words, False)]
    return []


def _amounting(node: Node, lexicon: Lexicon) -> Node | None:
    """Whom losses are said to come to: "the enemy's losses amounted to 90 servicemen"."""
    verb = node.head
    if node.dep != "nsubj" or verb.lower not in _COMING_TO:
        return None
    told = [*verb.all("dobj", "attr"), *phrases.prep_objects(verb, "to", "at")]
    return next((n for n in told if phrases.people(n, lexicon) is not None), None)


def _summed_up(loss: Node) -> bool:
    """Whether losses are those of a day or more on a whole front, and of no happening: "losses over the past day"."""
    over = phrases.prep_objects(loss, "over", "during", "for", "in", "from", "since")
    spans = any(n.noun_lemma in _TIMES or n.text[:1].isdigit() for n in over)
    return spans or over_time(loss) or any(c.lower in ("total", "overall") for c in loss.children)
