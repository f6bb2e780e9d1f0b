"""The registry in Postgres: what `deconflict source` and `deconflict key` do, and what the APIs load."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

import asyncpg

from chassis.errors import Invalid
from chassis.postgres import Connection, Pool, check, connected, load_queries, migrate, retrying
from chassis.registry.records import Key, Session, Snapshot
from chassis.registry.tokens import hash_of, new_token
from schemas.events.reports import Source
from schemas.ids import act_id
from schemas.vocabulary import Scope

__all__ = [
    "NameTaken",
    "UnknownSource",
    "add_key",
    "add_source",
    "list_keys",
    "list_sources",
    "load",
    "migrate_registry",
    "revoke_key",
]

_SCHEMA: Final = "registry"
_SQL: Final = files("chassis.registry.sql")
_QUERIES: Final = load_queries(_SQL / "queries.sql")
_LOAD_SECONDS: Final = 5.0
_POSTING: Final = frozenset({Scope.INGEST, Scope.INGEST_CODED})

_RULES: Final = {
    "source_id_check": "its id must be 1 to 63 small letters, digits, dots, hyphens and underscores,"
    " of which the first is a letter or digit",
    "source_name_check": "its name must not be blank",
}


class NameTaken(Invalid):
    """Another source has this name: `on_behalf_of` could not tell them apart."""


class UnknownSource(Invalid):
    """No source has this id."""


async def migrate_registry(pool: Pool) -> list[str]:
    """Make or bring up to date the schema; the migrations applied now."""
    async with pool.acquire() as connection:
        return await migrate(connection, _SCHEMA, _SQL)


async def add_source(pool: Pool, source: Source) -> bool:
    """Add a source, or replace all that is said of the one with its id; whether it is new.

    Raises:
        NameTaken: another source has the name.
        Invalid: the id is no slug (`[a-z0-9][a-z0-9._-]*`, at most 63), or the name is blank.
    """
    actor = source.actor.model_dump(mode="json", exclude_none=True)
    try:
        added = await pool.fetchval(
            _QUERIES["put_source"],
            source.id, source.name, source.kind.value, source.country, actor, source.reliability.value,
        )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise NameTaken(f"another source is named {source.name!r}") from error
    except asyncpg.CheckViolationError as error:
        rule = _RULES.get(error.constraint_name or "", f"it breaks the rule {error.constraint_name}")
        raise Invalid(f"source {source.id!r} cannot be: {rule}") from error
    return bool(added)


async def list_sources(pool: Pool) -> list[Source]:
    """Every source, by id."""
    return [Source.model_validate(dict(row)) for row in await pool.fetch(_QUERIES["sources"])]


async def add_key(pool: Pool, scopes: Iterable[Scope], *, label: str, source: str | None = None) -> tuple[Key, str]:
    """A new key and its token, which is shown this once and never again.

    Raises:
        Invalid: no scopes, or a scope to post without a source whose reports they would be.
        UnknownSource: `source` is not registered.
    """
    allowed = frozenset(scopes)
    if not allowed:
        raise Invalid("a key needs a scope")
    if allowed & _POSTING and source is None:
        raise Invalid("a key that posts needs a source")
    token = new_token()
    try:
        row = await pool.fetchrow(
            _QUERIES["add_key"], act_id(), hash_of(token), sorted(scope.value for scope in allowed), source, label
        )
    except asyncpg.ForeignKeyViolationError as error:
        raise UnknownSource(f"no source has the id {source!r}") from error
    assert row is not None
    return _key(row), token


async def list_keys(pool: Pool) -> list[Key]:
    """Every key, revoked ones too, the newest last."""
    return [_key(row) for row in await pool.fetch(_QUERIES["keys"])]


async def revoke_key(pool: Pool, key: UUID) -> Key | None:
    """Let a key in no more (APIs hear of it within their refresh); None if there is no such key."""
    row = await pool.fetchrow(_QUERIES["revoke_key"], key)
    return None if row is None else _key(row)


async def load(dsn: str, application: str) -> Snapshot:
    """All that the APIs hold in memory, of one moment, over a connection of its own.

    Raises:
        DatabaseAway: Postgres cannot be had now.
        SchemaOutdated: the schema is not there or not new enough.
    """
    with retrying():
        async with connected(dsn, application=application, statement_seconds=_LOAD_SECONDS) as connection:
            return await _load(connection)


async def _load(connection: Connection) -> Snapshot:
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await check(connection, _SCHEMA, _SQL)
        sources = [Source.model_validate(dict(row)) for row in await connection.fetch(_QUERIES["sources"])]
        changed_at = await connection.fetchval(_QUERIES["sources_changed_at"])
        keys = {row["hash"]: _key(row) for row in await connection.fetch(_QUERIES["valid_keys"])}
        sessions = {row["session"]: _session(row) for row in await connection.fetch(_QUERIES["valid_sessions"])}
    return Snapshot(sources, keys, sessions, changed_at)


def _key(row: asyncpg.Record) -> Key:
    values: dict[str, Any] = dict(row)
    return Key.model_validate(values)


def _session(row: asyncpg.Record) -> Session:
    values: dict[str, Any] = dict(row)
    return Session(key=Key.model_validate(values), expires_at=values["expires_at"])
