"""Filing: what was filed is found as it is now, and what it was takes no room for long."""

from datetime import date
from uuid import UUID

from schemas.features import Features
from services.dedup.matching.index import Index
from services.dedup.matching.profile import profile_of, sketch_in
from services.dedup.matching.weights import load

REPORTS = range(4)
ROOM = 1 << 17


def test_reports_whose_words_grow_leave_no_holes_for_long() -> None:
    index = Index(load().candidates)
    for size in range(1000, 10_000, 1000):
        for report in REPORTS:
            words = Features(sketch=tuple(range(report, report + size)))
            index.file_report(report, UUID(int=report), profile_of(words, date.min), True)

    assert len(index.words) < ROOM
    for report in REPORTS:
        assert sketch_in(index.profile(report)).tolist() == list(range(report, report + 9000))
