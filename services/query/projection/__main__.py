"""The query projector: `python -m services.query.projection`."""

import gc
from typing import Final

from chassis.log.kafka import KafkaLog
from chassis.process.loop import main
from chassis.process.settings import Settings
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.texts import TextsWorker

_GARBAGE: Final = (200_000, 20, 100)
"""What is folded has no cycles: looking for them more often than this takes a third of the time."""


def _workers(settings: Settings) -> tuple[DecisionsWorker, TextsWorker]:
    log = KafkaLog(settings.kafka_bootstrap, settings.topic_prefix)
    dsn = settings.postgres_dsn.get_secret_value()
    return DecisionsWorker(log, dsn, settings.generation), TextsWorker(log, dsn)


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    main("projector", _workers)
