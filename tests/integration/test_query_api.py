"""The query api on a real database: what was folded is served, side by side, with its words and its sources."""

import asyncio
from collections.abc import Sequence

import pytest

from chassis.log.port import Outgoing
from schemas.events.decisions import Decision
from schemas.slots import Span
from schemas.vocabulary import SpeechAct
from tests.histories import (
    GAZETTE,
    MONITORS,
    NORTH_MOD,
    SOUTH_MOD,
    History,
    denial,
    killed,
    placed,
    report,
    seed,
    statement,
    submission_of,
)
from tests.projecting import project, serving

pytestmark = pytest.mark.integration

TEXT = "“Three soldiers were killed”, the ministry said. Observers saw smoke near Kesh."


async def folded(dsn: str, *records: Decision | Outgoing) -> None:
    """Fold these, beside the test's own event loop."""
    await asyncio.to_thread(project, dsn, records)


def dispute() -> tuple[History, Sequence[Outgoing]]:
    """One side claims, the other denies, and monitors see it; the second outlet copies the first."""
    history = History()
    said = report("first")
    history.open(statement("a", casualties=(killed(3),), span=Span(field="text", start=1, end=27)), "a", said)
    saw = statement("b", MONITORS, SpeechAct.OBSERVES, span=Span(field="text", start=49, end=79))
    history.decide(placed(saw, "a"), about=report("second", GAZETTE, origin="first"))
    history.decide(placed(denial("c"), "a"), about=report("third", SOUTH_MOD))
    return history, [submission_of(said, TEXT)]


async def test_an_incident_shows_claims_side_by_side_with_quotes_and_sources(postgres: str) -> None:
    history, texts = dispute()
    await folded(postgres, *history.decisions, *texts)
    async with serving(postgres) as client:
        listed = (await client.get("/v1/incidents")).json()
        assert [each["id"] for each in listed["incidents"]] == [str(seed("a"))]
        assert listed["incidents"][0]["headline"] == "Shelling near Kesh, 12 April 2024"
        incident = (await client.get(f"/v1/incidents/{seed('a')}")).json()
    assert [(claim["claimant"]["name"], claim["stance"]) for claim in incident["claims"]] == [
        (NORTH_MOD.name, "supports"),
        (MONITORS.name, "supports"),
        (SOUTH_MOD.name, "denies"),
    ]
    assert incident["support"] == "corroborated"
    assert incident["dispute"] == "denied"
    assert incident["counts"] == {"claims": 3, "statements": 3, "voices": 2, "origins": 2, "reports": 3}
    assert incident["casualty_matrix"][0]["min"] == 3
    quotes = {each["claimant"]["name"]: each["quote"] for each in incident["statements"]}
    assert quotes[NORTH_MOD.name] == "Three soldiers were killed"
    assert quotes[SOUTH_MOD.name] is None
    assert [each["name"] for each in incident["sources"]] == ["The Herald", "The Gazette", SOUTH_MOD.name]
