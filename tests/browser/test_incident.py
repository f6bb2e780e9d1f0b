"""An incident opens to every side's account, and can be walked back to what was known of it before."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Enter, Post
from tests.browser.desk import coded, incident_of, killed, said
from tests.system import System

pytestmark = pytest.mark.e2e

TEXT = "The ministry said four soldiers were killed near Ijevan. It spoke of shelling. Nobody else was there."


@pytest.fixture(scope="module")
def disputed(system: System) -> str:
    """One side counts four, observers two; the other side denies; two more outlets carry the first one's words."""
    from tests.browser.conftest import posted_to

    quoted = said("Ijevan", casualties=[killed(4)], span={"field": "text", "start": 18, "end": 55})
    posted_to(system, coded("incident-1", quoted, text=TEXT, title="Four killed near Ijevan"))
    saw = said("Ijevan", "euma", speech_act="observes", casualties=[killed(2)])
    id = incident_of(system, posted_to(system, coded("incident-2", saw, hour=13)))
    denial = said("Ijevan", "az.mod", speech_act="denies", answers={"claimant": {"id": "am.mod"}})
    assert incident_of(system, posted_to(system, coded("incident-3", denial, hour=14))) == id
    return id


def opened(enter: Enter, id: str, **options: object) -> Page:
    """The page with the incident open, by a reader."""
    page = enter(f"/?incident={id}", **options)
    page.locator("#detail .told").wait_for()
    return page


def test_it_is_told_in_one_sentence_and_side_by_side(enter: Enter, disputed: str) -> None:
    page = opened(enter, disputed)

    expect(page.locator("#detail .told")).to_contain_text("Armenian Ministry of Defence reported shelling")
    expect(page.locator("#detail .told")).to_contain_text("Azerbaijani Ministry of Defence denied that it happened")
    beside = page.get_by_role("group", name="Armenian Ministry of Defence, and who answers")
    expect(beside.get_by_role("region", name="Azerbaijani Ministry of Defence denies it")).to_be_visible()
    expect(page.locator("#detail blockquote mark").first).to_have_text("four soldiers were killed near Ijevan")
    expect(page.locator("#detail blockquote").first).to_have_text(TEXT.split(". ")[0] + ".")


def test_figures_that_cannot_both_be_right_are_marked_in_words_too(enter: Enter, disputed: str) -> None:
    table = opened(enter, disputed).locator("#detail table.matrix")

    marked = table.locator("td.contradicts")
    expect(marked).to_have_count(2)
    expect(marked.first).to_contain_text("4≠ contradicts European Union Mission in Armenia")
    assert table.get_by_role("columnheader", name="Armenia").count() == 1


def test_each_statement_says_why_it_is_there_in_bits(enter: Enter, disputed: str) -> None:
    page = opened(enter, disputed)
    observed = page.get_by_role("article", name="European Union Mission in Armenia observed")

    observed.get_by_text("Why is this here?").click()

    rows = observed.locator("table.bits tbody tr")
    expect(rows).not_to_have_count(0)  # it is asked for when it is unfolded
    numbers = [float(word.replace("−", "-")) for word in rows.locator("td.amount").all_inner_texts()]
    total = float(observed.locator("table.bits tfoot td.amount").inner_text().replace("−", "-"))
    assert len(numbers) > 3
    assert sum(numbers) == pytest.approx(total, abs=0.05 * len(numbers) + 0.01)
    assert rows.locator("svg rect.for").count() > 1


def test_its_history_is_walked_as_it_was_known_then(enter: Enter, disputed: str) -> None:
    page = opened(enter, disputed)
    walk = page.locator("#detail .part nav.walk")
    expect(walk).to_contain_text("step 3 of 3")

    walk.get_by_role("link", name="Earlier").click()

    expect(page.locator("#detail .as-then")).to_contain_text("As it was known then")
    expect(page.locator("#detail .told")).not_to_contain_text("denied")
    expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    page.locator("#detail .part nav.walk").get_by_role("link", name="Earlier").click()
    expect(page.locator("#detail table.matrix td.contradicts")).to_have_count(0)
    expect(page.locator("#detail .part nav.walk")).to_contain_text("step 1 of 3")
    page.go_back()
    page.go_back()
    expect(page.locator("#detail .told")).to_contain_text("denied")
    expect(page.locator("#detail .as-then")).to_have_count(0)


def test_a_step_that_is_answered_late_does_not_replace_the_one_that_was_asked_for_after_it(
    enter: Enter, disputed: str
) -> None:
    page = opened(enter, disputed)
    held: list[Route] = []
    page.route(re.compile(rf"/v1/incidents/{disputed}\?as_of_n="), lambda route: held.append(route))
    with page.expect_request(re.compile("as_of_n=")):
        page.locator("#detail .part nav.walk").get_by_role("link", name="Earlier").click()

    page.go_back()
    expect(page.locator("#detail[aria-busy]")).to_have_count(0)
    with page.expect_response(re.compile("as_of_n=")) as late:
        held.pop().continue_()
    late.value.finished()
    page.evaluate("() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")

    assert "denied" in page.locator("#detail .told").inner_text()
    assert page.locator("#detail .as-then").count() == 0


def test_what_is_new_is_said_and_shown_when_asked_for(enter: Enter, post: Post, system: System) -> None:
    id = incident_of(system, post(coded("news-1", said("Stepanavan"))))
    page = opened(enter, id)
    page.locator("#connection.live").wait_for()

    assert incident_of(system, post(coded("news-2", said("Stepanavan", "euma", speech_act="observes"), hour=13))) == id

    expect(page.locator("#detail .news")).to_contain_text("This incident has changed.")
    expect(page.locator("#detail .told")).not_to_contain_text("European Union Mission")
    page.get_by_role("button", name="Show it as it is now").click()
    expect(page.locator("#detail .told")).to_contain_text("European Union Mission in Armenia saw shelling")
    expect(page.locator("#detail .news")).to_have_count(0)


def test_keys_alone_open_it_walk_it_and_lead_back(enter: Enter, disputed: str) -> None:
    page = enter("/?text=Ijevan")
    row = page.locator(f'#rows .row[data-id="{disputed}"] a').first
    row.focus()

    page.keyboard.press("Enter")
    page.locator("#detail .told").wait_for()
    expect(page.locator("#detail")).to_be_focused()
    page.locator('#detail [data-keep="earlier"]').first.focus()
    page.keyboard.press("Enter")
    page.locator("#detail .as-then").wait_for()
    assert page.evaluate("document.activeElement.dataset.keep") == "earlier"
    page.keyboard.press("Escape")

    expect(page.locator("#detail")).to_be_hidden()
    expect(row).to_be_focused()


def test_in_a_hand_nothing_is_reached_behind_it(enter: Enter, disputed: str) -> None:
    page = opened(enter, disputed, viewport={"width": 380, "height": 760})

    expect(page).to_have_title(re.compile("in Ijevan, .* – Deconflict"))
    expect(page.locator("#main[inert], #top[inert], #filters[inert]")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator("[inert]")).to_have_count(0)
    expect(page).to_have_title("Deconflict")


def test_a_reader_is_not_offered_to_review(enter: Enter, disputed: str) -> None:
    page = opened(enter, disputed)

    assert page.get_by_role("button", name=re.compile("Merge|Split|Correct|Undo")).count() == 0


def test_an_incident_nobody_knows_is_said_to_be_none(enter: Enter, post: Post) -> None:
    page = enter("/?incident=00000000-0000-0000-0000-000000000000")

    expect(page.locator("#detail")).to_contain_text("No incident has this id")
