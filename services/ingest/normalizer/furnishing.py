"""Making the extractor in the process that extracts.

It stands in a module of its own because a spawned child imports what it runs by name, and never from a `__main__`.
"""

from pathlib import Path

import reference
from chassis.process.settings import naming
from services.ingest.extraction import Extractor
from services.ingest.normalizer.describing import Describing

__all__ = ["make_extractor"]


def make_extractor(model: str, overlay: Path | None) -> Describing:
    """The extractor on the trained pipeline `model`, over the world's data with the operator's overlay.

    Raises:
        BadSettings: there is no such pipeline or no such overlay.
    """
    with naming("overlay", OSError, ValueError):
        world = reference.open(overlay)
    with naming("nlp_model", OSError):
        extractor = Extractor.load(world, model)
    return Describing(extractor, world)
