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
from services.dedup.matching.score import NO_WORDS, Pair, Words, of_incident, out_of_reach, pair, words
from services.dedup.matching.weights import Weights

__all__ = ["Option", "Ranking", "ReportSide", "View", "between", "rank"]


class View(Protocol):
    """What ranking asks of the record. Retracted, withdrawn and unknown statements have no facts."""

    def candidate(self, statement: UUID) -> tuple[Facts, UUID | None] | None:
        """A statement that counts, with its seed, or a reaction that waits for its claim, without one."""

    def profile(self, report: UUID) -> Profile | None:
        """The words of a report."""

    def incident(self, seed: UUID) -> UUID:
        """The incident that a seed belongs to."""

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

    def out_of_reach(self, subject: Facts, other: Facts, needed: float) -> bool:
        """Whether a pair cannot come to `needed` bits by its slots."""
        return out_of_reach(subject, other, self.prior(other.report), self._weights, needed)

    def slots(self, subject: Facts, other: Facts) -> Pair:
        """A statement of this report compared with any other, by slots alone."""
        return pair(subject, other, NO_WORDS, self.prior(other.report), self._weights)

    def with_words(self, one: Pair) -> Pair:
        """The same pair, with what the words of the two reports say."""
        said = self.words(one.other.report)
        return one if said is NO_WORDS else one.adding(said)


def rank(subject: Facts, siblings: Iterable[UUID], side: ReportSide, index: Index, view: View, w: Weights) -> Ranking:
    """Compare a statement with its candidates: those the index finds and its `siblings`, placed of the same report."""
    # Words are compared, and reasons looked for, only where they could still make it worth a look.
    hopeful = w.thresholds.suggest - w.text_bounds[1]
    pairs: dict[UUID, list[Pair]] = {}
    waiting: list[Pair] = []
    hopeless: tuple[Facts, UUID | None] | None = None
    for candidate in [*siblings, *index.near(subject, side.near)]:
        held = view.candidate(candidate)
        if held is None or candidate == subject.id:
            continue
        facts, home = held
        if side.out_of_reach(subject, facts, hopeful) or (one := side.slots(subject, facts)).bits < hopeful:
            hopeless = hopeless or (held if home is not None else None)
        elif home is None:
            waiting.append(side.with_words(one))
        else:
            pairs.setdefault(home, []).append(side.with_words(one))
    if not pairs and hopeless is not None and hopeless[1] is not None:
        # The one that shares the rarest keys, to show what was looked at.
        pairs[hopeless[1]] = [side.with_words(side.slots(subject, hopeless[0]))]
    first = sorted(pairs, key=lambda seed: -max(one.bits for one in pairs[seed]))[: w.candidates.incidents]
    found: dict[UUID, Option] = {}
    for seed in first:
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
        if member in (subject.id, best.other.id):
            continue
        known = compared.get(member)
        if known is None and (held := view.candidate(member)) is not None:
            known = side.with_words(side.slots(subject, held[0]))
        if known is not None:
            standing.append(known)
    return Option(view.incident(seed), best, of_incident(standing)[1])


def between(a: UUID, b: UUID, view: View, rarity: Rarity, w: Weights) -> tuple[Pair, float] | None:
    """The nearest pair and the score between two incidents, over the members that stand for them.

    None when one of them has no member that counts.
    """
    ours = [held[0] for member in view.representatives(a) if (held := view.candidate(member))]
    theirs = [held[0] for member in view.representatives(b) if (held := view.candidate(member))]
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
