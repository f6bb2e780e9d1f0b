"""A browser's session: it stands for the key that opened it, and counts only for the page's own requests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import APIRouter, Depends

from chassis.http import SESSION_BODY_BYTES, Cookie, create_app, requires, session_router
from chassis.registry import Key, RegistryCache, Session, Snapshot
from chassis.registry.tokens import Prefix, hash_of, new_token
from schemas.ids import act_id
from schemas.vocabulary import Scope
from tests.waiting import until_async

NOW = datetime(2024, 4, 12, 12, tzinfo=UTC)
PAGE = {"X-Deconflict-Page": "1", "Sec-Fetch-Site": "same-origin"}


class Desk:
    """A registry of one key, and the sessions that were opened with it."""

    def __init__(self) -> None:
        self.token = new_token()
        self.key = Key(id=act_id(), scopes=frozenset({Scope.READ}), label="desk", created_at=NOW)
        self.keys = {hash_of(self.token) or b"": self.key}
        self.sessions: dict[bytes, Session] = {}
        self.now = NOW

    async def load(self) -> Snapshot:
        valid = {hashed: session for hashed, session in self.sessions.items() if session.key in self.keys.values()}
        return Snapshot(keys=self.keys, sessions=valid)

    async def opened(self, token: str) -> str | None:
        if hash_of(token) not in self.keys:
            return None
        session = new_token(Prefix.SESSION)
        hashed = hash_of(session, Prefix.SESSION) or b""
        self.sessions[hashed] = Session(key=self.key, expires_at=self.now + timedelta(hours=1))
        return session

    async def closed(self, token: str) -> None:
        self.sessions.pop(hash_of(token, Prefix.SESSION) or b"", None)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def cache(desk: Desk) -> RegistryCache:
    return RegistryCache(desk.load, refresh_seconds=0.001, now=lambda: desk.now)


def client(desk: Desk, cache: RegistryCache, cookie: Cookie | None, base: str = "http://desk:1") -> httpx.AsyncClient:
    router = APIRouter()

    @router.get("/read", dependencies=[Depends(requires(Scope.READ))])
    async def read() -> None:
        return None

    @router.post("/change", dependencies=[Depends(requires(Scope.READ))])
    async def change() -> None:
        return None

    @router.post("/judge", dependencies=[Depends(requires(Scope.REVIEW))])
    async def judge() -> None:
        return None

    app = create_app(
        title="t",
        description="d",
        registry=cache,
        routers=[router, session_router(desk.opened, desk.closed)],
        body_limits={"/session": SESSION_BODY_BYTES},
        cookie=cookie,
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base)


@pytest.fixture
async def browser(desk: Desk, cache: RegistryCache) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in."""
    async with client(desk, cache, Cookie(secure=False)) as browser:
        assert (await browser.post("/session", json={"key": desk.token}, headers=PAGE)).status_code == 201
        yield browser


async def test_signing_in_lets_read_and_no_script_can_see_by_what(desk: Desk, cache: RegistryCache) -> None:
    async with client(desk, cache, Cookie(secure=False)) as browser:
        assert (await browser.get("/read")).status_code == 401
        answer = await browser.post("/session", json={"key": desk.token}, headers=PAGE)
        kept = answer.headers["set-cookie"]

        assert answer.json() == {"label": "desk", "scopes": ["read"], "expires_at": "2024-04-12T13:00:00+00:00"}
        assert "HttpOnly" in kept
        assert "SameSite=strict" in kept
        assert "Path=/" in kept
        assert "Domain" not in kept
        assert desk.token not in kept + answer.text
        assert (await browser.get("/read")).status_code == 200
        assert (await browser.get("/session")).json()["scopes"] == ["read"]


async def test_over_tls_the_cookie_is_bound_to_the_host(desk: Desk, cache: RegistryCache) -> None:
    async with client(desk, cache, Cookie(secure=True), "https://desk") as browser:
        kept = (await browser.post("/session", json={"key": desk.token}, headers=PAGE)).headers["set-cookie"]

    assert kept.startswith("__Host-")
    assert "Secure" in kept


async def test_the_scopes_of_the_key_carry_over(browser: httpx.AsyncClient) -> None:
    refused = await browser.post("/judge", headers=PAGE)

    assert (refused.status_code, refused.json()["scope"]) == (403, "review")


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no header of the page's"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, id="a form of this origin"),
        pytest.param({"X-Deconflict-Page": "1"}, id="no word of where it comes from"),
        pytest.param(PAGE | {"Sec-Fetch-Site": "cross-site"}, id="another site"),
        pytest.param(PAGE | {"Sec-Fetch-Site": "same-site"}, id="another port of this host"),
        pytest.param({"X-Deconflict-Page": "1", "Origin": "http://desk:2"}, id="another port, by Origin"),
        pytest.param({"X-Deconflict-Page": "1", "Origin": "null"}, id="a sandboxed frame"),
    ],
)
async def test_nothing_changes_but_by_the_page_itself(browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for ask in (browser.post("/change", headers=headers), browser.delete("/session", headers=headers)):
        assert (await ask).json()["type"] == "urn:deconflict:problem:not-here"
    assert (await browser.get("/read")).status_code == 200


async def test_a_browser_without_fetch_metadata_is_known_by_its_origin(browser: httpx.AsyncClient) -> None:
    here = {"X-Deconflict-Page": "1", "Origin": "http://desk:1"}

    assert (await browser.post("/change", headers=here)).status_code == 200


async def test_another_origin_reads_nothing_with_the_cookie(browser: httpx.AsyncClient) -> None:
    answers = {site: (await browser.get("/read", headers={"Sec-Fetch-Site": site})).status_code
               for site in ("same-origin", "none", "same-site", "cross-site")}  # fmt: skip

    assert answers == {"same-origin": 200, "none": 200, "same-site": 401, "cross-site": 401}


async def test_nobody_is_signed_in_by_another_origin(desk: Desk, cache: RegistryCache) -> None:
    async with client(desk, cache, Cookie(secure=False)) as browser:
        refused = await browser.post("/session", json={"key": desk.token})

    assert refused.status_code == 403
    assert not desk.sessions


async def test_signing_out_ends_the_session_wherever_its_cookie_went(
    browser: httpx.AsyncClient, desk: Desk, cache: RegistryCache
) -> None:
    stolen = dict(browser.cookies)

    assert (await browser.delete("/session", headers=PAGE)).status_code == 204
    assert not browser.cookies
    async with client(desk, cache, Cookie(secure=False)) as thief:
        thief.cookies.update(stolen)
        assert (await thief.get("/read")).status_code == 401


async def test_a_session_ends_with_its_time(browser: httpx.AsyncClient, desk: Desk) -> None:
    desk.now += timedelta(hours=1)

    assert (await browser.get("/read")).status_code == 401
    assert (await browser.get("/session")).json()["type"] == "urn:deconflict:problem:no-session"


async def test_a_session_ends_with_its_key(browser: httpx.AsyncClient, desk: Desk, cache: RegistryCache) -> None:
    async def refused() -> bool:
        return (await browser.get("/read")).status_code == 401

    async with cache.kept_fresh():
        desk.keys.clear()
        assert await until_async(refused)


async def test_a_session_is_no_key_and_a_key_no_session(browser: httpx.AsyncClient, desk: Desk) -> None:
    session = browser.cookies["deconflict"]
    browser.cookies.clear()

    assert (await browser.get("/read", headers={"Authorization": f"Bearer {session}"})).status_code == 401
    assert (await browser.get("/read", headers={"Cookie": f"deconflict={desk.token}"})).status_code == 401


async def test_an_app_without_a_cookie_takes_none(browser: httpx.AsyncClient, desk: Desk, cache: RegistryCache) -> None:
    async with client(desk, cache, None) as other:
        other.cookies.update(dict(browser.cookies))
        assert (await other.get("/read")).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [("{}", 422), ('{"key": 7}', 422), ("no json", 400), ('{"key": "dcf_x"}', 401), ('{"key": "%s"}', 413)],
)
async def test_what_is_no_key_opens_nothing(desk: Desk, cache: RegistryCache, body: str, status: int) -> None:
    async with client(desk, cache, Cookie(secure=False)) as browser:
        content = body.replace("%s", "x" * SESSION_BODY_BYTES)
        assert (await browser.post("/session", content=content, headers=PAGE)).status_code == status
        assert not browser.cookies
