"""What kind of happening words tell of, given that they tell of one: by word, by two in a row, and by how one begins.

Whether something is told is another question (`happening.py`) and asks for less: two words in a row ("laid down arms",
"shot down") tell a kind that neither tells alone, and the beginning of a word stands in for a form never seen. A
multinomial logistic model, estimated by `bench.fit_wording` from sentences and from the clauses of labelled statements,
and kept as data in whole tenths of a bit, so that the sum does not depend on the order of words.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple

import numpy
from numpy.typing import NDArray

from schemas.vocabulary import EventType
from services.ingest.extraction.happenings.happening import odds, words
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.syntax.tree import Node

__all__ = ["FAINT", "WEIGHTS", "Hearing", "Shares", "Wording", "read", "shares", "wording"]

WEIGHTS: Final = "wording.json"
"""The file under `data/`: tenths of bits by type and by word and type, with what they were estimated from."""
FAINT: Final = -8.0
"""Bits below which words speak no more against a type."""
_BEGINNING: Final = 5
_DRONE: Final = f"={EventType.DRONE_STRIKE}"

Shares = dict[EventType, float]
"""How likely each type is of those told, in bits: the logarithm of its share."""


class Hearing:
    """What some nodes say, worked out when it is asked: most units of a long report are only passed by."""

    def __init__(self, nodes: Sequence[Node], lexicon: Lexicon, overhead: bool = False) -> None:
        """Where drones are told of as only `overhead`, their name tells of no strike."""
        self._nodes = nodes
        self._overhead = overhead
        self.words = words(nodes, lexicon)
        """What counts of each word by itself."""

    @property
    def drones(self) -> bool:
        """Whether drones are named."""
        return _DRONE in self.words

    @cached_property
    def bits(self) -> float:
        """How many bits speak for a happening being told."""
        return odds(self.words).bits

    @cached_property
    def shares(self) -> Shares:
        """The types that are told of, given that something is."""
        found = shares(self.words | _runs(self._nodes))
        return found | {EventType.DRONE_STRIKE: FAINT} if self._overhead else found


class Wording(NamedTuple):
    """Tenths of bits: which row is a word's, the rows, and what stands before any word is heard; one column a type."""

    kinds: Sequence[EventType]
    rows: dict[str, int]
    bits: NDArray[numpy.int16]
    priors: NDArray[numpy.int16]


def wording(nodes: Sequence[Node], lexicon: Lexicon) -> frozenset[str]:
    """What counts of some nodes in the order of the text: what `words` counts, pairs and beginnings. Names do not."""
    return words(nodes, lexicon) | _runs(nodes)


def shares(heard: Iterable[str]) -> Shares:
    """The types that words tell of."""
    model = _model()
    known = [row for row in map(model.rows.get, heard) if row is not None]
    score = (model.priors + model.bits[known].sum(axis=0)) / 10.0
    best = float(score.max())
    told = best + math.log2(float((2.0 ** (score - best)).sum()))
    return {kind: bits - told for kind, bits in zip(model.kinds, score.tolist(), strict=True)}


def _runs(nodes: Iterable[Node]) -> set[str]:
    """Pairs of words in a row, and how words begin; of none that is a name."""
    found: set[str] = set()
    before: Node | None = None
    for node in nodes:
        word = node.lower
        if not word.isalpha() or node.tag.startswith("NNP"):
            continue
        if before is not None and before.i + 1 == node.i:
            found.add(f"{before.verb_lemma or before.noun_lemma} {node.verb_lemma or node.noun_lemma}")
        if len(word) > _BEGINNING:
            found.add(f"{word[:_BEGINNING]}…")
        before = node
    return found


def read(file: Traversable) -> Wording:
    """What `bench.fit_wording` has written."""
    held = json.loads(file.read_text(encoding="utf-8"))
    bits: dict[str, list[int]] = held["bits"]
    rows = {word: at for at, word in enumerate(bits)}
    table = numpy.array(list(bits.values()), dtype=numpy.int16)
    return Wording([EventType(kind) for kind in held["kinds"]], rows, table, numpy.array(held["priors"], numpy.int16))


@cache
def _model() -> Wording:
    return read(resources.files("services.ingest.extraction.data") / WEIGHTS)
