"""Ranking: which incidents a statement may belong to, best first, with the reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from schemas.events.evidence import Comparison
from schemas.features import Features
from services.dedup.matching.facts import Facts
from services.dedup.matching.index import Index
from services.dedup.matching.profile import Profile, Rarity
from services.dedup.matching.score import NO_WORDS, Pair, Words, of_incident, pair, words
from services.dedup.matching.weights import Weights

__all__ = ["Option", "Ranking", "ReportSide", "View", "between", "rank"]


class View(Protocol):
    """What ranking asks of the record. Retracted, withdrawn and unknown statements have no facts."""

    def facts(self, statement: UUID) -> Facts | None:
        """A statement that counts."""

    def profile(self, report: UUID) -> Profile | None:
        """The words of a report."""

    def incident(self, statement: UUID) -> UUID | None:
        """The incident that a placed statement belongs to."""

    def seed(self, statement: UUID) -> UUID:
        """The seed that a placed statement belongs to."""

    def representatives(self, incident: UUID) -> Sequence[UUID]:
        """The members that stand for an incident: its first and its newest."""

    def of_seed(self, seed: UUID) -> Sequence[UUID]:
        """The members that stand for one seed."""

    def active(self) -> int:
        """How many reports have statements that count."""


@dataclass(frozen=True, slots=True)
class Option:
    """An incident a statement may belong to. `best` is the pair with its nearest member, `bits` its score."""

    incident: UUID
    best: Pair
    bits: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Incidents best first, and reactions that found no claim yet, each compared with the statement."""

    options: tuple[Option, ...]
    waiting: tuple[Pair, ...]


class ReportSide:
    """A report whose statements are being decided: its words are looked up and compared once for all of them."""

    def __init__(
        self, report: UUID, features: Features, profile: Profile, index: Index, view: View, rarity: Rarity, w: Weights
    ) -> None:
        self.report = report
        self.near = index.reports_near(features)
        self._profile = profile
        self._view = view
        self._rarity = rarity
        self._weights = w
        self._words: dict[UUID, Words] = {report: NO_WORDS}
        self._prior = w.prior.at(view.active())
        self._within = w.prior.within()

    def words(self, other: UUID) -> Words:
        """What the words of this report and another say together."""
        known = self._words.get(other)
        if known is None:
            profile = self._view.profile(other)
            known = words(self._profile, profile, self._rarity, self._weights) if profile else NO_WORDS
            self._words[other] = known
        return known

    def prior(self, other: UUID) -> Comparison:
        """The prior of a pair with a statement of that report."""
        return self._within if other == self.report else self._prior

    def pair(self, subject: Facts, other: Facts) -> Pair:
        """A statement of this report compared with any other."""
        return pair(subject, other, self.words(other.report), self.prior(other.report), self._weights)


def rank(subject: Facts, siblings: Iterable[UUID], side: ReportSide, index: Index, view: View, w: Weights) -> Ranking:
    """Compare a statement with its candidates: those the index finds and its `siblings`, placed of the same report."""
    pairs: dict[UUID, list[Pair]] = {}
    waiting: list[Pair] = []
    for candidate in [*siblings, *index.near(subject, side.near)]:
        facts = view.facts(candidate)
        if facts is None or candidate == subject.id:
            continue
        one = side.pair(subject, facts)
        if view.incident(candidate) is None:
            waiting.append(one)
        else:
            pairs.setdefault(view.seed(candidate), []).append(one)
    nearest = sorted(pairs, key=lambda seed: -max(one.bits for one in pairs[seed]))[: w.candidates.incidents]
    found: dict[UUID, Option] = {}
    for seed in nearest:
        option = _option(subject, seed, pairs[seed], side, view)
        known = found.get(option.incident)
        if known is None or option.bits > known.bits:
            found[option.incident] = option
    return Ranking(tuple(sorted(found.values(), key=lambda option: -option.bits)), tuple(waiting))


def _option(subject: Facts, seed: UUID, pairs: Sequence[Pair], side: ReportSide, view: View) -> Option:
    """Scored by the seed alone: what an analyst linked with it need not be like it."""
    compared = {one.other.id: one for one in pairs}
    best = max(pairs, key=lambda one: one.bits)
    standing = [best]
    for member in view.of_seed(seed):
        facts = view.facts(member)
        if member not in (subject.id, best.other.id) and facts is not None:
            standing.append(compared.get(member) or side.pair(subject, facts))
    incident = view.incident(best.other.id)
    if incident is None:
        raise ValueError(f"candidate {best.other.id} is in no incident")
    return Option(incident, best, of_incident(standing)[1])


def between(a: UUID, b: UUID, view: View, rarity: Rarity, w: Weights) -> tuple[Pair, float] | None:
    """The nearest pair and the score between two incidents, over the members that stand for them.

    None when one of them has no member that counts.
    """
    ours = [facts for member in view.representatives(a) if (facts := view.facts(member))]
    theirs = [facts for member in view.representatives(b) if (facts := view.facts(member))]
    prior, within = w.prior.at(view.active()), w.prior.within()
    said: dict[tuple[UUID, UUID], Words] = {}
    pairs = []
    for one in ours:
        for other in theirs:
            reports = (one.report, other.report)
            if reports not in said:
                first, second = view.profile(one.report), view.profile(other.report)
                apart = one.report != other.report
                said[reports] = words(first, second, rarity, w) if apart and first and second else NO_WORDS
            pairs.append(pair(one, other, said[reports], within if one.report == other.report else prior, w))
    return of_incident(pairs) if pairs else None
