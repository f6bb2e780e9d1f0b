"""Making the extractor in the process that extracts.

It stands in a module of its own because a spawned child imports what it runs by name, and never from a `__main__`.
"""

from pathlib import Path

import reference
from services.ingest.extraction import Extractor
from services.ingest.normalizer.describing import Describing

__all__ = ["make_extractor"]


def make_extractor(model: str, overlay: Path | None) -> Describing:
    """The extractor on the trained pipeline `model`, over the world's data with the operator's overlay."""
    world = reference.open(overlay)
    return Describing(Extractor.load(world, model), world)
