"""Whatever a report holds, nothing of it is ever markup, a script or an address that does something."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HOSTILE, Enter, Post
from tests.browser.desk import ANALYST, coded, incident_of, killed, said, with_analyst
from tests.system import System

pytestmark = pytest.mark.e2e

IMG = "<img src=x onerror=window.hacked=1>"
SCRIPT = "</script><script>window.hacked=2</script>"
BREAK = "\"'><svg onload=window.hacked=3>"
EVIL = f"{IMG}{SCRIPT}{BREAK}"
WATCH = """
  window.hacked = 0;
  window.refused = [];
  addEventListener("securitypolicyviolation", (event) => refused.push(event.blockedURI));
"""
WEB_ADDRESS = """async (url) => {
  const main = document.querySelector("script[type=module]").src;
  return (await import(main.replace("main.js", "element.js"))).webAddress(url);
}"""


@pytest.fixture
def hostile(post: Post, system: System) -> dict[str, Any]:
    """A report whose every word is hostile, with the incident that it is of."""
    name = {"name": f"Mod {BREAK}"[:120], "country": "AM"}
    statement = said(
        "Sevan",
        initiator=name,
        target={"name": f"T {SCRIPT}"},
        casualties=[killed(3) | {"words": IMG}],
        span={"field": "text", "start": 0, "end": len(EVIL)},
    )
    statement["claimant"] = {"name": f"Ministry {IMG}"}
    statement["place"] = {"name": f"Sevan {IMG}", "country": "AM", "lat": 40.5, "lon": 44.9}
    denial = said("Sevan", "az.mod", speech_act="denies", answers={"claimant": {"name": f"Ministry {IMG}"}})
    fields: dict[str, Any] = {
        "title": EVIL,
        "on_behalf_of": f"Outlet {IMG}",
        "url": "https://desk.example/'%22%3E%3Cscript%3E",
    }
    posted = post(coded("hostile", statement, denial | {"place": statement["place"]}, text=f"{EVIL} more", **fields))
    return posted | {"incident": incident_of(system, posted)}


def untouched(page: Page) -> None:
    """Nothing ran, nothing was stopped from running, and no address does anything but lead somewhere."""
    assert page.evaluate("[window.hacked, window.refused]") == [0, []]
    assert page.locator("img[src=x], svg[onload], [onerror], body script:not([src])").count() == 0
    schemes = page.locator("a[href]").evaluate_all("all => [...new Set(all.map(each => each.protocol))]")
    assert set(schemes) <= {"http:", "https:"}


def test_nothing_in_a_report_runs_anywhere(enter: Enter, hostile: dict[str, Any], system: System) -> None:
    with_analyst(system)
    page = enter("/", scope=ANALYST)
    page.add_init_script(WATCH)
    page.reload()
    page.locator(f'#rows .row[data-id="{hostile["incident"]}"]').wait_for()
    page.get_by_role("button", name="Fit all").click()
    untouched(page)

    page.locator(f'#rows .row[data-id="{hostile["incident"]}"] a').first.click()
    expect(page.locator("#detail .told")).to_contain_text(IMG)
    expect(page.locator("#detail table.matrix")).to_contain_text(IMG)
    for summary in page.locator("#detail summary").all():
        summary.click()
    page.get_by_role("button", name="Correct …").first.click()
    page.get_by_role("dialog").get_by_label("What is wrong").select_option("initiator")
    untouched(page)

    page.goto(system.url("query-api") + f"/?report={hostile['report_id']}")
    expect(page.locator("#detail h2")).to_have_text(EVIL)
    expect(page.locator("#detail .text .body mark")).to_contain_text(EVIL)
    untouched(page)

    page.goto(system.url("query-api") + "/?view=suggestions")
    page.locator("#detail h2").wait_for()
    untouched(page)


def test_the_name_of_a_source_is_text(enter: Enter, post: Post, system: System) -> None:
    posted = post(coded("named", said("Gavar", casualties=[killed(7)])), key="hostile")
    incident = incident_of(system, posted)
    page = enter(f"/?incident={incident}")
    page.add_init_script(WATCH)
    page.reload()
    expect(page.locator("#detail .source .name").first).to_have_text(HOSTILE)
    untouched(page)

    page.goto(system.url("query-api") + f"/?report={posted['report_id']}")
    expect(page.locator("#detail")).to_contain_text(HOSTILE)
    untouched(page)


def test_an_address_that_does_something_is_no_link(enter: Enter, post: Post) -> None:
    """The ingest api refuses such; where one is on record all the same, the page leads nowhere by it."""
    page = enter("/")
    for url in ("javascript:window.hacked=1", "data:text/html,<script>window.hacked=1</script>"):
        with pytest.raises(httpx.HTTPStatusError, match="422"):
            post(coded("address", said("Gavar"), url=url))
        assert page.evaluate(WEB_ADDRESS, url) is None


def test_a_reason_that_is_hostile_is_text(enter: Enter, post: Post, system: System) -> None:
    with_analyst(system)
    id = incident_of(system, post(coded("hostile-reason", said("Martuni", casualties=[killed(9)]))))
    page = enter(f"/?incident={id}", scope=ANALYST)
    page.add_init_script(WATCH)
    page.reload()

    page.get_by_role("button", name="Correct …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What is wrong").select_option("certainty")
    dialog.get_by_label("What it should be").select_option("possible")
    dialog.get_by_label("Reason").fill(EVIL)
    dialog.get_by_role("button", name="Correct", exact=True).click()
    expect(dialog.locator(".outcome")).to_contain_text("Applied")
    dialog.get_by_role("button", name="Close").click()

    expect(page.locator("#detail .reviewed")).to_contain_text(EVIL)
    untouched(page)
