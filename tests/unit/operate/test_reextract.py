"""Every report is extracted again, once, but those that were erased; what stops in between is gone on with."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from chassis.log import topics
from chassis.log.memory import MemoryLog
from chassis.log.port import Outgoing
from chassis.telemetry.headers import event_headers
from operate.reextracting import Reextracted, reextract_all
from schemas.events import statements
from schemas.events.envelope import unpack
from services.ingest.normalizer.guard import GuardedExtractor
from tests.histories import erasure_of, report, submission_of
from tests.unit.normalizer.test_guard import Obedient


@pytest.fixture(scope="module")
def extractor() -> Iterator[GuardedExtractor]:
    """One that does what texts say."""
    with GuardedExtractor(Obedient, limit_s=0.5) as made:
        yield made


@pytest.fixture
def log() -> MemoryLog:
    made = MemoryLog()
    made.ensure(topics.SPECS)
    return made


def put(log: MemoryLog, *records: Outgoing) -> None:
    with log.appender() as appender:
        appender.append_all(records)


def run(log: MemoryLog, extractor: GuardedExtractor) -> Reextracted:
    return reextract_all(log, extractor, lambda done, of: None)


def published(log: MemoryLog) -> list[UUID]:
    """The reports of which sets were published, in their order."""
    with log.reader(topics.STATEMENTS) as reader:
        found = reader.poll(0.1, 100)
    return [unpack(record.value or b"", statements.TYPES).data.report_id for record in found]


def test_each_report_is_published_once_whatever_else_lies_between(log: MemoryLog, extractor: GuardedExtractor) -> None:
    put(log, submission_of(report("a"), "a"), Outgoing(topics.REPORTS, b"k", b"{}", event_headers("x"), 3))
    put(log, submission_of(report("b"), "b"))

    assert run(log, extractor) == Reextracted(2, [])

    assert published(log) == [report("a").report_id, report("b").report_id]


def test_an_erased_report_is_left_out_though_its_words_still_lie_there(
    log: MemoryLog, extractor: GuardedExtractor
) -> None:
    put(log, submission_of(report("a"), "a"), submission_of(report("b"), "b"), erasure_of(report("a")))

    run(log, extractor)

    assert published(log) == [report("b").report_id]


def test_a_report_that_cannot_be_extracted_stands_as_before_and_is_named(
    log: MemoryLog, extractor: GuardedExtractor
) -> None:
    put(log, submission_of(report("a"), "raise"), submission_of(report("b"), "b"))

    done = run(log, extractor)

    assert published(log) == [report("b").report_id]
    assert (done.published, len(done.failed)) == (1, 1)
    assert done.failed[0].startswith("reports/3 at 0: ")


def test_started_again_it_goes_on_behind_what_was_done(log: MemoryLog, extractor: GuardedExtractor) -> None:
    put(log, submission_of(report("a"), "a"))
    run(log, extractor)
    put(log, submission_of(report("b"), "b"))

    assert run(log, extractor).published == 1

    assert published(log) == [report("a").report_id, report("b").report_id]
