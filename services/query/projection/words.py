"""The words of reports: what a batch of `reports` stores, and whose words it takes away. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from chassis.log.port import LogRecord
from schemas.events import reports
from schemas.events.envelope import Envelope, Unreadable, unpack
from schemas.events.reports import ReportErased
from schemas.record import Record

__all__ = ["Words", "words_of"]


class _Fields(Record):
    title: str | None = None
    text: str


class _Worded(Record):
    """Of a submitted report what words are stored by; the rest takes four times as long to read."""

    report_id: UUID
    revision: UUID
    aliases: tuple[UUID, ...] = ()
    fields: _Fields


_TYPES: Final = reports.TYPES | {"report.submitted": _Worded}


@dataclass
class Words:
    """Rows of `text.report` and `text.erased` as columns; `unreadable` says where nothing could be read."""

    texts: list[dict[str, Any]] = field(default_factory=list)
    erased: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def submissions(self) -> list[UUID]:
        """What may have to be blanked because it was erased before it came."""
        return [row["submission_id"] for row in self.texts]

    @property
    def reports(self) -> list[UUID]:
        """Whose words are gone now."""
        return [row["report_id"] for row in self.erased]


def words_of(records: Iterable[LogRecord]) -> Words:
    """What these records of `reports` say of words. A null says nothing: the lasting record of an erasure rules."""
    words = Words()
    for record in records:
        if record.value is None:
            continue
        try:
            event = unpack(record.value, _TYPES)
        except Unreadable as error:
            # The normalizer parks it; there are no words to store of it.
            words.unreadable.append(f"{record.topic}/{record.partition} at {record.offset}: {error}")
            continue
        if isinstance(event.data, _Worded):
            words.texts.append(_text(event, record))
        elif isinstance(event.data, ReportErased):
            words.erased.append({"report_id": event.data.report_id, "at": record.appended_at})
    return words


def _text(event: Envelope[_Worded], record: LogRecord) -> dict[str, Any]:
    report = event.data
    return {
        "report_id": report.report_id,
        "revision": report.revision,
        "submission_id": event.id,
        "aliases": report.aliases,
        "title": report.fields.title,
        "text": report.fields.text,
        "at": record.appended_at,
    }
