"""Where the two pure rooms meet: matching sees the record, deciding sees matching, neither knows the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.decisions import Alignments, Decision, SetAsideWhy
from schemas.events.evidence import Comparison, Evidence
from schemas.events.statements import StatementsPublished
from schemas.features import Features
from schemas.statement import Statement
from services.dedup.incidents.links import incident_of, representatives
from services.dedup.incidents.matcher import Bar, Judgement, Ranked, Subject, Waiting
from services.dedup.incidents.origins import Likeness, Resemblances
from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import ReportRow, StatementRow
from services.dedup.matching import rank as ranking
from services.dedup.matching.copies import sketch_of
from services.dedup.matching.facts import Drawn, rows_of
from services.dedup.matching.index import WAITING, Index
from services.dedup.matching.profile import DrawnProfile, rarity_of
from services.dedup.matching.readiness import compile_all
from services.dedup.matching.weights import Weights
from services.dedup.matching.wording import Scored, evidence, sentence
from services.dedup.writer.touched import touched

__all__ = ["RecordMatcher"]


class RecordMatcher:
    """Matching over a record. `follow` keeps its candidate index in step with what is folded.

    What it finds depends on the record alone: one that was filled from a state file finds what one that followed does.
    """

    def __init__(self, record: Record, weights: Weights) -> None:
        self.weights = weights
        self.index = Index(weights.candidates)
        bar = weights.thresholds
        self.bar = Bar(bar.attach, bar.suggest, bar.rival, bar.bridge, bar.link, bar.suggest_link)
        self.record = record
        self.drawn = Drawn()
        self.profile = DrawnProfile()

    def fill(self) -> None:
        """File all that is on record, with all that is compiled ready. For the start of a process."""
        compile_all(self.weights)
        days: dict[UUID, tuple[int, date | None]] = {}
        # Rows come one by one, in the order in which they were first met: they are too large to hold all at once.
        for report, held in self.record.reports.items():
            days[report] = _number(held), _day(held.published_at)
            self._file_report(report, held)
        for id, row in self.record.statements.items():
            if _is_candidate(row):
                self._file(id, row, *days[row.report])

    def follow(self, decision: Decision) -> None:
        """Bring the index up to date after a decision was folded."""
        for statement in touched(decision):
            row = self.record.statement(statement)
            if _is_candidate(row):
                made_by = self.record.report(row.report)
                self._file(statement, row, _number(made_by), _day(made_by.published_at))
            else:
                self.index.remove(row.seq)
        if decision.report is not None and (held := self.record.reports.get(decision.report.report_id)) is not None:
            self._file_report(decision.report.report_id, held)

    def copies(self, features: Features) -> Resemblances:
        """Known original texts that resemble this one."""
        found = tuple(Likeness(*one) for one in self.index.copies(sketch_of(features.sketch)))
        return Resemblances(found, self.weights.origins.sketch, self.weights.origins.declared)

    def report(
        self, report: UUID, given: StatementsPublished, subjects: Sequence[tuple[Statement, Alignments]]
    ) -> "OneReport":
        """Matching for these statements of one report."""
        return OneReport(self, report, _day(given.header.published_at), given.features, subjects)

    def rarity(self, keys: Sequence[int]) -> NDArray[np.float64]:
        """Bits of rarity in the stream. What is common in all news the normalizer has left out."""
        counts = [count or 0 for count in map(self.record.frequencies.get, keys)]
        found: NDArray[np.float64] = rarity_of(np.array(counts, np.float64), self.record.head.origins)
        return found

    def number(self, report: UUID) -> int | None:
        """The number of a report, if it is on record."""
        row = self.record.reports.get(report)
        return None if row is None else _number(row)

    def between(self, a: UUID, b: UUID, least: float) -> ranking.Scored | None:
        """The score between two incidents over the members that stand for them, with the nearest pair."""
        sides = [
            [self.record.statement(one).seq for one in representatives(self.record, of, self._newest)] for of in (a, b)
        ]
        # What was placed in this very decision is not filed yet.
        ours, theirs = ([one for one in side if self.index.holds(one)] for side in sides)
        return ranking.between(self.index, self.weights, self.record.head.active, self.rarity, ours, theirs, least)

    @property
    def _newest(self) -> int:
        return self.weights.candidates.newest_members

    def _file(self, id: UUID, row: StatementRow, report: int, published: date | None) -> None:
        facts = self.drawn.of(row.statement, row.alignment, row.report, published)
        seed = WAITING if row.seed is None else self.record.seed(row.seed).seq
        self.index.file(row.seq, id, report, rows_of([facts]), seed, row.joined)

    def _file_report(self, id: UUID, row: ReportRow) -> None:
        profile = self.profile.of(row.features, _day(row.published_at))
        self.index.file_report(_number(row), id, profile, row.origin == id)


class OneReport:
    """Matching for the statements of one report."""

    def __init__(
        self,
        matcher: RecordMatcher,
        report: UUID,
        published: date | None,
        features: Features,
        subjects: Sequence[tuple[Statement, Alignments]],
    ) -> None:
        self._matcher = matcher
        record = matcher.record
        own = record.reports.get(report)
        subject = {statement.id for statement, _ in subjects}
        kept = [one for one in (own.statements if own else ()) if one not in subject]
        # A statement of this report that counts for nothing is nobody's sibling.
        kept = [one for one in kept if matcher.index.holds(record.statement(one).seq)]
        self._ids = [*(statement.id for statement, _ in subjects), *kept]
        self._place = {id: place for place, id in enumerate(self._ids)}
        self._ranking = ranking.ReportRanking(
            matcher.index,
            matcher.weights,
            record.head.active,
            matcher.number(report),
            matcher.profile.of(features, published),
            matcher.rarity,
            rows_of([matcher.drawn.of(statement, stamped, report, published) for statement, stamped in subjects]),
            [record.statement(one).seq for one in kept],
        )

    def rank(self, subject: Subject, barred: Iterable[UUID] = ()) -> "Compared":
        """Compare a statement with its candidates, leaving out incidents that hold a barred seed."""
        place = self._place.get(subject.statement.id)
        if place is None:
            return self._elsewhere(subject, barred)
        record = self._matcher.record
        siblings = {}
        for sibling in subject.siblings:
            row = record.statements.get(sibling)
            if row is not None and row.counts and row.seed is not None and sibling in self._place:
                siblings[self._place[sibling]] = record.seed(row.seed).seq
        found = self._ranking.rank(place, siblings)
        return Compared(self._matcher, self._ids, found, partial(self._ranking.reasons, place), frozenset(barred))

    def between(self, a: UUID, b: UUID, least: float) -> tuple[float, Evidence] | None:
        """The score between two incidents; None when there is nothing to compare, or it is below `least`."""
        found = self._matcher.between(a, b, least)
        if found is None:
            return None
        bits, threshold = found.bits, self._matcher.weights.thresholds.link
        id = self._matcher.index.id(found.other)
        scored = Scored(_seed(self._matcher.record, id), id, bits, (*found.reasons, _rest(bits - found.nearest)))
        says = sentence(_LEADS["suggested"][1], scored, self._matcher.weights, threshold)
        return bits, evidence("matched", says, [scored], 0, threshold)

    def compared(self) -> Iterator[tuple[int, UUID, Mapping[str, int], float | None]]:
        """See `ReportRanking`."""
        for statement, number, levels, ceiling in self._ranking.compared():
            yield statement, self._matcher.index.id(number), levels, ceiling

    def siblings(self) -> Iterator[tuple[int, int, Mapping[str, int]]]:
        """See `ReportRanking`."""
        return self._ranking.siblings()

    def _elsewhere(self, subject: Subject, barred: Iterable[UUID]) -> "Compared":
        """A statement of another report, which this one's changes made look for a new place."""
        matcher = self._matcher
        row = matcher.record.statement(subject.statement.id)
        held = matcher.record.report(row.report)
        other = OneReport(
            matcher, row.report, _day(held.published_at), held.features, [(subject.statement, subject.alignment)]
        )
        return other.rank(Subject(subject.statement, subject.alignment, held.statements), barred)


class Compared:
    """A statement compared with its candidates, best first, the first lessened by how near the others come."""

    def __init__(
        self,
        matcher: RecordMatcher,
        ids: Sequence[UUID],
        found: ranking.Ranking,
        reasons: Callable[[ranking.Option], tuple[Comparison, ...]],
        barred: frozenset[UUID],
    ) -> None:
        self._matcher = matcher
        self._reasons = reasons
        record, index = matcher.record, matcher.index
        best: dict[UUID, tuple[ranking.Option, UUID, UUID]] = {}
        for option in found.options:
            other = option.other
            statement = ids[-1 - other] if other < 0 else index.id(other)
            row = record.statement(statement)
            if not row.counts or row.seed is None:
                continue
            incident = incident_of(record, row.seed)
            if incident not in barred and incident not in best:
                best[incident] = (option, statement, row.seed)
        self._options = list(best.values())
        self._rivals = ranking.rivals([option for option, _, _ in self._options], index)
        self._crowd = ranking.crowding(self._options[0][0].bits, self._rivals) if self._options else 0.0
        self.options = [
            Ranked(incident, statement, option.bits + (self._crowd if number == 0 else 0.0))
            for number, (incident, (option, statement, _)) in enumerate(best.items())
        ]
        self.waiting = [Waiting(index.id(one.other), one.bits) for one in found.waiting]

    def evidence(self, of: Judgement, chosen: Ranked | None) -> Evidence:
        """Why, as a decision records it."""
        weights, threshold = self._matcher.weights, self._matcher.bar.attach
        number_chosen = self.options.index(chosen) if chosen is not None else None
        # Reasons in full for what was chosen, or nearly was.
        told = number_chosen or 0
        scored = [self._scored(number, number == told) for number in range(len(self.options))]
        shown = scored[number_chosen] if number_chosen is not None else scored[0] if scored else None
        cause, lead = _LEADS[of]
        says = sentence(lead, shown, weights, threshold)
        return evidence(cause, says, scored, number_chosen, threshold)

    def _scored(self, number: int, in_full: bool) -> Scored:
        option, statement, seed = self._options[number]
        ranked = self.options[number]
        reasons: list[Comparison] = []
        if in_full:
            reasons += [*self._reasons(option), _rest(option.bits - option.nearest)]
            if number == 0 and self._crowd:
                level = f"{len(self._rivals)} others"
                reasons.append(Comparison(name="rivals", level=level, bits=round(self._crowd, 2)))
        return Scored(seed, statement, ranked.bits, tuple(reasons))


_LEADS: Mapping[Judgement, tuple[str, str]] = {
    "matched": ("matched", "It joins what is most like it"),
    "answers": ("answers", "It answers a claim of this incident"),
    "opened": ("opened", "It opens an incident"),
    "held": ("held", "It waits for a claim to answer"),
    "about": ("matched", "It looks back on this incident"),
    "suggested": ("matched", "They may be one incident"),
}
"""The cause that is recorded and the words that a sentence begins with, by what the evidence is for."""


def _rest(bits: float) -> Comparison:
    return Comparison(name="incident", level="the other members", bits=round(bits, 2))


def _number(row: ReportRow) -> int:
    """The decision that met the report first: no other report has it."""
    return min(place.n for place in row.places.values())


def _is_candidate(row: StatementRow) -> bool:
    if row.counts:
        return True
    return row.why is SetAsideWhy.UNANSWERED and row.retracted_by is None and row.withdrawn is None


def _seed(record: Record, statement: UUID) -> UUID:
    seed = record.statement(statement).seed
    if seed is None:
        raise KeyError(statement)
    return seed


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
