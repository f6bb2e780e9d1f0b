"""What the tests of the query api have folded, and how they ask for it."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx

from chassis.log.port import Outgoing
from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.slots import Span
from schemas.vocabulary import SpeechAct
from tests.histories import (
    GAZETTE,
    MONITORS,
    SOUTH_MOD,
    History,
    denial,
    killed,
    linked,
    named,
    placed,
    report,
    statement,
    submission_of,
    unlinked,
)
from tests.projecting import project, serving

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


async def get(dsn: str, path: str, **params: Any) -> httpx.Response:
    """One answer of the api."""
    async with serving(dsn) as client:
        return await client.get(path, params=params)


def known(history: History, n: int) -> str:
    """When decision `n` was known."""
    return history.decisions[n].known_at.isoformat()


def merged_and_parted() -> History:
    """0: a opens, 1: b opens, 2: they are merged, 3: they are parted, 4: b is withdrawn."""
    history = History()
    history.open(statement("a"), "a")
    history.open(statement("b", MONITORS), "b")
    history.decide(linked("a", "b"))
    history.decide(unlinked("a", "b"))
    withdrawn = d.StatementWithdrawn(statement=named("statement", "b"), why=d.WithdrawnWhy.REVISED)
    history.decide(withdrawn, about=report("b", revision="2"))
    return history
