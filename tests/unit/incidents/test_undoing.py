"""Undoing a merge, at any age and after any history: the components are those that what else was decided allows."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations, cycle, islice
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events.decisions import Decision, ReviewApplied
from schemas.events.statements import Merge, Undo
from schemas.statement import Statement
from services.dedup.incidents.links import component
from services.dedup.incidents.record import Record
from tests.examples import some
from tests.unit.incidents.desk import HENTZAU, TODAY, ZENDA, ministry, says
from tests.unit.incidents.stories import statements
from tests.unit.incidents.test_histories import ACTIONS, History

APART = ((ZENDA, TODAY + timedelta(days=300)), (HENTZAU, TODAY + timedelta(days=600)))

Partition = set[frozenset[UUID]]


def components(record: Record) -> Partition:
    """The seeds of each incident."""
    return {frozenset(component(record, seed)) for seed, _ in record.seeds.items()}


def linked_by(seeds: Iterable[UUID], decisions: Iterable[Decision], without: UUID) -> Partition:
    """What the links in the decisions alone make of these seeds, leaving out those of one cause."""
    causes: set[tuple[frozenset[UUID], UUID]] = set()
    for event in (event for decision in decisions for event in decision.events):
        if event.type == "incidents.linked":
            causes.add((frozenset((event.a, event.b)), event.cause))
        elif event.type == "incidents.unlinked":
            causes.discard((frozenset((event.a, event.b)), event.cause))
    groups = {seed: frozenset((seed,)) for seed in seeds}
    for pair, cause in causes:
        if cause != without:
            joined = frozenset[UUID]().union(*(groups[seed] for seed in pair))
            groups |= dict.fromkeys(joined, joined)
    return set(groups.values())


def played(actions: list[tuple[object, ...]]) -> History:
    """A history that ends with two incidents far apart, so that there is something to merge."""
    history = History()
    for action in actions:
        history.play(action)
    publish(history, [[says(ministry("AM"), place=place, day=day)] for place, day in APART], start=20)
    return history


def merged(history: History, first: int, second: int) -> UUID:
    """A review that merges two of the incidents there are, of those that no review keeps apart."""
    desk = history.desk
    incidents = sorted({found for seed in history.seeds if (found := desk.incident(seed))})
    pairs = list(combinations(incidents, 2))
    for a, b in islice(cycle(pairs), (first * 21 + second) % len(pairs), None):
        for event in desk.review(Merge(a=a, b=b)).events:
            if isinstance(event, ReviewApplied):
                return event.review.id
    raise AssertionError


def publish(history: History, since: list[list[Statement]], start: int = 10) -> None:
    """Reports that nobody sent before."""
    for number, made in enumerate(since, start):
        history.play(("publish", number, 1, "r1", made))


@settings(max_examples=some(40), deadline=None)
@given(ACTIONS, st.integers(0, 20), st.integers(0, 20), st.lists(statements(), max_size=4))
def test_undoing_a_merge_restores_what_was_apart_and_leaves_the_rest(
    actions: list[tuple[object, ...]], first: int, second: int, since: list[list[Statement]]
) -> None:
    history = played(actions)
    desk = history.desk
    before = components(desk.record)
    merge = merged(history, first, second)
    assert len(components(desk.record)) == len(before) - 1
    publish(history, since)
    joined = {id: row.seed for id, row in desk.record.statements.items()}

    desk.review(Undo(review=merge))

    # Where another way spans it, undoing is refused, and the components are the same without the merge.
    seeds = [seed for seed, _ in desk.record.seeds.items()]
    assert components(desk.record) == linked_by(seeds, desk.decisions, without=merge)
    assert {id: row.seed for id, row in desk.record.statements.items()} == joined, "what came since stays where it is"
    if not since:
        assert components(desk.record) == before
    history.require()
    desk.check()


@settings(max_examples=some(30), deadline=None)
@given(ACTIONS, st.integers(0, 20), st.integers(0, 20), st.lists(statements(), min_size=1, max_size=4))
def test_what_an_undone_merge_had_joined_stays_apart_whatever_comes(
    actions: list[tuple[object, ...]], first: int, second: int, since: list[list[Statement]]
) -> None:
    history = played(actions)
    desk = history.desk
    merge = merged(history, first, second)
    decision = desk.review(Undo(review=merge))
    (review,) = (event for event in decision.events if isinstance(event, ReviewApplied))

    publish(history, since)

    for one, other in review.cannot_link:
        rows = [desk.record.statement(id) for id in (one, other)]
        assert any(row.seed is None or row.withdrawn for row in rows) or not desk.together(one, other)
    history.require()
