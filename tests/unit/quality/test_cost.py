"""What extraction costs is told beside a bare parse of the same reports, neither of them always first."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bench.quality.cost import WARM, by_turns
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document

TIMED = 4


def _report(number: int) -> Document:
    outlet = Actor(name="Gazette", kind=ActorKind.MEDIA)
    day = datetime(2026, 5, 4, tzinfo=UTC)
    return Document(UUID(int=number), None, "x" * 100, "en", day, outlet, SourceKind.OUTLET)


def test_each_report_is_timed_with_both_and_the_first_few_with_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    settled = 0

    def settle() -> None:
        nonlocal settled
        settled += 1

    monkeypatch.setattr("bench.quality.cost.settle", settle)
    now, order, steps = 0.0, [], 0

    def takes(name: str, seconds: float) -> Callable[[Document], None]:
        def run(report: Document) -> None:
            nonlocal now
            now += seconds if report.report_id.int >= WARM else 1000.0
            order.append(name)

        return run

    def step() -> None:
        nonlocal steps
        steps += 1

    reports = [_report(number) for number in range(WARM + TIMED)]
    cost = by_turns(reports, takes("ours", 3.0), takes("bare", 2.0), step, clock=lambda: now)
    assert (cost.reports, cost.characters, steps) == (TIMED, 100 * TIMED, WARM + TIMED)
    assert (cost.ours, cost.bare) == pytest.approx((3.0 * TIMED, 2.0 * TIMED))
    assert order[:4] == ["bare", "ours", "ours", "bare"]
    assert "1.50 times" in str(cost)
    assert settled == 1
