"""Reasons: what the bits of a pair add up from, as evidence has it."""

from typing import Any, Final

from schemas.events.evidence import Comparison
from services.dedup.matching import slots, words
from services.dedup.matching.pairs import STANDS_FOR, STEADY
from services.dedup.matching.weights import Reason, Weights

__all__ = ["levels_of", "of_pair", "of_siblings", "sibling_levels_of"]

_SLOTS: Final = tuple(slots.LEVELS)
_WORDS: Final = tuple(words.LEVELS)


def of_siblings(weights: Weights, pair: Any) -> list[Reason]:
    """The reasons of a pair of siblings, a row of `SIBLING`."""
    read = bool(pair["read"])
    return [Reason(weights.prior.within(read)), *weights.sibling_reasons(pair["levels"].tolist(), read)]


def of_pair(weights: Weights, prior: Comparison, pair: Any, told: Any) -> list[Reason]:
    """The reasons of a row of `PAIR`; `told` are the levels of the words of its two reports."""
    *_, over, _, _, _, read, repeated, spoken, slot_levels = pair.item()
    levels, of_words = slot_levels.tolist(), told.tolist()
    # What a report says stands in for what a statement leaves open.
    stand_in = [0 if levels[slot] else level for slot, level in zip(STANDS_FOR, of_words[STEADY:], strict=True)]
    found = [Reason(prior), *weights.slot_reasons(levels, read, repeated, spoken)]
    found += weights.word_reasons(of_words[:STEADY] + stand_in)
    if over:
        found.append(Reason(Comparison(name="words", level="several happenings", bits=over)))
    return found


def levels_of(pair: Any, told: Any) -> dict[str, int]:
    """The level of every comparison that counts for a pair."""
    levels = sibling_levels_of(pair)
    of_words = dict(zip(_WORDS, told.tolist(), strict=True))
    return levels | {name: level for name, level in of_words.items() if not levels.get(words.STANDS_FOR.get(name, ""))}


def sibling_levels_of(pair: Any) -> dict[str, int]:
    """The level of every comparison of two siblings."""
    return dict(zip(_SLOTS, pair["levels"].tolist(), strict=True))
