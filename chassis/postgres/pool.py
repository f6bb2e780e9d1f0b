"""Connections, alone or in a pool, with time limits on everything that could hang.

JSON columns give and take Python values, and take bytes as JSON that is written already; `timestamptz` is always UTC;
`uuid` is `uuid.UUID`.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import asyncpg
import pydantic_core

from chassis.postgres.reading import ReadingPool

__all__ = ["Connection", "Pool", "connected", "open_pool", "reading_pool"]

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"

_CONNECT_SECONDS: Final = 5.0
_IDLE_SECONDS: Final = 300.0


async def open_pool(
    dsn: str,
    *,
    application: str,
    size: int = 10,
    statement_seconds: float = 30.0,
    schema: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> Pool:
    """A pool of at most `size` connections, made when they are first needed, so the server may be away now.

    `application` is the name that `pg_stat_activity` shows. A statement is ended after `statement_seconds`, on the
    server and, a second later, by the client; a transaction left idle after twice that. With `schema`, unqualified
    names are looked up there alone (one pool a schema: a pooled connection must never change its search path).
    `settings` are further ones of the server, for these connections.
    """
    chosen = _chosen(application, statement_seconds, schema, settings)
    return await asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=size,
        max_inactive_connection_lifetime=_IDLE_SECONDS,
        timeout=_CONNECT_SECONDS,
        command_timeout=statement_seconds + 1,
        server_settings=chosen,
        init=_prepare,
    )


def reading_pool(
    dsn: str,
    *,
    application: str,
    size: int,
    schema: str,
    settings: Mapping[str, str],
    statement_seconds: float = 30.0,
) -> ReadingPool:
    """The same for who only reads."""
    chosen = _chosen(application, statement_seconds, schema, settings)

    async def connect() -> "asyncpg.Connection[asyncpg.Record]":
        connection = await asyncpg.connect(
            dsn, timeout=_CONNECT_SECONDS, command_timeout=statement_seconds + 1, server_settings=chosen
        )
        await _prepare(connection)
        return connection

    return ReadingPool(connect, size)


@asynccontextmanager
async def connected(dsn: str, *, application: str, statement_seconds: float = 30.0) -> AsyncIterator[Connection]:
    """One connection with the limits of a pool's, for what is done now and then; closed on leaving."""
    connection = await asyncpg.connect(
        dsn,
        timeout=_CONNECT_SECONDS,
        command_timeout=statement_seconds + 1,
        server_settings=_settings(application, statement_seconds),
    )
    try:
        await _prepare(connection)
        yield connection
    finally:
        await connection.close(timeout=_CONNECT_SECONDS)


def _chosen(
    application: str, statement_seconds: float, schema: str | None, settings: Mapping[str, str] | None
) -> dict[str, str]:
    chosen = _settings(application, statement_seconds) | dict(settings or {})
    return chosen if schema is None else chosen | {"search_path": schema}


def _settings(application: str, statement_seconds: float) -> dict[str, str]:
    return {
        "application_name": application,
        "timezone": "UTC",
        "statement_timeout": _milliseconds(statement_seconds),
        "idle_in_transaction_session_timeout": _milliseconds(2 * statement_seconds),
    }


async def _prepare(connection: Connection) -> None:
    # In binary, which arrays of rows are sent in; what PostgreSQL sends and takes of `json` then is its text.
    for kind, encode, decode in (
        ("json", _to_json, pydantic_core.from_json),
        ("jsonb", _to_jsonb, _from_jsonb),
    ):
        await connection.set_type_codec(kind, schema="pg_catalog", encoder=encode, decoder=decode, format="binary")


_JSONB_VERSION: Final = b"\x01"


def _to_json(value: Any) -> bytes:
    return value if isinstance(value, bytes) else pydantic_core.to_json(value)


def _to_jsonb(value: Any) -> bytes:
    return _JSONB_VERSION + _to_json(value)


def _from_jsonb(value: bytes) -> Any:
    return pydantic_core.from_json(value[1:])


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))
