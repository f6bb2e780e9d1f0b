"""What changes shows by itself, in its place, and nothing of it is lost while the connection is."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, Post
from tests.system import System

pytestmark = pytest.mark.e2e


def shelling(name: str, place: str = "Sotk", country: str = "AM", **slots: Any) -> dict[str, Any]:
    """A coded report of shelling today."""
    now = datetime.now(UTC)
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    statement = {
        "claimant": {"id": "am.mod"},
        "event_type": "shelling",
        "initiator": {"id": "az.mil"},
        "target": {"id": "am.mil"},
        "place": {"name": place, "country": country},
        "occurred": {"start": day.isoformat(), "end": day.replace(hour=23).isoformat(), "precision": "day"},
    }
    return {
        "external_id": name, "published_at": now.isoformat(), "text": "", "statements": [statement | slots],
    }  # fmt: skip


def incident_of(system: System, posted: dict[str, Any]) -> str:
    return str(system.decided(posted["status_url"])["incidents"][0])


def test_a_report_that_is_posted_appears_at_the_top_and_is_told(overview: Page, system: System, post: Post) -> None:
    before = overview.locator("#list-title").inner_text()

    id = incident_of(system, post(shelling("live-1", "Vardenis")))

    first = overview.locator("#rows .row").first
    expect(first).to_have_attribute("data-id", id)
    expect(first).to_contain_text("Vardenis")
    expect(overview.locator("#list-title")).not_to_have_text(before)
    expect(overview.locator("#announcer")).to_contain_text("Vardenis")


def test_an_incident_that_changes_moves_up_and_says_what_is_new(overview: Page, system: System, post: Post) -> None:
    id = incident_of(system, post(shelling("live-2", "Goris")))
    incident_of(system, post(shelling("live-3", "Meghri")))
    row = overview.locator(f'#rows .row[data-id="{id}"]')
    expect(overview.locator("#rows .row").nth(1)).to_have_attribute("data-id", id)

    killed = [{"category": "killed", "side": "AM", "min": 2, "max": 2}]
    assert incident_of(system, post(shelling("live-2b", "Goris", claimant={"id": "euma"}, casualties=killed))) == id

    expect(overview.locator("#rows .row").first).to_have_attribute("data-id", id)
    expect(row.locator(".toll")).to_contain_text("2 killed")
    expect(row).to_have_count(1)


def test_what_does_not_pass_the_filters_stays_away(enter: Enter, system: System, post: Post) -> None:
    page = enter("/?event_type=threat")
    page.locator("#connection.live").wait_for()
    before = page.locator("#list-title").inner_text()

    incident_of(system, post(shelling("live-4", "Jermuk")))
    threat = incident_of(system, post(shelling("live-5", "Jermuk", event_type="threat")))

    expect(page.locator("#rows .row").first).to_have_attribute("data-id", threat)
    expect(page.locator("#list-title")).not_to_have_text(before)
    expect(page.locator("#rows .row", has_text="Shelling")).to_have_count(0)


def test_a_merge_folds_two_rows_into_one_and_leads_to_its_decision(overview: Page, system: System, post: Post) -> None:
    kept = incident_of(system, post(shelling("live-6", "Kapan")))
    gone = incident_of(system, post(shelling("live-7", "Sisian", event_type="drone_strike")))
    expect(overview.locator(f'#rows .row[data-id="{gone}"]')).to_be_visible()

    merged = httpx.post(
        system.url("query-api") + "/v1/reviews",
        json={
            "action": {"type": "merge", "a": kept, "b": gone},
            "reason": "one and the same",
            "seen_n": system.get("/v1/incidents")["as_of_n"],
        },
        headers={"Authorization": f"Bearer {system.keys['review']}"},
        timeout=30,
    )
    assert merged.is_success, merged.text

    expect(overview.locator(f'#rows .row[data-id="{gone}"]')).to_have_count(0)
    note = overview.locator(f'#rows .row[data-id="{kept}"] .folded')
    expect(note).to_contain_text("Drone strike in Sisian")
    expect(note.get_by_role("link")).to_have_attribute("href", f"/?incident={kept}&at={_decided(system, kept)}")


def _decided(system: System, id: str) -> int:
    """The last decision that changed an incident."""
    n: int = system.get(f"/v1/incidents/{id}/history")["versions"][-1]["version"]
    return n


def test_a_lost_connection_says_so_and_goes_on_without_a_gap(overview: Page, system: System, post: Post) -> None:
    expect(overview.locator("#connection")).to_have_text("Live")
    overview.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.getElementById("connection").textContent))
            .observe(document.getElementById("connection"), { childList: true, subtree: true });
    }""")

    system.kill("query-api")
    missed = post(shelling("live-8", "Tavush"))

    id = incident_of(system, missed)
    expect(overview.locator(f'#rows .row[data-id="{id}"]')).to_have_count(1, timeout=60_000)
    expect(overview.locator("#connection")).to_have_text("Live")
    assert any("Connection lost" in word for word in overview.evaluate("window.told"))
