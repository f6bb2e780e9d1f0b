"""Extraction for reports that need it; those that were posted with their statements are only described."""

from collections.abc import Iterator, Sequence

from reference import Reference
from schemas.events.statements import EmptyReason, Rules
from services.ingest.extraction import Document, Extraction
from services.ingest.extraction.features import features
from services.ingest.extraction.text import language
from services.ingest.extraction.text.segment import segment
from services.ingest.normalizer.coded import CodedDocument, statements_of
from services.ingest.normalizer.guard import Extracts

__all__ = ["Describing", "described"]


class Describing:
    """Extracts from texts, and finds the match features of all."""

    def __init__(self, extractor: Extracts, reference: Reference) -> None:
        self._extractor = extractor
        self._reference = reference

    @property
    def rules(self) -> Rules:
        """What extraction is done with; looking up coded statements depends on no more than that."""
        return self._extractor.rules

    def extract_batch(self, documents: Sequence[Document]) -> list[Extraction]:
        """One extraction per document, in order."""
        texts = [document for document in documents if not isinstance(document, CodedDocument)]
        extracted: Iterator[Extraction] = iter(self._extractor.extract_batch(texts) if texts else ())
        return [
            described(document, self._reference) if isinstance(document, CodedDocument) else next(extracted)
            for document in documents
        ]


def described(document: CodedDocument, reference: Reference) -> Extraction:
    """The posted statements, looked up, with the features of the report's words, whatever their language."""
    title, text = segment("title", document.title or ""), segment("text", document.text)
    statements = statements_of(document, title, text, reference)
    return Extraction(
        statements=statements,
        features=features(document, statements, text, reference),
        truncated=0,
        why=None if statements else EmptyReason.NOTHING_FOUND,
        detail=None if statements else "posted with no statements",
        language=language.detect(document.text) or (document.language or "en").split("-")[0].lower(),
    )
