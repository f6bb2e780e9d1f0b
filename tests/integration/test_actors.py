"""The list of actors counts who the record names, as of any moment."""

from typing import Any

import pytest

from schemas.events import decisions as d
from schemas.vocabulary import SpeechAct
from tests.histories import HOSPITAL, MONITORS, NORTH_MOD, SOUTH_MOD, History, denial, named, placed, report, statement
from tests.projecting import project, serving

pytestmark = pytest.mark.integration


def accounts() -> History:
    """0: the North claims, 1: the South denies, 2: monitors and a hospital report, 3: the monitors' is withdrawn."""
    history = History()
    history.open(statement("a"), "a", report("a"))
    history.decide(placed(denial("b"), "a"), about=report("b", SOUTH_MOD))
    saw = placed(statement("c", MONITORS, SpeechAct.OBSERVES), "a")
    history.decide(saw, placed(statement("d", HOSPITAL, target=None), "a"), about=report("c"))
    gone = d.StatementWithdrawn(statement=named("statement", "c"), why=d.WithdrawnWhy.REVISED)
    history.decide(gone, about=report("c", revision="2"))
    return history


@pytest.fixture
def history(postgres: str) -> History:
    """Folded into the test's database."""
    found = accounts()
    project(postgres, found.decisions)
    return found


async def actors(dsn: str, **params: Any) -> dict[str, Any]:
    """One page."""
    async with serving(dsn) as client:
        answer = await client.get("/v1/actors", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_actors_are_counted_by_role_the_most_named_first(postgres: str, history: History) -> None:
    found = (await actors(postgres))["actors"]
    assert [(each["id"], each["statements"]) for each in found][:2] == [("so.mil", 3), ("ne.mil", 2)]
    south = found[0]
    assert south["as"] == {"claimant": 0, "relayer": 0, "initiator": 3, "target": 0}
    assert south["reports"] == 3
    assert {each["name"] for each in found} >= {NORTH_MOD.name, SOUTH_MOD.name, HOSPITAL.name}
    assert MONITORS.name not in {each["name"] for each in found}


async def test_actors_are_as_of_the_moment_that_was_asked_for(postgres: str, history: History) -> None:
    then = history.decisions[2].known_at.isoformat()
    assert MONITORS.name in {each["name"] for each in (await actors(postgres, as_of=then))["actors"]}


async def test_pages_have_every_actor_once(postgres: str, history: History) -> None:
    whole = (await actors(postgres))["actors"]
    found: list[dict[str, Any]] = []
    params: dict[str, Any] = {"limit": 2}
    while True:
        page = await actors(postgres, **params)
        found += page["actors"]
        if not page["next"]:
            break
        params["cursor"] = page["next"]
    assert found == whole


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({"country": "so"}, {"so.mil", "so.mod"}),
        ({"kind": "government"}, {"ne.mod", "so.mod"}),
        ({"text": "hospital"}, {None}),
        ({"text": "ne.mod"}, {"ne.mod"}),
        ({"country": "NE", "kind": "military"}, {"ne.mil"}),
    ],
    ids=["country", "kind", "words", "id", "country and kind"],
)
async def test_filters_of_actors(postgres: str, history: History, params: dict[str, str], ids: set[Any]) -> None:
    assert {each["id"] for each in (await actors(postgres, **params))["actors"]} == ids
