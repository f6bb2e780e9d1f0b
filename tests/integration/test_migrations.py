"""Migrations on a real database: applied once, in order, by whoever comes first, and never changed afterwards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from chassis.postgres import (
    DatabaseAway,
    MigrationMismatch,
    Pool,
    SchemaOutdated,
    check,
    connected,
    migrate,
    open_pool,
    retrying,
)
from deploy.ports import free_port
from tests.waiting import until_async

pytestmark = pytest.mark.integration


@pytest.fixture
async def pool(postgres: str) -> AsyncIterator[Pool]:
    async with await open_pool(postgres, application="test") as pool:
        yield pool


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_table.sql").write_text("create table thing (id int primary key); insert into thing values (1);")
    (tmp_path / "queries.sql").write_text("not a migration")
    return tmp_path


def add(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(script)


async def test_each_migration_is_applied_once_in_order(pool: Pool, folder: Path) -> None:
    async with pool.acquire() as connection:
        first = await migrate(connection, "one", folder)
        again = await migrate(connection, "one", folder)
        add(folder, "0002_column.sql", "alter table thing add column word text not null default 'x'")
        then = await migrate(connection, "one", folder)
        await check(connection, "one", folder)

    assert (first, again, then) == (["0001_table.sql"], [], ["0002_column.sql"])
    assert await pool.fetchval("select word from one.thing") == "x"


async def test_one_folder_makes_schemas_that_know_nothing_of_each_other(pool: Pool, folder: Path) -> None:
    async with pool.acquire() as connection:
        await migrate(connection, "g1", folder)
        await migrate(connection, "g2", folder)
        await connection.execute("delete from g1.thing")
        await connection.execute("drop schema g1 cascade")

        assert await migrate(connection, "g1", folder) == ["0001_table.sql"]
        assert await connection.fetchval("select count(*) from g2.thing") == 1


async def test_processes_that_start_at_once_apply_everything_once(pool: Pool, folder: Path) -> None:
    async def start() -> list[str]:
        async with pool.acquire() as connection:
            return await migrate(connection, "one", folder)

    applied = await asyncio.gather(*(start() for _ in range(5)))

    assert sorted(len(names) for names in applied) == [0, 0, 0, 0, 1]
    assert await pool.fetchval("select count(*) from one.thing") == 1


async def test_a_migration_that_fails_leaves_nothing_and_lets_the_next_try(pool: Pool, folder: Path) -> None:
    add(folder, "0002_wrong.sql", "create table half (id int); select 1 / 0;")
    async with pool.acquire() as connection:
        with pytest.raises(asyncpg.DivisionByZeroError):
            await migrate(connection, "one", folder)
        add(folder, "0002_wrong.sql", "create table half (id int)")

        assert await migrate(connection, "one", folder) == ["0002_wrong.sql"]


async def test_a_changed_migration_is_refused(pool: Pool, folder: Path) -> None:
    async with pool.acquire() as connection:
        await migrate(connection, "one", folder)
        add(folder, "0001_table.sql", "create table other (id int)")

        with pytest.raises(MigrationMismatch, match="0001_table"):
            await migrate(connection, "one", folder)
        with pytest.raises(MigrationMismatch, match="0001_table"):
            await check(connection, "one", folder)


async def test_a_gap_in_the_numbers_is_refused(pool: Pool, folder: Path) -> None:
    add(folder, "0003_far.sql", "select 1")
    async with pool.acquire() as connection:
        with pytest.raises(MigrationMismatch, match="without a gap"):
            await migrate(connection, "one", folder)


async def test_a_schema_behind_the_code_is_named_and_one_ahead_passes(pool: Pool, folder: Path) -> None:
    async with pool.acquire() as connection:
        with pytest.raises(SchemaOutdated, match="does not exist"):
            await check(connection, "one", folder)
        await migrate(connection, "one", folder)
        add(folder, "0002_more.sql", "create table more (id int)")
        with pytest.raises(SchemaOutdated, match=r"0002_more\.sql"):
            await check(connection, "one", folder)
        await migrate(connection, "one", folder)
        (folder / "0002_more.sql").unlink()

        await check(connection, "one", folder)


async def test_values_come_back_as_they_went(postgres: str) -> None:
    value = {"name": "Ծեր", "figures": [1, 2.5, None], "quote": '"'}
    async with connected(postgres, application="test") as connection:
        assert await connection.fetchval("select $1::jsonb", value) == value
        assert await connection.fetchval("select current_setting('application_name')") == "test"
        moment = await connection.fetchval("select timestamptz '2024-04-12 09:00+04'")
        assert moment.isoformat() == "2024-04-12T05:00:00+00:00"


async def test_a_statement_that_takes_too_long_may_be_tried_again(postgres: str) -> None:
    async with connected(postgres, application="test", statement_seconds=0.1) as connection:
        with pytest.raises(DatabaseAway), retrying():
            await connection.execute("select pg_sleep(30)")


async def test_a_pool_can_be_made_while_the_server_is_away() -> None:
    async with await open_pool(f"postgresql://nobody@127.0.0.1:{free_port()}/x", application="test") as pool:
        with pytest.raises(DatabaseAway), retrying():
            await pool.fetchval("select 1")


async def test_a_connection_that_the_server_ended_may_be_tried_again(pool: Pool) -> None:
    async with pool.acquire() as victim, pool.acquire() as killer:
        pid = await victim.fetchval("select pg_backend_pid()")
        await killer.execute("select pg_terminate_backend($1, 5000)", pid)

        with pytest.raises(DatabaseAway), retrying():
            await victim.execute("select 1")
    assert await pool.fetchval("select 1") == 1


async def test_a_connection_whose_end_is_not_heard_yet_may_be_tried_again(postgres: str) -> None:
    """The server's last word is there before the end of its stream, which here never comes."""
    async with _never_hanging_up(postgres) as url, connected(url, application="test") as victim:
        pid = await victim.fetchval("select pg_backend_pid()")
        async with connected(postgres, application="test") as killer:
            await killer.execute("select pg_terminate_backend($1, 5000)", pid)
        with pytest.raises(DatabaseAway, match="another operation"), retrying():
            await until_async(lambda: victim.fetchval("select null"), 10)
        victim.terminate()


@asynccontextmanager
async def _never_hanging_up(postgres: str) -> AsyncIterator[str]:
    """Where the server is reached through somebody who passes on all that is said, and no end."""
    parts = urlsplit(postgres)
    relays: list[asyncio.Task[None]] = []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(1 << 16):
            writer.write(chunk)

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection(parts.hostname, parts.port)
        with closing(questions), closing(writer):
            await asyncio.gather(relay(reader, questions), relay(answers, writer))

    def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relays.append(asyncio.create_task(pass_on(reader, writer)))

    async with await asyncio.start_server(connect, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield parts._replace(netloc=f"{parts.username}:{parts.password}@{host}:{port}").geturl()
        for task in relays:
            task.cancel()
        await asyncio.gather(*relays, return_exceptions=True)
