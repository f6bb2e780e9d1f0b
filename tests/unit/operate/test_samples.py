"""The sample dossier is what it says: posted by known sources, two sides, a copy, a correction, another theatre."""

from collections import Counter
from datetime import UTC, datetime

from operate.access import DESK, PEOPLE
from operate.samples import sample_reports, sample_sources
from schemas.vocabulary import Scope, SourceKind
from services.ingest.api.coded import Known
from services.ingest.api.submission import submission

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_every_report_passes_the_edge_as_it_is() -> None:
    for report in sample_reports():
        submission(report.body, NOW, known=Known(lambda _: False, lambda _: False))


def test_every_report_comes_from_a_source_of_the_dossier() -> None:
    sources = {source.id for source in sample_sources()}

    assert {report.source for report in sample_reports()} < sources
    assert DESK in sources


def test_two_ministries_and_an_observer_speak() -> None:
    kinds = Counter(source.kind for source in sample_sources())

    assert kinds[SourceKind.PRESS_OFFICE] == 2
    assert kinds[SourceKind.OBSERVER] == 1


def test_one_report_is_a_correction_and_one_text_a_copy() -> None:
    reports = list(sample_reports())
    ids = Counter((report.source, report.body.get("external_id") or report.body["url"]) for report in reports)
    texts = [report.body["text"] for report in reports]

    assert [count for count in ids.values() if count > 1] == [2]
    assert [text for text in texts if any(other != text and other.endswith(text) for other in texts)]


def test_there_is_a_key_for_every_scope_that_people_need() -> None:
    assert {Scope(scope) for scope in PEOPLE} == {Scope.INGEST, Scope.READ, Scope.REVIEW, Scope.OPERATE}
