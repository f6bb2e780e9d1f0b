"""The routes of the page: the document at `/`, its files below `/page/`. No key is needed to have them."""

import html
from typing import Final

from fastapi import APIRouter, Request, Response

from services.query.page.files import page_files
from services.query.page.policy import policy

__all__ = ["page_router"]

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_LOOK_AGAIN: Final = "no-cache"


def page_router(tiles: str | None = None) -> APIRouter:
    """The page; `tiles` is an address of map tiles in Leaflet's manner, for a map that shows more than outlines."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def page(request: Request) -> Response:
        files = page_files()
        here = request.scope.get("root_path", "")
        document = files.index.replace("{files}", f"{here}/page/{files.version}").replace(
            "{tiles}", html.escape(tiles or "", quote=True)
        )
        etag = f'"{files.version}"'
        headers = {"ETag": etag, "Cache-Control": _LOOK_AGAIN, "Content-Security-Policy": policy(tiles)}
        if request.headers.get("if-none-match") == etag:
            return Response(None, 304, headers)
        return Response(document, headers=headers, media_type="text/html; charset=utf-8")

    @router.get("/page/{version}/{path:path}")
    async def file(request: Request, version: str, path: str) -> Response:
        """A page that was opened before an upgrade gets the file of the same name, but may not keep it."""
        files = page_files()
        found = files.by_path.get(path)
        if found is None:
            return Response(status_code=404)
        headers = {"Cache-Control": _FOR_EVER if version == files.version else _LOOK_AGAIN, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.gzip, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media_type)
        return Response(found.body, headers=headers, media_type=found.media_type)

    return router
