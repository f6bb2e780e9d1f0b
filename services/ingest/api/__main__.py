"""`python -m services.ingest.api`: reports in over HTTP and onto the log."""

from functools import partial

from fastapi import FastAPI

import reference
from chassis.http import HttpLimits
from chassis.http.main import main
from chassis.log.kafka import KafkaLog
from chassis.process.settings import Settings, naming
from chassis.registry import RegistryCache, load
from services.ingest.api.app import ingest_app
from services.ingest.api.coded import Known


def wire(settings: Settings, limits: HttpLimits) -> FastAPI:
    """The ingest api on a real log and a real registry, with the ids of the actors there are."""
    with naming("overlay", OSError, ValueError):
        actors = reference.open(settings.overlay).actors
        # Read now: at the first question it would hold up every request that is under way.
        _ = actors.lexicon
    return ingest_app(
        log=KafkaLog(settings.kafka_bootstrap, settings.topic_prefix),
        registry=RegistryCache(partial(load, settings.postgres_dsn.get_secret_value(), "ingest-api")),
        query_url=settings.public_query_url,
        limits=limits,
        known=Known.of(actors),
    )


if __name__ == "__main__":
    main("ingest-api", wire)
