"""A PostgreSQL of one's own with a record in it: loaded once, kept where that is asked for."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
import psutil
from rich.progress import Progress

from bench.reading.synthetic import COLUMNS, Rows, Synthetic
from chassis.postgres import Connection, connected, migrate, open_pool
from deploy.database.cluster import dsn
from deploy.ports import free_port, is_open
from operate.waiting import wait_for
from services.query.projection.store import FIRST_GENERATION, SQL, TEXT, Store, live_generation

__all__ = ["Loaded", "database", "loaded", "loaded_with"]

_BATCH: Final = 20_000
_SETTINGS: Final = {
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "fsync": "off",
    "full_page_writes": "off",
    "log_checkpoints": "off",
    # A quarter of the machine, as PostgreSQL's manual has it for a server of its own.
    "shared_buffers": f"{psutil.virtual_memory().total // 4 // 2**20}MB",
}
"""For loading, of which reading knows nothing, and the memory that a deployment of this size would give it."""

_INDEXES: Final = """
select c.conrelid::regclass::text as table, i.indexrelid::regclass::text as name,
    pg_get_indexdef(i.indexrelid) as definition, c.conname as constraint, pg_get_constraintdef(c.oid) as constrained
from pg_index i
left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p'
where i.indrelid = $1::regclass
"""


@dataclass(frozen=True)
class Loaded:
    """What was loaded, and what that took; seconds are 0 where it was there already."""

    incidents: int
    versions: int
    copy_s: float
    index_s: float
    bytes: int


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of a server on the cluster in `folder`, which ends on leaving; the cluster stays."""
    port = free_port()
    settings = [f"--set={name}={value}" for name, value in _SETTINGS.items()]
    command = [sys.executable, "-m", "deploy.database", "--data", str(folder), "--port", str(port), *settings]
    server = subprocess.Popen(command)
    try:
        wait_for("the database", lambda: is_open(port) and _answers(dsn(folder, port)), 120)
        yield dsn(folder, port)
    finally:
        server.send_signal(2)
        server.wait(120)


def _answers(address: str) -> bool:
    async def ask() -> None:
        await (await asyncpg.connect(address)).close()

    try:
        asyncio.run(ask())
    except (OSError, asyncpg.CannotConnectNowError):
        return False
    return True


async def loaded_with(address: str) -> int:
    """How many incidents the record has; 0 where there is none, or where loading was broken off."""
    async with connected(address, application="bench") as connection:
        if await connection.fetchval("select to_regclass('public.loaded')") is None:
            return 0
        return int(await connection.fetchval("select incidents from public.loaded") or 0)


async def loaded(address: str, record: Synthetic, progress: Progress) -> Loaded:
    """Load the record, if need be. Indexes are made afterwards, which takes a third of the time."""
    if await loaded_with(address) == record.incidents:
        await _bring_up_to_date(address)
        return Loaded(record.incidents, record.tellings, 0.0, 0.0, await _size(address))
    await _prepare(address)
    began = time.perf_counter()
    indexes: list[asyncpg.Record] = []
    async with connected(address, application="bench", statement_seconds=600) as connection:
        for table in COLUMNS:
            indexes += await _unindexed(connection, table)
        await _copy(connection, record, progress)
        await _stand(connection, record)
    copied = time.perf_counter()
    await _index(address, indexes, progress)
    async with connected(address, application="bench", statement_seconds=600) as connection:
        await connection.execute("vacuum (analyze)")
        await connection.execute(f"create table public.loaded as select {record.incidents} as incidents")
        await connection.execute("checkpoint")
    took = time.perf_counter()
    return Loaded(record.incidents, record.tellings, copied - began, took - copied, await _size(address))


async def _bring_up_to_date(address: str) -> None:
    """What was loaded by an older version gets the schema of this one, and the statistics that go with it."""
    async with connected(address, application="bench", statement_seconds=600) as connection:
        if await migrate(connection, FIRST_GENERATION, SQL / "generation"):
            await connection.execute("vacuum (analyze)")


async def _size(address: str) -> int:
    async with connected(address, application="bench") as connection:
        return int(await connection.fetchval("select pg_database_size(current_database())"))


async def _prepare(address: str) -> None:
    """The schemas, empty, as the projector makes them."""
    async with connected(address, application="bench", statement_seconds=600) as connection:
        for schema in (FIRST_GENERATION, TEXT, "feed"):
            await connection.execute(f"drop schema if exists {schema} cascade")
        await connection.execute("drop table if exists public.loaded")
        await migrate(connection, TEXT, SQL / "text")
    pool = await open_pool(address, application="bench", schema=FIRST_GENERATION)
    await live_generation(pool)
    await Store(pool, FIRST_GENERATION).prepare("decisions.g1")
    await pool.close()


async def _unindexed(connection: Connection, table: str) -> list[asyncpg.Record]:
    """Take a table's indexes away; what they were."""
    found = list(await connection.fetch(_INDEXES, table))
    for index in found:
        if index["constraint"]:
            await connection.execute(f"alter table {table} drop constraint {index['constraint']}")
        else:
            await connection.execute(f"drop index {index['name']}")
    # Nothing of it has to outlive a crash of the machine: half of what would be written is log.
    await connection.execute(f"alter table {table} set unlogged")
    return found


async def _copy(connection: Connection, record: Synthetic, progress: Progress) -> None:
    """The rows of one batch are written while the next is drawn."""
    task = progress.add_task("loading incidents", total=record.tellings)
    batches = record.batches(_BATCH)
    rows = await asyncio.to_thread(next, batches, None)
    while rows is not None:
        drawing = asyncio.create_task(asyncio.to_thread(next, batches, None))
        for table, columns in COLUMNS.items():
            await _copy_table(connection, table, columns.split(), rows)
        progress.advance(task, len(rows["g1.decision"]))
        rows = await drawing


async def _copy_table(connection: Connection, table: str, columns: list[str], rows: Rows) -> None:
    if not rows[table]:
        return
    schema, _, name = table.partition(".")
    data = ("\n".join(rows[table]) + "\n").encode()

    async def source() -> AsyncIterator[bytes]:
        yield data

    await connection.copy_to_table(name, schema_name=schema, columns=columns, source=source(), format="text")


async def _stand(connection: Connection, record: Synthetic) -> None:
    """Say how far the fold and the feed have come."""
    await connection.execute(f"update {FIRST_GENERATION}.position set next_n = $1, next_offset = $1", record.tellings)
    await connection.execute(
        "update feed.head set last_seq = (select max(seq) from feed.change), live_generation = $1", FIRST_GENERATION
    )


async def _index(address: str, indexes: list[asyncpg.Record], progress: Progress) -> None:
    """All of them, two at a time."""
    task = progress.add_task("indexing", total=len(indexes))
    waiting = iter(indexes)

    async def work() -> None:
        async with connected(address, application="bench", statement_seconds=600) as connection:
            await connection.execute("set maintenance_work_mem = '512MB'")
            await connection.execute("set max_parallel_maintenance_workers = 0")
            for index in waiting:
                if index["constraint"]:
                    await connection.execute(
                        f"alter table {index['table']} add constraint {index['constraint']} {index['constrained']}"
                    )
                else:
                    await connection.execute(index["definition"])
                progress.advance(task)

    await asyncio.gather(work(), work())
