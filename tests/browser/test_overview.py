"""List, map, time and filters show one set, which is in the address, and what a reader does to any shows in all."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, faults
from tests.system import System

pytestmark = pytest.mark.e2e


def total(page: Page) -> int:
    """How many incidents the list says there are."""
    found = re.search(r"[\d,]+", page.locator("#list-title").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def on_map(page: Page) -> int:
    """How many incidents stand behind the signs on the map, once it shows all."""
    page.get_by_role("button", name="Fit all").click()
    names = page.locator("#map .leaflet-marker-icon[aria-label]").evaluate_all("all => all.map(one => one.ariaLabel)")
    return sum(int(found[1]) if (found := re.match(r"(\d+) incidents", name)) else 1 for name in names)


def in_time(page: Page) -> int:
    """How many incidents the bars of the timeline have within the chosen range."""
    titles = page.locator("#timeline .bin:not(.outside) title").all_text_contents()
    return sum(int(number) for title in titles for number in re.findall(r"(\d+) (?:undis|cont|den)", title))


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def settled(page: Page, number: int) -> None:
    expect(page.locator("#list-title")).to_have_text(f"{number} incident{'' if number == 1 else 's'}")


def test_all_views_show_the_same_incidents(overview: Page, system: System) -> None:
    incidents = system.get("/v1/incidents", limit=500)["incidents"]

    settled(overview, len(incidents))
    assert overview.locator("#rows .row").count() == min(len(incidents), 60)
    assert on_map(overview) == len([one for one in incidents if one["place"] and one["place"]["lat"] is not None])
    assert in_time(overview) == len([one for one in incidents if one["occurred"]])


def test_a_filter_narrows_every_view_and_is_in_the_address(overview: Page, system: System) -> None:
    denied = len(system.get("/v1/incidents", limit=500, dispute="denied")["incidents"])

    overview.locator("summary", has_text="Dispute").click()
    overview.get_by_role("checkbox", name="Denied").check()

    settled(overview, denied)
    assert denied
    assert asked(overview) == {"dispute": ["denied"]}
    expect(overview.locator("#rows .row .badge.denied")).to_have_count(min(denied, 60))
    assert (on_map(overview), in_time(overview)) == (denied, denied)
    overview.get_by_role("button", name="Clear all").click()
    expect(overview.locator("#list-title")).not_to_have_text(f"{denied} incidents")


def test_an_address_that_was_shared_shows_what_it_showed(enter: Enter, system: System) -> None:
    armenian = len(system.get("/v1/incidents", limit=500, country="AM", event_type="shelling,shooting")["incidents"])

    page = enter("/?country=AM&event_type=shelling,shooting")

    settled(page, armenian)
    expect(page.get_by_label("Country")).to_have_value("AM")
    expect(page.locator(".menu.active .value")).to_have_text("Shelling +1")
    page.go_back()
    page.go_forward()
    settled(page, armenian)


def test_where_and_when_are_decided_as_the_api_decides_them(enter: Enter, system: System) -> None:
    today = datetime.now(UTC).date()
    windows = (
        {"occurred_from": str(today - timedelta(days=12)), "occurred_to": str(today - timedelta(days=3))},
        {"occurred_to": f"{today - timedelta(days=6)}T12:00:00Z", "bbox": "30,35,50,52"},
        {"bbox": "100,-10,-100,60"},
    )
    page = enter()
    for window in windows:
        found = len(system.get("/v1/incidents", limit=500, **window)["incidents"])

        page.goto(system.url("query-api") + "/?" + urlencode(window))

        settled(page, found)


def test_what_is_in_the_maps_view_can_be_all_there_is(overview: Page) -> None:
    before = total(overview)
    overview.locator("#map .several").first.press("Enter")
    overview.get_by_role("button", name="Only what is in view").click()

    expect(overview.locator("#list-title")).not_to_have_text(f"{before} incidents")
    assert 0 < total(overview) < before
    assert [len(box.split(",")) for box in asked(overview)["bbox"]] == [4]


def test_a_range_of_time_is_chosen_with_the_pointer(overview: Page) -> None:
    before = total(overview)
    box = overview.locator("#timeline svg.bars").bounding_box()
    assert box
    middle = box["y"] + 30
    overview.mouse.move(box["x"] + box["width"] * 0.7, middle)
    overview.mouse.down()
    overview.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=4)
    overview.mouse.move(box["x"] + box["width"] * 0.9, middle, steps=4)
    overview.mouse.up()

    expect(overview).to_have_url(re.compile("occurred_from=.*occurred_to="))
    expect(overview.locator("#list-title")).not_to_have_text(f"{before} incidents")
    chosen = total(overview)
    assert 0 < chosen < before
    assert on_map(overview) == chosen
    assert in_time(overview) == chosen
    overview.get_by_role("button", name="All times").click()
    settled(overview, before)


def test_a_range_of_time_is_chosen_with_the_keyboard(overview: Page) -> None:
    before = total(overview)
    first = overview.get_by_role("slider", name="First time shown")
    first.focus()
    for _ in range(3):
        overview.keyboard.press("PageUp")

    expect(overview).to_have_url(re.compile("occurred_from="))
    expect(overview.locator("#list-title")).not_to_have_text(f"{before} incidents")
    expect(first).to_be_focused()
    assert in_time(overview) == total(overview)
    overview.keyboard.press("Escape")
    settled(overview, before)


def test_the_list_is_walked_and_an_incident_opened_and_left_by_keys_alone(overview: Page) -> None:
    overview.keyboard.press("Tab")
    expect(overview.locator(".skip")).to_be_focused()
    overview.locator("#rows .row a.open").first.focus()
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("ArrowDown")
    third = overview.locator("#rows .row a.open").nth(2)
    expect(third).to_be_focused()
    id = overview.locator("#rows .row").nth(2).get_attribute("data-id")

    overview.keyboard.press("Enter")
    expect(overview.locator("#detail")).to_be_visible()
    assert asked(overview)["incident"] == [id]
    overview.keyboard.press("Escape")
    expect(overview.locator("#detail")).to_be_hidden()
    expect(third).to_be_focused()


def test_an_incident_on_the_map_opens_by_keys(enter: Enter, system: System) -> None:
    [one, *_] = system.get("/v1/incidents", limit=1, text="Shelling")["incidents"]
    lat, lon = one["place"]["lat"], one["place"]["lon"]

    page = enter(f"/?bbox={lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}")
    sign = page.locator("#map .leaflet-marker-icon.one").first
    sign.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#detail")).to_be_visible()
    assert "incident" in asked(page)


def test_who_looks_closely_sees_the_towns(enter: Enter, system: System) -> None:
    page = enter("/?bbox=45.2,40,46.2,40.4")
    expect(page.locator("#map .town-name", has_text="Vardenis")).to_have_count(1)
    page.get_by_role("button", name="Fit all").click()
    expect(page.locator("#map .town-name")).to_have_count(0)

    towns = system.url("query-api") + "/page/towns"
    assert system.client.get(towns).status_code == httpx.codes.UNAUTHORIZED
    key = {"Authorization": f"Bearer {system.keys['read']}"}
    assert system.client.get(towns, params={"bbox": "45,40"}, headers=key).json()["parameter"] == "bbox"


def test_where_nothing_passes_it_says_what_to_do(enter: Enter) -> None:
    page = enter("/?min_killed=9999")

    expect(page.get_by_role("heading", name="No incident passes these filters")).to_be_visible()
    page.get_by_role("button", name="clear them all").click()
    expect(page.locator("#rows .row").first).to_be_visible()


def test_a_page_that_came_in_part_says_so(enter: Enter) -> None:
    page = enter()
    page.route("**/modules/list.js", lambda route: route.abort())
    page.reload()

    expect(page.locator("#list .reading")).to_have_text("Not all of the page has come. Load it again.")


@pytest.mark.parametrize(("filter", "value"), [("country", "Armenia"), ("event_type", "nope")])
def test_a_filter_that_is_none_is_named(enter: Enter, filter: str, value: str) -> None:
    page = enter(f"/?{filter}={value}")

    expect(page.locator("#list .trouble")).to_contain_text(filter)
    expect(page.locator("#connection")).to_have_text("Not answered")


def test_the_record_is_shown_as_it_was_known(enter: Enter) -> None:
    page = enter("/?as_of=2020-01-01T00:00:00Z")

    expect(page.locator("#notice")).to_contain_text("what was known")
    expect(page.get_by_role("heading", name="No incident was known then")).to_be_visible()
    page.get_by_role("button", name="Back to now").click()
    expect(page.locator("#rows .row").first).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 380), ("dark", 1440)])
def test_nobody_is_kept_out(enter: Enter, scheme: str, width: int) -> None:
    page = enter(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator("#connection.live").wait_for()
    page.locator("#map .leaflet-marker-icon.several").first.wait_for()

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_outlines_that_did_not_come_are_asked_for_again_when_the_map_moves(overview: Page) -> None:
    overview.route("**/outlines.json", lambda route: route.abort())
    with overview.expect_event("requestfailed", lambda request: "outlines" in request.url):
        overview.reload()
    overview.locator("#map .leaflet-marker-icon[aria-label]").first.wait_for()
    assert overview.locator("#map .country-name").count() == 0

    overview.unroute("**/outlines.json")
    overview.get_by_role("button", name="Zoom out").click()

    expect(overview.locator("#map .country-name span").first).to_be_visible()
