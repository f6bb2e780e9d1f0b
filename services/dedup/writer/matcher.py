"""Where the two pure rooms meet: matching sees the record, deciding sees matching, neither knows the other."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from schemas.events.decisions import Decision, SetAsideWhy
from schemas.events.evidence import Comparison, Evidence
from schemas.events.statements import StatementsPublished
from schemas.features import Features
from services.dedup.incidents.links import incident_of, representatives, standing_for
from services.dedup.incidents.matcher import Bar, Judgement, Ranked, Subject, Waiting
from services.dedup.incidents.origins import Likeness, Resemblances
from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import StatementRow
from services.dedup.incidents.stream import feature_key
from services.dedup.matching import rank as ranking
from services.dedup.matching.copies import resemblance
from services.dedup.matching.facts import Facts, facts_of
from services.dedup.matching.index import Index
from services.dedup.matching.profile import Profile, profile_of, rarity_of
from services.dedup.matching.score import crowding
from services.dedup.matching.weights import Weights
from services.dedup.matching.wording import Scored, evidence, sentence
from services.dedup.writer.touched import touched

__all__ = ["RecordMatcher"]

_PROFILES_KEPT = 20_000
_FACTS_KEPT = 100_000
"""Each keeps its row alive, which is many times its size."""


class RecordMatcher:
    """Matching over a record. `follow` keeps its candidate index in step with what is folded."""

    def __init__(self, record: Record, weights: Weights) -> None:
        self.weights = weights
        self.index = Index(weights.candidates)
        bar = weights.thresholds
        self.bar = Bar(bar.attach, bar.suggest, bar.rival, bar.bridge, bar.link, bar.suggest_link)
        self._record = record
        self._facts: dict[int, tuple[StatementRow, Facts]] = {}
        self._profiles: dict[UUID, Profile] = {}

    def fill(self) -> None:
        """File all that is on record, in the order it came. For the start of a process."""
        rows = sorted(self._record.statements.items(), key=lambda item: item[1].seq)
        for id, _ in rows:
            self._sync(id)
        reports = dict.fromkeys(row.report for _, row in rows)
        for report in reports:
            self._sync_report(report)
        for report, held in self._record.reports.items():
            if report not in reports and held.origin == report:
                self.index.originals.add(report, held.features.sketch)

    def follow(self, decision: Decision) -> None:
        """Bring the index up to date after a decision was folded."""
        for statement in touched(decision):
            self._sync(statement)
        if decision.report is not None:
            self._profiles.pop(decision.report.report_id, None)
            self._sync_report(decision.report.report_id)

    def copies(self, features: Features) -> Resemblances:
        """Known original texts that resemble this one."""
        found = []
        for report in self.index.originals.alike(features.sketch):
            row = self._record.reports.get(report)
            if row is not None:
                found.append(Likeness(report, resemblance(features.sketch, row.features.sketch)))
        return Resemblances(tuple(found), self.weights.origins.sketch, self.weights.origins.declared)

    def report(self, report: UUID, given: StatementsPublished) -> "OneReport":
        """Matching for one report's statements."""
        return OneReport(self, report, given)

    def candidate(self, statement: UUID) -> tuple[Facts, UUID | None] | None:
        """A statement that counts, with its seed, or a reaction that waits, without one."""
        row = self._record.statements.get(statement)
        if row is None or not _is_candidate(row):
            return None
        known = self._facts.get(row.seq)
        if known is None or known[0] is not row:
            held = self._record.report(row.report)
            facts = facts_of(row.statement, row.alignment, row.report, _day(held.published_at))
            if len(self._facts) >= _FACTS_KEPT:
                for old in list(islice(self._facts, _FACTS_KEPT // 2)):
                    del self._facts[old]
            self._facts[row.seq] = known = (row, facts)
        return known[1], row.seed

    def profile(self, report: UUID) -> Profile | None:
        """The words of a report, with the rarities of when they were first looked at."""
        profile = self._profiles.get(report)
        if profile is None:
            row = self._record.reports.get(report)
            if row is None:
                return None
            profile = profile_of(row.features, _day(row.published_at), self.rarity)
            if len(self._profiles) >= _PROFILES_KEPT:
                self._profiles.clear()
            self._profiles[report] = profile
        return profile

    def incident(self, seed: UUID) -> UUID:
        """The incident that a seed belongs to."""
        return incident_of(self._record, seed)

    def representatives(self, incident: UUID) -> Sequence[UUID]:
        """The members that stand for an incident."""
        return representatives(self._record, incident, self.weights.candidates.newest_members)

    def of_seed(self, seed: UUID) -> Sequence[UUID]:
        """The members that stand for one seed."""
        return standing_for(self._record, (seed,), self.weights.candidates.newest_members)

    def active(self) -> int:
        """How many reports have statements that count."""
        return self._record.head.active

    def rarity(self, kind: str, hash: int) -> float:
        """Bits of rarity of a feature in the stream. What is common in all news the normalizer has left out."""
        count = self._record.frequencies.get(feature_key(kind, hash)) or 0
        return rarity_of(count, self._record.head.origins)

    def seed(self, statement: UUID) -> UUID:
        """The seed of a placed statement."""
        seed = self._record.statement(statement).seed
        if seed is None:
            raise KeyError(statement)
        return seed

    def _sync(self, statement: UUID) -> None:
        held = self.candidate(statement)
        if held is None:
            self.index.remove(statement)
            self._facts.pop(self._record.statement(statement).seq, None)
        elif self.index.facts(statement) is not held[0]:
            self.index.file(held[0])

    def _sync_report(self, report: UUID) -> None:
        row = self._record.reports.get(report)
        if row is None:
            return
        self.index.file_report(report, row.features)
        if row.origin == report:
            self.index.originals.add(report, row.features.sketch)


class OneReport:
    """Matching for the statements of one report."""

    def __init__(self, matcher: RecordMatcher, report: UUID, given: StatementsPublished) -> None:
        self._matcher = matcher
        self._report = report
        self._published = _day(given.header.published_at)
        self._side = ranking.ReportSide(
            report,
            given.features,
            profile_of(given.features, self._published, matcher.rarity),
            matcher.index,
            matcher,
            matcher.rarity,
            matcher.weights,
        )

    def rank(self, subject: Subject, barred: Iterable[UUID] = ()) -> "Compared":
        """Compare a statement with its candidates, leaving out incidents that hold a barred seed."""
        matcher = self._matcher
        facts = facts_of(subject.statement, subject.alignment, self._report, self._published)
        found = ranking.rank(facts, subject.siblings, self._side, matcher.index, matcher, matcher.weights)
        out = frozenset(barred)
        options = [option for option in found.options if option.incident not in out]
        return Compared(matcher, options, [Waiting(one.other.id, one.bits) for one in found.waiting])

    def between(self, a: UUID, b: UUID) -> tuple[float, Evidence] | None:
        """The score between two incidents; None when there is nothing to compare."""
        matcher = self._matcher
        found = ranking.between(a, b, matcher, matcher.rarity, matcher.weights)
        if found is None:
            return None
        best, bits = found
        reasons = (*best.comparisons(matcher.weights), _rest(bits - best.bits))
        scored = Scored(matcher.seed(best.other.id), best.other.id, bits, reasons)
        threshold = matcher.weights.thresholds.link
        says = sentence(_LEADS["suggested"][1], scored, matcher.weights, threshold)
        return bits, evidence("matched", says, [scored], 0, threshold)


class Compared:
    """A statement compared with its candidates, best first, the first lessened by how near the others come."""

    def __init__(self, matcher: RecordMatcher, options: list[ranking.Option], waiting: list[Waiting]) -> None:
        self._matcher = matcher
        self._options = options
        crowd = crowding(options[0].bits, [one.bits for one in options[1:]]) if options else 0.0
        self._crowd = crowd
        self.waiting = waiting
        self.options = [
            Ranked(one.incident, one.best.other.id, one.bits + (crowd if number == 0 else 0.0))
            for number, one in enumerate(options)
        ]

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
        ranked, option = self.options[number], self._options[number]
        reasons: list[Comparison] = []
        if in_full:
            reasons += [*option.best.comparisons(self._matcher.weights), _rest(option.bits - option.best.bits)]
            if number == 0 and self._crowd:
                rivals = len(self._options) - 1
                reasons.append(Comparison(name="rivals", level=f"{rivals} others", bits=round(self._crowd, 2)))
        return Scored(self._matcher.seed(ranked.statement), ranked.statement, ranked.bits, tuple(reasons))


_LEADS = {
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


def _is_candidate(row: StatementRow) -> bool:
    if row.counts:
        return True
    return row.why is SetAsideWhy.UNANSWERED and row.retracted_by is None and row.withdrawn is None


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
