"""What deciding asks of matching. The two rooms do not know each other: the writer hands one to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol
from uuid import UUID

from schemas.events.decisions import Alignments
from schemas.events.evidence import Evidence
from schemas.events.statements import StatementsPublished
from schemas.statement import Statement
from services.dedup.incidents.origins import Resemblances

__all__ = ["Bar", "Judgement", "Matcher", "Ranked", "Ranking", "ReportMatcher", "Subject", "Waiting"]


Judgement = Literal["matched", "answers", "opened", "held", "about", "suggested"]
"""What evidence is for: joining, answering, opening, waiting, looking back on an incident, suggesting a link."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Bits that are needed: to attach; to suggest; to count as a rival of the best; to bridge; and between incidents
    to link and to suggest a link."""

    attach: float
    suggest: float
    rival: float
    bridge: float
    link: float
    suggest_link: float


class Subject(NamedTuple):
    """A statement to be placed, and those of its report that were placed before it."""

    statement: Statement
    alignment: Alignments
    siblings: Sequence[UUID] = ()


class Ranked(NamedTuple):
    """An incident a statement may belong to, its nearest statement there, and the score in bits."""

    incident: UUID
    statement: UUID
    bits: float


class Waiting(NamedTuple):
    """A reaction that found no claim yet, and the bits between it and the statement that was ranked."""

    statement: UUID
    bits: float


class Ranking(Protocol):
    """A statement compared with its candidates."""

    @property
    def options(self) -> Sequence[Ranked]:
        """Incidents, best first; the first one's bits already lessened by how near the others come."""

    @property
    def waiting(self) -> Sequence[Waiting]:
        """Reactions that found no claim yet."""

    def evidence(self, of: Judgement, chosen: Ranked | None) -> Evidence:
        """Why, as a decision records it."""


class ReportMatcher(Protocol):
    """Matching for the statements of one report."""

    def rank(self, subject: Subject, barred: Iterable[UUID] = ()) -> Ranking:
        """Compare a statement with its candidates, leaving out incidents that hold a barred seed."""

    def between(self, a: UUID, b: UUID, least: float) -> tuple[float, Evidence] | None:
        """The score between two incidents; None when there is nothing to compare, or it is below `least`."""


class Matcher(Protocol):
    """Matching, over the record as it stands."""

    @property
    def bar(self) -> Bar:
        """What is needed for what."""

    def copies(self, given: StatementsPublished) -> Resemblances:
        """Known original texts that resemble this one so far that it may be a copy."""

    def report(
        self, report: UUID, given: StatementsPublished, subjects: Sequence[tuple[Statement, Alignments]]
    ) -> ReportMatcher:
        """Matching for statements of one report, those that may have to be placed, with whom their actors stand."""
