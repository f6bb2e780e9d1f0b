"""Pairs: statements of one report beside each other and beside those of others, each with its bits and the reasons.

A pair's score is the sum of a prior, of what the words of the two reports say, and of what the slots of the two
statements say. Words tell that two reports share a happening, not which of those they tell of: where they tell of
several, prior and words together count no more than the odds that the pair's two statements are of the one that is
shared, by the shares of their reports that their happenings have. Where each is about one happening, most of what slots
say that were read from the same words is said already, and they count for less.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.evidence import Comparison
from services.dedup.matching import slots, words
from services.dedup.matching.facts import CARRIED
from services.dedup.matching.index import Index
from services.dedup.matching.profile import Profile, Rarity
from services.dedup.matching.weights import Weights

__all__ = ["Pairs", "Profiles", "Siblings", "highest", "shared"]

Bits = NDArray[np.float64]
Levels = NDArray[np.int8]
Profiles = Callable[[UUID], Profile | None]

_SLOTS: Final = tuple(slots.LEVELS)
_WORDS: Final = tuple(words.LEVELS)
_STEADY: Final = sum(name not in words.STANDS_FOR for name in _WORDS)
_STANDS_FOR: Final = [_SLOTS.index(words.STANDS_FOR[name]) for name in _WORDS[_STEADY:]]
_FROM_HEADER: Final = np.array([CARRIED.get(name, 0) for name in _SLOTS], np.int8)[:, None, None]
_TEXT: Final = _WORDS.index("text")
_MOST_SHARE: Final = 0.98


class Siblings:
    """Statements of one report beside each other. Their words say nothing, nor what they have from its header."""

    def __init__(self, rows: NDArray[Any], levels: Levels, weights: Weights) -> None:
        """`levels` are those of the first statements with all of `rows`, by slot."""
        a, b = rows[: levels.shape[1], None], rows[None, :]
        self._weights = weights
        self._prior = weights.prior.within()
        worth = weights.of_siblings(levels)
        carried = a["carried"] | b["carried"]
        if carried.any():
            inherited = (carried & _FROM_HEADER != 0) & (worth > 0)
            levels, worth = np.where(inherited, 0, levels), np.where(inherited, 0.0, worth)
        self._levels = levels
        self.bits: Bits = worth.sum(axis=0) + self._prior.bits
        self._reacts = rows["reacts"]

    def levels(self, a: int, b: int) -> dict[str, int]:
        """The level of every comparison of a pair."""
        return dict(zip(_SLOTS, self._levels[:, a, b].tolist(), strict=True))

    def reasons(self, a: int, b: int) -> tuple[Comparison, ...]:
        """The reasons of a pair, which add up to its bits."""
        return (self._prior, *self._weights.sibling_reasons(self._levels[:, a, b].tolist()))

    def shares(self) -> Bits:
        """For each of the first statements the share of the report's claims that its slots say are one with it."""
        one = self.bits >= self._weights.thresholds.attach
        np.fill_diagonal(one, True)
        claims = ~self._reacts
        share: Bits = (one & claims).sum(axis=1) / max(int(claims.sum()), 1)
        # A reaction is of what it answers, whatever else its report tells.
        return np.where(self._reacts[: len(one)], 1.0, share)


class Pairs:
    """Statements of one report beside candidates, none of which is of that report."""

    def __init__(
        self,
        index: Index,
        weights: Weights,
        prior: Comparison,
        coded: NDArray[np.bool_],
        levels: Levels,
        share: Bits,
        profile: Profile,
        candidates: NDArray[np.intp],
        profiles: Profiles,
        rarity: Rarity,
    ) -> None:
        """`levels` are those of the statements with the candidates, by slot; `coded` says which pairs were both posted
        as they are, `share` is as `shared` gives it."""
        self._weights, self._prior, self._levels = weights, prior, levels
        reports, self._whose = np.unique(index.reports(candidates), return_inverse=True)
        others = [profiles(index.report_id(report)) or profile for report in reports.tolist()]
        self._words = words.compare(profile, others, rarity)
        worth = weights.of_words(self._words)
        said = prior.bits + worth[:_STEADY].sum(axis=0)[self._whose]
        stands_in = np.where(levels[_STANDS_FOR] == 0, worth[_STEADY:, None, self._whose], 0.0).sum(axis=0)
        self._said = said + stands_in
        self._over = np.minimum(_odds(share) - self._said, 0.0)
        told = self._words[_TEXT] != 0
        self._repeated = (share >= _MOST_SHARE) & ~coded & told[self._whose]
        of_slots = weights.of_slots(levels).sum(axis=0)
        self.bits: Bits = self._said + self._over + of_slots * np.where(self._repeated, weights.repeated, 1.0)

    def levels(self, statement: int, candidate: int) -> dict[str, int]:
        """The level of every comparison that counts for a pair."""
        found = dict(zip(_SLOTS, self._levels[:, statement, candidate].tolist(), strict=True))
        return found | self._of_words(statement, candidate)

    def ceiling(self, statement: int, candidate: int) -> float | None:
        """What prior and words of a pair come to, where they are held down to it."""
        over = float(self._over[statement, candidate])
        return float(self._said[statement, candidate]) + over if over else None

    def reasons(self, statement: int, candidate: int) -> tuple[Comparison, ...]:
        """The reasons of a pair, which add up to its bits."""
        levels, repeated = self._levels[:, statement, candidate].tolist(), bool(self._repeated[statement, candidate])
        found = [self._prior, *self._weights.slot_reasons(levels, repeated)]
        of_words = self._of_words(statement, candidate)
        found += [self._weights.comparison(name, level) for name, level in of_words.items() if level]
        if over := float(self._over[statement, candidate]):
            found.append(Comparison(name="words", level="several happenings", bits=over))
        return tuple(found)

    def _of_words(self, statement: int, candidate: int) -> dict[str, int]:
        found = dict(zip(_WORDS, self._words[:, self._whose[candidate]].tolist(), strict=True))
        for name, slot in zip(_WORDS[_STEADY:], _STANDS_FOR, strict=True):
            if self._levels[slot, statement, candidate]:
                del found[name]
        return found


def shared(index: Index, shares: Bits, candidates: NDArray[np.intp]) -> Bits:
    """How likely two statements, taken at random from the two reports of a pair, are of the happening they share, as
    far as its own two are of it. `shares` says how much of its report each statement is about."""
    found: Bits = np.sqrt(shares[:, None] * _shares(index, candidates))
    return found


def highest(weights: Weights, levels: Levels, share: Bits) -> Bits:
    """What pairs come to at most, whatever the words say."""
    bits: Bits = _odds(share) + weights.of_slots(levels).sum(axis=0)
    return bits


def _shares(index: Index, candidates: NDArray[np.intp]) -> Bits:
    """For each candidate the share of its report's candidates that its seed holds."""
    reports, whose = np.unique(index.reports(candidates), return_inverse=True)
    told = [index.of_report(report) for report in reports.tolist()]
    sizes = np.array([len(one) for one in told])
    seeds = index.seeds(np.fromiter(chain.from_iterable(told), np.intp))
    # Of one report and of one seed, as one number.
    of = np.repeat(np.arange(len(reports)) << 32, sizes) | seeds
    asked = (whose << 32) | index.seeds(candidates)
    shares: Bits = (asked[:, None] == of).sum(axis=1) / sizes[whose]
    return shares


def _odds(share: Bits) -> Bits:
    """log2 of the odds; without a bound where all of both reports is of one happening."""
    bounded = np.minimum(share, _MOST_SHARE)
    odds: Bits = np.where(share >= _MOST_SHARE, np.inf, np.log2(bounded / (1.0 - bounded)))
    return odds
