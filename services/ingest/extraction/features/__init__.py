"""Match features: hashes of what a report's words say, for the writer to tell whether two are of one happening.

They are read from the text itself, so that a report whose statements were missed has them too. What is heavy or rare
is decided against a frozen background, never against what was read before.
"""

from services.ingest.extraction.features.describe import features

__all__ = ["features"]
