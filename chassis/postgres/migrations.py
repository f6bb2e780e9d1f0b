"""Migrations: numbered, checksummed, forward-only SQL files, recorded in the schema that they make.

The owner of a schema keeps a folder of files `0001_what_it_does.sql`, `0002_…`. Each is applied once, in order, in a
transaction of its own with the schema as its search path, so that the files need not name it and one folder can make
several schemas. What was applied is in the schema's own table `migration`: dropping the schema forgets it too.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Final

import asyncpg

from chassis.errors import Fatal, Retry
from chassis.postgres.pool import Connection

__all__ = ["NOT_MIGRATED", "MigrationMismatch", "SchemaOutdated", "check", "migrate"]

NOT_MIGRATED: Final = (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, asyncpg.UndefinedColumnError)
"""What a query meets in a schema that is not there, or not yet what this code needs: migrations follow one another."""

_FILE: Final = re.compile(r"(\d{4})_\w+\.sql")
_POLL_SECONDS: Final = 0.1
_TRY_LOCK: Final = "select pg_try_advisory_lock(hashtext('migrate'), hashtext($1))"
_UNLOCK: Final = "select pg_advisory_unlock(hashtext('migrate'), hashtext($1))"


class SchemaOutdated(Retry):
    """The schema is missing or lacks migrations that this code needs. The message names them."""


class MigrationMismatch(Fatal):
    """A migration that was applied is not the one in the folder, or the files are not numbered one by one."""


@dataclass(frozen=True, slots=True, order=True)
class _Migration:
    number: int
    name: str
    script: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.script.encode()).hexdigest()


async def migrate(connection: Connection, schema: str, folder: Traversable, *, timeout_s: float = 60.0) -> list[str]:
    """Bring `schema` up to what `folder` holds, making it if need be; the names of the files applied now.

    Any number of processes may call this at once: one works, the others look again until it has finished. They poll
    `pg_try_advisory_lock`, since one that waits inside the server blocks whatever needs all transactions to end.

    Raises:
        MigrationMismatch: what was applied and what is in the folder differ.
        TimeoutError: another held the lock for `timeout_s`.
    """
    migrations = _read(folder)
    async with asyncio.timeout(timeout_s):
        while not await connection.fetchval(_TRY_LOCK, schema):  # noqa: ASYNC110 - the lock lives in the server
            await asyncio.sleep(_POLL_SECONDS)
    try:
        await connection.execute(f"create schema if not exists {_quoted(schema)}")
        await connection.execute(
            f"create table if not exists {_quoted(schema)}.migration ("
            "number int primary key, name text not null, checksum text not null,"
            " applied_at timestamptz not null default now())"
        )
        missing = _missing(migrations, await _applied(connection, schema))
        for migration in missing:
            async with connection.transaction():
                await connection.execute(f"set local search_path to {_quoted(schema)}")
                await connection.execute(migration.script)
                await connection.execute(
                    f"insert into {_quoted(schema)}.migration (number, name, checksum) values ($1, $2, $3)",
                    migration.number, migration.name, migration.checksum,
                )  # fmt: skip
        return [migration.name for migration in missing]
    finally:
        await connection.execute(_UNLOCK, schema)


async def check(connection: Connection, schema: str, folder: Traversable) -> None:
    """Hold `schema` against `folder`. A schema that is ahead passes: migrations only add.

    Raises:
        SchemaOutdated: naming what is missing.
        MigrationMismatch: what was applied and what is in the folder differ.
    """
    try:
        applied = await _applied(connection, schema)
    except NOT_MIGRATED:
        raise SchemaOutdated(f"schema {schema} does not exist yet: run its migrations") from None
    if missing := _missing(_read(folder), applied):
        raise SchemaOutdated(f"schema {schema} lacks {', '.join(m.name for m in missing)}: run its migrations")


def _read(folder: Traversable) -> list[_Migration]:
    found = sorted(
        _Migration(int(match[1]), file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if (match := _FILE.fullmatch(file.name))
    )
    if not found or [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise MigrationMismatch(f"migrations in {folder} must be numbered 0001, 0002 and so on without a gap")
    return found


async def _applied(connection: Connection, schema: str) -> dict[int, str]:
    rows = await connection.fetch(f"select number, checksum from {_quoted(schema)}.migration")
    return {row["number"]: row["checksum"] for row in rows}


def _missing(migrations: list[_Migration], applied: dict[int, str]) -> list[_Migration]:
    for migration in migrations:
        if applied.get(migration.number, migration.checksum) != migration.checksum:
            raise MigrationMismatch(f"{migration.name} was changed after it was applied: write a new migration instead")
    return [migration for migration in migrations if migration.number not in applied]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
