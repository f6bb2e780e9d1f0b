"""Connections that only read are few, are used again, and never after their question was broken off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest

from chassis.postgres import DatabaseAway, ReadingPool, reading_pool, retrying

pytestmark = pytest.mark.integration

WHO = "select pg_backend_pid() as pid, pg_sleep(0)"
LONG = "select pg_sleep(60)"


@pytest.fixture
async def pool(postgres: str) -> AsyncIterator[ReadingPool]:
    pool = reading_pool(postgres, application="test", size=2, schema="public", settings={"jit": "off"})
    yield pool
    await pool.close()


async def who(pool: ReadingPool) -> int:
    """The connection that is given now."""
    return int((await pool.fetch(WHO))[0]["pid"])


async def begun(pool: ReadingPool) -> "asyncio.Task[list[asyncpg.Record]]":
    """A long question that the database is at."""
    asked = asyncio.create_task(pool.fetch(LONG))
    while not await pool.fetch("select from pg_stat_activity where query = $1 and state = 'active'", LONG):
        pass
    return asked


async def test_a_connection_is_used_again_also_after_an_error(pool: ReadingPool) -> None:
    first = await who(pool)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await pool.fetch("select 1 / $1::int", 0)
    assert await who(pool) == first
    async with pool.acquire() as connection:
        assert await connection.fetchval("show search_path") == "public"
    assert await who(pool) == first


async def test_there_are_never_more_than_its_size(pool: ReadingPool) -> None:
    assert len(set(await asyncio.gather(*(who(pool) for _ in range(9))))) <= 2


async def test_a_question_that_is_broken_off_takes_its_connection_with_it(pool: ReadingPool) -> None:
    asked = await begun(pool)
    asked.cancel()
    with suppress(asyncio.CancelledError):
        await asked
    # Both places are free again, and neither has anything of that question.
    assert len(set(await asyncio.gather(who(pool), who(pool)))) == 2


async def test_one_that_was_lost_is_made_anew(pool: ReadingPool) -> None:
    first = await who(pool)
    async with pool.acquire() as connection:
        assert connection.get_server_pid() == first
        while not connection.is_closed():
            await pool.fetch("select pg_terminate_backend($1)", first)
    assert first not in await asyncio.gather(who(pool), who(pool))


async def test_closing_waits_for_who_asks_and_lets_nobody_in(pool: ReadingPool) -> None:
    asked = asyncio.create_task(pool.fetch("select pg_sleep(0.1)"))
    await asyncio.sleep(0)
    await pool.close()
    assert len(await asked) == 1
    with pytest.raises(DatabaseAway), retrying():
        await pool.fetch(WHO)


async def test_who_does_not_wait_for_its_end_cuts_off_who_asks(pool: ReadingPool) -> None:
    asked = await begun(pool)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pool.close(), 0.01)
    with pytest.raises(DatabaseAway), retrying():
        await asked
