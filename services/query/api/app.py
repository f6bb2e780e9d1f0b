"""The query api, from its parts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from chassis.http import SESSION_BODY_BYTES, Cookie, HttpLimits, TopicsCheck, create_app, session_router
from chassis.log.port import Log
from chassis.log.topics import SPECS, STATEMENTS
from chassis.registry import RegistryCache, close_session, open_session
from services.query.api.answering import describe_answers
from services.query.api.feed import feed_router
from services.query.api.live import Live
from services.query.api.reviews.openapi import describe
from services.query.api.reviews.routes import reviews_router
from services.query.api.reviews.submitting import Reviews
from services.query.api.routes import query_router
from services.query.feed.following import Feed
from services.query.page.serving import page_router
from services.query.page.towns import towns_router

__all__ = ["query_app"]


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def _feed_of(live: Live) -> AsyncIterator[Feed]:
    feed = Feed(live.lookup)
    async with feed.running():
        yield feed


def query_app(
    *,
    dsn: str,
    log: Log,
    registry: RegistryCache,
    query_url: str,
    limits: HttpLimits,
    tiles: str | None = None,
    clock: Callable[[], datetime] = _now,
) -> FastAPI:
    """An app that serves what the projector has folded into the database at `dsn`, and appends reviews to `log`.

    Its lifespan keeps `registry` fresh. Live from the start; ready once the registry was read and the projector's
    tables are there, for reading needs no log: without one, reviews alone are refused. `query_url` is the base of the
    addresses in answers, `tiles` that of map tiles for the page. Beside reviews it writes browser sessions, into the
    registry.
    """
    live = Live(dsn)
    sessions = session_router(
        lambda token: open_session(live.lookup, token), lambda token: close_session(live.lookup, token)
    )
    topics = TopicsCheck(log, [spec for spec in SPECS if spec.name == STATEMENTS])

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            live.running(),
            _feed_of(live) as feed,
            registry.kept_fresh(),
            topics.running(),
            log.async_appender([STATEMENTS]) as appender,
        ):
            app.state.feed = feed
            app.state.reviews = Reviews(appender, query_url, clock)
            yield

    app = create_app(
        title="Deconflict query",
        description="Incidents, who says what about them, and how it is known.",
        registry=registry,
        routers=[query_router(), feed_router(), reviews_router(), sessions, towns_router(), page_router(tiles)],
        checks={"record": live.not_ready},
        limits=limits,
        body_limits={"/session": SESSION_BODY_BYTES},
        cookie=Cookie(secure=query_url.startswith("https://")),
        lifespan=lifespan,
    )
    app.state.live = live
    app.state.topics = topics
    describe(app)
    describe_answers(app)
    return app
