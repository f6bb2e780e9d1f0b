"""Both APIs answer as they describe themselves, whatever they are asked: never with a 5xx."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, Final
from xml.etree import ElementTree

import pytest
import schemathesis
import schemathesis.openapi
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chassis.http import HttpLimits
from chassis.log.memory import MemoryLog
from chassis.log.topics import SPECS
from chassis.registry import RegistryCache
from schemas.vocabulary import Scope
from services.ingest.api.app import ingest_app
from services.query.api.answering import ANSWERS
from tests.answers import answers, formats, register, story
from tests.projecting import project, query
from tests.unit.ingest_api.edge import KNOWN, QUERY_URL, TOKENS, registry
from tests.waiting import until

pytestmark = pytest.mark.integration

CHECKS: Final = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
ENDLESS: Final = "/v1/feed/stream"
EXAMPLES: Final = 8
"""Requests of each operation, the same in every run."""


@schemathesis.serializer("application/x-ndjson")
def one_line(context: Any, value: Any) -> bytes:
    """A batch of one."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


Started = AbstractAsyncContextManager[tuple[FastAPI, dict[str, str]]]


@contextmanager
def on_a_port(started: Started) -> Iterator[tuple[str, dict[str, str]]]:
    """The app in a thread with a loop of its own; its address, and headers that let one in."""
    server: list[Any] = []

    async def serve() -> None:
        async with started as (app, headers):
            one = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
            server.extend((one, headers))
            await one.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        until(lambda: bool(server) and server[0].started)
        port = server[0].servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", server[1]
    finally:
        server[0].should_exit = True
        thread.join()


def hold(url: str, headers: dict[str, str]) -> int:
    """Ask every operation for what it says it takes, and for what it does not; how many there are."""
    operations: list[Any] = [*schemathesis.openapi.from_url(f"{url}/openapi.json").get_all_operations()]
    for operation in (found.ok() for found in operations):
        if operation.path == ENDLESS:
            continue

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: Any) -> None:
            response = case.call(headers=headers, allow_redirects=False)
            case.validate_response(response, checks=CHECKS)

        holds()
    return len(operations)


def test_the_query_api(postgres: str) -> None:
    project(postgres, story())
    with asyncio.Runner() as runner:
        runner.run(register(postgres))
    with on_a_port(query(postgres, scopes=(Scope.READ, Scope.REVIEW))) as (url, headers):
        assert hold(url, headers) > 20


@asynccontextmanager
async def ingest() -> AsyncIterator[tuple[FastAPI, dict[str, str]]]:
    """The ingest api over a log in memory, and the headers of a source's key."""
    log = MemoryLog()
    log.ensure(SPECS)
    app = ingest_app(
        log=log,
        registry=RegistryCache(registry),
        query_url=QUERY_URL,
        limits=HttpLimits(),
        known=KNOWN,
    )
    async with app.router.lifespan_context(app):
        yield app, {"X-API-Key": TOKENS["ministry"]}


def test_the_ingest_api() -> None:
    with on_a_port(ingest()) as (url, headers):
        assert hold(url, headers) >= 3


async def test_the_examples_are_what_is_answered(postgres: str) -> None:
    await asyncio.to_thread(project, postgres, story())
    async with query(postgres) as (app, _):
        paths = app.openapi()["paths"]
    for path, real in (await answers(postgres)).items():
        shown = paths[path]["get"]["responses"]["200"]["content"][ANSWERS[path][1]]["example"]
        assert members(shown) == members(real), path
    shown = paths["/v1/incidents"]["get"]["responses"]["200"]["content"]
    told = await formats(postgres)
    geojson, table, feed = told
    assert members(shown[geojson]["example"]) == members(told[geojson])
    assert shown[table]["example"].splitlines()[0] == told[table].splitlines()[0]
    assert tags(shown[feed]["example"]) == tags(told[feed])


def tags(document: str) -> list[str]:
    """The names of the elements, all the way down."""
    return [element.tag for element in ElementTree.fromstring(document).iter()]


async def test_every_refusal_has_an_example_of_its_own_status(postgres: str) -> None:
    async with query(postgres) as (reading, _), ingest() as (taking, _):
        described = [*reading.openapi()["paths"].items(), *taking.openapi()["paths"].items()]
    shown = {
        (path, status): [content.get("example", {}).get("status") for content in response["content"].values()]
        for path, operations in described
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status[0] in "45"
    }
    assert len(shown) > 20
    assert {place: found for place, found in shown.items() if found != [int(place[1])]} == {}


async def test_every_answer_has_an_example(postgres: str) -> None:
    async with query(postgres) as (app, _):
        paths = app.openapi()["paths"]
    without = [
        (method, path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if not any(
            "example" in content
            for status, response in operation["responses"].items()
            if status.startswith("2")
            for content in response.get("content", {"": {"example": ""}}).values()
        )
    ]
    assert without == []


def members(document: Any) -> Any:
    """The names of the members, all the way down."""
    if isinstance(document, dict):
        return {name: members(value) for name, value in document.items()}
    if isinstance(document, list):
        return [members(value) for value in document]
    return None
