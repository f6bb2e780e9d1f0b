"""Recall of hand-filled incident templates (MUC-4, 1992): statements in the form of the template scorer."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from schemas.slots import Actor, Casualty
from schemas.vocabulary import ActorKind, CasualtyCategory, SourceKind
from services.ingest.extraction import Document, Extractor

__all__ = ["templates"]

_READER = Actor(name="Wire", kind=ActorKind.MEDIA)
_FILED = re.compile(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d\d)\b")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def templates(rows: list[dict[str, Any]], extractor: Extractor) -> Iterator[dict[str, Any]]:
    """For each document (`doc_id`, `text` in capitals, hard lines) one row with its statements in plain words."""
    for row in rows:
        text = row["text"]
        document = Document(UUID(int=0), None, text, "en", _filed(text), _READER, SourceKind.OUTLET)
        yield {
            "doc_id": row["doc_id"],
            "statements": [
                {
                    "event_type": one.event_type.value,
                    "initiator": one.initiator.name if one.initiator else None,
                    "target": one.target.name if one.target else None,
                    "place": one.place.name if one.place else None,
                    "occurred": one.occurred.start.date().isoformat() if one.occurred else None,
                    "killed": _count(one.casualties, CasualtyCategory.KILLED),
                    "injured": _count(one.casualties, CasualtyCategory.INJURED),
                }
                for one in extractor.extract(document).statements
            ],
        }


def _filed(text: str) -> datetime | None:
    """The day of the dateline."""
    found = _FILED.search(text[:200])
    if found is None:
        return None
    try:
        return datetime(1900 + int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), 18, tzinfo=UTC)
    except ValueError:
        return None


def _count(figures: tuple[Casualty, ...], category: CasualtyCategory) -> int | None:
    return next((figure.min for figure in figures if figure.category is category), None)
