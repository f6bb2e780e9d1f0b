"""The registry on a real database: sources and keys as the command line makes them and the APIs load them."""

import re
from collections.abc import AsyncIterator

import pytest

from chassis.errors import Invalid
from chassis.postgres import Pool, SchemaOutdated, open_pool
from chassis.registry import (
    NameTaken,
    RegistryCache,
    UnknownSource,
    add_key,
    add_source,
    list_keys,
    list_sources,
    load,
    migrate_registry,
    revoke_key,
)
from schemas.events.reports import Source
from schemas.ids import act_id
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Reliability, Scope, SourceKind

pytestmark = pytest.mark.integration

MINISTRY = Source(
    id="ruritania-mod",
    name="Ruritanian Ministry of Defence",
    kind=SourceKind.PRESS_OFFICE,
    country="AM",
    actor=Actor(id="xa.mod", name="Ruritanian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT),
    reliability=Reliability.C,
)


@pytest.fixture
async def pool(postgres: str) -> AsyncIterator[Pool]:
    async with await open_pool(postgres, application="test") as pool:
        await migrate_registry(pool)
        yield pool


async def test_a_source_comes_back_as_it_was_added(pool: Pool, postgres: str) -> None:
    assert await add_source(pool, MINISTRY)

    assert await list_sources(pool) == [MINISTRY]
    assert (await load(postgres, "test")).sources == {MINISTRY.id: MINISTRY}


async def test_a_source_without_a_grade_cannot_be_judged(pool: Pool) -> None:
    await add_source(pool, Source(id="blog", name="A blog", kind=SourceKind.SOCIAL, actor=Actor(name="A blog")))

    assert [source.reliability for source in await list_sources(pool)] == [Reliability.F]


async def test_adding_a_source_again_replaces_what_is_said_of_it(pool: Pool, postgres: str) -> None:
    await add_source(pool, MINISTRY)
    added_at = (await load(postgres, "test")).changed_at

    assert not await add_source(pool, MINISTRY.model_copy(update={"reliability": Reliability.B}))
    assert [source.reliability for source in await list_sources(pool)] == [Reliability.B]
    changed_at = (await load(postgres, "test")).changed_at
    assert added_at is not None
    assert changed_at is not None
    assert changed_at > added_at


@pytest.mark.parametrize("name", [MINISTRY.name, "  ruritanian  MINISTRY of Defence "])
async def test_two_sources_cannot_share_a_name(pool: Pool, name: str) -> None:
    await add_source(pool, MINISTRY)

    with pytest.raises(NameTaken):
        await add_source(pool, MINISTRY.model_copy(update={"id": "other", "name": name}))


@pytest.mark.parametrize("bad", [{"id": "Not a slug"}, {"id": ""}, {"name": " "}])
async def test_a_source_needs_a_slug_and_a_name(pool: Pool, bad: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        await add_source(pool, MINISTRY.model_copy(update=bad))


async def test_a_key_is_shown_once_and_only_its_hash_is_kept(pool: Pool) -> None:
    await add_source(pool, MINISTRY)

    key, token = await add_key(pool, [Scope.INGEST], label="press desk", source=MINISTRY.id)

    assert re.fullmatch(r"dcf_[A-Za-z0-9_-]{43}", token)
    assert await list_keys(pool) == [key]
    kept = await pool.fetchval("select to_jsonb(key)::text from registry.key")
    assert token not in kept
    assert token.removeprefix("dcf_") not in kept


async def test_a_key_lets_in_until_it_is_revoked(pool: Pool, postgres: str) -> None:
    await add_source(pool, MINISTRY)
    key, token = await add_key(pool, [Scope.INGEST, Scope.READ], label="desk", source=MINISTRY.id)
    cache = RegistryCache(lambda: load(postgres, "test"))
    await cache.refresh()

    assert await cache.find_key(token) == key
    revoked = await revoke_key(pool, key.id)
    await cache.refresh()

    assert await cache.find_key(token) is None
    assert revoked is not None
    assert revoked.revoked_at is not None
    assert await revoke_key(pool, key.id) == revoked
    assert await list_keys(pool) == [revoked]


async def test_only_a_key_that_exists_can_be_revoked(pool: Pool) -> None:
    assert await revoke_key(pool, act_id()) is None


async def test_a_key_that_posts_needs_a_registered_source(pool: Pool) -> None:
    with pytest.raises(Invalid, match="needs a source"):
        await add_key(pool, [Scope.INGEST], label="desk")
    with pytest.raises(UnknownSource):
        await add_key(pool, [Scope.INGEST], label="desk", source="nobody")
    with pytest.raises(Invalid, match="needs a scope"):
        await add_key(pool, [], label="desk")

    key, _ = await add_key(pool, [Scope.READ], label="reader")
    assert key.source is None


async def test_an_api_that_starts_before_the_schema_waits_for_it(postgres: str) -> None:
    with pytest.raises(SchemaOutdated):
        await load(postgres, "test")

    cache = RegistryCache(lambda: load(postgres, "test"))
    await cache.refresh()
    waiting = cache.not_ready()
    async with await open_pool(postgres, application="test") as pool:
        await migrate_registry(pool)
    await cache.refresh()

    assert waiting is not None
    assert "migrations" in waiting
    assert cache.not_ready() is None
