"""Ranking: which seeds the statements of a report may belong to, best first, with the reasons.

All statements of a report are compared with all their candidates at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, log2
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.evidence import Comparison
from services.dedup.matching import pairs
from services.dedup.matching.index import Index
from services.dedup.matching.options import NONE_PLACED, options
from services.dedup.matching.profile import Profile, Rarity, features_of
from services.dedup.matching.reasons import levels_of, pair_reasons, sibling_levels_of
from services.dedup.matching.weights import Reason, Weights

__all__ = ["Option", "Ranking", "ReportRanking", "Scored", "Waiting", "between", "crowding", "rivals"]

_ROUNDING: Final = 1e-6

Weighed = Callable[[int], tuple[Profile, NDArray[np.float64]]]
"""The words of a report on record, by its number, and how rare each is now."""


class Option(NamedTuple):
    """A seed that a statement may belong to: see `options.OPTION`. `bits` is the seed's score."""

    seed: int
    place: int
    nearest: float
    bits: float
    over: float
    read: bool
    other: int
    report: int
    high: int
    low: int

    @property
    def statement(self) -> UUID:
        """The id of the nearest statement, if it is another report's."""
        return UUID(int=self.high << 64 | self.low)


class Waiting(NamedTuple):
    """A reaction that found no claim yet, and the bits between it and the statement that was ranked."""

    other: int
    bits: float


class Ranking(NamedTuple):
    """Seeds best first, at most as many as the caps allow, with the reasons of each; and reactions that wait."""

    options: Sequence[Option]
    reasons: NDArray[np.int16]
    waiting: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class Scored:
    """The score between two incidents, with the nearest pair: the number of one of its statements, its bits, why."""

    bits: float
    other: int
    nearest: float
    reasons: Sequence[Reason]


class ReportRanking:
    """The statements of one report beside everything that they may be one with."""

    def __init__(
        self,
        index: Index,
        weights: Weights,
        active: int,
        report: int | None,
        profile: Profile,
        rarity: Rarity,
        rows: NDArray[Any],
        kept: Sequence[int],
    ) -> None:
        """`report` is its number, if it is on record; `rows` are the facts of its statements that are to be ranked,
        `kept` the numbers of others that stay as they are. A statement's place is its own in `rows`, then in `kept`."""
        self._weights, self._prior = weights, Reason(weights.prior.at(active))
        self._most, self._facts = weights.candidates.incidents, index.facts
        self._asked, self._candidates = index.near(rows, profile, report)
        beside = np.concatenate((rows, index.rows(kept))) if kept else rows
        self._siblings, self._pairs, self._words = pairs.survey(
            rows, beside, self._candidates, profile.said[0], profile.words, rarity(features_of(profile)),
            index.facts, index.held, index.made, index.said, index.words, *weights.tables, self._prior.outcome.bits,
        )  # fmt: skip

    def rank(self, statement: int, siblings: Mapping[int, int]) -> Ranking:
        """Rank for the statement of that place. `siblings` are places of statements of the report that are placed,
        with the numbers of their seeds."""
        placed = np.array(list(siblings.items()), np.int64) if siblings else NONE_PLACED
        found, reasons, waits = options(
            statement, self._asked, self._candidates, self._pairs, self._siblings, self._words,
            placed, self._most, self._facts,
        )  # fmt: skip
        waiting = [Waiting(*one) for one in waits.tolist()]
        return Ranking(list(map(Option._make, found.tolist())), reasons, waiting)

    def reasons(self, option: Option, numbers: NDArray[np.int16]) -> list[Reason]:
        """The reasons of the nearest pair of an option, by their numbers; they add up to its bits."""
        prior = Reason(self._weights.prior.within(option.read)) if option.place < 0 else self._prior
        return _told(self._weights, prior, numbers, option.over)

    def compared(self) -> Iterator[tuple[int, int, Mapping[str, int], float | None]]:
        """Every pair of a statement with a candidate found for it: its place, the candidate's number, the levels, and
        what prior and words come to where they are held down. For estimating weights."""
        for statement, places in enumerate(self._asked.tolist()):
            for place in places:
                if place >= 0:
                    pair, candidate = self._pairs[statement, place], self._candidates[place]
                    levels = levels_of(pair, self._words[candidate["told"]])
                    over = float(pair["over"])
                    yield statement, int(candidate["number"]), levels, float(pair["said"]) + over if over else None

    def siblings(self) -> Iterator[tuple[int, int, Mapping[str, int]]]:
        """Every pair of statements to be ranked, by their places, with the levels. For estimating weights."""
        for statement, other in combinations(range(len(self._asked)), 2):
            yield statement, other, sibling_levels_of(self._siblings[statement, other])


def between(
    index: Index, weights: Weights, active: int, weighed: Weighed, a: Sequence[int], b: Sequence[int], least: float
) -> Scored | None:
    """The score between members that stand for two incidents, as far as they are of two reports.

    `weighed` gives the words of a report by its number. None when there are no such members, or the score is below
    `least`.
    """
    by_report: dict[int, list[int]] = {}
    for number in a:
        by_report.setdefault(index.report_of(number), []).append(number)
    theirs = [(number, index.report_of(number)) for number in b]
    told, may_be, may_add, many = [], -inf, 0.0, 0
    of_slots, of_siblings, of_words, within, attach, repeated, particular = weights.tables
    for report, mine in by_report.items():
        if others := [number for number, made_by in theirs if made_by != report]:
            candidates, found, best, of_all = pairs.these_by_slots(
                np.array(mine, np.int64), np.array(others, np.int64), index.facts, index.held, index.made,
                of_slots, of_siblings, within, attach,
            )  # fmt: skip
            told.append((report, others, candidates, found))
            may_be, may_add, many = max(may_be, best), may_add + of_all, many + len(mine) * len(others)
    if not told:
        return None
    # Words cost most, and often slots alone tell that the score is too low.
    if 0.5 * may_be + 0.5 * may_add / many < least - _ROUNDING:
        return None
    prior = weights.prior.at(active)
    most, total, nearest = -inf, 0.0, None
    for report, others, candidates, found in told:
        profile, bits = weighed(report)
        levels = pairs.by_words(
            profile.said[0], profile.words, bits, candidates,
            index.made, index.said, index.words, found, of_words, repeated, particular, prior.bits,
        )  # fmt: skip
        best, total, statement, place = pairs.best(found, total)
        if best > most:
            most, nearest = best, (others[place], found, statement, place, levels[candidates["told"][place]])
    score = 0.5 * most + 0.5 * total / many
    if score < least or nearest is None:
        return None
    other, found, statement, place, of_both = nearest
    numbers, over = pair_reasons(found, statement, place, of_both)
    return Scored(score, other, most, _told(weights, Reason(prior), numbers, over))


def _told(weights: Weights, prior: Reason, numbers: NDArray[np.int16], over: float) -> list[Reason]:
    """`over` is how far words are held down."""
    reasons = weights.reasons
    found = [prior, *[one for number in numbers.tolist() if (one := reasons[number]) is not None]]
    if over:
        found.append(Reason(Comparison(name="words", level="several happenings", bits=over)))
    return found


def rivals(options: Sequence[Option]) -> list[float]:
    """The scores that make the first option less sure: the best of each report but its own, since how many happenings
    a report tells of is counted already."""
    best: dict[int, float] = {}
    for option in options:
        best.setdefault(option.report, option.bits)
    return list(best.values())[1:]


def crowding(best: float, others: Sequence[float]) -> float:
    """Bits to add to the best score because of the others, at most 0: -log2(1 + sum of 2^(other - best))."""
    return -log2(1.0 + sum(2.0 ** min(other - best, 0.0) for other in others)) if others else 0.0
