"""What a report gave before: equal words by an equal publisher on an equal day give equal statements.

Only their ids differ, which are made from the report's. The memory is bounded by a byte budget and forgets what was not
asked for longest; it changes nothing but the time taken.
"""

import hashlib
from collections import Counter, OrderedDict
from dataclasses import replace
from uuid import UUID

from schemas import ids
from schemas.statement import Statement
from services.ingest.extraction.document import Document, Extraction

__all__ = ["Recall"]

PER_STATEMENT = 4096
"""Bytes that one statement is taken to hold in memory; an extraction without any counts as one."""


class Recall:
    """Extractions by what they were made from. `budget` is a rough bound in bytes. Not thread-safe."""

    def __init__(self, budget: int = 16 << 20) -> None:
        self._budget = budget
        self._held: OrderedDict[bytes, tuple[UUID, Extraction, int]] = OrderedDict()
        self._bytes = 0

    def get(self, document: Document) -> Extraction | None:
        """The extraction of an equal document, with ids of this report; none if there was no such document."""
        key = _key(document)
        held = self._held.get(key)
        if held is None:
            return None
        self._held.move_to_end(key)
        report, found, _ = held
        return found if report == document.report_id else _renamed(found, document.report_id)

    def put(self, document: Document, found: Extraction) -> None:
        """Remember an extraction."""
        key = _key(document)
        if key in self._held:
            return
        size = PER_STATEMENT * (len(found.statements) + 1)
        self._held[key] = document.report_id, found, size
        self._bytes += size
        while self._bytes > self._budget:
            _, (_, _, gone) = self._held.popitem(last=False)
            self._bytes -= gone


def _key(document: Document) -> bytes:
    told = (
        document.title,
        document.text,
        document.language,
        document.published_at.isoformat() if document.published_at is not None else None,
        document.publisher.model_dump_json(),
        document.publisher_kind.value,
    )
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _renamed(found: Extraction, report: UUID) -> Extraction:
    """The same statements as those of another report, what they refer to in each other included."""
    ordinals: Counter[tuple[str, int]] = Counter()
    names: dict[UUID, UUID] = {}
    for one in found.statements:
        key = (one.span.field if one.span is not None else "", one.sentence.start)
        names[one.id] = ids.statement_id(report, one.sentence.hash, one.sentence.occurrence, ordinals[key])
        ordinals[key] += 1
    return replace(found, statements=tuple(_reread(one, names) for one in found.statements))


def _reread(one: Statement, names: dict[UUID, UUID]) -> Statement:
    changed: dict[str, object] = {
        "id": names[one.id],
        "carried": tuple(
            slot if slot.statement is None else slot.model_copy(update={"statement": names.get(slot.statement)})
            for slot in one.carried
        ),
    }
    if one.answers is not None and one.answers.statement is not None:
        changed["answers"] = one.answers.model_copy(update={"statement": names.get(one.answers.statement)})
    return one.model_copy(update=changed)
