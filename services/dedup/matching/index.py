"""Statements and reports by what they can be found by."""

from collections.abc import Mapping
from uuid import UUID

from schemas.features import Features
from services.dedup.matching import keys
from services.dedup.matching.candidates import Postings
from services.dedup.matching.copies import Sketches
from services.dedup.matching.facts import Facts
from services.dedup.matching.weights import Candidates

__all__ = ["Index"]

_REPORTS_CONSIDERED = 20


class Index:
    """Every statement that may be a candidate, placed or waiting, and every report with words to compare."""

    def __init__(self, caps: Candidates) -> None:
        self._caps = caps
        self._statements: Postings[UUID] = Postings(caps.newest)
        self._reports: Postings[UUID] = Postings(caps.newest)
        self._facts: dict[UUID, Facts] = {}
        self._of_report: dict[UUID, dict[UUID, None]] = {}
        self.originals: Sketches[UUID] = Sketches()

    def __len__(self) -> int:
        return len(self._facts)

    def file(self, facts: Facts) -> None:
        """File a statement, again if its slots changed."""
        self._facts[facts.id] = facts
        self._of_report.setdefault(facts.report, {})[facts.id] = None
        self._statements.file(facts.id, keys.held(facts))

    def remove(self, statement: UUID) -> None:
        """A statement is no candidate any more."""
        facts = self._facts.pop(statement, None)
        if facts is not None:
            self._statements.remove(statement)
            self._of_report[facts.report].pop(statement)

    def file_report(self, report: UUID, features: Features) -> None:
        """File a report by its words, again if they changed."""
        self._reports.file(report, keys.of_report(features))

    def facts(self, statement: UUID) -> Facts | None:
        """The facts of a statement that may be a candidate."""
        return self._facts.get(statement)

    def reports_near(self, features: Features) -> Mapping[UUID, float]:
        """Reports that share words, the nearest few, with the bits of rarity of what they share."""
        near = self._reports.near(keys.of_report(features), self._caps.postings)
        nearest = sorted(near.items(), key=lambda item: -item[1])[:_REPORTS_CONSIDERED]
        return dict(nearest)

    def near(self, facts: Facts, reports: Mapping[UUID, float]) -> list[UUID]:
        """The statements most worth comparing, best first, at most as many as the caps allow; not of its own report."""
        found = dict(self._statements.near(keys.asked(facts), self._caps.postings))
        for report, bits in reports.items():
            for statement in self._of_report.get(report, ()):
                found[statement] = found.get(statement, 0.0) + bits
        for own in self._of_report.get(facts.report, ()):
            found.pop(own, None)
        best = sorted(found.items(), key=lambda item: -item[1])[: self._caps.compared]
        return [statement for statement, _ in best]
