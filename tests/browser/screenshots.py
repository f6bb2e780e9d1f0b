"""`make screenshots`: every main view of the page, light and dark, wide and narrow, into `docs/screenshots/`.

A system of its own, with the sample dossier and the happenings of `bench.fronts`, as on a day that never changes.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from bench.fronts import told
from operate.access import PAGE
from operate.dossier import show_dossier
from tests.browser.conftest import ARGUMENTS, coded_key, installed, posted_to, signed_in
from tests.system import System

FOLDER: Final = Path("docs/screenshots")
HAPPENINGS: Final = 300
DAY: Final = datetime(2026, 11, 27, 18, tzinfo=UTC)
SIZES: Final = {"wide": (1440, 840), "narrow": (380, 760)}


def main() -> None:
    """Take them all."""
    console = Console()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="deconflict-screenshots-") as folder,
        System(Path(folder) / "home") as system,
    ):
        _fill(system)
        views = dict(_views(system))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
            for name, address in views.items():
                for file in _shots(browser, system, name, address):
                    console.print(f"{file}  {file.stat().st_size // 1024} KB")
            browser.close()


def _fill(system: System) -> None:
    system.keys["page"] = system.tokens[PAGE]
    coded_key(system)
    posted = [posted_to(system, body) for body in told(HAPPENINGS, DAY)]
    system.decided(posted[-1]["status_url"])
    show_dossier(system.home, system.url("ingest-api"), system.tokens, system.keys["read"])


def _views(system: System) -> Iterator[tuple[str, str]]:
    listed = system.get("/v1/incidents", text="Sotk")["incidents"]
    incident = max(listed, key=lambda one: one["counts"]["statements"])["id"]
    [report, *_] = system.get(f"/v1/incidents/{incident}")["sources"]
    versions = system.get(f"/v1/incidents/{incident}/history")["versions"]
    yield "overview", "/"
    yield "filtered", "/?theatre=south-caucasus&dispute=contested,denied"
    yield "close", "/?bbox=44.5,39.6,46.7,40.6"
    yield "incident", f"/?incident={incident}"
    yield "history", f"/?incident={incident}&at={versions[len(versions) // 2]['version']}"
    yield "report", f"/?report={report['report_id']}"
    yield "suggestions", "/?view=suggestions"


def _shots(browser: Browser, system: System, name: str, address: str) -> Iterator[Path]:
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            options: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            context = browser.new_context(**options, timezone_id="Asia/Yerevan", reduced_motion="reduce")
            signed_in(context, system, "page")
            page = context.new_page()
            page.goto(system.url("query-api") + address)
            _rest(page, address)
            file = FOLDER / f"{name}-{size}-{scheme}.png"
            page.screenshot(path=file)
            context.close()
            yield file


def _rest(page: Page, address: str) -> None:
    page.locator("#connection.live").wait_for()
    page.locator("#rows .row").first.wait_for(state="attached")
    if "incident=" in address or "report=" in address or "view=" in address:
        page.locator("#detail:not([aria-busy]) h2").first.wait_for()
    # Outlines are drawn on a canvas, which says nothing when it is done.
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
