"""A reader is let in by a key or a link, neither of which stays anywhere a script or a log could find it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page, expect

from operate.access import sign_in_link
from operate.registry import in_registry
from tests.browser.desk import ANALYST, with_analyst
from tests.system import System

pytestmark = pytest.mark.e2e


@pytest.fixture
def stranger(chromium: Browser, system: System) -> Page:
    """Somebody who was never here."""
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    return context.new_page()


def kept(page: Page) -> str:
    """All that scripts could read."""
    return str(
        page.evaluate("JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, location.href])")
    )


def test_a_key_lets_in_and_is_kept_nowhere(stranger: Page, system: System) -> None:
    stranger.goto(system.url("query-api") + "/?min_killed=1")
    key = stranger.get_by_label("Key", exact=True)
    expect(key).to_be_focused()
    key.fill("dcf_" + "x" * 43)
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("alert")).to_contain_text("not known")

    key.fill(system.keys["read"])
    stranger.keyboard.press("Enter")

    stranger.locator("#rows .row").first.wait_for()
    assert system.keys["read"] not in kept(stranger)
    assert "min_killed=1" in stranger.url
    stranger.reload()
    stranger.locator("#rows .row").first.wait_for()
    stranger.get_by_role("button", name="Sign out").click()
    expect(stranger.get_by_label("Key", exact=True)).to_be_visible()


def test_a_link_lets_in_once_and_leaves_the_address_at_once(stranger: Page, system: System) -> None:
    with_analyst(system)
    dsn = system.settings.postgres_dsn.get_secret_value()
    # Beside the loop that playwright keeps running in this thread.
    with ThreadPoolExecutor(1) as aside:
        making = aside.submit(
            in_registry, dsn, lambda pool: sign_in_link(pool, system.url("query-api"), system.keys[ANALYST])
        )
        link = making.result()

    stranger.goto(link)
    stranger.locator("#rows .row").first.wait_for()
    assert "dct_" not in kept(stranger)
    stranger.go_back()
    assert "dct_" not in stranger.url

    stranger.context.clear_cookies()
    stranger.goto("about:blank")
    stranger.goto(link)
    expect(stranger.get_by_role("alert")).to_contain_text("was used")


def test_what_a_link_leads_to_opens_once_its_reader_is_let_in(stranger: Page, system: System) -> None:
    id = system.get("/v1/incidents", limit=1)["incidents"][0]["id"]
    stranger.goto(system.url("query-api") + f"/?incident={id}")
    expect(stranger.locator("#detail")).to_be_hidden()

    stranger.get_by_label("Key", exact=True).fill(system.keys["read"])
    stranger.keyboard.press("Enter")

    expect(stranger.locator("#detail .told")).to_be_visible()
