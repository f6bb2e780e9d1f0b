"""What is opened can be used by everyone: nothing serious in axe, in both themes, on a wall and in a hand."""

import pytest

from tests.browser.conftest import Enter, faults, posted_to
from tests.browser.desk import ANALYST, coded, incident_of, killed, said, with_analyst
from tests.system import System

pytestmark = pytest.mark.e2e

SIZES = {"wide": (1680, 1050), "narrow": (380, 800)}


@pytest.fixture(scope="module")
def addresses(system: System) -> dict[str, str]:
    """Where each view is."""
    with_analyst(system)
    text = "Four soldiers were killed near Vanadzor, the ministry said."
    statement = said("Vanadzor", casualties=[killed(4)], span={"field": "text", "start": 0, "end": 39})
    posted = posted_to(system, coded("axe-1", statement, text=text, title="Vanadzor"))
    saw = said("Vanadzor", "euma", speech_act="observes", casualties=[killed(9)])
    id = incident_of(system, posted_to(system, coded("axe-2", saw, hour=13)))
    denial = said("Vanadzor", "az.mod", speech_act="denies", answers={"claimant": {"id": "am.mod"}})
    incident_of(system, posted_to(system, coded("axe-3", denial, hour=14)))
    return {
        "incident": f"/?incident={id}",
        "report": f"/?report={posted['report_id']}",
        "suggestions": "/?view=suggestions",
    }


@pytest.mark.parametrize(("theme", "size"), [("light", "wide"), ("dark", "narrow")])
def test_nothing_keeps_anybody_out(enter: Enter, addresses: dict[str, str], theme: str, size: str) -> None:
    width, height = SIZES[size]
    page = enter("/", scope=ANALYST, viewport={"width": width, "height": height}, color_scheme=theme)
    for view, address in addresses.items():
        page.goto(page.url.partition("?")[0].rstrip("/") + address)
        page.locator("#detail h2").wait_for()
        for summary in page.locator("#detail summary:visible").all()[:4]:
            summary.click()
        assert faults(page, "#detail") == [], view
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{view} is wider than the screen"
    page.goto(page.url.partition("?")[0].rstrip("/") + addresses["incident"])
    for button in ("Merge with …", "Split or move …", "Correct …"):
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("dialog").wait_for()
        assert faults(page, "dialog") == [], button
        page.keyboard.press("Escape")
