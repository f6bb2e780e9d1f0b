"""Reports that came coded and without words: looked up in this process, since there is nothing to extract from."""

from collections.abc import Callable, Sequence
from typing import TypeGuard

from reference import Reference
from services.ingest.extraction import Document, Extraction
from services.ingest.normalizer.coded import CodedDocument
from services.ingest.normalizer.describing import described
from services.ingest.normalizer.guard import Extracts, Failure, GuardedExtractor, failed

__all__ = ["WordlessBeside"]


class WordlessBeside(GuardedExtractor):
    """Guards against texts alone: handing a wordless report over and back takes as long as looking it up.

    What is looked up are names of at most 120 characters, one by one, which no report can make long or harmful.
    """

    def __init__(self, make: Callable[[], Extracts], limit_s: float, reference: Reference) -> None:
        super().__init__(make, limit_s)
        self._reference = reference

    def extract(self, documents: Sequence[Document]) -> list[Extraction | Failure]:
        """As `GuardedExtractor`."""
        guarded = iter(super().extract([document for document in documents if not _wordless(document)]))
        return [self._looked_up(document) if _wordless(document) else next(guarded) for document in documents]

    def _looked_up(self, document: CodedDocument) -> Extraction | Failure:
        try:
            return described(document, self._reference)
        except Exception as error:  # noqa: BLE001 - looking up is pure: what it raises is about the input, which is parked
            return failed(error)


def _wordless(document: Document) -> TypeGuard[CodedDocument]:
    return isinstance(document, CodedDocument) and not document.text and not document.title
