"""An app with everything that all APIs have: only its routes are its own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from chassis.http import docs, problems
from chassis.http.auth import Admission
from chassis.http.headers import SecurityHeaders
from chassis.http.heads import Heads
from chassis.http.health import Check, health_router
from chassis.http.limits import BodyLimit
from chassis.http.rate import TokenBuckets
from chassis.http.session import Cookie
from chassis.http.settings import HttpLimits
from chassis.registry import RegistryCache
from chassis.telemetry.asgi import Telemetry

__all__ = ["create_app"]


def create_app(
    *,
    title: str,
    description: str,
    registry: RegistryCache,
    routers: Sequence[APIRouter],
    checks: Mapping[str, Check] | None = None,
    limits: HttpLimits | None = None,
    body_limits: Mapping[str, int] | None = None,
    cookie: Cookie | None = None,
    middleware: Sequence[Middleware] = (),
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
    **options: Any,
) -> FastAPI:
    """An app of `routers` behind keys, limits and problems, with health and metrics.

    `checks` decide readiness, beside the registry's own. `body_limits` are bytes by exact path, where that of `limits`
    does not fit. With a `cookie`, sessions of browsers count as keys do. `middleware` stands between telemetry and
    these bounds. `lifespan` opens and closes what the routes need. `options` are FastAPI's. OpenAPI is at
    `/openapi.json`, its documentation at `/docs`.
    """
    limits = limits or HttpLimits()

    async def registry_check() -> str | None:
        return registry.not_ready()

    app = FastAPI(
        title=title,
        description=description,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # The framework would make server spans of its own around ours, in traces of their own.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[
            Middleware(Telemetry),
            Middleware(Heads),
            *middleware,
            Middleware(SecurityHeaders),
            Middleware(BodyLimit, limit=limits.body_bytes, paths=body_limits),
        ],
        **options,
    )
    app.state.admission = Admission(registry, TokenBuckets(limits.rate_per_second, limits.rate_burst), cookie)
    problems.install(app)
    docs.install(app)
    app.include_router(health_router({"registry": registry_check, **(checks or {})}))
    for router in routers:
        # As if they were the app's own: of a router within it the framework looks for the route twice.
        app.router.routes += router.routes
    return app
