"""A real browser over the running system, which is started once for all tests here."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.fronts import told
from chassis import registry
from chassis.postgres import Pool
from operate.access import DESK
from operate.registry import in_registry
from schemas.events.reports import Source
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Scope, SourceKind
from tests.system import System
from tests.waiting import until

ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
HAPPENINGS = 60
PATIENCE = 15_000.0  # ms until something on the page must be so, on a busy machine
expect.set_options(timeout=PATIENCE)

HOSTILE = "Wire </a><img src=x onerror=window.hacked=4>"
"""What a source of that key is named."""

Post = Callable[..., dict[str, Any]]


def installed() -> str | None:
    """The Chromium to use, best one without windows: with them each opening takes three times as long."""
    named = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser"))
    return os.environ.get("DECONFLICT_TEST_CHROMIUM") or next(filter(None, named), None)


@pytest.fixture(scope="session")
def program() -> str:
    """Debian's Chromium. Without one these tests say so loudly; where CI is set they fail."""
    if (found := installed()) is None:
        missing = "NO BROWSER: the page was not tested. `make browser` installs Debian's chromium, as root."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="package")
def system(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Running, with the happenings of `bench.fronts` decided and served; its key `coded` posts coded reports, as does
    `hostile` of a source that is named so."""
    with System(tmp_path_factory.mktemp("browser") / "home") as running:
        coded_key(running)
        hostile_key(running)
        posted = [posted_to(running, body) for body in told(HAPPENINGS, datetime.now(UTC))]
        running.decided(posted[-1]["status_url"])
        yield running


# Playwright's synchronous interface keeps a loop running in this thread: it is there for these tests alone, and
# whatever needs a loop of its own is done before.
@pytest.fixture(scope="package")
def chromium(program: str, system: System) -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


def coded_key(system: System) -> None:
    """Make the key `coded`."""
    dsn = system.settings.postgres_dsn.get_secret_value()
    scopes = [Scope.INGEST, Scope.INGEST_CODED]
    _, system.keys["coded"] = in_registry(dsn, lambda pool: registry.add_key(pool, scopes, label="desk", source=DESK))


def hostile_key(system: System) -> None:
    """Make the key `hostile`."""
    named = Actor(id=None, name=HOSTILE, country="AM", kind=ActorKind.MEDIA)
    source = Source(id="hostile", name=HOSTILE, kind=SourceKind.OUTLET, country="AM", actor=named)

    async def added(pool: Pool) -> str:
        await registry.add_source(pool, source)
        scopes = [Scope.INGEST, Scope.INGEST_CODED]
        return (await registry.add_key(pool, scopes, label=HOSTILE, source=source.id))[1]

    system.keys["hostile"] = in_registry(system.settings.postgres_dsn.get_secret_value(), added)


def posted_to(system: System, body: dict[str, Any], key: str = "coded") -> dict[str, Any]:
    """Post a coded report with a key, once it is known there; the answer."""

    def post() -> httpx.Response | None:
        url, headers = system.url("ingest-api") + "/v1/reports", {"Authorization": f"Bearer {system.keys[key]}"}
        answer = system.client.post(url, json=body, headers=headers)
        return None if answer.status_code == httpx.codes.UNAUTHORIZED else answer.raise_for_status()

    taken: dict[str, Any] = until(post, what="the key is known").json()
    return taken


def signed_in(context: BrowserContext, system: System, scope: str) -> None:
    """Give the browser a session of the key with that scope."""
    here = system.url("query-api")
    answer = context.request.post(
        f"{here}/session",
        data={"key": system.keys[scope]},
        headers={"X-Deconflict-Page": "1", "Origin": here, "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.ok, answer.text()


def faults(page: Page, part: str | None = None) -> list[str]:
    """What axe calls serious or worse on the page; it takes less time for a part of it, named by a selector."""
    found = Axe().run(page, context=part).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


@pytest.fixture
def post(system: System) -> Post:
    """Posts a coded report."""
    return partial(posted_to, system)


Enter = Callable[..., Page]


@pytest.fixture
def enter(chromium: Browser, system: System) -> Iterator[Enter]:
    """Opens an address of the page in a browser of its own, signed in; fails on any error in its scripts."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open(path: str = "/", scope: str = "read", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, "timezone_id": "UTC"} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        signed_in(context, system, scope)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(system.url("query-api") + path)
        return page

    yield open
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def overview(enter: Enter) -> Page:
    """The page as one enters it, live."""
    page = enter()
    page.locator("#connection.live").wait_for()
    page.locator("#map .leaflet-marker-icon.several, #map .leaflet-marker-icon.one").first.wait_for()
    return page
