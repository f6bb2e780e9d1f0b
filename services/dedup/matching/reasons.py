"""Reasons: what the bits of a pair add up from, as evidence has it.

Each comparison with the level that holds is a number, under which `Weights.reasons` has what it says.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import slots, words
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.pairs import STANDS_FOR, STEADY
from services.dedup.matching.weights import ALIKE, MOST_LEVELS, NOTHING, OF_READ, OF_SIBLINGS, OF_WORDS

__all__ = ["MANY", "levels_of", "of_pair", "of_siblings", "pair_reasons", "sibling_levels_of"]

_SLOTS: Final = tuple(slots.LEVELS)
_WORDS: Final = tuple(words.LEVELS)
_COMPARED: Final = len(_SLOTS)
MANY: Final = len(_SLOTS) + len(_WORDS)
"""Comparisons of a pair."""


@part
def of_siblings(pair: Any, reasons: Any) -> None:
    """The reasons of a pair of siblings, a row of `SIBLING`, into an array of `MANY`."""
    form = OF_SIBLINGS + int(pair.read)
    for k in range(_COMPARED):
        reasons[k] = _number(form, k, pair.levels[k])
    reasons[_COMPARED:] = NOTHING


@part
def of_pair(pair: Any, told: Any, reasons: Any) -> None:
    """The same of a row of `PAIR`; `told` are the levels of the words of its two reports."""
    form = OF_READ + int(pair.repeated) + int(pair.spoken) if pair.read else ALIKE
    for k in range(_COMPARED):
        reasons[k] = _number(form, k, pair.levels[k])
    for k in range(len(_WORDS)):
        reasons[_COMPARED + k] = _number(OF_WORDS, k, told[k])
    # What a report says stands in for what a statement leaves open.
    for k in range(len(STANDS_FOR)):
        if pair.levels[STANDS_FOR[k]]:
            reasons[_COMPARED + STEADY + k] = _number(OF_WORDS, STEADY + k, 0)


@part
def _number(form: int, comparison: int, level: int) -> int:
    return (form * _COMPARED + comparison) * MOST_LEVELS + level


@compiled
def pair_reasons(pairs: Any, statement: int, place: int, told: Any) -> tuple[NDArray[np.int16], float]:
    """The reasons of one of `pairs`, and how far its words are held down."""
    reasons, pair = np.empty(MANY, np.int16), pairs[statement, place]
    of_pair(pair, told, reasons)
    return reasons, pair.over


def levels_of(pair: Any, told: Any) -> dict[str, int]:
    """The level of every comparison that counts for a pair."""
    levels = sibling_levels_of(pair)
    of_words = dict(zip(_WORDS, told.tolist(), strict=True))
    return levels | {name: level for name, level in of_words.items() if not levels.get(words.STANDS_FOR.get(name, ""))}


def sibling_levels_of(pair: Any) -> dict[str, int]:
    """The level of every comparison of two siblings."""
    return dict(zip(_SLOTS, pair["levels"].tolist(), strict=True))
