"""`/livez`, `/readyz` and `/metrics`, with the answers that workers give (`chassis.process.health`)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from chassis.telemetry import metrics

__all__ = ["Check", "health_router"]

Check: TypeAlias = Callable[[], Awaitable[str | None]]
"""Why a part is not ready, or None when it is."""


def health_router(checks: Mapping[str, Check]) -> APIRouter:
    """Alive: the process answers. Ready: every check passes; else 503 with each reason by name."""
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> Response:
        return JSONResponse({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        reasons = [f"{name}: {reason}" for name, check in checks.items() if (reason := await check())]
        if not reasons:
            return JSONResponse({"status": "ok"})
        members = {"status": "unavailable", "reason": "; ".join(reasons)}
        return JSONResponse(members, status_code=503, headers={"Retry-After": "1"})

    @router.get("/metrics")
    async def exposition() -> Response:
        return Response(metrics.exposition(), headers={"Content-Type": metrics.CONTENT_TYPE})

    return router
