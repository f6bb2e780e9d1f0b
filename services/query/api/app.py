"""The query api, from its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from chassis.http import HttpLimits, create_app
from chassis.registry import RegistryCache
from services.query.api.feed import feed_router
from services.query.api.live import Live
from services.query.api.routes import query_router
from services.query.feed.following import Feed

__all__ = ["query_app"]


def query_app(*, dsn: str, registry: RegistryCache, limits: HttpLimits) -> FastAPI:
    """An app that serves what the projector has folded into the database at `dsn`; it keeps `registry` fresh.

    Live from the start; ready once the registry was read and the projector's tables are there.
    """
    live = Live(dsn)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await live.open()
        feed = Feed(live.lookup)
        app.state.feed = feed
        try:
            async with registry.kept_fresh(), feed.running():
                yield
        finally:
            await live.close()

    app = create_app(
        title="Deconflict query",
        description="Incidents, who says what about them, and how it is known.",
        registry=registry,
        routers=[query_router(), feed_router()],
        checks={"record": live.not_ready},
        limits=limits,
        lifespan=lifespan,
    )
    app.state.live = live
    return app
