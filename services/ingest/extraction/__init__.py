"""Text to attributed statements: pure, on a trained parser and lexicons that are data.

`text → segment → gate → parse → attribute → frames → casualties → roles, place, date → judge → bind → assemble`;
each stage is a module with its data structure, in the room of what it asks: `text`, `syntax`, `speech`, `happenings`,
`parties`, `places`, `dates`, `casualties`. `features` are what matching compares.
"""

from services.ingest.extraction.document import Document, Extraction
from services.ingest.extraction.extractor import MODEL, Extractor

__all__ = ["MODEL", "Document", "Extraction", "Extractor"]
