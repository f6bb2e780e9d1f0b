"""Statements and reports by what they can be found by."""

from collections.abc import Mapping
from heapq import nlargest
from operator import itemgetter
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
        # Filed by small numbers: hashing a UUID costs more than all else that is done with a posting.
        self._numbers: dict[UUID, int] = {}
        self._ids: list[UUID] = []
        self._statements: Postings[int] = Postings(caps.newest)
        self._reports: Postings[int] = Postings(caps.newest)
        self._facts: dict[UUID, Facts] = {}
        self._of_report: dict[int, dict[int, None]] = {}
        self.originals: Sketches[UUID] = Sketches()
        self.compared = 0
        """Statements given for comparison so far."""

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def touched(self) -> int:
        """Postings looked at so far, of statements and of reports."""
        return self._statements.touched + self._reports.touched

    def file(self, facts: Facts) -> None:
        """File a statement, again if its slots changed."""
        number = self._number(facts.id)
        self._facts[facts.id] = facts
        self._of_report.setdefault(self._number(facts.report), {})[number] = None
        self._statements.file(number, keys.held(facts))

    def remove(self, statement: UUID) -> None:
        """A statement is no candidate any more."""
        facts = self._facts.pop(statement, None)
        if facts is not None:
            number = self._number(statement)
            self._statements.remove(number)
            self._of_report[self._number(facts.report)].pop(number)

    def file_report(self, report: UUID, features: Features) -> None:
        """File a report by its words, again if they changed."""
        self._reports.file(self._number(report), keys.of_report(features))

    def facts(self, statement: UUID) -> Facts | None:
        """The facts of a statement that may be a candidate."""
        return self._facts.get(statement)

    def reports_near(self, features: Features) -> Mapping[int, float]:
        """Reports that share words, the nearest few, with the bits of rarity of what they share. For `near`."""
        near = self._reports.near(keys.of_report(features), self._caps.postings)
        return dict(nlargest(_REPORTS_CONSIDERED, near.items(), key=itemgetter(1)))

    def near(self, facts: Facts, reports: Mapping[int, float]) -> list[UUID]:
        """The statements most worth comparing, best first, at most as many as the caps allow; not of its own report."""
        found = dict(self._statements.near(keys.asked(facts), self._caps.postings))
        for report, bits in reports.items():
            for statement in self._of_report.get(report, ()):
                found[statement] = found.get(statement, 0.0) + bits
        for own in self._of_report.get(self._numbers.get(facts.report, -1), ()):
            found.pop(own, None)
        # Of equals the oldest first, by number, so that the order does not depend on how the index was filled.
        best = sorted((-bits, number) for number, bits in found.items())[: self._caps.compared]
        self.compared += len(best)
        return [self._ids[number] for _, number in best]

    def _number(self, id: UUID) -> int:
        number = self._numbers.get(id)
        if number is None:
            number = self._numbers[id] = len(self._ids)
            self._ids.append(id)
        return number
