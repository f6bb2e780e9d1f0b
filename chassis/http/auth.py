"""Who calls and what they may: keys as `Authorization: Bearer` (RFC 6750) or `X-API-Key`, scopes as dependencies.

An app that has a cookie takes a browser's session for the key that it was opened with.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from chassis.http.problems import Problem
from chassis.http.rate import TokenBuckets
from chassis.http.session import Cookie, session_of
from chassis.registry import Key, RegistryCache
from schemas.events.reports import Source
from schemas.vocabulary import Scope

__all__ = ["Admission", "Caller", "admitted", "requires", "scope_missing"]

_BEARER: Final = HTTPBearer(auto_error=False, description="A key made with `deconflict key add`.")
_API_KEY: Final = APIKeyHeader(
    name="X-API-Key", auto_error=False, description="The same key, for clients without Bearer."
)
_CHALLENGE: Final = 'Bearer realm="deconflict"'


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of a valid key, and the source it posts for, if it is a source's key."""

    key: Key
    source: Source | None


@dataclass(frozen=True, slots=True)
class Admission:
    """What an app asks before it lets anyone in: stands at `app.state.admission`. Without a cookie: by keys alone."""

    registry: RegistryCache
    rate: TokenBuckets
    cookie: Cookie | None = None


def requires(*scopes: Scope) -> Callable[..., Awaitable[Caller]]:
    """A dependency that gives the caller, as `admitted` does."""

    async def admit(
        request: Request,
        bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
        api_key: Annotated[str | None, Depends(_API_KEY)],
    ) -> Caller:
        return await _admit(request, bearer, api_key, scopes)

    return admit


async def admitted(request: Request, *scopes: Scope) -> Caller:
    """The caller, whose key must have one of `scopes` and tokens left.

    Raises:
        Problem: 401 without a valid key, 403 without the scope, 429 over the rate, 503 while the registry was never
            read.
    """
    return await _admit(request, await _BEARER(request), await _API_KEY(request), scopes)


async def _admit(
    request: Request, bearer: HTTPAuthorizationCredentials | None, api_key: str | None, scopes: Sequence[Scope]
) -> Caller:
    admission: Admission = request.app.state.admission
    token = bearer.credentials if bearer else api_key
    key = await (_key_of(token, admission.registry) if token else _key_of_session(request, admission))
    if key.scopes.isdisjoint(scopes):
        raise scope_missing(scopes[0])
    if wait := admission.rate.take(key.id):
        raise Problem(429, "Too many requests with this key.", kind="rate", retry_after=wait)
    return Caller(key, admission.registry.source(key.source) if key.source else None)


async def _key_of(token: str, registry: RegistryCache) -> Key:
    key = await registry.find_key(token)
    if key is None:
        _require_ready(registry)
        raise Problem(
            401,
            "The key is not known or was revoked.",
            kind="unknown-key",
            headers={"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'},
        )
    return key


async def _key_of_session(request: Request, admission: Admission) -> Key:
    if admission.cookie is not None and admission.cookie.name in request.cookies:
        if session := await session_of(request, admission.cookie, admission.registry):
            return session.key
        _require_ready(admission.registry)
    raise Problem(
        401,
        "A key is needed: send it as `Authorization: Bearer` or `X-API-Key`.",
        kind="no-key",
        headers={"WWW-Authenticate": _CHALLENGE},
    )


def _require_ready(registry: RegistryCache) -> None:
    if registry.not_ready() is not None:
        raise Problem(503, "Keys cannot be checked yet.", kind="unavailable", retry_after=1)


def scope_missing(scope: Scope, what: str = "This") -> Problem:
    """The 403 for a key without `scope`; `what` is what needs it."""
    return Problem(
        403,
        f"{what} needs a key with the scope `{scope}`.",
        kind="scope-missing",
        headers={"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'},
        scope=scope,
    )
