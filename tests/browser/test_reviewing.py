"""An analyst judges on the page: with a reason, until it is decided, and it can be taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from operate.dossier import show_dossier
from tests.browser.conftest import Enter, Post
from tests.browser.desk import ANALYST, coded, incident_of, killed, said, with_analyst
from tests.system import System

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def analyst(system: System) -> System:
    """There is a key that may read and review."""
    return with_analyst(system)


def listed(system: System) -> set[str]:
    """The incidents that stand."""
    return {one["id"] for one in system.get("/v1/incidents", limit=500)["incidents"]}


def opened(enter: Enter, id: str) -> Page:
    page = enter(f"/?incident={id}", scope=ANALYST)
    page.locator("#detail .told").wait_for()
    return page


def merged(system: System, a: str, b: str) -> None:
    """Merge two incidents by the API, and wait for the decision."""
    body = {"action": {"type": "merge", "a": a, "b": b}, "reason": "one and the same"}
    answer = system.client.post(
        system.url("query-api") + "/v1/reviews",
        json=body | {"seen_n": system.get("/v1/incidents", limit=1)["as_of_n"]},
        headers={"Authorization": f"Bearer {system.keys['review']}"},
    )
    outcome = system.get(f"/v1/reviews/{answer.raise_for_status().json()['review_id']}", wait=30)
    assert outcome["status"] == "applied", outcome


def correct(page: Page, slot: str, values: dict[str, str]) -> None:
    """Correct a slot of the only statement that is shown, by what stands beside each of its fields."""
    page.get_by_role("button", name="Correct …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What is wrong").select_option(slot)
    for label, value in values.items():
        if label == "Known to the":
            dialog.get_by_label(label).select_option(value)
        else:
            dialog.get_by_label(label, exact=True).fill(value)
    decide(dialog, "Correct", f"the ministry's own words on its {slot}")


def decide(dialog: Locator, button: str, reason: str = "as the map shows") -> None:
    """Give the reason, submit, and wait for the decision."""
    dialog.get_by_label("Reason").fill(reason)
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog.locator(".outcome")).to_contain_text("Applied in decision")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_two_incidents_are_merged_and_parted_again(enter: Enter, post: Post, system: System) -> None:
    one, other = (incident_of(system, post(coded(f"merge-{place}", said(place)))) for place in ("Kapan", "Gyumri"))
    page = opened(enter, one)

    page.get_by_role("button", name="Merge with …").click()
    dialog = page.get_by_role("dialog", name="Merge with another incident")
    dialog.get_by_label("The other incident").fill(f"https://desk.example/?incident={other}")
    dialog.get_by_role("radio", name=re.compile("Gyumri")).check()
    decide(dialog, "Merge", "one raid on two towns")

    expect(page.get_by_role("heading", name="Put together from")).to_be_visible()
    assert {one, other} & listed(system) == {one}
    reviewed = page.locator("#detail .reviewed", has_text="one raid on two towns")
    reviewed.get_by_role("button", name="Undo").click()
    decide(page.get_by_role("dialog"), "Undo", "they were two after all")

    expect(page.get_by_role("heading", name="Put together from")).to_have_count(0)
    assert {one, other} <= listed(system)


def test_what_was_chosen_stays_chosen_when_an_answer_comes_late(enter: Enter, post: Post, system: System) -> None:
    one, other = (incident_of(system, post(coded(f"late-{place}", said(place)))) for place in ("Hrazdan", "Sevan"))
    page = opened(enter, one)
    held: list[Route] = []
    page.route(re.compile(rf"/v1/incidents/{other}$"), lambda route: held.append(route))

    page.get_by_role("button", name="Merge with …").click()
    dialog = page.get_by_role("dialog")
    sevan = dialog.get_by_role("radio", name=re.compile("Sevan"))
    sevan.wait_for()
    with page.expect_request(re.compile(other)):
        dialog.get_by_label("The other incident").fill(other)
    sevan.check()
    with page.expect_response(re.compile(other)) as late:
        held.pop().continue_()
    late.value.finished()
    page.evaluate("() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")

    expect(dialog.get_by_role("radio")).to_have_count(1)
    assert sevan.is_checked()


def test_a_reason_is_required(enter: Enter, post: Post, system: System) -> None:
    page = opened(enter, incident_of(system, post(coded("reason", said("Sisian"), said("Sisian", "euma")))))

    page.get_by_role("button", name="Split or move …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_label("Reason").fill("   ")
    dialog.get_by_role("button", name="Submit").click()

    expect(dialog.locator(".outcome")).to_have_text("A reason is needed.")


def test_statements_are_split_off(enter: Enter, post: Post, system: System) -> None:
    id = incident_of(system, post(coded("split-1", said("Dilijan"))))
    assert incident_of(system, post(coded("split-2", said("Dilijan", "euma", speech_act="observes"), hour=13))) == id
    page = opened(enter, id)

    page.get_by_role("button", name="Split or move …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile("European Union Mission")).check()
    decide(dialog, "Submit")

    expect(page.get_by_role("region", name=re.compile("European Union Mission in Armenia"))).to_have_count(0)
    expect(page.locator("#detail .told")).not_to_contain_text("European Union Mission")


def test_a_statement_is_moved_to_the_incident_that_it_is_of(enter: Enter, post: Post, system: System) -> None:
    id = incident_of(system, post(coded("move-1", said("Alaverdi"))))
    assert incident_of(system, post(coded("move-2", said("Alaverdi", "euma", speech_act="observes"), hour=13))) == id
    other = incident_of(system, post(coded("move-3", said("Ashtarak"))))
    page = opened(enter, id)

    page.get_by_role("button", name="Split or move …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile("European Union Mission")).check()
    dialog.get_by_role("radio", name="another incident").check()
    dialog.get_by_label("The other incident").fill(other)
    dialog.get_by_role("radio", name=re.compile("Ashtarak")).check()
    decide(dialog, "Submit", "the mission patrolled Ashtarak that day")

    expect(page.locator("#detail .told")).not_to_contain_text("European Union Mission")
    page.goto(system.url("query-api") + f"/?incident={other}")
    expect(page.locator("#detail .told")).to_contain_text("European Union Mission in Armenia saw shelling")
    expect(page.locator("#detail .reviewed").first).to_contain_text("moved statements")


def test_where_when_and_who_are_corrected(enter: Enter, post: Post, system: System) -> None:
    page = opened(enter, incident_of(system, post(coded("slots", said("Artashat")))))
    told = page.locator("#detail .told")

    correct(page, "initiator", {"Who it should be": "nobody"})
    expect(told).not_to_contain_text("by Azerbaijani armed forces")
    correct(page, "claimant", {"Who it should be": "Village elder of Vayk"})
    expect(told).to_contain_text("Village elder of Vayk reported shelling")
    correct(page, "occurred", {"From (UTC)": "2026-02-03T00:00", "To (UTC)": "2026-02-03T23:59", "Known to the": "day"})
    expect(page.locator("#detail h2")).to_contain_text("3 February 2026")
    place = {"Name": "Vayk", "Country (two letters)": "AM", "Latitude": "39.69", "Longitude": "45.46"}
    correct(page, "place", place | {"Known to the": "near_settlement"})
    expect(page.locator("#detail h2")).to_have_text("Shelling near Vayk, 3 February 2026")


def test_a_link_that_holds_two_together_is_undone(enter: Enter, post: Post, system: System) -> None:
    one, other = (incident_of(system, post(coded(f"link-{place}", said(place)))) for place in ("Masis", "Armavir"))
    merged(system, one, other)
    page = opened(enter, one)

    page.get_by_role("button", name="Undo: Part what this link holds together").click()
    decide(page.get_by_role("dialog", name="Part what this link holds together"), "Undo", "twenty kilometres apart")

    expect(page.get_by_role("heading", name="Put together from")).to_have_count(0)
    assert {one, other} <= listed(system)


def test_a_figure_is_corrected(enter: Enter, post: Post, system: System) -> None:
    page = opened(enter, incident_of(system, post(coded("correct", said("Artik", casualties=[killed(40)])))))
    expect(page.locator("table.matrix td a")).to_have_text("40")

    page.get_by_role("button", name="Correct …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What is wrong").select_option("casualties")
    dialog.get_by_label("At least").fill("4")
    dialog.get_by_label("At most").fill("4")
    decide(dialog, "Correct", "a typing error")

    expect(page.locator("table.matrix td a")).to_have_text("4")
    expect(page.locator("#detail .reviewed")).to_contain_text("corrected a statement: “a typing error”")


def test_what_changed_meanwhile_is_shown_and_the_reason_kept(enter: Enter, post: Post, system: System) -> None:
    id = incident_of(system, post(coded("stale-1", said("Hrazdan"), said("Hrazdan", "euma"))))
    page = opened(enter, id)
    page.get_by_role("button", name="Split or move …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile("European Union Mission")).check()
    dialog.get_by_label("Reason").fill("another day")

    later = said("Hrazdan", "az.mod", speech_act="denies", answers={"claimant": {"id": "am.mod"}})
    assert incident_of(system, post(coded("stale-2", later, hour=15))) == id
    dialog.get_by_role("button", name="Submit").click()

    expect(dialog.locator(".outcome")).to_contain_text("It changed while you were looking")
    expect(dialog.locator(".since")).to_contain_text("Azerbaijani Ministry of Defence denies it")
    dialog.get_by_role("button", name="Look at it as it is now").click()
    expect(page.locator("#detail .told")).to_contain_text("denied that it happened")


def test_suggestions_are_judged_the_most_doubtful_first(enter: Enter, system: System) -> None:
    show_dossier(system.home, system.url("ingest-api"), system.tokens, system.keys["read"])
    waiting = system.get("/v1/suggestions", limit=20)["suggestions"]
    assert waiting, "the sample dossier leaves some in doubt"
    page = enter("/?view=suggestions", scope=ANALYST)
    pairs = page.locator("#detail .pair")
    expect(pairs.first.get_by_role("link", name=waiting[0]["a"]["incident"]["headline"])).to_be_visible()
    expect(pairs.first.get_by_role("columnheader")).to_have_count(2)

    pairs.first.get_by_role("button", name="Different incidents").click()
    decide(page.get_by_role("dialog", name="They are two incidents"), "Keep apart")

    expect(pairs.first).to_contain_text("Judged")
    links = [{one["a"]["seed"], one["b"]["seed"]} for one in system.get("/v1/suggestions", limit=500)["suggestions"]]
    assert {waiting[0]["a"]["seed"], waiting[0]["b"]["seed"]} not in links


def test_escape_leaves_the_dialog_and_not_what_is_behind_it(enter: Enter, post: Post, system: System) -> None:
    page = opened(enter, incident_of(system, post(coded("escape", said("Abovyan")))))
    page.get_by_role("button", name="Merge with …").click()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#detail .told")).to_be_visible()
    expect(page.get_by_role("button", name="Merge with …")).to_be_focused()
