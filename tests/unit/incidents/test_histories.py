"""Random histories of publish, revise, re-extract, retract, erase and every kind of review: what must always hold."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events.statements import Correct, Merge, Move, Split, Undo
from schemas.statement import Statement
from schemas.vocabulary import SpeechAct, Temporal
from services.dedup.incidents.dump import dump
from services.dedup.incidents.fold import fold
from services.dedup.incidents.links import members, resolve
from services.dedup.incidents.record import Record
from tests.examples import some
from tests.unit.incidents.desk import STRELSAU, Desk, killed
from tests.unit.incidents.stories import statements

ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("publish"),
            st.integers(0, 4),
            st.integers(1, 3),
            st.sampled_from(["r1", "r2"]),
            statements(),
        ),
        st.tuples(st.sampled_from(["retract", "erase"]), st.integers(3, 4)),
        st.tuples(
            st.sampled_from(["merge", "split", "move", "correct", "undo", "unlink"]),
            st.integers(0, 20),
            st.integers(0, 20),
        ),
    ),
    min_size=3,
    max_size=14,
)


class History:
    """A desk, and every id that it ever showed to anybody."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.statements: dict[UUID, None] = {}
        self.seeds: dict[UUID, None] = {}
        self.reviews: list[UUID] = []

    def play(self, action: tuple[object, ...]) -> None:
        desk = self.desk
        match action:
            case ("publish", int(report), int(revision), str(rules), list(made)):
                desk.publish(f"report {report}", *made, source=f"source {report}", revision=revision, rules=rules)
            case ("retract", int(report)):
                desk.retract(f"report {report}", source=f"source {report}")
            case ("erase", int(report)):
                desk.erase(f"report {report}", source=f"source {report}")
            case (str(kind), int(first), int(second)):
                self._review(kind, first, second)
        for event in desk.decisions[-1].events if desk.decisions else ():
            if event.type in ("statement.placed", "statement.set_aside"):
                self.statements[event.statement.id] = None
            if event.type == "incident.opened":
                self.seeds[event.seed] = None
            if event.type == "review.applied":
                self.reviews.append(event.review.id)

    def _review(self, kind: str, first: int, second: int) -> None:
        ids, seeds = list(self.statements), list(self.seeds)
        if not ids or not seeds:
            return
        one, other = ids[first % len(ids)], ids[second % len(ids)]
        a, b = seeds[first % len(seeds)], seeds[second % len(seeds)]
        if kind == "merge":
            self.desk.review(Merge(a=a, b=b))
        elif kind == "split":
            self.desk.review(Split(incident=self.desk.incident(one) or a, statements=(one,)))
        elif kind == "move":
            self.desk.review(Move(statements=tuple(dict.fromkeys((one, other))), to=b))
        elif kind == "correct":
            self.desk.review(Correct(statement=one, slot="place", value=STRELSAU.model_dump(mode="json")))
        elif kind == "undo" and self.reviews:
            self.desk.review(Undo(review=self.reviews[first % len(self.reviews)]))
        elif kind == "unlink":
            self.desk.review(Undo(link=(a, b)))

    def require(self) -> None:
        """What holds at every moment."""
        record = self.desk.record
        for id in (*self.statements, *self.seeds):
            incident, why = resolve(record, id)
            assert (incident is None) != (why is None)
            assert why != "unknown", "an id that was shown is forgotten"
            if incident is not None:
                assert resolve(record, incident).incident == incident
        homes: dict[UUID, UUID] = {}
        for seed in self.seeds:
            for member in record.members.of(seed):
                assert member not in homes, "a statement is in two seeds"
                homes[member] = seed
            assert record.seed(seed).size == len(record.members.of(seed))
        for id in self.statements:
            row = record.statement(id)
            held = row.seed if row.withdrawn is None else None
            assert homes.get(id) == held
            constraints = record.constraints.get(id)
            for other, _ in constraints.cannot if constraints else ():
                if record.statement(other).withdrawn is None and row.withdrawn is None:
                    assert not self.desk.together(id, other), "a review keeps them apart"
        active = {row.report for _, row in record.statements.items() if row.counts}
        assert record.head.active == len(active)
        for incident in {found for seed in self.seeds if (found := resolve(record, seed).incident)}:
            assert list(members(record, incident))


@settings(max_examples=some(60), deadline=None)
@given(ACTIONS)
def test_every_id_resolves_and_every_statement_has_one_home_at_every_moment(actions: list[tuple[object, ...]]) -> None:
    history = History()
    for action in actions:
        history.play(action)
        history.require()
    history.desk.check()


@settings(max_examples=some(30), deadline=None)
@given(ACTIONS)
def test_folding_the_same_decisions_again_gives_the_same_record(actions: list[tuple[object, ...]]) -> None:
    history = History()
    for action in actions:
        history.play(action)
    again = Record()
    for decision in history.desk.decisions:
        fold(again, decision)

    assert dump(again) == dump(history.desk.record)


@settings(max_examples=some(30), deadline=None)
@given(statements(), st.integers(0, 9))
def test_a_revision_that_edits_one_figure_changes_one_statement(made: list[Statement], toll: int) -> None:
    distinct = [
        one.model_copy(
            update={
                "temporal": Temporal.ACTUAL,
                "speech_act": SpeechAct.ASSERTS,
                "answers": None,
                "sentence": one.sentence.model_copy(update={"hash": f"sentence {number}"}),
            }
        )
        for number, one in enumerate(made)
    ]
    if not distinct:
        return
    desk = Desk()
    desk.publish("a", *distinct)
    before = desk.statements("a")
    edited = distinct[0].model_copy(update={"casualties": (killed(10 + toll, "AM"),)})

    decision = desk.publish("a", edited, *distinct[1:], revision=2)

    assert [event.type for event in decision.events] == ["statement.changed"]
    assert desk.statements("a") == before
