"""Reasons: what the bits of a pair add up from, as evidence has it."""

from typing import Any, Final

from schemas.events.evidence import Comparison
from services.dedup.matching import slots, words
from services.dedup.matching.pairs import STANDS_FOR, STEADY
from services.dedup.matching.weights import Weights

__all__ = ["levels_of", "of_pair", "of_siblings", "sibling_levels_of"]

_SLOTS: Final = tuple(slots.LEVELS)
_WORDS: Final = tuple(words.LEVELS)


def of_siblings(weights: Weights, pair: Any) -> tuple[Comparison, ...]:
    """The reasons of a pair of siblings, a row of `SIBLING`."""
    return (weights.prior.within(), *weights.sibling_reasons(pair["levels"].tolist()))


def of_pair(weights: Weights, prior: Comparison, pair: Any, told: Any) -> tuple[Comparison, ...]:
    """The reasons of a row of `PAIR`; `told` are the levels of the words of its two reports."""
    levels = pair["levels"].tolist()
    found = [prior, *weights.slot_reasons(levels, bool(pair["repeated"]))]
    found += [weights.comparison(name, level) for name, level in _of_words(levels, told).items() if level]
    if over := float(pair["over"]):
        found.append(Comparison(name="words", level="several happenings", bits=over))
    return tuple(found)


def levels_of(pair: Any, told: Any) -> dict[str, int]:
    """The level of every comparison that counts for a pair."""
    levels = pair["levels"].tolist()
    return dict(zip(_SLOTS, levels, strict=True)) | _of_words(levels, told)


def sibling_levels_of(pair: Any) -> dict[str, int]:
    """The level of every comparison of two siblings."""
    return dict(zip(_SLOTS, pair["levels"].tolist(), strict=True))


def _of_words(levels: list[int], told: Any) -> dict[str, int]:
    found = dict(zip(_WORDS, told.tolist(), strict=True))
    for name, slot in zip(_WORDS[STEADY:], STANDS_FOR, strict=True):
        if levels[slot]:
            del found[name]
    return found
