"""`python -m bench page`: how soon the page is painted over ten thousand incidents, in Debian's Chromium.

The whole system stands on this machine beside the browser. The browser's cache is empty at each visit.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx
from rich.console import Console
from rich.table import Table

from bench.fronts import told
from bench.machine import occasion
from bench.posting import Post, Poster
from bench.standing import Standing, standing
from chassis import registry
from operate.access import DESK, people_key
from operate.registry import in_registry
from operate.waiting import wait_for
from schemas.vocabulary import Scope

__all__ = ["main"]

OUT: Final = Path("bench/results/page.json")
MARKS: Final = ("first-contentful-paint", "list", "points", "map")
"""Something is painted; the first page of the list is; all points are there; the map shows them."""

_AT_ONCE: Final = 16
_DECIDED_S: Final = 600.0
_BROWSER: Final = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split()


def main(arguments: Sequence[str]) -> None:
    """Fill the record, visit the page, print the table and write the file."""
    parser = argparse.ArgumentParser(prog="python -m bench page", description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--visits", type=int, default=7)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    console, where = Console(), occasion()
    bodies = list(told(given.incidents, datetime.now(UTC)))
    with standing(console) as system:
        incidents = _fill(system, bodies, console)
        figures = _visited(system, given.visits)
    table = Table("milliseconds after the visit began", "median", "best", "worst", title=f"{incidents} incidents")
    for name in MARKS:
        times = [visit[name] for visit in figures]
        table.add_row(name, f"{median(times):.0f}", f"{min(times):.0f}", f"{max(times):.0f}")
    console.print(table)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    told_of = {"occasion": where, "incidents": incidents, "visits": figures}
    given.out.write_text(json.dumps(told_of, indent=2) + "\n", encoding="utf-8")


def _fill(system: Standing, bodies: Sequence[Mapping[str, Any]], console: Console) -> int:
    scopes = [Scope.INGEST, Scope.INGEST_CODED]
    _, token = in_registry(system.dsn, lambda pool: registry.add_key(pool, scopes, label="bench", source=DESK))

    def known() -> bool:
        answer = httpx.post(f"{system.ingest_url}/v1/reports", json={}, headers={"Authorization": f"Bearer {token}"})
        return answer.status_code != httpx.codes.UNAUTHORIZED

    wait_for("the key is known", known, 60)

    async def post() -> str:
        async with Poster(system.ingest_url, token) as poster:
            for first in range(0, len(bodies), _AT_ONCE):
                part = [Post.of([dict(body)]) for body in bodies[first : first + _AT_ONCE]]
                taken = await asyncio.gather(*map(poster.post, part))
        return str(taken[-1][0]["status_url"])

    with console.status(f"posting {len(bodies)} reports"):
        last = asyncio.run(post())
    headers = {"Authorization": f"Bearer {_read_key(system)}"}

    def decided() -> bool:
        answer = httpx.get(last, headers=headers)
        return answer.is_success and answer.json()["status"] != "queued"

    with console.status("deciding"):
        wait_for("all are decided", decided, _DECIDED_S)
    answer = httpx.get(f"{system.query_url}/v1/points", headers=headers, timeout=60)
    return len(answer.json()["points"])


def _visited(system: Standing, visits: int) -> list[dict[str, float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = os.environ.get("DECONFLICT_TEST_CHROMIUM") or shutil.which("chromium") or sys.exit("no chromium")
        browser = playwright.chromium.launch(executable_path=program, args=_BROWSER)
        found = []
        for _ in range(visits + 1):
            context = browser.new_context(
                viewport={"width": 1440, "height": 900}, extra_http_headers={"X-API-Key": _read_key(system)}
            )
            page = context.new_page()
            page.goto(system.query_url)
            page.locator("#map .leaflet-marker-icon.several").first.wait_for(timeout=60_000)
            times = page.evaluate(
                "names => Object.fromEntries(names.map(one => [one, performance.getEntriesByName(one)[0].startTime]))",
                list(MARKS),
            )
            found.append({name: round(time, 1) for name, time in times.items()})
            context.close()
        browser.close()
    # The first visit starts the browser's own processes.
    return found[1:]


def _read_key(system: Standing) -> str:
    return system.tokens[people_key("read")]
