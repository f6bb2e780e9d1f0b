"""OGC API – Features: what a GIS needs to find its way, and GDAL's own driver opening it."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pyogrio
import pytest
import uvicorn

from services.query.api.parameters import MOST
from tests.histories import KESH, History, linked, report, seed, statement
from tests.projecting import fresh_database, project, query, serving
from tests.waiting import until_async

pytestmark = pytest.mark.integration

ITEMS = "/ogc/collections/incidents/items"


@pytest.fixture(scope="module")
def four(postgres_server: str) -> Iterator[tuple[str, History]]:
    """a and b are one incident, c has no place, d lies elsewhere on a later day."""
    history = History()
    history.open(statement("a"), "a")
    history.open(statement("b"), "b")
    history.open(statement("c", place=None), "c")
    history.open(statement("d", place=KESH.model_copy(update={"lat": -10.0, "lon": 179.5}), occurred=None), "d")
    history.decide(linked("a", "b"))
    with fresh_database(postgres_server) as dsn:
        project(dsn, history.decisions)
        yield dsn, history


async def get(dsn: str, path: str, **params: Any) -> httpx.Response:
    """One answer."""
    async with serving(dsn) as client:
        return await client.get(path, params=params or None)


async def test_every_link_from_the_landing_page_leads_somewhere(four: tuple[str, History]) -> None:
    async with serving(four[0]) as client:
        seen, ahead = set(), ["http://query.example/ogc"]
        while ahead:
            href = ahead.pop()
            answer = await client.get(href)
            assert answer.status_code == 200, href
            seen.add(href)
            if "json" in answer.headers["Content-Type"] and "/ogc" in href:
                body = answer.json()
                links = [
                    *body.get("links", ()),
                    *(each for one in body.get("collections", ()) for each in one["links"]),
                ]
                ahead += [each["href"] for each in links if "query.example" in each["href"]]
                ahead = [href for href in ahead if href not in seen]
    paths = {href.removeprefix("http://query.example") for href in seen}
    assert {"/ogc/conformance", "/ogc/collections", "/ogc/collections/incidents", ITEMS, "/openapi.json"} <= paths


async def test_the_landing_page_is_there_with_a_slash_at_its_end_too(four: tuple[str, History]) -> None:
    assert (await get(four[0], "/ogc/")).json() == (await get(four[0], "/ogc")).json()


async def test_a_copy_of_a_page_stands_while_only_the_record_goes_on(postgres: str) -> None:
    history = History()
    for name in "ab":
        history.open(statement(name), name)
    await asyncio.to_thread(project, postgres, history.decisions)
    first = await get(postgres, ITEMS, limit="1")
    history.decide(about=report("nothing"))
    await asyncio.to_thread(project, postgres, history.decisions)
    again = await get(postgres, ITEMS, limit="1")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.json()["links"] != first.json()["links"]


async def test_items_are_features_with_a_link_to_the_next_page(four: tuple[str, History]) -> None:
    first = await get(four[0], ITEMS, limit=2)
    assert first.headers["Content-Type"] == "application/geo+json"
    body = first.json()
    assert (body["type"], body["numberReturned"]) == ("FeatureCollection", 2)
    (following,) = [link["href"] for link in body["links"] if link["rel"] == "next"]
    rest = (await get(four[0], following)).json()
    found = [each["id"] for each in body["features"] + rest["features"]]
    assert found == [str(seed(name)) for name in "adc"]
    assert not [link for link in rest["links"] if link["rel"] == "next"]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"bbox": "46,40,47,41"}, "ac"),
        ({"bbox": "46,40,0,47,41,9"}, "ac"),
        ({"bbox": "170,-20,-170,0"}, "dc"),
        ({"bbox": "0,0,1,1"}, "c"),
        ({"bbox": "0,0,1,1", "country": "NE"}, ""),
        ({"bbox": "46,40,47,41", "near": "40.3,46.5,10"}, "a"),
        ({"datetime": "2024-04-12T10:00:00Z"}, "adc"),
        ({"datetime": "../2024-04-11"}, "d"),
        ({"datetime": "2024-04-12/.."}, "adc"),
        ({"datetime": "2024-04-12/..", "occurred_to": "2024-04-13"}, "ac"),
        ({"datetime": "../.."}, "adc"),
        ({"datetime": "2024-04-01T00:00:00Z/2024-04-30T00:00:00Z", "bbox": "0,0,90,90"}, "ac"),
        ({"datetime": "../2024-04-11", "bbox": "170,-20,-170,0"}, "d"),
        ({"datetime": "../2024-04-11", "bbox": "0,0,90,90"}, ""),
        ({"limit": str(MOST * 10)}, "adc"),
        ({"event_type": "threat"}, ""),
    ],
    ids=str,
)
async def test_items_by_place_and_time(four: tuple[str, History], params: dict[str, str], found: str) -> None:
    features = (await get(four[0], ITEMS, **params)).json()["features"]
    assert [each["id"] for each in features] == [str(seed(name)) for name in found]


async def test_what_has_no_place_or_time_comes_in_its_order_page_by_page(four: tuple[str, History]) -> None:
    async with serving(four[0]) as client:
        params = {"limit": "1", "bbox": "46,40,47,41", "datetime": "2024-04-12/.."}
        answer = (await client.get(ITEMS, params=params)).json()
        found = answer["features"]
        while following := [link["href"] for link in answer["links"] if link["rel"] == "next"]:
            answer = (await client.get(following[0])).json()
            found += answer["features"]
    assert [each["id"] for each in found] == [str(seed(name)) for name in "ac"]
    assert found[1]["geometry"] is None


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        (ITEMS, "colour", "red"),
        (ITEMS, "bbox", "1,2,3"),
        (ITEMS, "bbox", "1,2,3,4,5"),
        (ITEMS, "limit", "0"),
        (ITEMS, "datetime", "today"),
        (ITEMS, "datetime", "2024-04-12/2024-04-11"),
        ("/ogc/collections", "colour", "red"),
    ],
)
async def test_bad_parameters_are_named(four: tuple[str, History], path: str, name: str, value: str) -> None:
    answer = await get(four[0], path, **{name: value})
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)


async def test_a_time_beside_the_standards_does_not_end_before_it_begins(four: tuple[str, History]) -> None:
    answer = await get(four[0], ITEMS, datetime="../2024-04-11", occurred_from="2024-04-12")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "occurred_to")


async def test_one_feature_resolves_as_an_incident_does(four: tuple[str, History]) -> None:
    dsn, history = four
    one = await get(dsn, f"{ITEMS}/{seed('a')}")
    assert one.json()["id"] == str(seed("a"))
    assert {link["rel"] for link in one.json()["links"]} == {"self", "collection"}
    merged = await get(dsn, f"{ITEMS}/{seed('b')}")
    assert (merged.status_code, merged.headers["Location"]) == (307, f"{ITEMS}/{seed('a')}")
    then = await get(dsn, f"{ITEMS}/{seed('b')}", as_of=history.decisions[1].known_at.isoformat())
    assert then.json()["id"] == str(seed("b"))
    for unknown in ("x", seed("nobody")):
        assert (await get(dsn, f"{ITEMS}/{unknown}")).status_code == 404


@asynccontextmanager
async def listening(dsn: str) -> AsyncIterator[tuple[str, str]]:
    """The api on a port of this machine: its address, and the key that lets one in."""
    async with query(dsn) as (app, headers):
        server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, ws="none"))
        task = asyncio.create_task(server.serve())

        async def started() -> bool:
            return server.started

        try:
            await until_async(started)
            port = server.servers[0].sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}", headers["Authorization"].removeprefix("Bearer ")
        finally:
            server.should_exit = True
            await task


# In a process of its own: GDAL holds the interpreter's lock while it waits for the api that runs here.
OPEN = """
import json, sys, pyogrio
url, key, box = json.loads(sys.argv[1])
pyogrio.set_gdal_config_options({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": key, "GDAL_HTTP_TIMEOUT": "20"})
assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{url}/ogc")] == ["incidents"]
read = {"layer": "incidents", "bbox": box and tuple(box), "PAGE_SIZE": "1"}
meta, _, geometry, values = pyogrio.raw.read(f"OAPIF:{url}/ogc", **read)
columns = {name: list(map(str, column)) for name, column in zip(meta["fields"], values)}
print(json.dumps({"crs": meta["crs"], "points": [each is not None for each in geometry]} | columns))
"""


async def opened(url: str, key: str, box: list[float] | None = None) -> dict[str, Any]:
    """What GDAL makes of the service: its reference system, which rows have a point, and the columns by name."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OPEN, json.dumps([url, key, box]), stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        out, _ = await process.communicate()
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.skipif("OAPIF" not in pyogrio.list_drivers(), reason="this GDAL has no driver for OGC API – Features")
async def test_gdal_opens_it_page_by_page_with_its_filters(four: tuple[str, History]) -> None:
    async with listening(four[0]) as (url, key):
        whole = await opened(url, key)
        near = await opened(url, key, [46, 40, 47, 41])
    assert sorted(whole["id"]) == sorted(str(seed(name)) for name in "adc")
    assert sorted(whole["points"]) == [False, True, True]
    assert re.search("4326|CRS84", whole["crs"])
    assert near["id"] == [str(seed("a"))]
    assert near["headline"][0] == "Shelling near Kesh, 12 April 2024"
