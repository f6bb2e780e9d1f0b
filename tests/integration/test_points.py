"""A map of all incidents is had in one answer, with the filters of the list, and says where the feed goes on."""

import asyncio
from typing import Any

import pytest

from schemas.vocabulary import EventType
from services.query.api.points import COLUMNS
from tests.histories import SOUTH_MOD, History, changed, denial, killed, placed, report, seed, statement
from tests.projecting import project, serving

pytestmark = pytest.mark.integration


def history() -> History:
    """0: a, 1: its denial, 2: b, of another type, 3: b is told of differently."""
    found = History()
    found.open(statement("a", casualties=(killed(3),)), "a")
    found.decide(placed(denial("c"), "a"), about=report("third", SOUTH_MOD))
    found.open(statement("b", event_type=EventType.THREAT), "b")
    found.decide(changed(statement("b", event_type=EventType.THREAT, casualties=(killed(1),)), "b"))
    return found


async def points(dsn: str, **params: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    async with serving(dsn) as client:
        answer = (await client.get("/v1/points", params=params)).json()
    return [dict(zip(COLUMNS, point, strict=True)) for point in answer.pop("points")], answer


async def test_every_open_incident_is_a_point_the_last_changed_first(postgres: str) -> None:
    await asyncio.to_thread(project, postgres, history().decisions)

    found, about = await points(postgres)

    assert [point["id"] for point in found] == [str(seed("b")), str(seed("a"))]
    a = found[1]
    assert (a["event_type"], a["dispute"], a["killed"], a["version"]) == ("shelling", "denied", 3, 1)
    assert a["occurred_from"] <= a["occurred_to"]
    assert about["complete"] is True
    assert about["columns"] == list(COLUMNS)
    async with serving(postgres) as client:
        assert (await client.get("/v1/feed", params={"since": about["feed"]})).json()["changes"] == []


async def test_points_are_filtered_and_as_of_a_moment_like_the_list(postgres: str) -> None:
    told = history()
    await asyncio.to_thread(project, postgres, told.decisions)

    denied, _ = await points(postgres, dispute="denied")
    first, _ = await points(postgres, as_of=told.decisions[0].known_at.isoformat())

    assert [point["id"] for point in denied] == [str(seed("a"))]
    assert [(point["id"], point["dispute"]) for point in first] == [(str(seed("a")), "none")]
