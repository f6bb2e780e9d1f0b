"""The towns of what the map shows, for who looks so close that outlines alone say little."""

import asyncio
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from typing import Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic_core import to_json

from chassis.http import requires
from reference.places.towns import Town, towns_within
from schemas.vocabulary import Scope
from services.query.api import parameters as p
from services.query.feed.box import Box

__all__ = ["towns_router"]

_MOST: Final = 120
"""More names than a wall screen has room for."""

_KNOWN: Final[Mapping[str, p.Parse]] = {"bbox": p.bbox}
_FOR_A_DAY: Final = "private, max-age=86400"


def towns_router() -> APIRouter:
    """`/page/towns?bbox=`: `{"towns": [[name, lat, lon], …]}`, the most populous first. Needs the scope `read`."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(requires(Scope.READ))])

    @router.get("/page/towns")
    async def towns(request: Request) -> Response:
        given = p.read_parameters(request.query_params, _KNOWN)
        box = given.get("bbox") or Box(-180.0, -90.0, 180.0, 90.0)
        # The gazetteer has no index of degrees: it is read through, beside the loop.
        found = await asyncio.to_thread(_towns_of, box)
        return Response(to_json({"towns": found}), media_type="application/json", headers={"Cache-Control": _FOR_A_DAY})

    return router


def _towns_of(box: Box) -> list[Town]:
    """None where the gazetteer is not installed: a map without towns still shows where incidents are."""
    try:
        return [town for rectangle in box.rectangles for town in towns_within(*rectangle, _MOST)]
    except PackageNotFoundError:
        return []
