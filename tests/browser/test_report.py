"""A report's page: its words with its statements marked, and why it has none."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, Post
from tests.browser.desk import coded, incident_of, said
from tests.system import System

pytestmark = pytest.mark.e2e

TEXT = "Near Spitak 🚨 shells fell on a farm, the ministry said, and observers saw the craters."


def test_spans_that_share_words_are_marked_once_each_and_lead_to_their_statement(
    enter: Enter, post: Post, system: System
) -> None:
    whole = said("Spitak", span={"field": "text", "start": 0, "end": len(TEXT)})
    part = said("Spitak", "euma", speech_act="observes", span={"field": "text", "start": 14, "end": 35})
    posted = post(coded("report-1", whole, part, text=TEXT, title="Spitak"))
    id = incident_of(system, posted)
    page = enter(f"/?report={posted['report_id']}")

    marks = page.locator("#detail .text mark")
    expect(marks).to_have_count(3)
    expect(page.locator("#detail .text mark.several")).to_contain_text("shells fell on a farm")
    expect(page.locator("#detail .text .number")).to_have_text(["1", "2"])
    words = "".join(marks.evaluate_all("all => all.map(each => each.lastChild.textContent)"))
    assert words == TEXT, "spans count code points"
    page.get_by_role("link", name="Statement 2: European Union Mission in Armenia").click()
    expect(page.get_by_role("article", name="European Union Mission in Armenia observed")).to_be_focused()
    page.get_by_role("link", name="its incident").first.click()
    expect(page.locator("#detail .told")).to_be_visible()
    assert f"incident={id}" in page.url


def test_a_report_that_is_set_aside_says_why(enter: Enter, system: System) -> None:
    taken = system.post({"external_id": "nothing", "title": "Weather", "text": "It will rain in Yerevan on Sunday."})
    system.decided(taken["status_url"])
    page = enter(f"/?report={taken['report_id']}")

    expect(page.locator("#detail .status")).to_contain_text("set aside")
    expect(page.locator("#detail .status")).to_contain_text("No attributed statement about an incident was found")
    expect(page.locator("#detail .text")).to_contain_text("It will rain")
