"""The ingest api as a process of its own, on the real broker and the real database."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from chassis.log.kafka import KafkaLog
from chassis.log.topics import REPORT_PARTITIONS, REPORTS, SPECS
from chassis.postgres import open_pool
from chassis.registry import add_key, add_source, migrate_registry
from deploy.ports import free_port
from schemas.events.envelope import Envelope, unpack
from schemas.events.reports import TYPES, Source
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Reliability, Scope, SourceKind
from tests.embedded import EmbeddedBroker
from tests.waiting import until, until_async

pytestmark = pytest.mark.integration

MINISTRY = Source(
    id="ruritania-mod",
    name="Ruritanian Ministry of Defence",
    kind=SourceKind.PRESS_OFFICE,
    country="AM",
    actor=Actor(id="xa.mod", name="Ruritanian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT),
    reliability=Reliability.C,
)


@dataclass
class Api:
    """The process, and a client of it that holds a key."""

    bootstrap: str
    prefix: str
    dsn: str
    errors: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    _looking: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=5))

    def start(self) -> None:
        """Start it; it may not answer yet."""
        settings = {
            "DECONFLICT_KAFKA_BOOTSTRAP": self.bootstrap,
            "DECONFLICT_TOPIC_PREFIX": self.prefix,
            "DECONFLICT_POSTGRES_DSN": self.dsn,
            "DECONFLICT_HTTP_PORT": str(self.port),
            "DECONFLICT_PUBLIC_QUERY_URL": "https://query.example",
        }
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "services.ingest.api"], env={**os.environ, **settings}, stderr=errors
            )

    def end(self, sign: signal.Signals) -> int:
        """Send the signal and return the exit code."""
        assert self.process is not None
        self.process.send_signal(sign)
        return self.process.wait(30)

    def status(self, path: str) -> int:
        """The status that a probe answers, 0 while nothing does."""
        assert self.process is not None
        assert self.process.poll() is None, self.errors.read_text()
        try:
            return self._looking.get(f"http://127.0.0.1:{self.port}{path}").status_code
        except httpx.TransportError:
            return 0

    def client(self, token: str) -> httpx.AsyncClient:
        """A client with a key."""
        return httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.port}", headers={"Authorization": f"Bearer {token}"}, timeout=20
        )


@contextmanager
def running(api: Api) -> Iterator[Api]:
    """The api, killed at the end if it still runs."""
    api.start()
    try:
        yield api
    finally:
        if api.process is not None and api.process.poll() is None:
            api.end(signal.SIGKILL)


async def registered(dsn: str) -> str:
    """A registry with one source; the token of its key."""
    async with await open_pool(dsn, application="test", size=1) as pool:
        await migrate_registry(pool)
        await add_source(pool, MINISTRY)
        _, token = await add_key(pool, [Scope.INGEST], label="test", source=MINISTRY.id)
    return token


def make_topics(bootstrap: str, prefix: str) -> KafkaLog:
    log = KafkaLog(bootstrap, prefix)
    log.ensure(SPECS)
    return log


def appended(log: KafkaLog) -> list[Envelope[Any]]:
    """Everything that lies in `reports`."""
    found = []
    with log.reader(REPORTS) as reader:
        ends = {partition: reader.end(partition) for partition in range(REPORT_PARTITIONS)}
        while any(reader.position(partition) < end for partition, end in ends.items()):
            found += [unpack(record.value or b"", TYPES) for record in reader.poll(1.0, 500)]
    return found


@pytest.fixture
def api(kafka: str, topic_prefix: str, postgres: str, tmp_path: Path) -> Iterator[Api]:
    """The api on the brokers and databases of this session."""
    with running(Api(kafka, topic_prefix, postgres, tmp_path / "stderr")) as api:
        yield api


@asynccontextmanager
async def gate(dsn: str) -> AsyncIterator[tuple[str, asyncio.Server]]:
    """A way to the database that a test can close: its DSN, and the server that forwards."""
    target = urlsplit(dsn)

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(target.hostname, target.port)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(pump(reader, to_server))
                tasks.create_task(pump(from_server, writer))
        finally:
            writer.close()
            to_server.close()

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
        sink.close()

    server = await asyncio.start_server(forward, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield target._replace(netloc=f"{target.netloc.rpartition(':')[0]}:{port}").geturl(), server


async def test_what_is_posted_lies_in_the_log(api: Api, kafka: str, topic_prefix: str, postgres: str) -> None:
    log = make_topics(kafka, topic_prefix)
    token = await registered(postgres)
    until(lambda: api.status("/readyz") == 200)

    async with api.client(token) as client:
        one = await client.post("/v1/reports", json={"external_id": "1", "text": "A patrol was fired on."})
        body = b"".join(json.dumps({"external_id": str(n), "text": "x"}).encode() + b"\n" for n in range(300))
        many = await client.post("/v1/reports:batch", content=body)
        back = await client.post(f"/v1/reports/{one.json()['report_id']}/retraction", json={"reason": "in error"})

    assert [one.status_code, many.status_code, back.status_code] == [202, 202, 202]
    answered = [one.json(), *map(json.loads, many.text.splitlines())]
    assert {answer.get("status", 202) for answer in answered} == {202}
    events = appended(log)
    submitted = [event.data for event in events if event.type == "report.submitted"]
    assert sorted(str(data.report_id) for data in submitted) == sorted(answer["report_id"] for answer in answered)
    assert {data.source for data in submitted} == {MINISTRY}
    assert [event.data.reason for event in events if event.type == "report.retracted"] == ["in error"]


async def test_a_start_before_everything_else_becomes_ready_when_all_is_there(
    kafka: str, topic_prefix: str, postgres: str, tmp_path: Path
) -> None:
    make_topics(kafka, topic_prefix)
    with running(Api(kafka, topic_prefix, postgres, tmp_path / "stderr")) as api:
        until(lambda: api.status("/livez") == 200)
        unready = api.status("/readyz")
        token = await registered(postgres)
        until(lambda: api.status("/readyz") == 200)
        async with api.client(token) as client:
            answer = await client.post("/v1/reports", json={"text": "x"})

    assert (unready, answer.status_code) == (503, 202)


async def test_it_goes_on_while_the_database_is_away(
    kafka: str, topic_prefix: str, postgres: str, tmp_path: Path
) -> None:
    make_topics(kafka, topic_prefix)
    token = await registered(postgres)
    async with gate(postgres) as (dsn, server):
        with running(Api(kafka, topic_prefix, dsn, tmp_path / "stderr")) as api:
            async with api.client(token) as client:

                async def ready() -> bool:
                    return await asyncio.to_thread(api.status, "/readyz") == 200

                await until_async(ready)
                server.close()

                async def missed() -> bool:
                    # A key that is not known makes the api look for it in the database.
                    wrong = {"Authorization": f"Bearer dcf_{'x' * 43}"}
                    assert (await client.post("/v1/reports", json={"text": "x"}, headers=wrong)).status_code == 401
                    return "registry not refreshed" in api.errors.read_text()

                await until_async(missed)
                known = await client.post("/v1/reports", json={"text": "x"})

                assert known.status_code == 202
                assert await ready()


async def test_a_broker_that_dies_is_no_lost_report(topic_prefix: str, postgres: str, tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path / "broker")
    broker.start()
    broker.wait()
    try:
        log = make_topics(broker.bootstrap, topic_prefix)
        token = await registered(postgres)
        with running(Api(broker.bootstrap, topic_prefix, postgres, tmp_path / "stderr")) as api:
            until(lambda: api.status("/readyz") == 200)
            async with api.client(token) as client:

                async def post(number: int) -> httpx.Response:
                    return await client.post("/v1/reports", json={"external_id": str(number), "text": "x"})

                before = await post(0)
                broker.end(signal.SIGKILL)
                during = await asyncio.gather(*(post(number) for number in range(1, 21)))
                late = Api(broker.bootstrap, topic_prefix, postgres, tmp_path / "late")
                with running(late):
                    until(lambda: late.status("/livez") == 200)
                    not_yet = late.status("/readyz")
                    async with late.client(token) as other:
                        refused = await other.post("/v1/reports", json={"text": "x"})
                    broker.start()
                    broker.wait()
                    until(lambda: late.status("/readyz") == 200, timeout=60)
                again: list[httpx.Response] = []

                async def accepted() -> bool:
                    again.append(await post(21))
                    return again[-1].status_code == 202

                await until_async(accepted, timeout=60)
                until(lambda: api.status("/readyz") == 200)

        assert before.status_code == 202
        assert (not_yet, refused.status_code) == (503, 503)
        assert {answer.status_code for answer in during} == {503}
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in during)
        durable = {str(event.data.report_id) for event in appended(log)}
        assert {before.json()["report_id"], again[-1].json()["report_id"]} <= durable
    finally:
        broker.end()


async def test_it_stops_when_told_and_says_that_all_went_well(
    api: Api, kafka: str, topic_prefix: str, postgres: str
) -> None:
    make_topics(kafka, topic_prefix)
    await registered(postgres)
    until(lambda: api.status("/readyz") == 200)

    assert api.end(signal.SIGTERM) == 0


async def test_it_refuses_to_run_on_a_log_without_its_topic(api: Api, postgres: str) -> None:
    await registered(postgres)
    assert api.process is not None

    assert api.process.wait(60) != 0
    assert "reports" in api.errors.read_text()


async def test_it_refuses_settings_that_make_no_sense(
    kafka: str, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECONFLICT_HTTP_RATE_BURST", "lots")
    with running(Api(kafka, "", postgres, tmp_path / "stderr")) as api:
        assert api.process is not None
        assert api.process.wait(30) == 78
        assert "DECONFLICT_HTTP_RATE_BURST" in api.errors.read_text()
