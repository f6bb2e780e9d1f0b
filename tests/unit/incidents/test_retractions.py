"""What is taken back or erased stays so, whichever comes first, and by nobody but its source."""

from uuid import UUID

import pytest

from schemas.events.decisions import InputParked
from schemas.events.statements import EmptyReason
from tests.unit.incidents.desk import Desk
from tests.unit.incidents.test_revisions import claim, kinds


@pytest.mark.parametrize("first", ["retraction", "report"])
def test_a_retraction_holds_whichever_comes_first(first: str) -> None:
    desk = Desk()
    if first == "retraction":
        desk.retract("a")
        desk.publish("a", claim(3))
    else:
        desk.publish("a", claim(3))
        desk.retract("a")

    (id,) = desk.statements("a")

    assert desk.record.statement(id).retracted_by is not None
    assert desk.incident(id) is not None
    assert desk.record.head.active == 0
    desk.check()


def test_a_retraction_by_another_source_does_nothing_before_or_after() -> None:
    desk = Desk()
    desk.retract("a", by="courier", source="imposter")
    desk.publish("a", claim(3))
    refused = desk.retract("a", by="courier", source="imposter")

    (id,) = desk.statements("a")

    assert kinds(refused) == ["input.parked"]
    assert desk.record.statement(id).retracted_by is None


def test_a_report_may_take_back_another_of_its_source() -> None:
    desk = Desk()
    desk.publish("a", claim(3))

    decision = desk.publish("notice", retracts=desk.report_id("a"), why=EmptyReason.NOTHING_FOUND)

    assert kinds(decision)[-2:] == ["report.retracted", "statement.retracted"]
    assert desk.record.statement(desk.statements("a")[0]).retracted_by is not None


@pytest.mark.parametrize("with_text", [True, False])
def test_who_takes_back_anothers_report_is_told_that_nothing_was(with_text: bool) -> None:
    desk = Desk()
    desk.publish("a", claim(3))
    named = desk.report_id("a")

    if with_text:
        decision = desk.publish("notice", source="imposter", retracts=named, why=EmptyReason.NOTHING_FOUND)
        told = decision.report.detail if decision.report else None
    else:
        (parked,) = desk.retract("a", by="courier", source="imposter").events
        assert isinstance(parked, InputParked)
        assert parked.report_id == named
        told = parked.error

    assert told == f"report {named} is not imposter's to take back: nothing of it was changed"
    assert desk.record.statement(desk.statements("a")[0]).retracted_by is None
    desk.check()


def test_a_retracted_statement_is_no_candidate() -> None:
    desk = Desk()
    desk.publish("a", claim(3))
    desk.retract("a")
    desk.publish("b", claim(3), source="herald")

    assert not desk.together(*desk.statements("a"), *desk.statements("b", "herald"))


@pytest.mark.parametrize("first", ["erasure", "report"])
def test_an_erased_report_refuses_later_revisions(first: str) -> None:
    desk = Desk()
    if first == "report":
        desk.publish("a", claim(3))
    desk.erase("a")

    decision = desk.publish("a", claim(5), revision=2)

    assert kinds(decision) == ["report.erased"]
    held: tuple[UUID, ...] = desk.statements("a")
    assert [desk.record.statement(one).statement.casualties[0].min for one in held] == (
        [3] if first == "report" else []
    )
    desk.check()
