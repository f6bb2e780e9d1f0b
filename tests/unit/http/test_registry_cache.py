"""The registry in an API's memory: it outlives the database, and never lets in whom it does not know."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import APIRouter, Depends

from chassis.errors import Fatal, Retry
from chassis.http import create_app, requires
from chassis.registry import Key, RegistryCache, Snapshot
from chassis.registry.tokens import hash_of, new_token
from schemas.ids import act_id
from schemas.vocabulary import Scope
from tests.waiting import until_async


class Database:
    """Something to load from: up or away, with the keys it has."""

    def __init__(self) -> None:
        self.keys: dict[bytes, Key] = {}
        self.error: Exception | None = None
        self.loads = 0

    async def load(self) -> Snapshot:
        self.loads += 1
        if self.error is not None:
            raise self.error
        return Snapshot(keys=self.keys)

    def add(self) -> str:
        token = new_token()
        created = datetime(2024, 1, 1, tzinfo=UTC)
        self.keys[hash_of(token) or b""] = Key(
            id=act_id(), scopes=frozenset({Scope.READ}), label="test", created_at=created
        )
        return token


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(database: Database, clock: Clock) -> RegistryCache:
    return RegistryCache(database.load, refresh_seconds=0.001, clock=clock)


@pytest.fixture
async def client(cache: RegistryCache) -> AsyncIterator[httpx.AsyncClient]:
    router = APIRouter()

    @router.get("/inside", dependencies=[Depends(requires(Scope.READ))])
    async def inside() -> None:
        return None

    app = create_app(title="t", description="d", registry=cache, routers=[router])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        yield client


async def test_a_new_key_lets_in_at_once(
    client: httpx.AsyncClient, cache: RegistryCache, database: Database, clock: Clock
) -> None:
    await cache.refresh()
    clock.now += 1
    token = database.add()

    assert (await client.get("/inside", headers={"X-API-Key": token})).status_code == 200


async def test_unknown_keys_do_not_make_a_load_each(
    client: httpx.AsyncClient, cache: RegistryCache, database: Database
) -> None:
    await cache.refresh()

    answers = [(await client.get("/inside", headers={"X-API-Key": new_token()})).status_code for _ in range(5)]

    assert answers == [401] * 5
    assert database.loads == 1


async def test_what_is_added_while_the_registry_is_being_read_is_known_after_a_refresh(
    database: Database, clock: Clock
) -> None:
    read, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> Snapshot:
        snapshot = await database.load()
        read.set()
        await go_on.wait()
        return snapshot

    cache = RegistryCache(slowly, clock=clock)
    first = asyncio.create_task(cache.refresh())
    await read.wait()
    token = database.add()
    others = [asyncio.create_task(cache.refresh()) for _ in range(3)]
    go_on.set()
    await asyncio.gather(first, *others)

    assert await cache.find_key(token)
    assert database.loads == 2


async def test_keys_go_on_letting_in_while_the_database_is_away(
    client: httpx.AsyncClient, cache: RegistryCache, database: Database
) -> None:
    token = database.add()
    await cache.refresh()
    database.error = Retry("away")

    assert not await cache.refresh()
    assert (await client.get("/inside", headers={"X-API-Key": token})).status_code == 200
    assert (await client.get("/readyz")).status_code == 200


async def test_a_start_without_the_database_is_live_but_not_ready(
    client: httpx.AsyncClient, cache: RegistryCache, database: Database
) -> None:
    token = database.add()
    database.error = Retry("away")
    await cache.refresh()

    assert (await client.get("/livez")).status_code == 200
    unready = await client.get("/readyz")
    assert (unready.status_code, unready.json()["reason"]) == (503, "registry: away")
    refused = await client.get("/inside", headers={"X-API-Key": token})
    assert (refused.status_code, "retry-after" in refused.headers) == (503, True)


async def test_a_revoked_key_is_forgotten_by_the_refresh_in_the_background(
    cache: RegistryCache, database: Database
) -> None:
    token = database.add()
    async with cache.kept_fresh():
        assert await cache.find_key(token)
        database.keys.clear()

        async def forgotten() -> bool:
            return await cache.find_key(token) is None

        assert await until_async(forgotten)


async def test_an_error_that_is_no_passing_one_ends_what_runs_on_the_cache(
    cache: RegistryCache, database: Database
) -> None:
    async def broken() -> bool:
        return False

    with pytest.RaisesGroup(Fatal):
        async with cache.kept_fresh():
            database.error = Fatal("the registry was changed under us")
            await until_async(broken)
