"""What one report is read with: the document, the tables, and what was found in it so far."""

from dataclasses import dataclass

from services.ingest.extraction.discourse import Memory
from services.ingest.extraction.document import Document
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.parties.names import Names

__all__ = ["Setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Handed to every stage that needs more than one unit. Lives for one report."""

    document: Document
    lexicon: Lexicon
    names: Names
    memory: Memory
