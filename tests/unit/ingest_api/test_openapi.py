"""The API's description of itself holds and its examples are true."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chassis.http import HttpLimits
from services.ingest.api import examples
from tests.unit.ingest_api.edge import Edge, running


@pytest.fixture
async def description(edge: Edge) -> dict[str, Any]:
    found: dict[str, Any] = (await edge.client.get("/openapi.json")).json()
    return found


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


async def test_every_schema_that_is_named_is_there(description: dict[str, Any]) -> None:
    named = {reference.removeprefix("#/components/schemas/") for reference in references(description)}

    assert named <= set(description["components"]["schemas"])
    assert {"Report", "Accepted", "LineAnswer", "Problem", "Retraction"} <= named


async def test_the_bounds_of_a_place_are_said_in_json_schema(description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/PlaceForm", "components": description["components"]}

    assert Draft202012Validator(schema).is_valid({"name": "Sotk", "lat": 40.2, "lon": 45, "radius_km": 0})
    for outside in ({"lat": 90.1, "lon": 0}, {"lat": 0, "lon": -181}, {"radius_km": -1}, {"radius_km": 20_001}):
        assert not Draft202012Validator(schema).is_valid({"name": "Sotk", **outside})


async def test_both_ways_to_send_a_key_are_described(description: dict[str, Any]) -> None:
    schemes = description["components"]["securitySchemes"].values()

    assert {scheme["type"] for scheme in schemes} == {"http", "apiKey"}
    assert description["paths"]["/v1/reports"]["post"]["security"]


async def test_the_example_report_fits_its_schema_and_is_accepted(edge: Edge, description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Report", "components": description["components"]}

    Draft202012Validator(schema).validate(examples.REPORT)
    answer = await edge.post(examples.REPORT)

    assert answer.status_code == 202
    assert set(answer.json()) == set(examples.ACCEPTED)


async def test_the_example_refusals_are_those_that_are_answered(edge: Edge) -> None:
    refused = [
        await edge.post(content="soldiers"),
        await edge.client.post("/v1/reports", json=examples.REPORT),
        await edge.post(examples.REPORT, key="reader"),
        await edge.post(content=b" " * (HttpLimits().body_bytes + 1)),
        await edge.post({**examples.REPORT, "published_at": "2024-04-12T09:30:00"}),
    ]
    async with running(limits=HttpLimits(rate_burst=1, rate_per_second=0.001)) as hurried:
        refused += [await hurried.post(examples.REPORT) for _ in range(2)][1:]
    assert [answer.json() for answer in refused] == [
        examples.PROBLEMS[status] for status in (400, 401, 403, 413, 422, 429)
    ]


async def test_the_example_batch_is_answered_as_shown(edge: Edge) -> None:
    answer = await edge.batch(examples.BATCH.encode())

    shown = [json.loads(line) for line in examples.BATCH_ANSWER.splitlines()]
    real = [json.loads(line) for line in answer.text.splitlines()]
    assert [set(line) for line in real] == [set(line) for line in shown]
    assert real[1] == shown[1]
