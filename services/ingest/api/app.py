"""The ingest api, from its parts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from chassis.http import HttpLimits, TopicsCheck, create_app
from chassis.log.port import AsyncAppender, Log
from chassis.log.topics import REPORTS, SPECS
from chassis.registry import RegistryCache
from services.ingest.api.coded import Known
from services.ingest.api.intake import Intake
from services.ingest.api.openapi import describe
from services.ingest.api.routes import BATCH_PATH, reports_router

__all__ = ["ingest_app"]


def _now() -> datetime:
    return datetime.now(UTC)


def ingest_app(
    *,
    log: Log,
    registry: RegistryCache,
    query_url: str,
    limits: HttpLimits,
    known: Known,
    clock: Callable[[], datetime] = _now,
) -> FastAPI:
    """An app that takes reports in and appends them to `log`; its lifespan keeps `registry` fresh.

    Live from the start; ready once the registry was read and the topic `reports` found as it must be. `query_url` is
    the base of the addresses in answers; `known` is what the world has.
    """
    topics = TopicsCheck(log, [spec for spec in SPECS if spec.name == REPORTS])
    appenders: list[AsyncAppender] = []

    async def log_check() -> str | None:
        return None if all(appender.ready() for appender in appenders) else "the last append failed"

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with registry.kept_fresh(), topics.running(), log.async_appender([REPORTS]) as appender:
            appenders.append(appender)
            app.state.intake = Intake(appender, registry.source_by_words, query_url, clock, known)
            yield

    app = create_app(
        title="Deconflict ingest",
        description="Takes reports in. What is answered with 202 is durable; the query API tells what became of it.",
        registry=registry,
        routers=[reports_router(limits.body_bytes)],
        checks={"topics": topics, "log": log_check},
        limits=limits,
        body_limits={BATCH_PATH: limits.batch_bytes},
        lifespan=lifespan,
    )
    app.state.topics = topics
    describe(app)
    return app
