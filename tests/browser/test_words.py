"""The page's words for what is rare on it, asked of its modules."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e

HOUR = 3_600_000
DAY = 24 * HOUR


def told(page: Page, module: str, expression: str, given: Any = None) -> Any:
    """What an expression over the members `m` of a module of the page comes to, of what is `given`."""
    main = page.locator("script[src$='/modules/main.js']").evaluate("script => script.src")
    source = main.replace("main.js", module)
    script = f"async (given) => {{ const m = await import('{source}'); return {expression}; }}"
    return page.evaluate(script, given)


def test_who_cannot_confirm_it_is_not_taken_for_who_did_it(overview: Page) -> None:
    acts = ["denies", "admits", "cannot_confirm", "asserts"]
    found = told(overview, "speech.js", "given.map((act) => m.aspect(act, 'authorship'))", acts)
    assert found == ["having done it", "having done it", "who did it", "who did it"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"name": "Kesh", "gazetteer_name": None, "country": "LB"}, "Ground assault near Kesh, Lebanon"),
        ({"name": "", "gazetteer_name": None, "country": "LB"}, "Ground assault in Lebanon"),
        ({"name": "", "gazetteer_name": None, "country": None}, "Ground assault"),
        (None, "Ground assault"),
    ],
)
def test_a_place_without_a_name_leaves_no_gap(overview: Page, place: dict[str, Any] | None, words: str) -> None:
    incident = {
        "id": "1", "version": 1, "event_type": "ground_assault", "dispute": "none", "dispute_reasons": [],
        "support": "single_claimant", "support_reason": "", "place": place and place | {"precision": "near_settlement"},
        "countries": [], "casualties": {}, "initiators": [], "targets": [], "occurred": None,
        "counts": {"reports": 1, "origins": 1}, "updated_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    assert told(overview, "row.js", "m.row(given).querySelector('.what').textContent", incident) == words


def test_of_what_is_known_to_the_day_no_hour_is_drawn(overview: Page) -> None:
    days = [{"from": 0, "to": DAY - 1, "dispute": "none"}]
    hours = [{"from": 11 * HOUR, "to": 12 * HOUR, "dispute": "none"}]
    unit = "m.divide(m.extent(given), 60).unit.name"
    assert told(overview, "bins.js", unit, hours) == "hour"
    assert told(overview, "bins.js", unit, hours + days) == "day"
