"""Reading every report again by the extraction at hand, on the live path.

What it publishes are sets like any other: the writer decides on each, lets it stand in place of that of older rules and
keeps the ids of statements that are the same. It reads as a group of its own, named by the rules, and commits behind
what is appended: started again it goes on where it was, and what was appended twice is known by its ids.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import reference
from chassis.log import topics
from chassis.log.port import Appender, GroupReader, Log, LogRecord, Outgoing
from chassis.process.settings import Settings
from chassis.telemetry.headers import context_of, event_headers, event_type
from operate.progress import Told
from schemas.events.envelope import Unreadable, pack, unpack
from schemas.events.reports import TYPES, ReportErased
from services.ingest.normalizer.__main__ import LIMIT_S
from services.ingest.normalizer.furnishing import make_extractor
from services.ingest.normalizer.guard import Failure, GuardedExtractor
from services.ingest.normalizer.reading import Revision, read
from services.ingest.normalizer.wordless import WordlessBeside
from services.ingest.normalizer.writing import published

__all__ = ["Reextracted", "extractor_of", "reextract_all"]

_BATCH: Final = 16
_POLL_S: Final = 1.0
_ERASED: Final = "report.erased"


@dataclass(frozen=True, slots=True)
class Reextracted:
    """How many sets were published, and where the reports lie that this extraction failed on: those stand as before."""

    published: int
    failed: Sequence[str]


def extractor_of(settings: Settings) -> GuardedExtractor:
    """The extraction at hand, as the normalizer has it."""
    make = partial(make_extractor, settings.nlp_model, settings.overlay)
    return WordlessBeside(make, LIMIT_S, reference.open(settings.overlay))


def reextract_all(log: Log, extractor: GuardedExtractor, told: Told) -> Reextracted:
    """Publish a set of every report that is in the log now and was not erased, under the rules of `extractor`.

    Raises:
        Retry: the log is away. Started again, it goes on.
    """
    log.check([spec for spec in topics.SPECS if spec.name in (topics.REPORTS, topics.STATEMENTS)])
    ends, erased = _look(log)
    count, failed = 0, list[str]()
    with (
        log.group_reader(topics.REPORTS, f"reextract.{extractor.rules.fingerprint}") as reader,
        log.appender() as appender,
    ):
        while not _is_through(reader, ends, told):
            records = reader.poll(_POLL_S, _BATCH)
            revisions = [one for record in records if (one := _revision(record, erased)) is not None]
            count += _publish(appender, extractor, revisions, failed.append)
            reader.commit({record.partition: record.offset + 1 for record in records})
    return Reextracted(count, failed)


def _look(log: Log) -> tuple[dict[int, int], frozenset[UUID]]:
    """Where each partition ends now, and the reports whose words are gone, which may be said behind their postings."""
    erased: set[UUID] = set()
    with log.reader(topics.REPORTS) as reader:
        ends = {partition: reader.end(partition) for partition in range(topics.REPORT_PARTITIONS)}
        while any(reader.position(partition) < end for partition, end in ends.items()):
            for record in reader.poll(_POLL_S, 500):
                if record.value is not None and event_type(record.headers) == _ERASED:
                    event = unpack(record.value, TYPES).data
                    if isinstance(event, ReportErased):
                        erased.add(event.report_id)
    return ends, frozenset(erased)


def _is_through(reader: GroupReader, ends: Mapping[int, int], told: Told) -> bool:
    held = reader.partitions()
    at = {partition: min(reader.position(partition), end) for partition, end in ends.items() if partition in held}
    if at:
        told(sum(at.values()), sum(ends.values()))
    return at == ends


def _revision(record: LogRecord, erased: frozenset[UUID]) -> Revision | None:
    try:
        found = read(record)
    except Unreadable:
        # The normalizer has parked it.
        return None
    if not isinstance(found, Revision):
        return None
    report = found.event.data
    return None if erased.intersection((report.report_id, *report.aliases)) else found


def _publish(
    appender: Appender, extractor: GuardedExtractor, revisions: Sequence[Revision], fail: Callable[[str], None]
) -> int:
    outcomes = extractor.extract([revision.document for revision in revisions]) if revisions else []
    batch: list[Outgoing] = []
    for revision, outcome in zip(revisions, outcomes, strict=True):
        record = revision.record
        if isinstance(outcome, Failure):
            fail(f"{record.topic}/{record.partition} at {record.offset}: {outcome.reason}")
            continue
        event = published(revision, outcome, extractor.rules)
        headers = event_headers(event.type, context_of(record.headers))
        batch.append(Outgoing(topics.STATEMENTS, str(event.subject).encode(), pack(event), headers))
    appender.append_all(batch)
    return len(batch)
