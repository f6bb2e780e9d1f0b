"""Filing: what was filed is found as it is now, and what it was takes no room for long."""

from datetime import date
from uuid import UUID

from schemas.events.decisions import Alignments
from schemas.features import Features
from services.dedup.matching.facts import facts_of, rows_of
from services.dedup.matching.filing import Filing
from services.dedup.matching.index import Index
from services.dedup.matching.profile import profile_of, sketch_in
from services.dedup.matching.weights import load
from tests.unit.incidents.desk import ministry, says

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


def test_a_report_that_nothing_is_filed_under_yet_is_compared_with_all_others() -> None:
    """It has its number before anything is filed: there is no row of it to be looked at."""
    index, profile = Index(load().candidates), profile_of(Features(), date.min)
    facts = rows_of([facts_of(says(ministry("AM")), Alignments(), UUID(int=1), date.min)])
    index.file([Filing(7, 1, 1, 1)], facts)

    for report in (None, 2, len(index.made) + 100_000):
        asked, candidates = index.near(facts, profile, report)
        assert candidates["number"][asked[asked >= 0]].tolist() == [7]

    asked, candidates = index.near(facts, profile, 1)
    assert not (asked >= 0).any()
    assert not len(candidates)
