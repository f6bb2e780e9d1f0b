"""Where statements stand is looked up once a report, and anew as soon as any of them may stand elsewhere."""

import random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from schemas.events.decisions import SetAsideWhy, StatementSetAside
from services.dedup.incidents.fold import apply, begin, end, fold
from services.dedup.incidents.links import incident_of
from services.dedup.incidents.record import Record
from services.dedup.matching.rank import Option
from services.dedup.writer.homes import Home, Homes
from tests.histories import History, alignments, opened, placed, report, seed, statement
from tests.random_histories import RandomHistory


@given(st.integers(0, 10_000))
def test_a_home_is_what_the_record_says_after_every_event(drawn: int) -> None:
    record, met = Record(), list[UUID]()
    homes = Homes(record, ())
    for decision in RandomHistory(random.Random(drawn)).run(25).decisions:
        step = begin(record, decision.n, decision.report, accepted=True)
        for event in decision.events:
            apply(record, step, event)
            met += [id for id, _ in record.statements.items() if id not in met]
            for number, id in enumerate(met):
                assert homes.of(nearest(number, id)) == standing(record, id)
        end(record, decision)


def nearest(number: int, id: UUID) -> Option:
    return Option(0, 0, 0.0, 0.0, 0.0, False, number, 0, id.int >> 64, id.int & (1 << 64) - 1)


def standing(record: Record, id: UUID) -> Home | None:
    row = record.statement(id)
    return Home(id, row.seed, incident_of(record, row.seed)) if row.seed is not None and row.counts else None


def test_what_is_set_aside_again_has_no_home() -> None:
    record, history, said = Record(), History(), statement("shells")
    fold(record, history.decide(opened("shells"), placed(said, "shells"), about=report("north")))
    homes, option = Homes(record, ()), nearest(0, said.id)
    assert homes.of(option) == Home(said.id, seed("shells"), seed("shells"))

    aside = StatementSetAside(statement=said, alignment=alignments(said), theatre=None, why=SetAsideWhy.HISTORICAL)
    fold(record, history.decide(aside, about=report("north", revision="2")))
    assert homes.of(option) is None
