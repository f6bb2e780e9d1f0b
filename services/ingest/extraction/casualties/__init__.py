"""Figures of people killed, injured, missing and captured, with the phrase that counts them.

Families by `harm.tsv`: a verb with its patient or subject, a state ("two dead"), a count noun ("17 deaths"), a noun
with "of", a toll with its figure, and stated zeros; where a list gives each figure with its fate beside it, by
position. Ages, dates, unit numbers and distances are no figures.
"""

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.elided import of_one_kind, without_things
from services.ingest.extraction.casualties.figures import Figure, rank
from services.ingest.extraction.casualties.harms import harms, tolls_of
from services.ingest.extraction.casualties.headcount import is_people, toll_of
from services.ingest.extraction.casualties.lists import corrected, listed
from services.ingest.extraction.casualties.mixed import unmixed
from services.ingest.extraction.casualties.nameless import nameless
from services.ingest.extraction.casualties.succumbed import moved
from services.ingest.extraction.casualties.tolls import ONE, Toll
from services.ingest.extraction.casualties.totals import settled
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import subjects
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["Toll", "aboard", "captured", "count"]

_WORSE = (CasualtyCategory.MISSING, CasualtyCategory.CAPTURED, CasualtyCategory.INJURED, CasualtyCategory.KILLED)
"""From what leaves most open to what leaves nothing."""
_CLINICS = word_set("clinics")
_DYING = frozenset({"die", "succumb", "perish", "expire"})
_FOUND_DEAD = frozenset({"body", "corpse", "victim", "death", "fatality"})
_CREW = word_set("seafarers")


def count(tree: Tree, lexicon: Lexicon) -> list[Toll]:
    """All figures of a unit."""
    found: list[Toll] = []
    seen: set[tuple[int, str]] = set()
    for node in tree.nodes:
        for harm in harms(node, lexicon):
            for toll in tolls_of(node, harm, lexicon):
                key = (toll.people.i if toll.people else -node.i, toll.category.value)
                if key not in seen:
                    seen.add(key)
                    found.append(toll)
    found = corrected(_ranked(found, tree), listed(tree, lexicon))
    found = settled([toll for toll in found if not any(_outlived(toll, other) for other in found)])
    found = without_things(found, tree, lexicon)
    of_one_kind(found)
    found = unmixed(moved(found), tree, lexicon)
    return found or list(nameless(tree))


def _ranked(tolls: list[Toll], tree: Tree) -> list[Toll]:
    """The tolls, where one more has died than are told of, at how many that makes: "a third soldier has died", "the
    third victim of the blast" is three.

    Beside others that are counted, a third is one of them.
    """
    if len(tolls) != 1 or tolls[0].people is None or tolls[0].figure[:2] != (1, 1):
        return tolls
    toll, node = tolls[0], tolls[0].people
    dies = toll.predicate.verb_lemma in _DYING or node.noun_lemma in _FOUND_DEAD
    words = node.all("amod") if any(c.lower in ("a", "an") for c in node.all("det")) else []
    words += [n for dead in tree.nodes if dead.noun_lemma in _FOUND_DEAD and dead is not node for n in dead.all("amod")]
    value = next((value for n in words if (value := rank(n.lower)) is not None), None)
    if toll.category is CasualtyCategory.KILLED and dies and value is not None:
        toll.figure, toll.total = Figure(value, value, Qualifier.EXACT), True
    return tolls


def _outlived(toll: Toll, other: Toll) -> bool:
    """Whether the same people came to more than a toll says: "the boy wounded on Monday has died" is one, and dead."""
    same = toll.people is not None and toll.people is other.people and toll.figure.max != 0
    return same and _WORSE.index(toll.category) < _WORSE.index(other.category)


def aboard(tree: Tree, predicate: Node, lexicon: Lexicon) -> list[Toll]:
    """Who was taken with a vessel: "seized the dhow with 14 crew", "12 mariners", "36 people on board"."""
    harm = Harm((predicate.verb_lemma,), "V", CasualtyCategory.CAPTURED.value, "patient")
    takers = subjects(predicate)
    crews = [
        node
        for node in tree.nodes
        if node.child("nummod") is not None and node not in takers and (node.noun_lemma in _CREW or _on_board(node))
    ]
    return [toll for node in crews if (toll := toll_of(node, harm, predicate, lexicon)) is not None]


def _on_board(node: Node) -> bool:
    """Whether people are told to be on a vessel."""
    return any(t.noun_lemma == "board" for t in phrases.prep_objects(node, "on")) or any(
        c.lower == "aboard" for c in node.children
    )


def captured(people: list[Node], predicate: Node, lexicon: Lexicon) -> list[Toll]:
    """The figures of people taken by a verb that is no word of harm by itself ("led away")."""
    harm = Harm((predicate.verb_lemma,), "V", CasualtyCategory.CAPTURED.value, "patient")
    if any(t.noun_lemma in _CLINICS for t in phrases.prep_objects(predicate, "to")):
        return []  # "taken to hospital"
    single = [node for node in people if node.lower in ("he", "him", "she", "her")]
    if single:
        return [
            Toll(CasualtyCategory.CAPTURED, ONE, Victims.CIVILIAN, predicate, single[0], None, single[0].text, False)
        ]
    return [
        toll
        for node in people
        if is_people(node, lexicon) and (toll := toll_of(node, harm, predicate, lexicon)) is not None
    ]
