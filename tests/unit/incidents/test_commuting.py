"""Two inputs that share no candidate key commute: which of them comes first changes numbers and nothing else."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import ids
from schemas.events.position import Position
from schemas.events.reports import ReportRetracted
from schemas.events.statements import Merge, ReviewAction, ReviewSubmitted, Split
from schemas.features import Features
from services.dedup.incidents.decide import Input
from services.dedup.matching import keys
from services.dedup.matching.profile import profile_of
from tests.examples import some
from tests.unit.incidents.desk import NOON, Desk, published_set
from tests.unit.incidents.stories import FAR, HERE, World, features, statements

_TESTS = UUID("00000000-0000-5000-8000-000000000001")

Act = tuple[Any, ...]
"""A set of a report, (number, revision, statements, words), or (retract, merge or split, number)."""


def said(world: World) -> st.SearchStrategy[Act]:
    return st.tuples(st.integers(0, 3), st.integers(1, 2), statements(world), features(world))


def done(world: World) -> st.SearchStrategy[Act]:
    return st.one_of(said(world), st.tuples(st.sampled_from(["retract", "merge", "split"]), st.integers(0, 9)))


def source_of(world: World, number: int) -> str:
    """Each world has sources of its own."""
    return f"{world.parties[0]} source {number}"


def read(world: World, act: Act, desk: Desk) -> tuple[UUID, Any]:
    """The input, by somebody who has seen what the desk has now, and its id."""
    match act:
        case (int(number), int(revision), list(made), Features() as words):
            source = source_of(world, number)
            given = published_set("report", made, source=source, revision=revision, features=words, position=revision)
            return ids.published_id(given.revision, "r1"), given
        case ("retract", int(number)):
            source = source_of(world, number % 4)
            report = ids.report_id(source, external_id="report")
            return uuid5(_TESTS, f"{source} retracts"), ReportRetracted(
                report_id=report, source=source, received_at=NOON
            )
        case (str(kind), int(number)):
            id = uuid5(_TESTS, f"{world.parties[0]} {kind}")
            return id, ReviewSubmitted(
                id=id,
                author="desk",
                reason="looked at it",
                seen_n=desk.record.head.next_n,
                action=review(world, kind, number, desk),
                received_at=NOON,
            )
    raise AssertionError(act)


def review(world: World, kind: str, number: int, desk: Desk) -> ReviewAction:
    """Of what the world has, if it has anything."""
    placed = [(id, row.seed) for id, row in desk.record.statements.items() if row.seed and is_of(world, desk, id)]
    placed = placed or [(_TESTS, _TESTS)]
    statement, seed = placed[number % len(placed)]
    if kind == "split":
        return Split(incident=desk.incident(statement) or seed, statements=(statement,))
    return Merge(a=placed[0][1], b=seed)


def is_of(world: World, desk: Desk, statement: UUID) -> bool:
    return desk.record.statement(statement).statement.claimant.country in world.parties


def decided(past: Sequence[tuple[UUID, Any]], inputs: Sequence[tuple[UUID, Any]]) -> Desk:
    """A desk that has decided on these in this order."""
    desk = Desk()
    for offset, (id, data) in enumerate((*past, *inputs)):
        desk.take(Input(id, Position(topic="statements", offset=offset), NOON + timedelta(seconds=offset), data))
    return desk


def placements(desk: Desk) -> dict[str, Any]:
    """What is decided, but for the order in which it was."""
    record = desk.record
    held = {
        id: (row.statement, row.seed, desk.incident(id), row.why, row.about, row.retracted_by, row.withdrawn)
        for id, row in record.statements.items()
    }
    links = {key: frozenset(row.causes) for key, row in record.links.items() if row.causes}
    return {
        "statements": held,
        "links": links,
        "suggested": {key for key, _ in record.suggested.items()},
        "origins": {id: row.origin for id, row in record.reports.items()},
        "reviews": {id: row.applied for id, row in record.reviews.items()},
    }


def require_no_common_key(desk: Desk) -> None:
    """What the two worlds are found by has nothing in common."""
    asked: dict[World, set[int]] = {HERE: set(), FAR: set()}
    held: dict[World, set[int]] = {HERE: set(), FAR: set()}
    index = desk.matcher.index
    for id, row in desk.record.statements.items():
        if index.holds(row.seq):
            world = HERE if is_of(HERE, desk, id) else FAR
            (facts,) = index.rows([row.seq])
            asked[world] |= set(keys.asked(facts).tolist())
            held[world] |= set(keys.held(facts).tolist())
    for _, report in desk.record.reports.items():
        world = HERE if report.source.startswith(HERE.parties[0]) else FAR
        profile = profile_of(report.features, None)
        held[world] |= set(keys.of_report(profile.said[0], profile.words).tolist())
    assert not (asked[HERE] | held[HERE]) & held[FAR]
    assert not asked[FAR] & held[HERE]


PAST = st.lists(st.sampled_from([HERE, FAR]).flatmap(lambda world: st.tuples(st.just(world), said(world))), max_size=6)


@settings(max_examples=some(40), deadline=None)
@given(PAST, done(HERE), done(FAR))
def test_two_inputs_that_share_no_candidate_key_commute(past: list[tuple[World, Act]], here: Act, far: Act) -> None:
    common = [read(world, act, Desk()) for world, act in past]
    seen = decided(common, [])
    one, other = read(HERE, here, seen), read(FAR, far, seen)

    first, second = decided(common, [one, other]), decided(common, [other, one])

    require_no_common_key(first)
    assert placements(first) == placements(second)
