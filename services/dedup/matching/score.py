"""Scores: the sum of a prior and the bits of every comparison, for a pair and for an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from schemas.events.evidence import Comparison
from services.dedup.matching.facts import Facts
from services.dedup.matching.profile import Profile, Rarity
from services.dedup.matching.slots import FIRST, SLOTS
from services.dedup.matching.texts import TEXTS
from services.dedup.matching.weights import Weights

__all__ = ["NO_WORDS", "Pair", "Words", "crowding", "of_incident", "out_of_reach", "pair", "words"]

_LEVELS = tuple(SLOTS.items())
_FIRST = _LEVELS[:FIRST]
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of two reports say together, once per pair of reports: in sum between the weights' bounds."""

    bits: float
    comparisons: tuple[Comparison, ...]


NO_WORDS = Words(0.0, ())
"""Between statements of one report, whose words say nothing about whether they are one happening."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements compared. The levels are those of `SLOTS`, in its order."""

    other: Facts
    bits: float
    prior: Comparison
    levels: tuple[str, ...]
    words: Words

    def adding(self, said: Words) -> "Pair":
        """The same slots with other words."""
        return Pair(self.other, self.bits - self.words.bits + said.bits, self.prior, self.levels, said)

    def comparisons(self, weights: Weights) -> tuple[Comparison, ...]:
        """The reasons, which add up to `bits`."""
        slots = tuple(weights.comparison(name, level) for name, level in zip(SLOTS, self.levels, strict=True))
        return (self.prior, *slots, *self.words.comparisons)


def words(a: Profile, b: Profile, rarity: Rarity, weights: Weights) -> Words:
    """Compare the words of two reports, once for all their statements."""
    found = tuple(weights.comparison(name, level(a, b, rarity)) for name, level in TEXTS.items())
    known = tuple(one for one in found if one.level != "unknown")
    total = sum(one.bits for one in known)
    low, high = weights.text_bounds
    bounded = min(max(total, low), high)
    if bounded != total:
        known += (Comparison(name="words", level="bounded", bits=bounded - total),)
    return Words(bounded, known)


def pair(a: Facts, b: Facts, between: Words, prior: Comparison, weights: Weights) -> Pair:
    """Compare two statements, `between` being what the words of their reports say.

    Within one report a slot that one of them has from the header says nothing for their being one.
    """
    bits = prior.bits + between.bits
    inherited = a.carried | b.carried if a.report == b.report else _NOTHING
    levels = []
    for name, level in _LEVELS:
        held = level(a, b)
        worth = weights.slot_bits[name][held]
        if name in inherited and worth > 0.0:
            held, worth = "unknown", 0.0
        levels.append(held)
        bits += worth
    return Pair(b, bits, prior, tuple(levels), between)


def out_of_reach(a: Facts, b: Facts, prior: Comparison, weights: Weights, needed: float) -> bool:
    """Whether the slots that tell most already keep a pair below `needed` bits, whatever the others should say."""
    bits = prior.bits + (weights.most_after_first if a.reacts == b.reacts else weights.most_after_first_reacting)
    for name, level in _FIRST:
        bits += weights.slot_bits[name][level(a, b)]
    return bits < needed


def of_incident(pairs: Sequence[Pair]) -> tuple[Pair, float]:
    """The best pair and the score of the incident whose representatives these are: half best, half mean.

    Raises:
        ValueError: there are no pairs.
    """
    best = max(pairs, key=lambda one: one.bits)
    mean = sum(one.bits for one in pairs) / len(pairs)
    return best, 0.5 * best.bits + 0.5 * mean


def crowding(best: float, others: Sequence[float]) -> float:
    """Bits to add to the best score because of the others, at most 0: -log2(1 + sum of 2^(other - best))."""
    return -log2(1.0 + sum(2.0 ** min(other - best, 0.0) for other in others)) if others else 0.0
