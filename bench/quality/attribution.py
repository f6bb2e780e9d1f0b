"""Who says what in hand-marked news: claims with their speakers, in the form of the attribution scorer."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document, Extractor

__all__ = ["claims"]

_READER = Actor(name="News", kind=ActorKind.MEDIA)


def claims(rows: list[dict[str, Any]], extractor: Extractor) -> Iterator[dict[str, Any]]:
    """For each document (`doc_id`, `text`) one row: its claims, each with the speaker's words and its characters."""
    for row in rows:
        document = Document(UUID(int=0), None, row["text"], "en", None, _READER, SourceKind.OUTLET)
        yield {
            "doc_id": row["doc_id"],
            "statements": [
                {"claimant": f"{claim.words} {claim.claimant}", "span": [claim.start, claim.end]}
                for claim in extractor.claims(document)
            ],
        }
