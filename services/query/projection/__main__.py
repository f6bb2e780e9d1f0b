"""The query projector: `python -m services.query.projection`."""

import gc

from chassis.log.kafka import KafkaLog
from chassis.process.loop import main
from chassis.process.settings import Settings
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.texts import TextsWorker


def _workers(settings: Settings) -> tuple[DecisionsWorker, TextsWorker]:
    log = KafkaLog(settings.kafka_bootstrap, settings.topic_prefix)
    dsn = settings.postgres_dsn.get_secret_value()
    return DecisionsWorker(log, dsn, settings.generation), TextsWorker(log, dsn)


if __name__ == "__main__":
    gc.freeze()
    main("projector", _workers)
