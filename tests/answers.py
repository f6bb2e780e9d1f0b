"""A small story, and one answer of the query api to each question about it.

`python -m tests.answers` tells it on a database of its own and writes the examples of the API's description anew.
"""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from chassis.log.port import Outgoing
from chassis.postgres import open_pool
from chassis.registry import add_source, migrate_registry
from schemas.events.decisions import Decision
from schemas.slots import Span
from schemas.vocabulary import Scope, SpeechAct
from services.query.api.answering import ANSWERS, FORMATS
from tests.embedded import EmbeddedDatabase
from tests.histories import (
    GAZETTE,
    MONITORS,
    SOUTH_MOD,
    History,
    denial,
    killed,
    named,
    placed,
    report,
    seed,
    statement,
    submission_of,
)
from tests.projecting import project, serving

TEXT = "“Three soldiers were killed”, the ministry said. Observers saw smoke near Kesh."


def story() -> Sequence[Decision | Outgoing]:
    """One side claims, monitors see it, the other side denies."""
    history, said = History(), report("first")
    history.open(statement("a", casualties=(killed(3),), span=Span(field="text", start=1, end=27)), "a", said)
    saw = statement("b", MONITORS, SpeechAct.OBSERVES, span=Span(field="text", start=49, end=79))
    history.decide(placed(saw, "a"), about=report("second", GAZETTE))
    history.decide(placed(denial("c"), "a"), about=report("third", SOUTH_MOD))
    return [*history.decisions, submission_of(said, TEXT, "Shelling near Kesh")]


async def register(dsn: str) -> None:
    """Make the registry, with the source of the first report."""
    pool = await open_pool(dsn, application="test")
    await migrate_registry(pool)
    await add_source(pool, report("first").header.source)
    await pool.close()


async def answers(dsn: str) -> dict[str, Any]:
    """What the api says of the story, by path."""
    await register(dsn)
    ids = {"incidents": seed("a"), "reports": named("report", "first"), "statements": named("statement", "a")}
    ids["items"] = seed("a")
    async with serving(dsn, scopes=(Scope.READ, Scope.REVIEW)) as client:
        found = {}
        for path in ANSWERS:
            parts = path.replace("{n}", "0").split("/{id}")
            address = parts[0] + (f"/{ids[parts[0].rpartition('/')[2]]}{parts[1]}" if len(parts) > 1 else "")
            answer = await client.get(address)
            assert answer.status_code == 200, (address, answer.text)
            found[path] = answer.json()
    return found


async def formats(dsn: str) -> dict[str, Any]:
    """What the api lists of the story in other formats, by media type."""
    async with serving(dsn) as client:
        listed = {kind: await client.get("/v1/incidents", headers={"Accept": kind}) for kind in FORMATS}
    return {kind: answer.json() if "json" in kind else answer.text for kind, answer in listed.items()}


async def examples(dsn: str) -> dict[str, Any]:
    """All of it, by the names of the examples."""
    named = {ANSWERS[path][0]: answer for path, answer in (await answers(dsn)).items()}
    return named | {FORMATS[kind]: answer for kind, answer in (await formats(dsn)).items()}


def main() -> None:
    """Write the examples."""
    database = EmbeddedDatabase(Path(tempfile.mkdtemp(prefix="deconflict-answers-")) / "database")
    database.start()
    database.wait()
    project(database.dsn(), story())
    folder = Path(str(files("services.query.api.examples")))
    for name, answer in asyncio.run(examples(database.dsn())).items():
        text = json.dumps(answer, indent=1, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    database.end()
    database.remove()


if __name__ == "__main__":
    main()
