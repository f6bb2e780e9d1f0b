"""Whether a unit tells of a happening at all, and of what kind, by its words: bits that add up, one weight a word.

A multinomial logistic model over the lemmas that a unit holds and over what the lexicons know of them (the class of a
noun, the weapon it names, the types that a verb may tell of), estimated by `bench.fit_happening` from sentences
labelled by hand and kept as data. It stands in where no lexicon knows the words, and is weighed beside what the
lexicons say where they do.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple, Self

import numpy
from numpy.typing import NDArray

from schemas.vocabulary import EventType
from services.ingest.extraction.lexicon import Lexicon, Trigger
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["NONE", "WEIGHTS", "Bits", "Odds", "odds", "words"]

WEIGHTS: Final = "happening.json"
"""The file under `data/`: bits by class and by word and class, with what they were estimated from."""
NONE: Final = "none"
"""The class of what tells of no happening; all others are types of event."""
_PLAIN: Final = ("JJ", "RB", "IN", "RP")
_NUMBER: Final = "#"


class Odds(NamedTuple):
    """How many bits speak for a happening being told (0: even odds), its likeliest type, and how likely that one is
    of those told."""

    bits: float
    type: EventType
    share: float


class Bits(NamedTuple):
    """Hundredths of bits, whole so that their sum does not depend on the order of words: which row is a word's, the
    rows, and what stands before any word is heard; one column a class, the last that of no happening."""

    kinds: Sequence[EventType]
    rows: Mapping[str, int]
    bits: NDArray[numpy.int16]
    priors: NDArray[numpy.int16]

    @classmethod
    def of(cls, priors: Mapping[str, float], bits: Mapping[str, Mapping[str, float]]) -> Self:
        """From bits by class, and by word and class."""
        labels = [*(label for label in priors if label != NONE), NONE]
        table = [[round(100 * row.get(label, 0.0)) for label in labels] for row in (priors, *bits.values())]
        whole = numpy.array(table, dtype=numpy.int16)
        rows = {word: at for at, word in enumerate(bits)}
        return cls([EventType(label) for label in labels[:-1]], rows, whole[1:], whole[0])


def words(nodes: Iterable[Node], lexicon: Lexicon) -> frozenset[str]:
    """What counts of some nodes: lemmas of verbs and common nouns, adjectives, adverbs and prepositions, whether there
    is a number, and what the lexicons know of them. Names do not: who and where says nothing of whether."""
    found: set[str] = set()
    for node in nodes:
        if node.heard is None:
            node.heard = (*_plain(node), *_known(node, lexicon))
        found.update(node.heard)
    return frozenset(found)


def odds(heard: frozenset[str]) -> Odds:
    """What words say together."""
    model = _model()
    known = [row for row in map(model.rows.get, heard) if row is not None]
    *score, nothing = (model.priors + model.bits[known].sum(axis=0)).tolist()
    best = max(score)
    told = sum([2.0 ** ((hundredths - best) / 100.0) for hundredths in score])
    return Odds((best - nothing) / 100.0 + math.log2(told), model.kinds[score.index(best)], 1.0 / told)


def _plain(node: Node) -> Iterator[str]:
    """What counts of a word whatever the lexicons know."""
    if node.is_verb:
        yield node.verb_lemma or node.lower
    elif node.tag in ("NN", "NNS"):
        yield node.noun_lemma or node.lower
    elif node.tag == "CD":
        yield _NUMBER
    elif node.tag.startswith(_PLAIN):
        yield node.lower


def _known(node: Node, lexicon: Lexicon) -> Iterator[str]:
    """What the lexicons know of a word by itself, marked so that it is none."""
    if node.is_noun or node.tag == "JJ":
        lemma = phrases.compound_lemma(node, lexicon)
        yield from ("@" + one for one in lexicon.classes.get(lemma, ()))
        weapon = lexicon.weapons.get(lemma) or lexicon.weapons.get(node.noun_lemma)
        if weapon is not None and weapon.type is not None:
            yield "=" + weapon.type
        person = lexicon.people.get(lemma) or lexicon.people.get(node.noun_lemma)
        if person is not None:
            yield "@" + person.kind
    if node.is_verb or node.tag == "JJ":
        rows = lexicon.triggers.get(node.verb_lemma, ()) if node.verb_lemma else ()
        for row in rows:
            if row.pos == "V" and _whole(row, node):
                yield "~" + row.type
                yield "+" + row.frame
    elif node.is_noun:
        for row in lexicon.triggers.get(node.noun_lemma, ()):
            if row.pos != "V" and len(row.words) == 1:
                yield "-" + row.type
                yield "+" + row.frame


def _whole(row: Trigger, node: Node) -> bool:
    return len(row.words) == 1 or any(row.words[1] in (child.lower, child.noun_lemma) for child in node.children)


@cache
def _model() -> Bits:
    file = resources.files("services.ingest.extraction.data") / WEIGHTS
    held = json.loads(file.read_text(encoding="utf-8"))
    return Bits.of(held["priors"], held["bits"])
