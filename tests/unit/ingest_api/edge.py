"""The ingest api over an in-memory log and a registry of two sources, driven as its clients would."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import httpx

from chassis.http import HttpLimits
from chassis.log.memory import MemoryLog
from chassis.log.port import Log, LogRecord
from chassis.log.topics import REPORT_PARTITIONS, REPORTS, SPECS
from chassis.registry import Key, RegistryCache, Snapshot
from chassis.registry.tokens import hash_of, new_token
from schemas.events.envelope import Envelope, unpack
from schemas.events.reports import TYPES, Source
from schemas.ids import act_id
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Reliability, Scope, SourceKind
from services.ingest.api.app import ingest_app
from services.ingest.api.coded import Known
from tests.waiting import until_async

NOW: Final = datetime(2024, 4, 12, 12, tzinfo=UTC)
QUERY_URL: Final = "https://query.example"

MINISTRY: Final = Source(
    id="ruritania-mod",
    name="Ruritanian Ministry of Defence",
    kind=SourceKind.PRESS_OFFICE,
    country="AM",
    actor=Actor(id="xa.mod", name="Ruritanian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT),
    reliability=Reliability.C,
)
WIRE: Final = Source(
    id="wire",
    name="The Wire",
    kind=SourceKind.OUTLET,
    actor=Actor(name="The Wire", kind=ActorKind.MEDIA),
    reliability=Reliability.B,
)

KNOWN: Final = Known({"am.mod", "am.mil", "az.mod", "az.mil"}.__contains__, {"southern army"}.__contains__)

TOKENS: Final = {name: new_token() for name in ("ministry", "wire", "reader", "homeless", "coder")}


def _key(source: str | None, *scopes: Scope) -> Key:
    return Key(id=act_id(), scopes=frozenset(scopes), source=source, label="test", created_at=NOW)


KEYS: Final = {
    "ministry": _key("ruritania-mod", Scope.INGEST),
    "wire": _key("wire", Scope.INGEST, Scope.READ),
    "reader": _key(None, Scope.READ),
    "homeless": _key(None, Scope.INGEST),
    "coder": _key("ruritania-mod", Scope.INGEST, Scope.INGEST_CODED),
}


async def registry() -> Snapshot:
    """The registry of these tests."""
    return Snapshot([MINISTRY, WIRE], {hash_of(TOKENS[name]) or b"": key for name, key in KEYS.items()})


@dataclass(frozen=True)
class Edge:
    """A running api: what it is sent, and what came to lie in the log."""

    client: httpx.AsyncClient
    log: Log

    async def post(self, fields: Any = None, *, key: str = "ministry", **more: Any) -> httpx.Response:
        """Post one report with one of the keys."""
        sent = more if "content" in more else {"json": fields}
        return await self.client.post("/v1/reports", headers={"X-API-Key": TOKENS[key]}, **sent)

    async def batch(self, content: bytes | AsyncIterator[bytes], key: str = "ministry") -> httpx.Response:
        """Post a batch."""
        return await self.client.post("/v1/reports:batch", headers={"X-API-Key": TOKENS[key]}, content=content)

    def records(self) -> Sequence[LogRecord]:
        """Everything in topic `reports`, by partition."""
        found: list[LogRecord] = []
        with self.log.reader(REPORTS) as reader:
            while any(reader.position(partition) < reader.end(partition) for partition in range(REPORT_PARTITIONS)):
                found += reader.poll(1.0, 1000)
        return found

    def events(self) -> list[Envelope[Any]]:
        """The events in `records`, in the order of their submission."""
        return sorted((unpack(record.value or b"", TYPES) for record in self.records()), key=lambda event: event.id)

    def event(self) -> Envelope[Any]:
        """The only one."""
        (event,) = self.events()
        return event


@asynccontextmanager
async def running(log: Log | None = None, limits: HttpLimits | None = None) -> AsyncIterator[Edge]:
    """An api that is ready, at the moment `NOW`."""
    if log is None:
        log = MemoryLog()
        log.ensure(SPECS)
    app = ingest_app(
        log=log,
        registry=RegistryCache(registry),
        query_url=QUERY_URL,
        limits=limits or HttpLimits(),
        known=KNOWN,
        clock=lambda: NOW,
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://edge") as client,
    ):
        edge = Edge(client, log)

        async def ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await until_async(ready)
        yield edge
