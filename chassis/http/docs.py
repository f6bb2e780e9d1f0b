"""The API's documentation at `/docs`: Swagger UI from the files of `fastapi-offline`, nothing from another host."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html

__all__ = ["install"]

_FILES: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SETTINGS: Final = {"persistAuthorization": False, "tryItOutEnabled": True}


def install(app: FastAPI) -> None:
    """Add the page and what it needs. It asks the caller for a key; none is needed to read it."""

    @app.get("/docs", include_in_schema=False)
    async def page(request: Request) -> Response:
        here = request.scope.get("root_path", "")
        html = get_swagger_ui_html(
            openapi_url=f"{here}{app.openapi_url}",
            title=app.title,
            swagger_js_url=f"{here}/docs/swagger-ui-bundle.js",
            swagger_css_url=f"{here}/docs/swagger-ui.css",
            swagger_favicon_url=f"{here}/docs/favicon.png",
            swagger_ui_parameters=_SETTINGS,
        )
        html.headers["Content-Security-Policy"] = _policy(bytes(html.body))
        return html

    @app.get("/docs/{name}", include_in_schema=False)
    async def file(name: str) -> Response:
        if name not in _FILES:
            return Response(status_code=404)
        body = (files("fastapi_offline") / "static" / name).read_bytes()
        return Response(body, media_type=_FILES[name], headers={"Cache-Control": "public, max-age=86400"})


def _policy(html: bytes) -> str:
    """Its own script by hash (CSP 3 §2.3.1), files of this host, and requests to this host: nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in _INLINE.findall(html)
    )
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
