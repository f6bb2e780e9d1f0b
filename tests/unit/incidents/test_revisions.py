"""Which set of a report stands, and what an edit changes: ids that people know stay."""

from datetime import timedelta

from schemas import ids
from schemas.events.decisions import Decision, WithdrawnWhy
from schemas.events.statements import EmptyReason
from schemas.slots import Answers
from schemas.statement import Statement
from schemas.vocabulary import EventType, SpeechAct, Temporal
from tests.unit.incidents.desk import HENTZAU, NOON, OBSERVERS, ZENDA, Desk, army, killed, ministry, says, sketched

WORDS = "shells killed {} soldiers near the village of Zenda on Friday morning the ministry said in a statement today"


def claim(toll: int = 3, sentence: str = "s", at_char: int = 0, kind: EventType = EventType.SHELLING) -> Statement:
    return says(
        ministry("AM"),
        kind,
        by=army("AZ"),
        at=army("AM"),
        toll=[killed(toll, "AM")],
        sentence=sentence,
        at_char=at_char,
        sketch=sketched(WORDS.format(toll)) if sentence == "s" else (),
    )


def kinds(decision: Decision) -> list[str]:
    return [event.type for event in decision.events]


def test_a_toll_edited_from_three_to_five_is_one_change() -> None:
    desk = Desk()
    desk.publish("a", claim(3, WORDS.format(3)))
    (before,) = desk.statements("a")

    decision = desk.publish("a", claim(5, WORDS.format(5)), revision=2)

    assert kinds(decision) == ["statement.changed"]
    assert desk.statements("a") == (before,)
    assert desk.record.statement(before).statement.casualties[0].min == 5
    desk.check()


def test_an_inserted_statement_leaves_the_others_alone() -> None:
    desk = Desk()
    desk.publish("a", claim(3, "first"), claim(4, "second", at_char=100))
    before = desk.statements("a")

    decision = desk.publish(
        "a", claim(3, "first"), claim(9, "between", 50), claim(4, "second", at_char=150), revision=2
    )

    assert set(before) < set(desk.statements("a"))
    assert "statement.withdrawn" not in kinds(decision)
    assert kinds(decision).count("statement.changed") == 1  # the second one stands further on in the text now
    desk.check()


def test_reordered_paragraphs_keep_their_ids() -> None:
    desk = Desk()
    first, second = claim(3, "first"), claim(4, "second", at_char=100)
    desk.publish("a", first, second)
    before = desk.statements("a")

    decision = desk.publish("a", claim(4, "second"), claim(3, "first", at_char=100), revision=2)

    assert set(desk.statements("a")) == set(before)
    assert set(kinds(decision)) == {"statement.changed"}


def test_a_repeated_sentence_gives_a_new_statement_beside_the_old_one() -> None:
    desk = Desk()
    desk.publish("a", claim(3, "same"))
    (before,) = desk.statements("a")
    again = claim(3, "same", at_char=100)
    again = again.model_copy(update={"sentence": again.sentence.model_copy(update={"occurrence": 1})})

    desk.publish("a", claim(3, "same"), again, revision=2)

    assert before in desk.statements("a")
    assert len(desk.statements("a")) == 2


def test_better_rules_keep_the_id_of_what_they_see_better() -> None:
    desk = Desk()
    desk.publish("a", claim(3))
    (before,) = desk.statements("a")

    decision = desk.publish("a", claim(3, kind=EventType.AIR_STRIKE), rules="r2")

    assert desk.statements("a") == (before,)
    assert desk.record.statement(before).statement.event_type is EventType.AIR_STRIKE
    assert "statement.withdrawn" not in kinds(decision)


def test_a_statement_that_is_gone_is_withdrawn_with_why_and_never_comes_back_under_its_id() -> None:
    desk = Desk()
    desk.publish("a", claim(3, "first"), claim(4, "second", at_char=100))
    gone = desk.statements("a")[1]

    decision = desk.publish("a", claim(3, "first"), revision=2)
    withdrawn = [event for event in decision.events if event.type == "statement.withdrawn"]
    desk.publish("a", claim(3, "first"), claim(4, "second", at_char=100), revision=3)

    assert [(event.statement, event.why) for event in withdrawn] == [(gone, WithdrawnWhy.REVISED)]
    assert gone not in desk.statements("a")
    assert len(desk.statements("a")) == 2
    desk.check()


def test_what_better_rules_no_longer_find_is_withdrawn_because_of_the_rules() -> None:
    desk = Desk()
    desk.publish("a", claim(3))

    decision = desk.publish("a", rules="r2", why=EmptyReason.NOTHING_FOUND)

    assert [event.why for event in decision.events if event.type == "statement.withdrawn"] == [WithdrawnWhy.RULES]


def test_a_redelivery_and_a_repost_change_nothing_and_say_so() -> None:
    desk = Desk()
    desk.publish("a", claim(3), position=7)

    redelivered = desk.publish("a", claim(3), position=7)
    reposted = desk.publish("a", claim(3), position=9)

    assert [event.cause for event in redelivered.events if event.type == "report.duplicate"] == ["redelivered"]
    assert [event.cause for event in reposted.events if event.type == "report.duplicate"] == ["reposted"]
    assert reposted.report is not None
    assert reposted.report.position.offset == 7


def test_an_older_revision_that_comes_late_is_stale_however_often_it_comes() -> None:
    desk = Desk()
    desk.publish("a", claim(5), revision=2, position=12)

    late = desk.publish("a", claim(3), revision=1, position=10)
    again = desk.publish("a", claim(3), revision=1, position=20)

    assert kinds(late) == ["report.stale"]
    assert kinds(again) == ["report.stale"]
    assert desk.record.statement(desk.statements("a")[0]).statement.casualties[0].min == 5
    desk.check()


def test_the_sources_own_date_of_an_update_goes_before_position() -> None:
    desk = Desk()
    desk.publish("a", claim(5), revision=2, position=1, updated=NOON + timedelta(hours=2))

    decision = desk.publish("a", claim(3), revision=1, position=2, updated=NOON + timedelta(hours=1))

    assert kinds(decision) == ["report.stale"]


def test_sets_under_older_rules_are_stale_in_the_order_in_which_rules_were_met() -> None:
    desk = Desk()
    desk.publish("other", claim(3, "x"), rules="old")
    desk.publish("a", claim(5), rules="new")

    assert kinds(desk.publish("a", claim(3), rules="old")) == ["report.stale"]


def test_a_failed_extraction_is_replaced_by_any_later_one() -> None:
    desk = Desk()
    desk.publish("a", why=EmptyReason.FAILED)

    decision = desk.publish("a", claim(3))

    assert "statement.placed" in kinds(decision)
    assert kinds(desk.publish("a", why=EmptyReason.FAILED, rules="r2")) == ["report.stale"]
    desk.check()


def test_a_failed_extraction_of_a_new_revision_keeps_what_is_known_until_one_succeeds() -> None:
    desk = Desk()
    desk.publish("a", claim(3))
    before = desk.statements("a")

    desk.publish("a", revision=2, why=EmptyReason.FAILED)
    desk.publish("a", claim(4), revision=2)

    assert desk.statements("a") == before
    desk.check()


def test_a_url_stands_for_the_first_report_that_had_it_but_an_external_id_is_never_redirected() -> None:
    desk = Desk()
    url = ids.report_id("courier", url="https://courier.example/1")
    desk.publish("a", claim(3, "first"), aliases=(url,))

    corrected = desk.publish("by url", claim(4, "first"), report=url, revision=2)
    other = desk.publish("b", claim(5, "second"), aliases=(url,))

    assert corrected.report is not None
    assert corrected.report.report_id == desk.report_id("a")
    assert corrected.report.posted_as == url
    assert other.report is not None
    assert other.report.report_id == desk.report_id("b")


def test_nobody_revises_another_sources_report() -> None:
    desk = Desk()
    desk.publish("a", claim(3))

    decision = desk.publish("a", claim(0), report=desk.report_id("a"), source="imposter", revision=2)

    assert kinds(decision) == ["input.parked"]
    assert desk.record.statement(desk.statements("a")[0]).statement.casualties[0].min == 3


def test_a_shift_in_place_moves_a_lone_statement_to_the_incident_it_now_fits() -> None:
    desk = Desk()
    far = claim(7, "a").model_copy(
        update={"place": ZENDA.model_copy(update={"name": "Ruppau", "id": "p:r", "lat": 38.0})}
    )
    desk.publish("a", claim(3, "b"))
    desk.publish("b", far, source="herald")
    (moved,) = desk.statements("b", "herald")
    (stays,) = desk.statements("a")
    assert not desk.together(moved, stays)

    desk.publish("b", claim(7, "a"), source="herald", revision=2)

    assert desk.together(moved, stays)
    desk.check()


def test_a_denial_waits_again_when_the_claim_it_answered_is_withdrawn() -> None:
    desk = Desk()
    desk.publish("a", claim(3, "claimed"))
    denial = says(ministry("AZ"), by=army("AZ"), act=SpeechAct.DENIES, sentence="denied")
    desk.publish("b", denial, source="herald")
    (answer,) = desk.statements("b", "herald")
    assert desk.together(answer, *desk.statements("a"))

    desk.publish("a", says(OBSERVERS, EventType.OBSERVER_ACCESS, place=HENTZAU), revision=2)

    assert desk.record.statement(answer).seed is None
    desk.check()


def test_a_seed_is_opened_once_even_if_its_founder_leaves_and_returns() -> None:
    desk = Desk()
    desk.publish("a", claim(3))
    (id,) = desk.statements("a")
    first = desk.record.statement(id).seed
    desk.publish("a", claim(3).model_copy(update={"temporal": Temporal.HISTORICAL}), revision=2)
    assert desk.incident(id) is None

    desk.publish("a", claim(3), revision=3)

    opened = [event.seed for one in desk.decisions for event in one.events if event.type == "incident.opened"]
    assert desk.incident(id) is not None
    assert len(opened) == len(set(opened)) == 2
    assert opened[0] == first
    desk.check()


def test_a_denial_of_a_claim_in_its_own_report_keeps_what_it_took_when_the_toll_is_corrected() -> None:
    desk = Desk()

    def account(toll: int) -> tuple[Statement, Statement]:
        accused = claim(toll, "accusation").model_copy(update={"place": ZENDA})
        denial = says(
            ministry("AZ"),
            act=SpeechAct.DENIES,
            place=None,
            answers=Answers(statement=accused.id, claimant=accused.claimant.key),
            sentence="rebuttal",
            at_char=200,
        )
        return accused, denial

    desk.publish("a", *account(3))
    denials = [one for one in desk.statements("a") if desk.record.statement(one).statement.place is not None]
    assert len(denials) == 2, "the denial takes the place of what it denies"

    desk.publish("a", *account(5), revision=2)

    revised = [desk.record.statement(one).statement for one in desk.statements("a")]
    assert [one.place for one in revised] == [ZENDA, ZENDA]
    assert {one.initiator for one in revised} == {army("AZ")}
