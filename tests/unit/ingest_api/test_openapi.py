"""The API's description of itself holds and its examples are true."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from services.ingest.api import examples
from tests.unit.ingest_api.edge import Edge


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


async def test_the_example_batch_is_answered_as_shown(edge: Edge) -> None:
    answer = await edge.batch(examples.BATCH.encode())

    shown = [json.loads(line) for line in examples.BATCH_ANSWER.splitlines()]
    real = [json.loads(line) for line in answer.text.splitlines()]
    assert [set(line) for line in real] == [set(line) for line in shown]
    assert real[1] == shown[1]
