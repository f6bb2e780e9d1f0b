"""Whether a unit tells of a happening at all, and of what kind, by its words: bits that add up, one weight a word.

A multinomial logistic model over the lemmas that a unit holds, estimated by `bench.fit_happening` from sentences
labelled by hand and kept as data. It stands in where no lexicon knows the words.
"""

import json
import math
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from schemas.vocabulary import EventType
from services.ingest.extraction.tree import Tree

__all__ = ["NONE", "WEIGHTS", "Odds", "odds", "words"]

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


def words(tree: Tree) -> frozenset[str]:
    """What counts of a unit: lemmas of verbs and common nouns, adjectives, adverbs and prepositions, and whether there
    is a number. Names do not: who and where says nothing of whether."""
    found: set[str] = set()
    for node in tree.nodes:
        if node.is_verb:
            found.add(node.verb_lemma or node.lower)
        elif node.tag in ("NN", "NNS"):
            found.add(node.noun_lemma or node.lower)
        elif node.tag == "CD":
            found.add(_NUMBER)
        elif node.tag.startswith(_PLAIN):
            found.add(node.lower)
    return frozenset(found)


def odds(tree: Tree) -> Odds:
    """What the words of a unit say together."""
    priors, weights = _model()
    score = dict(priors)
    for word in words(tree):
        for kind, bits in weights.get(word, {}).items():
            score[kind] += bits
    nothing = score.pop(NONE)
    kind, best = max(score.items(), key=lambda each: each[1])
    told = sum(2.0 ** (bits - best) for bits in score.values())
    return Odds(best + math.log2(told) - nothing, EventType(kind), 1.0 / told)


@cache
def _model() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    file = resources.files("services.ingest.extraction.data") / WEIGHTS
    held = json.loads(file.read_text(encoding="utf-8"))
    return held["priors"], held["bits"]
