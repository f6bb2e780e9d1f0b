"""Figures with their fate beside them: "3 dead, 11 wounded", "four more missing".

Tolls are given so in headlines, communiqués and lists, where a parser that was trained on sentences makes anything of
them: it hangs both numbers on one word, or makes the first the subject of the second. Their order tells all; so they
are read by position, and correct what was read from the tree.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from schemas.vocabulary import CasualtyCategory, Victims
from services.ingest.extraction.casualties.figures import Figure, read
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["corrected", "listed"]

_BETWEEN: Final = frozenset({"more", "others", "other", "people", "persons"})
_FRAMES: Final = frozenset({"state", "count"})
_TAGS: Final = frozenset({"JJ", "NN", "NNS", "VBN", "VBD", "NNP", "NNPS"})
_CATEGORIES: Final = frozenset(category.value for category in CasualtyCategory)
_REACH: Final = 6
"""Tokens before a word of harm that its figure may take: "as many as thirty - two"."""


def listed(tree: Tree, lexicon: Lexicon) -> Iterator[Toll]:
    """The figures of a unit that stand right before a word for what became of the counted."""
    for node in tree.nodes:
        category = _fate(node, lexicon)
        if category is not None and node.child("dobj", "aux", "auxpass") is None and not _of_things(node):
            number = node.previous
            if number is not None and number.lower in _BETWEEN:
                number = number.previous
            figure = _figure(tree, number) if number is not None and not _year(number) else None
            if number is not None and figure is not None and figure.max != 0 and not _no_one(number):
                words = tree.text[tree.nodes[max(0, number.i + 1 - figure.used)].start : node.end]
                yield Toll(category, figure, Victims.UNKNOWN, node, number, None, words, True)


def corrected(tolls: Iterable[Toll], beside: Iterable[Toll]) -> list[Toll]:
    """What the tree tells, without what position tells otherwise, and with what only position tells."""
    found = list(tolls)
    for one in beside:
        same = [toll for toll in found if toll.category is one.category and toll.figure[:2] == one.figure[:2]]
        found = [toll for toll in found if toll in same or not _of_the_same(toll, one)]
        if not same:
            found.append(one)
    return found


def _fate(node: Node, lexicon: Lexicon) -> CasualtyCategory | None:
    """What a word says became of somebody, if it can stand after a number alone."""
    known = lexicon.harm.get(node.lower)
    if known is None or node.tag not in _TAGS:
        return None
    rows = (row for row in known if row.frame in _FRAMES and len(row.words) == 1)
    return next((CasualtyCategory(row.category) for row in rows if row.category in _CATEGORIES), None)


def _of_things(node: Node) -> bool:
    """Whether a word of harm stands before another noun: "three fallen trees", "two dead soldiers" are read as such."""
    return node.dep in ("amod", "compound") and node.head.is_noun and node.head.i > node.i


def _figure(tree: Tree, number: Node) -> Figure | None:
    """The longest figure that ends at a word."""
    for first in range(max(0, number.i + 1 - _REACH), number.i + 1):
        texts: list[str] = []
        for node in tree.nodes[first : number.i + 1]:
            # The tokenizer splits "thirty-two".
            if texts and (node.text == "-" or texts[-1].endswith("-")):
                texts[-1] += node.text
            else:
                texts.append(node.text)
        figure = read(texts)
        if figure is not None and figure.used == len(texts):
            return figure._replace(used=number.i + 1 - first)
    return None


def _no_one(number: Node) -> bool:
    """Whether a number is none: "no one hurt"."""
    return number.lower == "one" and number.previous is not None and number.previous.lower == "no"


def _year(number: Node) -> bool:
    """Whether a number is rather a year: "those of 2014 dead"."""
    return number.dep == "pobj" and number.text.isdigit() and 1900 <= int(number.text) <= 2100


def _of_the_same(toll: Toll, beside: Toll) -> bool:
    """Whether the tree gave the number, or the word after it, to something else."""
    nodes = {beside.predicate.i, beside.people.i if beside.people is not None else -1}
    if toll.predicate.i in nodes or (toll.people is not None and toll.people.i in nodes):
        return True
    return (
        toll.category is beside.category and beside.predicate.within(toll.predicate) and toll.people is toll.predicate
    )
