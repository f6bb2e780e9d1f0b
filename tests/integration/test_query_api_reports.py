"""What became of a report: every status, by every address."""

import asyncio
from typing import Any

import pytest

from chassis.log.port import Outgoing
from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.events.statements import EmptyReason
from schemas.slots import Actor, Place, Span
from tests.histories import (
    HERALD,
    History,
    changed,
    denial,
    erasure_of,
    killed,
    named,
    report,
    seed,
    statement,
    submission_of,
)
from tests.projecting import project, serving

pytestmark = pytest.mark.integration


async def status(dsn: str, *records: Decision | Outgoing, ask: str = "a", **params: str) -> dict[str, Any]:
    """The report `ask` after these were folded."""
    if records:
        await asyncio.to_thread(project, dsn, records)
    async with serving(dsn) as client:
        answer = await client.get(f"/v1/reports/{named('report', ask)}", params=params)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


async def test_words_without_a_decision_are_queued(postgres: str) -> None:
    found = await status(postgres, submission_of(report("a"), "Words"))
    assert (found["status"], found["statements"]) == ("queued", [])


async def test_a_report_nobody_heard_of_is_404_and_worth_asking_again(postgres: str) -> None:
    await asyncio.to_thread(project, postgres, [])
    async with serving(postgres) as client:
        answer = await client.get(f"/v1/reports/{named('report', 'a')}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (404, "1")


async def test_what_was_posted_later_was_not_known_then(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    then = {"as_of": history.decisions[0].known_at.isoformat()}
    newer, other = submission_of(report("a", revision="2"), "B"), submission_of(report("b"), "Words")
    now = await status(postgres, *history.decisions, newer, other)
    assert [each["status"] for each in now["revisions"]] == ["queued", "decided"]
    earlier = await status(postgres, **then)
    assert [each["status"] for each in earlier["revisions"]] == ["decided"]
    assert (await status(postgres, ask="b"))["status"] == "queued"
    async with serving(postgres) as client:
        answer = await client.get(f"/v1/reports/{named('report', 'b')}", params=then)
    assert answer.status_code == 404


async def test_a_decided_report_shows_its_statements_and_incidents(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    found = await status(postgres, *history.decisions)
    assert (found["status"], found["incidents"]) == ("decided", [str(seed("a"))])
    (said,) = found["statements"]
    assert said["incident_id"] == str(seed("a"))
    assert said["quote"] is None
    assert said["quote_pending"] is True


async def test_another_address_leads_to_the_report(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a", report("a", aliases=(named("report", "by-url"),)))
    found = await status(postgres, *history.decisions, ask="by-url")
    assert (found["id"], found["status"]) == (str(named("report", "a")), "decided")


async def test_a_report_posted_again_stays_decided_and_shows_the_duplicate(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    about = report("a")
    cause = d.DuplicateCause.REPOSTED
    history.decide(d.ReportDuplicate(report_id=about.report_id, cause=cause), about=about)
    found = await status(postgres, *history.decisions)
    assert found["status"] == "decided"
    assert [each["outcome"] for each in found["decisions"]] == ["decided", "duplicate"]


@pytest.mark.parametrize("outcome", ["duplicate", "stale"])
async def test_what_was_posted_under_another_address_and_changed_nothing_says_so(postgres: str, outcome: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    about = report("a", revision="0").model_copy(update={"posted_as": named("report", "late")})
    event: d.DecisionEvent = d.ReportStale(report_id=about.report_id)
    if outcome == "duplicate":
        event = d.ReportDuplicate(report_id=about.report_id, cause=d.DuplicateCause.REPOSTED)
    history.decide(event, about=about)
    found = await status(postgres, *history.decisions, ask="late")
    assert (found["id"], found["status"]) == (str(named("report", "a")), outcome)


async def test_a_report_whose_statements_were_all_set_aside_says_why(postgres: str) -> None:
    history = History()
    history.decide(d.StatementSetAside(statement=statement("a"), why=d.SetAsideWhy.HISTORICAL), about=report("a"))
    found = await status(postgres, *history.decisions)
    assert (found["status"], found["reason"]) == ("set_aside", "historical")


async def test_a_report_in_which_nothing_was_found_is_set_aside(postgres: str) -> None:
    history = History()
    history.decide(about=report("a", why=EmptyReason.NOTHING_FOUND))
    found = await status(postgres, *history.decisions)
    assert (found["status"], found["reason"]) == ("set_aside", "nothing_found")


async def test_a_report_that_could_not_be_processed_is_parked_with_the_reason(postgres: str) -> None:
    history = History()
    history.decide(about=report("a", why=EmptyReason.FAILED, detail="over its time"))
    found = await status(postgres, *history.decisions)
    assert (found["status"], found["reason"]) == ("parked", "failed: over its time")


async def test_a_retracted_report_keeps_its_statements_as_retracted(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    by = named("input", "retraction")
    history.decide(
        d.ReportRetractedDecided(report_id=named("report", "a"), by=by, reason="wrong"),
        d.StatementRetracted(statement=named("statement", "a"), by=by),
    )
    found = await status(postgres, *history.decisions)
    assert (found["status"], found["reason"]) == ("retracted", "wrong")
    assert [each["retracted"] for each in found["statements"]] == [True]


async def test_what_was_refused_of_a_report_stands_among_its_decisions_with_the_reason(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    history.decide(d.InputParked(error="not theirs to take back", report_id=named("report", "a")))
    found = await status(postgres, *history.decisions)
    assert found["status"] == "decided"
    assert [(each["outcome"], each["error"]) for each in found["decisions"]] == [
        ("decided", None),
        ("parked", "not theirs to take back"),
    ]


async def test_a_newer_revision_that_is_not_decided_yet_is_queued_beside_the_one_that_stands(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    newer = report("a", revision="2")
    found = await status(postgres, *history.decisions, submission_of(report("a"), "A"), submission_of(newer, "B"))
    assert found["status"] == "decided"
    revisions = [(each["status"], each["stands"]) for each in found["revisions"]]
    assert revisions == [("decided", True), ("queued", False)]


async def test_quotes_are_cut_by_code_points_from_the_revision_they_stand_in(postgres: str) -> None:
    history = History()
    first = report("a")
    text = "🚀 “Tír” — said the ministry."
    history.open(statement("a", span=Span(field="text", start=3, end=6)), "a", first)
    second = report("a", revision="2")
    history.decide(changed(statement("a", span=Span(field="title", start=0, end=3)), "a"), about=second)
    texts = submission_of(first, text), submission_of(second, text, "Tír again")
    found = await status(postgres, *history.decisions, *texts)
    earlier = await status(postgres, as_of=history.decisions[0].known_at.isoformat())
    assert [each["quote"] for each in found["statements"]] == ["Tír"]
    assert [each["quote"] for each in earlier["statements"]] == [text[3:6]]


async def test_an_erased_report_shows_no_words_at_any_time(postgres: str) -> None:
    history = History()
    unresolved = Actor(name="a villager called Ann")
    said = statement("a", unresolved, place=Place(name="Ann's house"), casualties=(killed(1, words="Ann's son"),))
    history.open(said, "a")
    about = report("a", HERALD)
    known = history.decisions[0].known_at.isoformat()
    history.decide(d.ReportErasedDecided(report_id=about.report_id))
    now = await status(
        postgres, *history.decisions, submission_of(about, "Ann said her son was killed."), erasure_of(about)
    )
    for found in (now, await status(postgres, as_of=known)):
        assert "Ann" not in str(found)
        (shown,) = found["statements"]
        assert (shown["quote"], shown["erased"]) == (None, True)
    async with serving(postgres) as client:
        assert "Ann" not in (await client.get(f"/v1/incidents/{seed('a')}")).text
        for path in ("/v1/incidents", "/v1/feed", f"/v1/incidents/{seed('a')}/history", "/v1/decisions/0"):
            assert "Ann" not in (await client.get(path)).text, path
        for path in ("/v1/incidents", f"/v1/incidents/{seed('a')}"):
            assert "Ann" not in (await client.get(path, params={"as_of": known})).text, path


async def test_a_denial_shows_what_it_answers(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    found = await status(
        postgres,
        *history.decisions,
        history.decide(d.StatementSetAside(statement=denial("b"), why=d.SetAsideWhy.UNANSWERED), about=report("b")),
        ask="b",
    )
    (said,) = found["statements"]
    assert said["answers"] == {"statement": None, "claimant": "ne.mod", "aspect": "authorship"}


@pytest.mark.parametrize("erased", [False, True])
async def test_the_words_of_a_report_stand_beside_its_statements_until_erased(postgres: str, erased: bool) -> None:
    history = History()
    said = report("a")
    history.open(statement("a"), "a", said)
    found = await status(postgres, *history.decisions, submission_of(said, "Words"), *[erasure_of(said)] * erased)
    assert found["text"] == (None if erased else "Words")
