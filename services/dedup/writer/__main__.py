"""`python -m services.dedup.writer`: the active writer or its standby, whichever it is elected to be."""

import reference
from chassis.log.kafka import KafkaLog
from chassis.process.loop import main
from chassis.process.settings import Settings, naming
from chassis.process.worker import Worker
from services.dedup.matching import weights
from services.dedup.writer.worker import REST_S, Writer

__all__ = ["wire"]


def wire(settings: Settings) -> tuple[Worker, ...]:
    """The writer on a real log."""
    log = KafkaLog(settings.kafka_bootstrap, settings.topic_prefix)
    with naming("overlay", OSError, ValueError):
        world = reference.open(settings.overlay)
    with naming("weights", OSError, ValueError, KeyError, TypeError):
        by = weights.load(settings.weights or weights.SHIPPED)
    cached = settings.state_cached_reports
    return (Writer(log, settings.state_dir, settings.generation, by, world, cached_reports=cached, rest_s=REST_S),)


if __name__ == "__main__":
    main("dedup-writer", wire)
