"""The projector and the query api over one database, driven from a test."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
from fastapi import FastAPI

from chassis.http import HttpLimits
from chassis.log.memory import MemoryLog
from chassis.log.port import Log, Outgoing
from chassis.log.topics import SPECS, decisions_spec
from chassis.registry import Key, RegistryCache, Snapshot
from chassis.registry.tokens import hash_of, new_token
from schemas.events.decisions import Decision
from schemas.ids import act_id
from schemas.vocabulary import Scope
from services.query.api.app import query_app
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.texts import TextsWorker
from services.query.projection.worker import FoldingWorker
from tests.embedded import run_query
from tests.histories import record_of
from tests.waiting import until


class Projecting:
    """A log in memory and the projector that folds it."""

    def __init__(self, dsn: str, batch: int = 500) -> None:
        self.log = MemoryLog()
        self.log.ensure([*SPECS, decisions_spec("g1")])
        self.dsn = dsn
        self.decisions = DecisionsWorker(self.log, dsn, "g1", batch, rest_s=0)
        self.texts = TextsWorker(self.log, dsn, rest_s=0)

    def append(self, records: Iterable[Outgoing | Decision]) -> None:
        """Append decisions, as the writer does, and other records as they are."""
        outgoing = [record_of(each) if isinstance(each, Decision) else each for each in records]
        with self.log.appender() as appender:
            appender.append_all(outgoing)

    def fold(self, timeout: float = 30.0) -> None:
        """Step until everything is folded."""
        for worker in (self.texts, self.decisions):
            until(lambda worker=worker: self._step(worker), timeout)  # type: ignore[misc]

    def _step(self, worker: FoldingWorker) -> bool:
        reader = worker._reader
        if reader is not None and all(reader.position(p) >= reader.end(p) for p in worker.partitions):
            return True
        worker.step()
        return False


@contextmanager
def projecting(dsn: str, batch: int = 500) -> Iterator[Projecting]:
    """A projector that has started, of so many decisions a transaction."""
    found = Projecting(dsn, batch)
    workers = (found.texts, found.decisions)
    for worker in workers:
        worker.start()
    try:
        yield found
    finally:
        for worker in workers:
            worker.stop()


def project(dsn: str, records: Sequence[Outgoing | Decision], timeout: float = 30.0) -> None:
    """Fold these records into the database."""
    with projecting(dsn) as projector:
        projector.append(records)
        projector.fold(timeout)


def rows(dsn: str, query: str, *values: Any) -> list[dict[str, Any]]:
    """What the database answers."""

    async def ask() -> list[dict[str, Any]]:
        connection = await asyncpg.connect(dsn)
        try:
            for kind in ("json", "jsonb"):
                await connection.set_type_codec(kind, schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
            return [dict(row) for row in await connection.fetch(query, *values)]
        finally:
            await connection.close()

    with asyncio.Runner() as runner:
        return runner.run(ask())


@asynccontextmanager
async def query(
    dsn: str, log: Log | None = None, scopes: Iterable[Scope] = (Scope.READ,), sources_changed: datetime | None = None
) -> AsyncIterator[tuple[FastAPI, dict[str, str]]]:
    """The query api over the database and a log, started, and the headers of a key with these scopes."""
    token = new_token()
    key = Key(id=act_id(), scopes=frozenset(scopes), label="test", created_at=datetime.now(UTC))

    async def registry() -> Snapshot:
        return Snapshot([], {hash_of(token) or b"": key}, changed_at=sources_changed)

    if log is None:
        log = MemoryLog()
        log.ensure(SPECS)
    app = query_app(
        dsn=dsn, log=log, registry=RegistryCache(registry), query_url="http://query.example", limits=HttpLimits()
    )
    async with app.router.lifespan_context(app):
        yield app, {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def serving(
    dsn: str, log: Log | None = None, scopes: Iterable[Scope] = (Scope.READ,), sources_changed: datetime | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the query api, with a key that has these scopes."""
    async with query(dsn, log, scopes, sources_changed) as (app, headers):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://query.example", headers=headers) as client:
            yield client


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """One more database beside that of the test; `server` is the address of the maintenance database."""
    name = f"test_{uuid.uuid4().hex}"
    run_query(server, f"create database {name}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        run_query(server, f"drop database {name} with (force)")
