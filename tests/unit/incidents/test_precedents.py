"""Deciding again on the same input: the same rules decide the same, and reviews hold under any others."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events.decisions import Decision, ReviewApplied, ReviewRejected
from schemas.events.statements import Merge, Move, ReviewAction, Split, Undo
from schemas.statement import Statement
from schemas.vocabulary import EventType
from services.dedup.incidents.precedents import Precedent
from services.dedup.matching.weights import load
from services.dedup.writer.matcher import RecordMatcher
from tests.examples import some
from tests.unit.incidents.desk import HENTZAU, Desk, army, killed, ministry, says
from tests.unit.incidents.test_histories import ACTIONS, History

NEVER, ALWAYS = 99.0, -99.0


def desk_with(attach: float | None = None) -> Desk:
    """A desk that attaches from so many bits up; as shipped without."""
    made = Desk()
    if attach is not None:
        bars = replace(load().thresholds, attach=attach)
        made.matcher = RecordMatcher(made.record, replace(made.weights, thresholds=bars))
    return made


def precedent_of(decision: Decision) -> Precedent | None:
    return next((one for one in decision.events if isinstance(one, ReviewApplied | ReviewRejected)), None)


def again(before: Desk, attach: float | None = None) -> Desk:
    """What a desk with other weights decides on the same input."""
    made = desk_with(attach)
    for given_input, decision in zip(before.inputs, before.decisions, strict=True):
        made.take(given_input, precedent_of(decision))
    return made


def as_history(desk: Desk) -> History:
    """A desk with every id that it ever showed."""
    history = History()
    history.desk = desk
    for decision in desk.decisions:
        for event in decision.events:
            if event.type in ("statement.placed", "statement.set_aside"):
                history.statements[event.statement.id] = None
            if event.type == "incident.opened":
                history.seeds[event.seed] = None
    return history


@settings(max_examples=some(60), deadline=None)
@given(ACTIONS)
def test_the_same_rules_decide_the_same_to_the_letter(actions: list[tuple[object, ...]]) -> None:
    history = History()
    for action in actions:
        history.play(action)

    assert again(history.desk).decisions == history.desk.decisions


@settings(max_examples=some(60), deadline=None)
@given(ACTIONS, st.sampled_from([NEVER, ALWAYS, 4.0, -4.0]))
def test_whatever_the_rules_reviews_hold_or_are_listed_as_not_holding(
    actions: list[tuple[object, ...]], attach: float
) -> None:
    history = History()
    for action in actions:
        history.play(action)

    made = again(history.desk, attach)

    as_history(made).require()
    made.check()
    assert [one.n for one in made.decisions] == [one.n for one in history.desk.decisions]
    assert [one.known_at for one in made.decisions] == [one.known_at for one in history.desk.decisions]
    for before, after in zip(map(precedent_of, history.desk.decisions), map(precedent_of, made.decisions), strict=True):
        if isinstance(before, ReviewRejected):
            assert after == before
        elif before is not None:
            assert isinstance(after, ReviewApplied) or (after is not None and after.why != "stale")


def claim(sentence: str) -> Statement:
    return says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=sentence)


def elsewhere(sentence: str) -> Statement:
    return says(ministry("AZ"), EventType.CAPTURE_ABDUCTION, by=army("AM"), place=HENTZAU, sentence=sentence)


@pytest.fixture
def live() -> Desk:
    """Two incidents: reports a, b and c, which are alike, and report far, which is not."""
    made = desk_with()
    for name in "abc":
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


def reviewed(desk: Desk, action: ReviewAction) -> UUID:
    decision = desk.review(action)
    assert isinstance(decision.events[0], ReviewApplied)
    return decision.events[0].review.id


def test_a_merge_of_an_incident_that_the_other_rules_never_opened_finds_its_statement(live: Desk) -> None:
    apart = desk_with(NEVER)
    for given_input in live.inputs:
        apart.take(given_input)
    named = incident(apart, "b")
    assert live.record.seeds.get(named) is None
    reviewed(apart, Merge(a=named, b=incident(apart, "far")))

    joined = again(apart)

    assert joined.together(*(one(joined, name) for name in ("a", "b", "c", "far")))


def test_a_merge_of_what_the_other_rules_hold_as_one_needs_no_link_and_is_no_error(live: Desk) -> None:
    apart = desk_with(NEVER)
    for given_input in live.inputs:
        apart.take(given_input)
    merge = reviewed(apart, Merge(a=incident(apart, "a"), b=incident(apart, "b")))

    joined = again(apart)

    assert [event.type for event in joined.decisions[-1].events] == ["review.applied"]
    assert joined.record.reviews.get(merge)


def test_a_split_of_what_the_other_rules_never_joined_only_keeps_apart(live: Desk) -> None:
    reviewed(live, Split(incident=incident(live, "a"), statements=(one(live, "b"),)))

    apart = again(live, NEVER)

    assert [event.type for event in apart.decisions[-1].events] == ["review.applied"]
    assert not apart.together(one(apart, "a"), one(apart, "b"))
    held = apart.record.constraints.get(one(apart, "b"))
    assert held is not None
    assert {other for other, _ in held.cannot} == {one(apart, "a"), one(apart, "c")}


def test_a_statement_is_moved_to_where_it_was_moved_before(live: Desk) -> None:
    reviewed(live, Move(statements=(one(live, "b"),), to=incident(live, "far")))

    for attach in (None, NEVER):
        made = again(live, attach)
        assert made.together(one(made, "b"), one(made, "far"))
        assert not made.together(one(made, "b"), one(made, "a"))


def test_what_was_stale_stays_stale_and_what_was_not_is_not_judged_again(live: Desk) -> None:
    seen = live.record.head.next_n - 1
    live.publish("d", claim("d"), source="d")
    stale = live.review(Merge(a=incident(live, "a"), b=incident(live, "far")), seen_n=seen)
    assert isinstance(stale.events[0], ReviewRejected)
    reviewed(live, Merge(a=incident(live, "a"), b=incident(live, "far")))

    apart = again(live, NEVER)

    assert apart.decisions[-2].events == stale.events
    assert isinstance(apart.decisions[-1].events[0], ReviewApplied)


def test_an_undoing_that_matching_stands_against_is_listed_as_not_holding(live: Desk) -> None:
    apart = desk_with(NEVER)
    for given_input in live.inputs:
        apart.take(given_input)
    merge = reviewed(apart, Merge(a=incident(apart, "a"), b=incident(apart, "b")))
    reviewed(apart, Undo(review=merge))

    joined = again(apart)

    (event,) = joined.decisions[-1].events
    assert isinstance(event, ReviewRejected)
    assert joined.together(one(joined, "a"), one(joined, "b"))
