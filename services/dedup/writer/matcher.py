"""Where the two pure rooms meet: matching sees the record, deciding sees matching, neither knows the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, cached_property, partial
from itertools import islice
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.decisions import Alignments, Decision, SetAsideWhy
from schemas.events.evidence import Evidence
from schemas.events.statements import StatementsPublished
from schemas.features import Features
from schemas.statement import Statement
from services.dedup.incidents.links import representatives
from services.dedup.incidents.matcher import Bar, Subject
from services.dedup.incidents.origins import Likeness, Resemblances
from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import ReportRow, StatementRow
from services.dedup.matching import rank as ranking
from services.dedup.matching.facts import Drawn, rows_of
from services.dedup.matching.filing import Filing
from services.dedup.matching.index import WAITING, Index
from services.dedup.matching.profile import DrawnProfile, Profile, features_of, rarity_of, sketch_in
from services.dedup.matching.readiness import compile_all
from services.dedup.matching.weights import Weights
from services.dedup.matching.wording import Scored, evidence, sentence
from services.dedup.writer.compared import LEADS, Compared, rest
from services.dedup.writer.homes import Homes
from services.dedup.writer.touched import touched

__all__ = ["RecordMatcher"]

_FILED_TOGETHER = 1000


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
        candidates = (row for _, row in self.record.statements.items() if _is_candidate(row))
        while some := list(islice(candidates, _FILED_TOGETHER)):
            self._file([(row, *days[row.report]) for row in some])

    def follow(self, decision: Decision) -> None:
        """Bring the index up to date after a decision was folded."""
        candidates = []
        reports: dict[int, tuple[int, date | None]] = {}
        for statement in touched(decision):
            row = self.record.statement(statement)
            if not _is_candidate(row):
                self.index.remove(row.seq)
                continue
            made_by = reports.get(row.report.int)
            if made_by is None:
                held = self.record.report(row.report)
                made_by = reports[row.report.int] = _number(held), _day(held.published_at)
            candidates.append((row, *made_by))
        if candidates:
            self._file(candidates)
        if decision.report is not None and (own := self.record.reports.get(decision.report.report_id)) is not None:
            self._file_report(decision.report.report_id, own)

    def copies(self, given: StatementsPublished) -> Resemblances:
        """Known original texts that resemble this one so far that it may be a copy."""
        origins = self.weights.origins
        sketch = sketch_in(self.profile.of(given.features, _day(given.header.published_at)))
        found = self.index.copies(sketch, min(origins.sketch, origins.declared))
        return Resemblances(tuple([Likeness(*one) for one in found]), origins.sketch, origins.declared)

    def report(
        self, report: UUID, given: StatementsPublished, subjects: Sequence[tuple[Statement, Alignments]]
    ) -> "OneReport":
        """Matching for these statements of one report."""
        return OneReport(self, report, _day(given.header.published_at), given.features, subjects)

    def rarity(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """Bits of rarity in the stream. What is common in all news the normalizer has left out."""
        found: NDArray[np.float64] = rarity_of(self.record.frequencies.of(keys), self.record.head.origins)
        return found

    def weighed(self, report: int) -> tuple[Profile, NDArray[np.float64]]:
        """The words of a report on record, by its number, and how rare each is now."""
        profile = self.index.profile(report)
        return profile, self.rarity(features_of(profile))

    def between(self, a: UUID, b: UUID, weighed: ranking.Weighed, least: float) -> ranking.Scored | None:
        """The score between two incidents over the members that stand for them, with the nearest pair."""
        sides = [
            [self.record.statement(one).seq for one in representatives(self.record, of, self._newest)] for of in (a, b)
        ]
        # What was placed in this very decision is not filed yet.
        ours, theirs = ([one for one in side if self.index.holds(one)] for side in sides)
        return ranking.between(self.index, self.weights, self.record.head.active, weighed, ours, theirs, least)

    @property
    def _newest(self) -> int:
        return self.weights.candidates.newest_members

    def _file(self, candidates: Sequence[tuple[StatementRow, int, date | None]]) -> None:
        """Each with its report's number and day."""
        filings, facts = [], []
        for row, report, published in candidates:
            seed = WAITING if row.seed is None else self.record.seed(row.seed).seq
            filings.append(Filing(row.seq, report, seed, row.joined))
            facts.append(self.drawn.of(row.statement, row.alignment, row.report, published))
        self.index.file(filings, rows_of(facts))

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
        self._ids = [statement.id for statement, _ in subjects]
        # Hashing a `UUID` runs in Python and costs more than the look-up.
        self._place = {id.int: place for place, id in enumerate(self._ids)}
        kept = [record.statement(one) for one in (own.statements if own else ()) if one.int not in self._place]
        # A statement of this report that counts for nothing is nobody's sibling.
        kept = [row for row in kept if matcher.index.holds(row.seq)]
        for row in kept:
            self._place[row.statement.id.int] = len(self._ids)
            self._ids.append(row.statement.id)
        self._homes = Homes(record, self._ids)
        self._weighed = cache(matcher.weighed)
        self._rank_all = partial(
            ranking.ReportRanking,
            matcher.index,
            matcher.weights,
            record.head.active,
            None if own is None else _number(own),
            matcher.profile.of(features, published),
            matcher.rarity,
            rows_of([matcher.drawn.of(statement, stamped, report, published) for statement, stamped in subjects]),
            [row.seq for row in kept],
        )

    @cached_property
    def _ranking(self) -> ranking.ReportRanking:
        """Made when it is first asked for: what a copy or an answer says is placed without."""
        return self._rank_all()

    def rank(self, subject: Subject, barred: Iterable[UUID] = ()) -> Compared:
        """Compare a statement with its candidates, leaving out incidents that hold a barred seed."""
        place = self._place.get(subject.statement.id.int)
        if place is None:
            return self._elsewhere(subject, barred)
        record = self._matcher.record
        siblings = {}
        for sibling in subject.siblings:
            beside = self._place.get(sibling.int)
            row = record.statements.get(sibling) if beside is not None else None
            if row is not None and beside is not None and row.seed is not None and row.counts:
                siblings[beside] = record.seed(row.seed).seq
        found = self._ranking.rank(place, siblings)
        matcher = self._matcher
        return Compared(self._homes, matcher.index, matcher.bar.attach, found, self._ranking.reasons, frozenset(barred))

    def between(self, a: UUID, b: UUID, least: float) -> tuple[float, Evidence] | None:
        """The score between two incidents; None when there is nothing to compare, or it is below `least`."""
        found = self._matcher.between(a, b, self._weighed, least)
        if found is None:
            return None
        bits, threshold = found.bits, self._matcher.weights.thresholds.link
        id = self._matcher.index.id(found.other)
        scored = Scored(_seed(self._matcher.record, id), id, bits, [*found.reasons, rest(bits - found.nearest)])
        says = sentence(LEADS["suggested"][1], scored, threshold)
        return bits, evidence("matched", says, scored, (), (), threshold)

    def compared(self) -> Iterator[tuple[int, UUID, Mapping[str, int], float | None]]:
        """See `ReportRanking`."""
        for statement, number, levels, ceiling in self._ranking.compared():
            yield statement, self._matcher.index.id(number), levels, ceiling

    def siblings(self) -> Iterator[tuple[int, int, Mapping[str, int]]]:
        """See `ReportRanking`."""
        return self._ranking.siblings()

    def _elsewhere(self, subject: Subject, barred: Iterable[UUID]) -> Compared:
        """A statement of another report, which this one's changes made look for a new place."""
        matcher = self._matcher
        row = matcher.record.statement(subject.statement.id)
        held = matcher.record.report(row.report)
        other = OneReport(
            matcher, row.report, _day(held.published_at), held.features, [(subject.statement, subject.alignment)]
        )
        return other.rank(Subject(subject.statement, subject.alignment, held.statements), barred)


def _number(row: ReportRow) -> int:
    """The decision that met the report first: no other report has it."""
    return min([place.n for place in row.places.values()])


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
