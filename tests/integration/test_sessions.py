"""Sessions on a real database: opened with a key or a link, known to every process, ended for all of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from chassis.errors import Invalid
from chassis.http import HttpLimits
from chassis.log.memory import MemoryLog
from chassis.log.topics import SPECS
from chassis.postgres import Pool, open_pool
from chassis.registry import (
    Key,
    RegistryCache,
    add_key,
    add_ticket,
    load,
    migrate_registry,
    open_session,
    revoke_key,
)
from schemas.events.statements import Merge
from schemas.vocabulary import Scope
from services.query.api.app import query_app
from tests.histories import MONITORS, History, seed, statement
from tests.projecting import project

pytestmark = pytest.mark.integration

PAGE = {"X-Deconflict-Page": "1", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
async def pool(postgres: str) -> AsyncIterator[Pool]:
    history = History()
    for name in "ab":
        history.open(statement(name, MONITORS), name)
    await asyncio.to_thread(project, postgres, history.decisions)
    async with await open_pool(postgres, application="test") as pool:
        await migrate_registry(pool)
        yield pool


@asynccontextmanager
async def process(dsn: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser before a query api of its own."""
    log = MemoryLog()
    log.ensure(SPECS)
    app = query_app(
        dsn=dsn,
        log=log,
        registry=RegistryCache(partial(load, dsn, "test")),
        query_url="http://query.example",
        limits=HttpLimits(),
    )
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://query.example") as client,
    ):
        yield client


async def signed_in(browser: httpx.AsyncClient, token: str) -> int:
    return (await browser.post("/session", json={"key": token}, headers=PAGE)).status_code


async def reader(pool: Pool, *scopes: Scope) -> tuple[Key, str]:
    return await add_key(pool, scopes or (Scope.READ,), label="desk")


async def test_a_session_reads_everything_and_outlives_the_process(pool: Pool, postgres: str) -> None:
    _, token = await reader(pool, Scope.READ, Scope.REVIEW)
    async with process(postgres) as browser:
        assert await signed_in(browser, token) == 201
        kept = dict(browser.cookies)
        paths = ("/v1/incidents", "/v1/feed", "/v1/sources", f"/v1/incidents/{seed('a')}", "/ogc/collections/incidents")
        assert [(await browser.get(path)).status_code for path in paths] == [200] * len(paths)
        assert "Cookie" in (await browser.get("/v1/incidents")).headers["vary"]
    async with process(postgres) as browser:
        browser.cookies.update(kept)
        assert (await browser.get("/v1/suggestions")).status_code == 200
        assert (await browser.get("/session")).json()["scopes"] == ["read", "review"]


async def test_a_review_in_a_session_is_its_keys(pool: Pool, postgres: str) -> None:
    key, token = await reader(pool, Scope.READ, Scope.REVIEW)
    body: dict[str, Any] = {"action": Merge(a=seed("a"), b=seed("b")).model_dump(mode="json"), "seen_n": 1}
    body["reason"] = "the same post"
    async with process(postgres) as browser:
        await signed_in(browser, token)
        refused = await browser.post("/v1/reviews", json=body)
        forged = await browser.post("/v1/reviews", json=body, headers=PAGE | {"Sec-Fetch-Site": "cross-site"})
        taken = await browser.post("/v1/reviews", json=body, headers=PAGE)
        pending = (await browser.get(f"/v1/reviews/{taken.json()['review_id']}")).json()

    assert (refused.status_code, forged.status_code, taken.status_code) == (403, 403, 202)
    assert pending["author"] == key.label


async def test_what_ends_a_session_ends_it_in_every_process(pool: Pool, postgres: str) -> None:
    key, token = await reader(pool)
    async with process(postgres) as one, process(postgres) as other:
        await signed_in(one, token)
        kept = dict(one.cookies)
        await one.delete("/session", headers=PAGE)
        other.cookies.update(kept)
        assert (await other.get("/v1/incidents")).status_code == 401

        await signed_in(one, token)
        await revoke_key(pool, key.id)
        kept = dict(one.cookies)
    async with process(postgres) as later:
        later.cookies.update(kept)
        assert (await later.get("/v1/incidents")).status_code == 401


async def test_a_session_has_its_time_and_is_then_forgotten(pool: Pool, postgres: str) -> None:
    _, token = await reader(pool)
    ended = await open_session(pool, token, timedelta(seconds=-1))
    assert ended
    async with process(postgres) as browser:
        browser.cookies.set("deconflict", ended)
        assert (await browser.get("/v1/incidents")).status_code == 401
        await signed_in(browser, token)

    assert await pool.fetchval("select count(*) from registry.session") == 1
    assert ended not in await pool.fetchval("select jsonb_agg(to_jsonb(session))::text from registry.session")


async def test_a_link_lets_in_once_and_in_time(pool: Pool, postgres: str) -> None:
    _, token = await reader(pool)
    ticket = await add_ticket(pool, token)
    late = await add_ticket(pool, token, timedelta(seconds=-1))
    async with process(postgres) as browser:
        assert [await signed_in(browser, each) for each in (ticket, ticket, late)] == [201, 401, 401]
        assert (await browser.get("/v1/incidents")).status_code == 200
        browser.cookies.clear()
        assert (await browser.get("/v1/incidents", headers={"X-API-Key": ticket})).status_code == 401


async def test_a_link_is_of_a_valid_key_and_ends_with_it(pool: Pool, postgres: str) -> None:
    key, token = await reader(pool)
    ticket = await add_ticket(pool, token)
    await revoke_key(pool, key.id)

    with pytest.raises(Invalid):
        await add_ticket(pool, token)
    assert await open_session(pool, ticket) is None


async def test_a_key_that_may_not_read_opens_no_session(pool: Pool) -> None:
    _, token = await reader(pool, Scope.OPERATE)

    assert await open_session(pool, token) is None
