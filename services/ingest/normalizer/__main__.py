"""`python -m services.ingest.normalizer`: report revisions to sets of statements."""

from datetime import UTC, datetime
from functools import partial
from typing import Final

import reference
from chassis.log.kafka import KafkaLog
from chassis.process.loop import main
from chassis.process.settings import Settings, naming
from chassis.process.worker import Worker
from services.ingest.normalizer.furnishing import make_extractor
from services.ingest.normalizer.wordless import WordlessBeside
from services.ingest.normalizer.worker import COMMIT_EVERY_S, Normalizer

LIMIT_S: Final = 30.0
"""How long extracting one report may take; the longest that are accepted take a few seconds."""


def wire(settings: Settings) -> tuple[Worker, ...]:
    """The normalizer on a real log."""
    make = partial(make_extractor, settings.nlp_model, settings.overlay)
    log = KafkaLog(settings.kafka_bootstrap, settings.topic_prefix)
    with naming("overlay", OSError, ValueError):
        world = reference.open(settings.overlay)
    beside = partial(WordlessBeside, make, LIMIT_S, world)
    return (Normalizer(log, beside, lambda: datetime.now(UTC), LIMIT_S, COMMIT_EVERY_S),)


if __name__ == "__main__":
    main("normalizer", wire)
