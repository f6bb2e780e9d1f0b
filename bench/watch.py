"""A watch between deciding and matching: both are called by turns, and what each takes is to be told apart."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import ParamSpec, TypeVar
from uuid import UUID

from schemas.events.decisions import Alignments
from schemas.events.evidence import Evidence
from schemas.events.statements import StatementsPublished
from schemas.statement import Statement
from services.dedup.incidents.matcher import Bar, Judgement, Matcher, Ranked, Ranking, ReportMatcher, Subject, Waiting
from services.dedup.incidents.origins import Resemblances

__all__ = ["Watch"]

P = ParamSpec("P")
T = TypeVar("T")


class Watch:
    """`seconds` of this process's processor that matching took, since it was last put over a matcher."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def over(self, matcher: Matcher) -> Iterator[Matcher]:
        """The same matcher, watched."""
        self.seconds = 0.0
        yield _Watched(matcher, self)

    def timed(self, call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """The call's answer."""
        began = time.process_time()
        try:
            return call(*given, **named)
        finally:
            self.seconds += time.process_time() - began


class _Watched:
    def __init__(self, matcher: Matcher, watch: Watch) -> None:
        self._matcher, self._watch = matcher, watch

    @property
    def bar(self) -> Bar:
        return self._matcher.bar

    def copies(self, given: StatementsPublished) -> Resemblances:
        return self._watch.timed(self._matcher.copies, given)

    def report(
        self, report: UUID, given: StatementsPublished, subjects: Sequence[tuple[Statement, Alignments]]
    ) -> ReportMatcher:
        return _WatchedReport(self._watch.timed(self._matcher.report, report, given, subjects), self._watch)


class _WatchedReport:
    def __init__(self, matcher: ReportMatcher, watch: Watch) -> None:
        self._matcher, self._watch = matcher, watch

    def rank(self, subject: Subject, barred: Iterable[UUID] = ()) -> Ranking:
        return _WatchedRanking(self._watch.timed(self._matcher.rank, subject, barred), self._watch)

    def between(self, a: UUID, b: UUID, least: float) -> tuple[float, Evidence] | None:
        return self._watch.timed(self._matcher.between, a, b, least)


class _WatchedRanking:
    def __init__(self, ranking: Ranking, watch: Watch) -> None:
        self._ranking, self._watch = ranking, watch

    @property
    def options(self) -> Sequence[Ranked]:
        return self._ranking.options

    @property
    def waiting(self) -> Sequence[Waiting]:
        return self._ranking.waiting

    def evidence(self, of: Judgement, chosen: Ranked | None) -> Evidence:
        return self._watch.timed(self._ranking.evidence, of, chosen)
