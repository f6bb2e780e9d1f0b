"""The case that the project exists for, and its kin: accounts side by side, each in the incident it is about."""

from uuid import UUID

from schemas.events.decisions import SetAsideWhy
from schemas.slots import Answers, Place
from schemas.statement import Statement
from schemas.vocabulary import EventType, PlacePrecision, SpeechAct, Temporal
from tests.unit.incidents.desk import (
    HENTZAU,
    OBSERVERS,
    OUTLET,
    STRELSAU,
    TODAY,
    ZENDA,
    Desk,
    army,
    injured,
    killed,
    ministry,
    says,
)

KALBAJAR = Place(name="Kalbajar", id="p:k", lat=40.11, lon=46.04, country="AZ", precision=PlacePrecision.DISTRICT)
SOTK = Place(name="Sotk", id="p:s", lat=40.20, lon=45.87, country="AM", precision=PlacePrecision.NEAR_SETTLEMENT)
BORDER = Place(name="the border", id="p:b", lat=40.0, lon=46.0, country="AM", precision=PlacePrecision.BORDER)

BUILDUP = says(ministry("AM"), EventType.FORCE_BUILDUP, by=army("AZ"), place=BORDER, day=None, sentence="build-up")
ARTILLERY = says(
    ministry("AM"),
    EventType.SHELLING,
    by=army("AZ"),
    at=army("AM"),
    place=SOTK,
    toll=[killed(3, "AM"), injured(2, "AM")],
    sentence="artillery",
)
DRONES = says(
    ministry("AZ"),
    EventType.DRONE_STRIKE,
    by=army("AM"),
    at=army("AZ"),
    place=KALBAJAR,
    toll=[injured(2, "AZ")],
    sentence="drones",
)
CROSSFIRE = says(OBSERVERS, EventType.EXCHANGE_OF_FIRE, place=BORDER, act=SpeechAct.OBSERVES, sentence="crossfire")
BACKGROUND = says(
    OUTLET,
    EventType.SHELLING,
    place=None,
    day=TODAY.replace(year=2022, month=9),
    toll=[killed(300, None)],
    temporal=Temporal.HISTORICAL,
    sentence="2022",
)


def seeds(desk: Desk, name: str = "article") -> dict[str, UUID | None]:
    rows = [desk.record.statement(one) for one in desk.statements(name)]
    return {row.statement.sentence.hash: desk.incident(row.statement.id) for row in rows}


def test_each_ministry_has_its_own_incident_and_the_past_has_none() -> None:
    desk = Desk()
    desk.publish("article", BUILDUP, ARTILLERY, DRONES, CROSSFIRE, BACKGROUND)

    found = seeds(desk)

    assert found["2022"] is None
    assert found["artillery"] is not None
    assert found["drones"] is not None
    assert len({found["artillery"], found["drones"], found["build-up"]}) == 3
    assert found["crossfire"] is not None
    aside = next(event for event in desk.decisions[-1].events if event.type == "statement.set_aside")
    assert aside.why is SetAsideWhy.HISTORICAL
    desk.check()


def test_another_outlet_with_the_same_accounts_adds_no_incident() -> None:
    desk = Desk()
    desk.publish("article", BUILDUP, ARTILLERY, DRONES, CROSSFIRE, BACKGROUND)
    desk.publish("other", DRONES, ARTILLERY, source="herald")

    other = {row.sentence.hash: desk.incident(row.id) for row in held(desk, "other", "herald")}

    assert other == {name: seeds(desk)[name] for name in ("drones", "artillery")}
    desk.check()


def test_two_ministries_that_accuse_each_other_of_one_exchange_contradict_in_one_incident() -> None:
    desk = Desk()
    desk.publish(
        "article",
        says(ministry("AM"), EventType.SHOOTING, by=army("AZ"), at=army("AM"), sentence="they fired"),
        says(ministry("AZ"), EventType.SHOOTING, by=army("AM"), at=army("AZ"), sentence="no, they did"),
    )

    assert desk.together(*desk.statements("article"))
    desk.check()


def test_a_denial_in_the_same_article_joins_what_it_denies_and_takes_what_it_leaves_unsaid() -> None:
    desk = Desk()
    claim = ARTILLERY
    denial = says(
        ministry("AZ"),
        EventType.OTHER,
        place=None,
        day=None,
        act=SpeechAct.DENIES,
        answers=Answers(statement=claim.id),
        sentence="baseless",
    )
    desk.publish("article", denial, claim, DRONES)

    rows = {row.sentence.hash: row for row in held(desk)}

    assert desk.together(rows["baseless"].id, rows["artillery"].id)
    assert rows["baseless"].initiator == claim.initiator
    assert rows["baseless"].place == claim.place
    assert rows["baseless"].occurred == claim.occurred
    assert rows["baseless"].event_type is EventType.SHELLING
    assert rows["baseless"].answers is not None
    assert rows["baseless"].answers.claimant == claim.claimant.key
    assert {one.slot for one in rows["baseless"].carried} >= {"initiator", "target", "place", "occurred"}


def test_a_denial_without_details_finds_the_claim_that_accuses_its_speaker() -> None:
    desk = Desk()
    denial = says(ministry("AZ"), EventType.OTHER, place=None, day=None, act=SpeechAct.DENIES, sentence="we did not")
    desk.publish("article", ARTILLERY, denial)

    assert desk.together(*desk.statements("article"))


def test_a_denial_that_comes_before_its_claim_waits_and_is_moved_when_the_claim_opens_an_incident() -> None:
    desk = Desk()
    denial = says(
        ministry("AZ"),
        EventType.SHELLING,
        by=army("AZ"),
        place=ZENDA,
        act=SpeechAct.DENIES,
        answers=Answers(claimant=ministry("AM").key),
        sentence="denied",
    )
    desk.publish("early", denial, source="herald")
    waiting = desk.statements("early", "herald")[0]
    assert desk.incident(waiting) is None
    assert desk.record.statement(waiting).why is SetAsideWhy.UNANSWERED

    decision = desk.publish("late", says(ministry("AM"), by=army("AZ"), at=army("AM"), sentence="claimed"))

    assert desk.together(waiting, desk.statements("late")[0])
    assert [event.type for event in decision.events][-2:] == ["statement.moved", "statement.changed"]
    answers = desk.record.statement(waiting).statement.answers
    assert answers is not None
    assert answers.statement == desk.statements("late")[0]
    desk.check()


def test_a_denial_of_another_sides_claim_elsewhere_waits() -> None:
    desk = Desk()
    desk.publish("article", says(ministry("AM"), by=army("AZ"), at=army("AM"), place=HENTZAU, sentence="claimed"))
    denial = says(
        ministry("AZ"), EventType.DRONE_STRIKE, place=STRELSAU, act=SpeechAct.DENIES, day=None, sentence="denied"
    )
    desk.publish("other", denial, source="herald")

    assert desk.incident(desk.statements("other", "herald")[0]) is None


def test_what_has_not_happened_opens_nothing_but_an_ultimatum_does() -> None:
    desk = Desk()
    desk.publish(
        "article",
        says(ministry("AM"), EventType.OTHER, temporal=Temporal.FUTURE, sentence="talks"),
        says(ministry("AM"), EventType.SHELLING, temporal=Temporal.HYPOTHETICAL, sentence="if"),
        says(
            ministry("AZ"),
            EventType.THREAT,
            by=army("AZ"),
            act=SpeechAct.THREATENS,
            temporal=Temporal.HYPOTHETICAL,
            sentence="or else",
        ),
    )

    found = seeds(desk)

    assert (found["talks"], found["if"]) == (None, None)
    assert found["or else"] is not None


def test_the_past_is_set_aside_beside_the_incident_it_speaks_of() -> None:
    desk = Desk()
    desk.publish("article", ARTILLERY)
    later = ARTILLERY.model_copy(update={"temporal": Temporal.HISTORICAL})
    desk.publish("retrospect", later, source="herald")

    row = desk.record.statement(desk.statements("retrospect", "herald")[0])

    assert row.seed is None
    assert row.about == desk.record.statement(desk.statements("article")[0]).seed


def held(desk: Desk, name: str = "article", source: str = "courier") -> list[Statement]:
    return [desk.record.statement(one).statement for one in desk.statements(name, source)]
