"""Signing a browser in: a key is posted once, and from then on a cookie of this host alone speaks for it.

The cookie (RFC 6265bis) is HttpOnly, so no script can read it, and SameSite=Strict, so no other site's page has it
sent. Site is not origin, though: every port of a host is one site. So the cookie counts only for requests that this
origin's own pages make or the reader typed (Fetch Metadata, else Origin), and what changes anything must also bear a
header that no form can send.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from chassis.http.body import BadJson, read_object
from chassis.http.problems import Problem
from chassis.registry import RegistryCache, Session
from chassis.registry.sessions import SESSION_LASTS

__all__ = ["SESSION_BODY_BYTES", "Cookie", "session_of", "session_router"]

PAGE_HEADER: Final = "X-Deconflict-Page"
"""What the page's own requests bear that change anything; its value does not matter."""

SESSION_BODY_BYTES: Final = 1024
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HERE: Final = frozenset({None, "same-origin", "none"})
_ORIGIN: Final = re.compile(r"https?://([^/]+)")


@dataclass(frozen=True, slots=True)
class Cookie:
    """The cookie of a session. Served over TLS it is `secure`, which ties it to this very host as well."""

    secure: bool

    @property
    def name(self) -> str:
        """With the prefix by which browsers enforce that (RFC 6265bis §4.1.3)."""
        return "__Host-deconflict" if self.secure else "deconflict"

    def put(self, response: Response, token: str) -> None:
        """Have the browser keep it."""
        lasts = int(SESSION_LASTS.total_seconds())
        response.set_cookie(
            self.name, token, max_age=lasts, path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    def take(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self.name, path="/", secure=self.secure, httponly=True, samesite="strict")


async def session_of(request: Request, cookie: Cookie, registry: RegistryCache) -> Session | None:
    """The session that the request is made in, if it has one that counts.

    Raises:
        Problem: 403, it would change something and was not made by this origin's own page.
    """
    token = request.cookies.get(cookie.name)
    session = await registry.find_session(token) if token else None
    if session is None:
        return None
    if request.method in _SAFE:
        return session if request.headers.get("sec-fetch-site") in _HERE else None
    require_own_page(request)
    return session


def require_own_page(request: Request) -> None:
    """Refuse what was not sent by a script of this origin.

    Raises:
        Problem: 403.
    """
    if PAGE_HEADER not in request.headers or not _same_origin(request):
        raise Problem(403, "A browser's session changes things from the page of this address alone.", kind="not-here")


def _same_origin(request: Request) -> bool:
    # Browsers send Fetch Metadata to https and to loopback only; Origin they send with whatever is no GET.
    if (site := request.headers.get("sec-fetch-site")) is not None:
        return site == "same-origin"
    origin = _ORIGIN.fullmatch(request.headers.get("origin", ""))
    return origin is not None and origin[1] == request.headers.get("host")


def session_router(
    opened: Callable[[str], Awaitable[str | None]], closed: Callable[[str], Awaitable[None]]
) -> APIRouter:
    """Signing in and out at `/session`, on an app that has a cookie.

    `opened` gives the token of a new session for that of a key or ticket, or None; `closed` ends a session.
    """
    router = APIRouter(prefix="/session", include_in_schema=False)

    async def parts(request: Request) -> tuple[Cookie, RegistryCache]:
        admission = request.app.state.admission
        return admission.cookie, admission.registry

    Parts = Annotated[tuple[Cookie, RegistryCache], Depends(parts)]

    @router.get("")
    async def tell(request: Request, having: Parts) -> Response:
        session = await session_of(request, *having)
        if session is None:
            raise Problem(401, "Nobody is signed in.", kind="no-session")
        return JSONResponse(_form(session))

    @router.post("")
    async def sign_in(request: Request, having: Parts) -> Response:
        """`{"key": …}` with a key, or with the token of a link: the cookie, and whose session it is."""
        require_own_page(request)
        cookie, registry = having
        token = await opened(_token(await request.body()))
        await registry.refresh()
        session = await registry.find_session(token) if token else None
        if token is None or session is None:
            raise Problem(
                401, "The key is not known, was revoked, or may not read; a link is good once.", kind="unknown-key"
            )
        response = JSONResponse(_form(session), status_code=201)
        cookie.put(response, token)
        return response

    @router.delete("")
    async def sign_out(request: Request, having: Parts) -> Response:
        require_own_page(request)
        cookie, registry = having
        if token := request.cookies.get(cookie.name):
            await closed(token)
            await registry.refresh()
        response = Response(status_code=204)
        cookie.take(response)
        return response

    return router


def _token(body: bytes) -> str:
    try:
        key = read_object(body).get("key")
    except BadJson as error:
        raise Problem(400, str(error), kind="bad-json", title="Not a JSON object") from error
    if not isinstance(key, str):
        raise Problem(422, "key: must be a string", kind="invalid", title="Invalid fields")
    return key.strip()


def _form(session: Session) -> dict[str, Any]:
    return {
        "label": session.key.label,
        "scopes": sorted(session.key.scopes),
        "expires_at": session.expires_at.isoformat(),
    }
