"""What the normalizer appends for each record of `reports`, and when it commits."""

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from chassis.errors import Fatal
from chassis.log import topics
from chassis.log.memory import MemoryLog
from chassis.log.port import LogRecord, Outgoing
from chassis.telemetry.headers import event_headers, event_type
from schemas import generate
from schemas.events.envelope import Envelope, pack, unpack
from schemas.events.reports import ReportSubmitted
from schemas.events.statements import EmptyReason, StatementsPublished
from services.ingest.extraction import Document, Extraction
from services.ingest.normalizer.guard import Failure, GuardedExtractor
from services.ingest.normalizer.worker import GROUP, Normalizer
from tests.unit.normalizer.test_guard import Obedient

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOLDEN = generate.GENERATED.parent / "golden" / "reports"


@pytest.fixture(scope="module")
def extractor() -> Iterator[GuardedExtractor]:
    with GuardedExtractor(Obedient, limit_s=0.5) as made:
        yield made


@pytest.fixture
def log() -> MemoryLog:
    made = MemoryLog()
    made.ensure(topics.SPECS)
    return made


@pytest.fixture
def normalizer(log: MemoryLog, extractor: GuardedExtractor) -> Normalizer:
    made = Normalizer(log, lambda: extractor, lambda: NOW, limit_s=0.5)
    made.start()
    return made


def _same(now: datetime) -> datetime:
    return now


def _golden(name: str, case: str) -> bytes:
    return (GOLDEN / name / "v1" / f"{case}.json").read_bytes()


def _post(log: MemoryLog, value: bytes | None, kind: str = "report.submitted") -> None:
    with log.appender() as appender:
        appender.append_all([Outgoing(topics.REPORTS, b"r/s", value, event_headers(kind), partition=7)])


def _saying(text: str) -> bytes:
    event: Envelope[ReportSubmitted] = unpack(_golden("report.submitted", "wire"), generate.TOPICS["reports"])
    fields = event.data.fields.model_copy(update={"text": text})
    return pack(event.model_copy(update={"data": event.data.model_copy(update={"fields": fields})}))


def _read(log: MemoryLog, topic: str) -> list[tuple[LogRecord, Envelope[Any]]]:
    with log.reader(topic) as reader:
        records = reader.poll(timeout_s=0.1, limit=100)
    return [(record, unpack(record.value or b"", generate.TOPICS[topic])) for record in records]


def test_a_revision_becomes_its_set_with_the_header_and_the_place_it_came_from(
    log: MemoryLog, normalizer: Normalizer
) -> None:
    _post(log, _saying("a"))
    normalizer.step()

    [(record, event)] = _read(log, topics.STATEMENTS)
    posted = unpack(_saying("a"), generate.TOPICS["reports"]).data
    assert isinstance(event.data, StatementsPublished)
    assert event_type(record.headers) == "statements.published"
    assert (event.data.revision, event.data.aliases) == (posted.revision, posted.aliases)
    assert event.data.position.model_dump() == {"topic": "reports", "partition": 7, "offset": 0}
    assert event.data.header.source == posted.source
    assert (event.data.why, event.data.detail) == (EmptyReason.NOTHING_FOUND, "read a")


def test_the_same_report_taken_again_by_another_gives_the_same_event_to_the_byte(
    log: MemoryLog, extractor: GuardedExtractor
) -> None:
    _post(log, _saying("a"))
    for year in (2026, 2027):
        now = datetime(year, 1, 1, tzinfo=UTC)
        normalizer = Normalizer(log, lambda: extractor, partial(_same, now), limit_s=0.5)
        normalizer.start()
        # The first of the two dies, as it were, between appending and committing.
        normalizer._process(normalizer._reader.poll(timeout_s=0.1, limit=10))
        normalizer._reader.close()

    first, second = (record.value for record, _ in _read(log, topics.STATEMENTS))
    assert first == second


def test_a_poisonous_report_is_parked_and_its_absence_published(log: MemoryLog, normalizer: Normalizer) -> None:
    _post(log, _saying("raise"))
    normalizer.step()

    [(_, note)] = _read(log, topics.PARKED)
    [(_, event)] = _read(log, topics.STATEMENTS)
    assert note.data.position == event.data.position
    assert "RuntimeError" in note.data.reason
    assert (event.data.why, event.data.detail) == (EmptyReason.FAILED, note.data.reason)
    assert note.data.parked_at == NOW


def test_bytes_that_are_no_report_are_parked_by_where_they_lie(log: MemoryLog, normalizer: Normalizer) -> None:
    _post(log, b"{}")
    normalizer.step()

    [(_, note)] = _read(log, topics.PARKED)
    assert (note.data.position.partition, note.data.position.offset, note.data.report_id) == (7, 0, None)
    assert _read(log, topics.STATEMENTS) == []


def test_retractions_and_erasures_are_passed_on_as_they_are(log: MemoryLog, normalizer: Normalizer) -> None:
    for kind, case in (("report.retracted", "without-text"), ("report.erased", "court-order")):
        _post(log, _golden(kind, case), kind)
    normalizer.step()

    passed_on = [pack(event) for _, event in _read(log, topics.STATEMENTS)]
    assert passed_on == [
        pack(unpack(_golden(kind, case), generate.TOPICS["reports"]))
        for kind, case in (("report.retracted", "without-text"), ("report.erased", "court-order"))
    ]


def test_a_tombstone_says_nothing(log: MemoryLog, normalizer: Normalizer) -> None:
    _post(log, None)
    normalizer.step()

    assert (_read(log, topics.STATEMENTS), _read(log, topics.PARKED)) == ([], [])


class _Watching(GuardedExtractor):
    """Notes whether garbage is looked for while a batch is in hand."""

    def __init__(self, then: Callable[[Sequence[Document]], list[Extraction | Failure]]) -> None:
        self.rules = Obedient.rules
        self.collecting: list[bool] = []
        self._then = then

    def extract(self, documents: Sequence[Document]) -> list[Extraction | Failure]:
        self.collecting.append(gc.isenabled())
        return self._then(documents)


def _unfit(documents: Sequence[Document]) -> list[Extraction | Failure]:
    raise Fatal("nothing goes on from here")


def test_no_garbage_is_looked_for_while_a_batch_is_in_hand_and_some_is_after_it_whatever_comes(log: MemoryLog) -> None:
    watching = _Watching(lambda documents: list(Obedient().extract_batch(documents)))
    normalizer = Normalizer(log, lambda: watching, lambda: NOW, limit_s=0.5)
    normalizer.start()
    _post(log, _saying("a"))
    normalizer.step()
    assert (watching.collecting, gc.isenabled()) == ([False], True)

    watching._then = _unfit
    _post(log, _saying("b"))
    with pytest.raises(Fatal):
        normalizer.step()
    assert gc.isenabled()


def _committed(log: MemoryLog) -> int:
    """Where the next to hold the partition will begin."""
    return log._groups.committed(GROUP, topics.REPORTS, 7)


def test_what_was_taken_is_committed_behind(log: MemoryLog, normalizer: Normalizer) -> None:
    for text in ("a", "b"):
        _post(log, _saying(text))
    normalizer.step()
    normalizer._reader.close()

    with log.group_reader(topics.REPORTS, GROUP) as successor:
        assert successor.poll(timeout_s=0.1, limit=10) == []
        assert successor.position(7) == 2


@pytest.mark.parametrize("then", [Normalizer.step, Normalizer.stop])
def test_while_reports_keep_coming_it_commits_when_that_is_due_and_then_once_none_waits_or_it_ends(
    log: MemoryLog, extractor: GuardedExtractor, then: Callable[[Normalizer], None]
) -> None:
    normalizer = Normalizer(log, lambda: extractor, lambda: NOW, limit_s=0.5, commit_every_s=3600.0)
    normalizer.start()
    for text in ("a", "b"):
        _post(log, _saying(text))
        normalizer.step()
    assert _committed(log) == 1

    then(normalizer)
    assert _committed(log) == 2


def test_where_another_member_went_on_its_commit_stands(log: MemoryLog, extractor: GuardedExtractor) -> None:
    normalizer = Normalizer(log, lambda: extractor, lambda: NOW, limit_s=0.5, commit_every_s=3600.0)
    normalizer.start()
    for text in ("a", "b"):
        _post(log, _saying(text))
        normalizer.step()

    others = [log.group_reader(topics.REPORTS, GROUP) for _ in range(4)]
    normalizer.step()
    _post(log, _saying("c"))
    [holder] = [other for other in others if len(other.poll(timeout_s=0.1, limit=10)) == 2]
    assert holder.commit({7: 3}) == {7}
    for other in others:
        other.close()

    normalizer.stop()
    assert _committed(log) == 3
