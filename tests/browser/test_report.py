"""A report's page: its words with its statements marked, and why it has none."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import Outgoing
from chassis.telemetry.headers import event_headers
from schemas.events.envelope import pack
from schemas.events.statements import Rules
from services.ingest.normalizer.reading import Revision, read
from services.ingest.normalizer.writing import absent
from tests.browser.conftest import Enter, Post
from tests.browser.desk import coded, incident_of, said
from tests.system import System
from tests.waiting import until

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
    expect(page.get_by_text("Weather", exact=True)).to_have_count(1)


def test_a_report_that_was_parked_says_that_an_operator_has_to_look(enter: Enter, system: System) -> None:
    taken = system.post({"external_id": "long", "title": "A long night", "text": "The ministry spoke for hours."})
    system.decided(taken["status_url"])
    fail_to_extract(system, taken["report_id"], "extraction took longer than 20 s")
    page = enter(f"/?report={taken['report_id']}")

    expect(page.locator("#detail .status.parked")).to_contain_text(
        "It could not be processed, and waits for an operator"
    )
    expect(page.locator("#detail .status.parked")).to_contain_text("extraction took longer than 20 s")
    expect(page.get_by_role("heading", name="No statements")).to_be_visible()


def fail_to_extract(system: System, report: str, reason: str) -> None:
    """Append what the normalizer does when it fails at a later revision of a report, and wait for the decision."""
    found = (read(record) for record in system.records(topics.REPORTS))
    first = next(one for one in found if isinstance(one, Revision) and str(one.event.data.report_id) == report)
    data = first.event.data.model_copy(update={"revision": uuid4()})
    later = Revision(first.record, first.event.model_copy(update={"data": data}), first.document)
    event = absent(later, reason, Rules(fingerprint="failing", code="", model="", reference=""))
    key = str(event.subject).encode()
    with KafkaLog(system.settings.kafka_bootstrap) as log, log.appender() as appender:
        appender.append_all([Outgoing(topics.STATEMENTS, key, pack(event), event_headers(event.type))])
    until(lambda: system.get(f"/v1/reports/{report}")["status"] == "parked", what="it is parked")
