"""Reviews: an analyst's word goes before any weight, lasts, and can be taken back."""

from dataclasses import replace
from uuid import UUID

import pytest

from schemas.events.decisions import Decision, ReviewApplied, ReviewRejected
from schemas.events.statements import Correct, Merge, Move, Split, Undo
from schemas.statement import Statement
from schemas.vocabulary import EventType
from services.dedup.incidents.links import resolve
from services.dedup.writer.matcher import RecordMatcher
from tests.unit.incidents.desk import HENTZAU, STRELSAU, ZENDA, Desk, army, killed, ministry, says


def claim(sentence: str, toll: int = 3) -> Statement:
    return says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(toll, "AM")], sentence=sentence)


def elsewhere(sentence: str) -> Statement:
    return says(ministry("AZ"), EventType.CAPTURE_ABDUCTION, by=army("AM"), place=HENTZAU, sentence=sentence)


@pytest.fixture
def desk() -> Desk:
    """Two incidents: one of three reports, one of a single one."""
    made = Desk()
    for name in ("a", "b", "c"):
        made.publish(name, claim(name), source=name)
    made.publish("far", elsewhere("far"), source="far")
    assert made.together(*(one(made, name) for name in "abc"))
    return made


def one(desk: Desk, name: str) -> UUID:
    return desk.statements(name, name)[0]


def incident(desk: Desk, name: str) -> UUID:
    found = desk.incident(one(desk, name))
    assert found is not None
    return found


def refused(decision: Decision) -> str:
    (event,) = decision.events
    assert isinstance(event, ReviewRejected)
    return event.why


def applied(decision: Decision) -> UUID:
    assert isinstance(decision.events[0], ReviewApplied)
    return decision.events[0].review.id


def test_a_merge_makes_one_incident_under_the_older_id_and_both_ids_resolve(desk: Desk) -> None:
    old, new = incident(desk, "a"), incident(desk, "far")

    applied(desk.review(Merge(a=new, b=old)))

    assert {resolve(desk.record, id).incident for id in (old, new)} == {old}
    desk.check()


def test_undoing_a_merge_gives_back_both_and_what_came_since_goes_with_its_seed(desk: Desk) -> None:
    old, new = incident(desk, "a"), incident(desk, "far")
    merge = applied(desk.review(Merge(a=old, b=new)))
    desk.publish("later", elsewhere("later"), source="later")

    applied(desk.review(Undo(review=merge)))

    assert incident(desk, "later") == new
    assert incident(desk, "a") == old
    assert refused(desk.review(Merge(a=old, b=new))) == "conflict"
    desk.check()


def test_undoing_the_undoing_merges_again(desk: Desk) -> None:
    merge = applied(desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "far"))))
    undo = applied(desk.review(Undo(review=merge)))

    applied(desk.review(Undo(review=undo)))

    assert desk.together(one(desk, "a"), one(desk, "far"))
    assert refused(desk.review(Undo(review=undo))) == "conflict"
    desk.check()


def test_a_split_takes_statements_out_and_keeps_them_out(desk: Desk) -> None:
    applied(desk.review(Split(incident=incident(desk, "a"), statements=(one(desk, "b"),))))

    assert not desk.together(one(desk, "a"), one(desk, "b"))
    assert desk.together(one(desk, "a"), one(desk, "c"))
    assert refused(desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "b")))) == "conflict"
    desk.check()


def test_a_split_off_statement_does_not_wander_back_when_its_report_is_revised(desk: Desk) -> None:
    applied(desk.review(Split(incident=incident(desk, "a"), statements=(one(desk, "b"),))))
    moved = claim("b").model_copy(update={"place": STRELSAU})
    desk.publish("b", moved, source="b", revision=2)
    desk.publish("b", claim("b"), source="b", revision=3)

    assert not desk.together(one(desk, "a"), one(desk, "b"))
    desk.check()


def test_undoing_a_split_joins_them_again(desk: Desk) -> None:
    split = applied(desk.review(Split(incident=incident(desk, "a"), statements=(one(desk, "b"),))))
    apart = incident(desk, "b")

    applied(desk.review(Undo(review=split)))

    assert desk.together(*(one(desk, name) for name in "abc"))
    assert resolve(desk.record, apart).incident == incident(desk, "a")
    desk.check()


def test_a_split_of_the_founder_leaves_its_id_with_what_stayed(desk: Desk) -> None:
    before = incident(desk, "a")

    applied(desk.review(Split(incident=before, statements=(one(desk, "a"),))))

    assert incident(desk, "b") == before
    assert incident(desk, "a") != before
    desk.check()


def test_a_moved_statement_belongs_to_the_other_incident_until_that_is_undone(desk: Desk) -> None:
    move = applied(desk.review(Move(statements=(one(desk, "b"),), to=incident(desk, "far"))))
    assert desk.together(one(desk, "b"), one(desk, "far"))
    assert not desk.together(one(desk, "a"), one(desk, "far"))

    applied(desk.review(Undo(review=move)))

    assert desk.together(one(desk, "a"), one(desk, "b"))
    assert not desk.together(one(desk, "b"), one(desk, "far"))
    desk.check()


def test_the_id_of_an_emptied_incident_leads_to_where_its_statement_went(desk: Desk) -> None:
    emptied = incident(desk, "far")

    applied(desk.review(Move(statements=(one(desk, "far"),), to=incident(desk, "a"))))

    assert resolve(desk.record, emptied).incident == incident(desk, "a")
    desk.check()


def test_a_cannot_link_holds_against_every_detour(desk: Desk) -> None:
    applied(desk.review(Split(incident=incident(desk, "a"), statements=(one(desk, "b"),))))
    applied(desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "far"))))

    assert refused(desk.review(Merge(a=incident(desk, "far"), b=incident(desk, "b")))) == "conflict"
    assert refused(desk.review(Move(statements=(one(desk, "b"),), to=incident(desk, "far")))) == "conflict"


def test_a_corrected_slot_stays_corrected_through_revisions_and_better_rules(desk: Desk) -> None:
    correct = Correct(statement=one(desk, "a"), slot="place", value=STRELSAU.model_dump(mode="json"))
    review = applied(desk.review(correct))

    desk.publish("a", claim("a", 9), source="a", revision=2)
    desk.publish("a", claim("a", 9), source="a", revision=2, rules="r2")

    held = desk.record.statement(one(desk, "a")).statement
    assert held.place == STRELSAU
    assert held.casualties[0].min == 9
    applied(desk.review(Undo(review=review)))
    assert desk.record.statement(one(desk, "a")).statement.place == ZENDA
    desk.check()


@pytest.mark.parametrize(
    "slot",
    ["id", "sentence", "nonsense"],
)
def test_only_slots_can_be_corrected(desk: Desk, slot: str) -> None:
    assert refused(desk.review(Correct(statement=one(desk, "a"), slot=slot, value=None))) == "invalid"


def test_a_value_that_does_not_fit_its_slot_is_refused(desk: Desk) -> None:
    assert refused(desk.review(Correct(statement=one(desk, "a"), slot="event_type", value="picnic"))) == "invalid"


def test_a_review_of_what_has_changed_since_is_stale(desk: Desk) -> None:
    seen = desk.record.head.next_n - 1
    desk.publish("d", claim("d"), source="d")

    decision = desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "far")), seen_n=seen)

    assert refused(decision) == "stale"
    (event,) = decision.events
    assert isinstance(event, ReviewRejected)
    assert (event.seen_n, event.current_n) == (seen, seen + 1)


def test_a_review_of_what_is_gone_is_told_so(desk: Desk) -> None:
    gone = one(desk, "b")
    desk.publish("b", elsewhere("other"), source="b", revision=2)

    decision = desk.review(Split(incident=incident(desk, "a"), statements=(gone,)))

    assert refused(decision) == "unknown"


def test_the_same_review_twice_is_harmless(desk: Desk) -> None:
    action = Merge(a=incident(desk, "a"), b=incident(desk, "far"))
    first = applied(desk.review(action))

    again = desk.review(action, id=first)

    assert again.events == ()
    desk.check()


def test_undoing_one_merge_leaves_the_others(desk: Desk) -> None:
    desk.publish("third", says(ministry("AM"), EventType.THREAT, place=None, sentence="t"), source="third")
    first = applied(desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "far"))))
    applied(desk.review(Merge(a=incident(desk, "a"), b=incident(desk, "third"))))

    applied(desk.review(Undo(review=first)))

    assert not desk.together(one(desk, "far"), one(desk, "a"))
    assert desk.together(one(desk, "third"), one(desk, "a"))
    desk.check()


def test_everything_named_by_a_review_that_is_unknown_is_refused(desk: Desk) -> None:
    nobody = UUID(int=7)

    assert refused(desk.review(Merge(a=nobody, b=incident(desk, "a")))) == "unknown"
    assert refused(desk.review(Undo(review=nobody))) == "unknown"
    assert refused(desk.review(Undo(link=(incident(desk, "a"), incident(desk, "far"))))) == "unknown"
    assert refused(desk.review(Undo())) == "invalid"


def test_statements_that_a_review_keeps_apart_are_not_moved_together(desk: Desk) -> None:
    applied(desk.review(Split(incident=incident(desk, "a"), statements=(one(desk, "b"),))))
    both = (one(desk, "a"), one(desk, "b"))

    assert refused(desk.review(Move(statements=both, to=incident(desk, "far")))) == "conflict"


@pytest.fixture
def doubtful() -> Desk:
    """Incidents of one report each, two of them alike, at a desk that never attaches and always suggests."""
    made = Desk()
    bars = replace(made.weights.thresholds, attach=99.0, suggest=-99.0)
    made.matcher = RecordMatcher(made.record, replace(made.weights, thresholds=bars))
    made.publish("far", elsewhere("far"), source="far")
    made.publish("a", claim("a"), source="a")
    decision = made.publish("b", claim("b"), source="b")
    assert [event.type for event in decision.events if event.type == "link.suggested"]
    return made


def test_a_suggested_link_that_an_analyst_undoes_is_never_made(doubtful: Desk) -> None:
    a, b = incident(doubtful, "a"), incident(doubtful, "b")

    dismissed = applied(doubtful.review(Undo(link=(a, b))))

    assert refused(doubtful.review(Merge(a=a, b=b))) == "conflict"
    applied(doubtful.review(Undo(review=dismissed)))
    applied(doubtful.review(Merge(a=a, b=b)))
    doubtful.check()


def test_a_suggested_link_whose_ends_are_linked_another_way_is_to_be_undone_there(doubtful: Desk) -> None:
    a, b, far = (incident(doubtful, name) for name in ("a", "b", "far"))
    applied(doubtful.review(Merge(a=a, b=far)))
    applied(doubtful.review(Merge(a=b, b=far)))

    assert refused(doubtful.review(Undo(link=(a, b)))) == "conflict"
    doubtful.check()


def test_a_rejection_says_which_review_it_rejects(desk: Desk) -> None:
    action = Merge(a=UUID(int=7), b=incident(desk, "a"))

    (event,) = desk.review(action).events

    assert isinstance(event, ReviewRejected)
    assert event.given is not None
    assert (event.given.id, event.given.action) == (event.review, action)
