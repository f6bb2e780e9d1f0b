"""Every refusal is a problem, whoever refuses."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends

from chassis.errors import Retry
from chassis.http import Caller, HttpLimits, create_app, requires
from chassis.registry import Key, RegistryCache, Snapshot
from chassis.registry.tokens import hash_of, new_token
from schemas.ids import act_id
from schemas.vocabulary import Scope

TOKEN = new_token()
READER = Key(id=act_id(), scopes=frozenset({Scope.READ}), label="test", created_at=datetime(2024, 1, 1, tzinfo=UTC))


async def registry() -> Snapshot:
    return Snapshot(keys={hash_of(TOKEN) or b"": READER})


router = APIRouter()


@router.get("/numbers/{number}", dependencies=[Depends(requires(Scope.READ))])
async def number(number: int, since: int = 0) -> dict[str, int]:
    return {"number": number, "since": since}


@router.get("/caller")
async def who(caller: Annotated[Caller, Depends(requires(Scope.READ))]) -> dict[str, str]:
    return {"key": str(caller.key.id)}


@router.get("/away")
async def away() -> None:
    raise Retry("the database is away")


@router.get("/broken")
async def broken() -> None:
    raise RuntimeError("a secret in a message")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(
        title="t", description="d", registry=RegistryCache(registry), routers=[router], limits=HttpLimits()
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://t", headers={"X-API-Key": TOKEN}) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/caller", 405),
        ("GET", "/numbers/one", 422),
        ("GET", "/numbers/1?since=x", 422),
        ("GET", "/away", 503),
        ("GET", "/broken", 500),
    ],
)
async def test_a_failure_is_a_problem(client: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    answer = await client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


async def test_a_method_that_is_not_allowed_says_which_is(client: httpx.AsyncClient) -> None:
    assert (await client.post("/caller")).headers["allow"] == "GET"


async def test_a_parameter_is_named_by_where_it_stands(client: httpx.AsyncClient) -> None:
    (error,) = (await client.get("/numbers/1?since=x")).json()["errors"]

    assert (error["in"], error["field"]) == ("query", "since")


async def test_an_unforeseen_failure_tells_nothing_of_the_inside(client: httpx.AsyncClient) -> None:
    assert "secret" not in (await client.get("/broken")).text


async def test_what_may_work_later_says_when_to_come_again(client: httpx.AsyncClient) -> None:
    answer = await client.get("/away")

    assert int(answer.headers["retry-after"]) >= 1
    assert "database" not in answer.text


async def test_answers_forbid_what_a_browser_might_make_of_them(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/caller")).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


async def test_probes_and_metrics_need_no_key(client: httpx.AsyncClient) -> None:
    del client.headers["X-API-Key"]
    await client.get("/nowhere")

    assert (await client.get("/livez")).json() == {"status": "ok"}
    assert (await client.get("/caller")).status_code == 401
    assert "deconflict_http_requests_total" in (await client.get("/metrics")).text
