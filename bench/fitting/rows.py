"""Pairs to estimate weights from: what the candidate index hands over while the real code decides on labelled files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.fitting.solve import Problem
from bench.quality.pipeline import DecidingBy
from reference import Reference
from schemas.events.decisions import Alignments
from schemas.events.statements import StatementsPublished
from schemas.statement import Statement
from services.dedup.incidents.record import Record
from services.dedup.matching import slots
from services.dedup.matching.weights import Prior, Weights
from services.dedup.writer.matcher import OneReport, RecordMatcher

__all__ = ["Collecting", "Pairs"]


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs of statements. `ceiling` is what prior and words come to where they are held down, else NaN;
    `incident` is that of the newer statement."""

    levels: Mapping[str, NDArray[np.int8]]
    one: NDArray[np.bool_]
    active: NDArray[np.int64]
    ceiling: NDArray[np.float64]
    incident: Sequence[str]

    def count(self, name: str, level: int, one: bool) -> int:
        """How many pairs hold a level, of those that are of one incident or of those that are not."""
        held = self.levels.get(name)
        return 0 if held is None else int(((held == level) & (self.one == one)).sum())

    def where(self, kept: NDArray[np.bool_]) -> "Pairs":
        """Some of the pairs."""
        levels = {name: held[kept] for name, held in self.levels.items()}
        incident = [one for one, keep in zip(self.incident, kept.tolist(), strict=True) if keep]
        return Pairs(levels, self.one[kept], self.active[kept], self.ceiling[kept], incident)

    def problem(self, prior: Prior) -> Problem:
        """As something to solve: with the density of the stream known; and where prior and words are held down, nothing
        left to estimate but the slots."""
        held = ~np.isnan(self.ceiling)
        density = prior.per_doubling * np.log2(np.maximum(self.active, prior.least_reports) / prior.reports)
        return Problem(
            levels={
                name: found if name in slots.LEVELS else np.where(held, np.int8(-1), found)
                for name, found in self.levels.items()
            },
            one=self.one,
            offset=np.where(held, self.ceiling, density),
            prior=~held,
        )


class _Noting(RecordMatcher):
    """The matcher of the writer, which notes what it compares."""

    def __init__(self, record: Record, weights: Weights) -> None:
        super().__init__(record, weights)
        self.noted: list[tuple[int, list[UUID], OneReport]] = []

    def report(
        self, report: UUID, given: StatementsPublished, subjects: Sequence[tuple[Statement, Alignments]]
    ) -> OneReport:
        """See `RecordMatcher`."""
        one = super().report(report, given, subjects)
        self.noted.append((self.record.head.active, [statement.id for statement, _ in subjects], one))
        return one


class Collecting(DecidingBy[_Noting]):
    """Decides on inputs as the writer does, and keeps the labelled pairs that were compared."""

    def __init__(self, weights: Weights, reference: Reference) -> None:
        super().__init__([weights], reference, _Noting)
        self._labels: dict[UUID, str] = {}
        self._rows: list[dict[str, Any]] = []
        self._siblings: list[dict[str, Any]] = []

    def label(self, labels: Mapping[UUID, str]) -> None:
        """The incidents of the statements decided on last: keep the pairs of which both are labelled."""
        self._labels |= labels
        (matcher,) = self.matchers
        for active, ids, one in matcher.noted:
            for statement, candidate, levels, ceiling in one.compared():
                self._note(self._rows, active, ids[statement], candidate, levels, ceiling)
            for statement, sibling, levels in one.siblings():
                self._note(self._siblings, active, ids[statement], ids[sibling], levels, 0.0)
        matcher.noted.clear()

    def pairs(self) -> Pairs:
        """All pairs of two reports that were kept."""
        return _together(self._rows)

    def siblings(self) -> Pairs:
        """All pairs of one report that were kept."""
        return _together(self._siblings)

    def _note(
        self,
        rows: list[dict[str, Any]],
        active: int,
        a: UUID,
        b: UUID,
        levels: Mapping[str, int],
        ceiling: float | None,
    ) -> None:
        ours, theirs = self._labels.get(a), self._labels.get(b)
        if ours is not None and theirs is not None:
            row = {"one": ours == theirs, "active": active, "ceiling": ceiling, "incident": ours}
            rows.append(row | {"levels": levels})


def _together(rows: Sequence[Mapping[str, Any]]) -> Pairs:
    names = dict.fromkeys(name for row in rows for name in row["levels"])
    return Pairs(
        levels={name: np.array([row["levels"].get(name, -1) for row in rows], np.int8) for name in names},
        one=np.array([row["one"] for row in rows], np.bool_),
        active=np.array([row["active"] for row in rows], np.int64),
        ceiling=np.array([np.nan if row["ceiling"] is None else row["ceiling"] for row in rows]),
        incident=[row["incident"] for row in rows],
    )
