"""Ranking: which seeds the statements of a report may belong to, best first, with the reasons.

All statements of a report are compared with all their candidates at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import Final

import numpy as np
from numpy.typing import NDArray

from schemas.events.evidence import Comparison
from schemas.features import Features
from services.dedup.matching import slots
from services.dedup.matching.facts import ROW, Facts, rows_of
from services.dedup.matching.index import WAITING, Index
from services.dedup.matching.pairs import Pairs, Profiles, Siblings, highest, shared
from services.dedup.matching.profile import Profile, Rarity
from services.dedup.matching.weights import Weights

__all__ = ["Option", "Pair", "Ranking", "ReportRanking", "Waiting", "between", "crowding", "rivals"]


_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of the report beside another; the reasons add up to `bits`.

    `other` is the number of a candidate; of a sibling it is -1 less its place among the report's statements.
    """

    other: int
    bits: float
    reasons: Callable[[], tuple[Comparison, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """A seed that a statement may belong to. `best` is the pair with its nearest member, `bits` the seed's score."""

    seed: int
    best: Pair
    bits: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reaction that found no claim yet, and the bits between it and the statement that was ranked."""

    other: int
    bits: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Seeds best first, at most as many as the caps allow, and reactions that wait."""

    options: tuple[Option, ...]
    waiting: tuple[Waiting, ...]


class ReportRanking:
    """The statements of one report beside everything that they may be one with."""

    def __init__(
        self,
        index: Index,
        weights: Weights,
        active: int,
        report: int | None,
        features: Features,
        profile: Profile,
        profiles: Profiles,
        rarity: Rarity,
        facts: Sequence[Facts],
        kept: Sequence[int],
    ) -> None:
        """`report` is its number, if it is on record; `facts` are those of its statements that are to be ranked, `kept`
        the numbers of others that stay as they are. A statement's place is its own in `facts`, then in `kept`."""
        self._index = index
        self._caps = weights.candidates
        own = index.of_report(report) if report is not None else ()
        near = index.reports_near(features)
        asked = [index.near(one, near, own) for one in facts]
        found = {number: None for numbers in asked for number in numbers}
        for seed in set(index.seeds(np.array(list(found), np.intp)).tolist()) - {WAITING}:
            found.update(dict.fromkeys(index.standing(seed)))
        for number in own:
            found.pop(number, None)
        candidates = np.array(list(found), np.intp)
        self._numbers = list(found)
        self._place = {number: place for place, number in enumerate(found)}
        self._asked = [[self._place[number] for number in numbers] for numbers in asked]
        self._seeds = index.seeds(candidates).tolist()
        self._standing: dict[int, list[tuple[int, int]]] = {}
        # Siblings and candidates are compared in one go.
        of_report = len(facts) + len(kept)
        rows = np.empty(of_report + len(found), ROW)
        rows[: len(facts)] = rows_of(facts)
        rows[len(facts) :] = index.rows(np.array([*kept, *found], np.intp))
        levels = slots.compare(rows[: len(facts), None], rows[None, :])
        self._siblings = Siblings(rows[:of_report], levels[..., :of_report], weights)
        self._pairs = None
        if found:
            coded = rows["coded"][: len(facts), None] & rows["coded"][of_report:]
            self._pairs = Pairs(
                index, weights, weights.prior.at(active), coded, levels[..., of_report:],
                shared(index, self._siblings.shares(), candidates), profile, candidates, profiles, rarity,
            )  # fmt: skip

    def rank(self, statement: int, siblings: Mapping[int, int]) -> Ranking:
        """Rank for the statement of that place. `siblings` are places of statements of the report that are placed,
        with the numbers of their seeds."""
        of_report: dict[int, list[Pair]] = {}
        nearest: dict[int, int] = {}
        waiting: list[Waiting] = []
        bits: list[float] = []
        for sibling, seed in siblings.items():
            of_report.setdefault(seed, []).append(self._sibling(statement, sibling))
        if self._pairs is not None:
            bits = self._pairs.bits[statement].tolist()
            new = 0
            for place in sorted(self._asked[statement], key=lambda one: -bits[one]):
                seed = self._seeds[place]
                if seed == WAITING:
                    waiting.append(Waiting(self._numbers[place], bits[place]))
                elif seed not in nearest and (seed in of_report or new < self._caps.incidents):
                    nearest[seed] = place
                    new += seed not in of_report
        options = [
            self._option(statement, seed, of_report.get(seed, ()), nearest.get(seed), bits)
            for seed in dict.fromkeys([*of_report, *nearest])
        ]
        options.sort(key=lambda one: -one.bits)
        return Ranking(tuple(options[: self._caps.incidents]), tuple(waiting))

    def compared(self) -> Iterator[tuple[int, int, Mapping[str, int], float | None]]:
        """Every pair of a statement with a candidate found for it: its place, the candidate's number, the levels, and
        what prior and words come to where they are held down. For estimating weights."""
        for statement, places in enumerate(self._asked):
            for place in places:
                if self._pairs is not None:
                    levels = self._pairs.levels(statement, place)
                    yield statement, self._numbers[place], levels, self._pairs.ceiling(statement, place)

    def siblings(self) -> Iterator[tuple[int, int, Mapping[str, int]]]:
        """Every pair of statements to be ranked, by their places, with the levels. For estimating weights."""
        for statement, other in combinations(range(len(self._asked)), 2):
            yield statement, other, self._siblings.levels(statement, other)

    def _option(
        self, statement: int, seed: int, siblings: Sequence[Pair], place: int | None, bits: Sequence[float]
    ) -> Option:
        """Half the best, half the mean over those that stand for the seed: what an analyst linked with it need not be
        like it. `place` is that of the nearest candidate, `bits` are those of all."""
        best = max(siblings, key=lambda one: one.bits, default=None)
        if self._pairs is not None and place is not None and (best is None or bits[place] > best.bits):
            best = _candidate(self._pairs, statement, place, self._numbers[place])
        if best is None:
            raise ValueError(f"nothing of seed {seed} was compared")
        scores = {one.other: one.bits for one in siblings}
        scores[best.other] = best.bits
        for member, at in self._members(seed):
            scores[member] = bits[at]
        return Option(seed, best, 0.5 * best.bits + 0.5 * sum(scores.values()) / len(scores))

    def _members(self, seed: int) -> list[tuple[int, int]]:
        """The members that stand for a seed, as far as they are candidates, with their places."""
        found = self._standing.get(seed)
        if found is None:
            place = self._place
            found = [(one, place[one]) for one in self._index.standing(seed) if one in place]
            self._standing[seed] = found
        return found

    def _sibling(self, statement: int, sibling: int) -> Pair:
        bits = float(self._siblings.bits[statement, sibling])
        return Pair(-1 - sibling, bits, lambda: self._siblings.reasons(statement, sibling))


def between(
    index: Index,
    weights: Weights,
    active: int,
    profiles: Profiles,
    rarity: Rarity,
    a: Sequence[int],
    b: Sequence[int],
    least: float,
) -> tuple[Pair, float] | None:
    """The nearest pair and the score between members that stand for two incidents, as far as they are of two reports.

    None when there are no such members, or the score is below `least`.
    """
    ours, theirs = np.array(a, np.intp), np.array(b, np.intp)
    our_reports, their_reports = index.reports(ours), index.reports(theirs)
    told = []
    for report in dict.fromkeys(our_reports.tolist()):
        mine, others = ours[our_reports == report], theirs[their_reports != report]
        profile = profiles(index.report_id(report))
        if profile is None or not len(others):
            continue
        rows, beside = index.rows(mine)[:, None], index.rows(others)[None, :]
        # A statement alone is all that its report tells.
        alone = len(mine) == 1
        shares = np.ones(1) if alone else Siblings(rows[:, 0], slots.compare(rows, rows[None, :, 0]), weights).shares()
        coded, levels = rows["coded"] & beside["coded"], slots.compare(rows, beside)
        told.append((coded, levels, shared(index, shares, others), profile, others))
    if not told:
        return None
    # Words cost most, and often slots alone tell that the score is too low.
    if _score([highest(weights, levels, share) for _, levels, share, _, _ in told]) < least - _ROUNDING:
        return None
    prior = weights.prior.at(active)
    compared = [(Pairs(index, weights, prior, *one, profiles, rarity), one[-1]) for one in told]
    score = _score([pairs.bits for pairs, _ in compared])
    if score < least:
        return None
    pairs, others = max(compared, key=lambda one: float(one[0].bits.max()))
    statement, place = divmod(int(pairs.bits.argmax()), len(others))
    return _candidate(pairs, statement, place, int(others[place])), score


def _score(bits: Sequence[NDArray[np.float64]]) -> float:
    """Half the best, half the mean."""
    scores = [one for pairs in bits for one in pairs.ravel().tolist()]
    return 0.5 * max(scores) + 0.5 * sum(scores) / len(scores)


def _candidate(pairs: Pairs, statement: int, place: int, number: int) -> Pair:
    return Pair(number, float(pairs.bits[statement, place]), lambda: pairs.reasons(statement, place))


def rivals(options: Sequence[Option], index: Index) -> list[float]:
    """The scores that make the first option less sure: the best of each report but its own, since how many happenings
    a report tells of is counted already."""
    best: dict[int, float] = {}
    for option in options:
        other = option.best.other
        report = -1 if other < 0 else int(index.reports(np.array([other], np.intp))[0])
        best.setdefault(report, option.bits)
    return list(best.values())[1:]


def crowding(best: float, others: Sequence[float]) -> float:
    """Bits to add to the best score because of the others, at most 0: -log2(1 + sum of 2^(other - best))."""
    return -log2(1.0 + sum(2.0 ** min(other - best, 0.0) for other in others)) if others else 0.0
