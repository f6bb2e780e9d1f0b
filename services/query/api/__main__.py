"""`python -m services.query.api`: incidents and the feed over HTTP, and reviews onto the log."""

from functools import partial

from fastapi import FastAPI

from chassis.http import HttpLimits
from chassis.http.main import main
from chassis.log.kafka import KafkaLog
from chassis.process.settings import Settings
from chassis.registry import RegistryCache, load
from services.query.api.app import query_app


def wire(settings: Settings, limits: HttpLimits) -> FastAPI:
    """The query api on a real database, a real log and a real registry."""
    dsn = settings.postgres_dsn.get_secret_value()
    return query_app(
        dsn=dsn,
        log=KafkaLog(settings.kafka_bootstrap, settings.topic_prefix),
        registry=RegistryCache(partial(load, dsn, "query-api")),
        query_url=settings.public_query_url,
        tiles=settings.tile_url,
        limits=limits,
    )


if __name__ == "__main__":
    main("query-api", wire)
