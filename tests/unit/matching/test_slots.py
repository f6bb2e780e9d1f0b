"""Comparisons of slots: the level that holds between two statements."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from schemas.events.decisions import Alignments
from schemas.slots import Answers, Carried, Casualty, Place
from schemas.statement import Statement
from schemas.vocabulary import EventType, PlacePrecision, SpeechAct
from services.dedup.matching.facts import NEVER, ROW, facts_of, number_of, rows_of, word
from services.dedup.matching.slots import LEVELS, compare, distance_km
from tests.unit.incidents.desk import HENTZAU, STRELSAU, TODAY, ZENDA, army, injured, killed, ministry, on, says

PROVINCE = Place(name="Hentzau province", id="p:h", country="AM", admin1="H", precision=PlacePrecision.REGION)
VILLAGE = Place(
    name="Tarl", id="p:t", lat=39.0, lon=46.0, country="AM", admin1="H", precision=PlacePrecision.SETTLEMENT
)


def facts(statement: Statement, report: int = 1) -> bytes:
    stamped = Alignments(
        claimant=statement.claimant.country,
        initiator=statement.initiator.country if statement.initiator else None,
        target=statement.target.country if statement.target else None,
    )
    return facts_of(statement, stamped, UUID(int=report), TODAY)


def level(name: str, a: Statement, b: Statement) -> str:
    one, other = rows_of([facts(a, 1), facts(b, 2)])
    levels, back = np.empty((2, len(LEVELS)), np.int8)
    compare(one, other, levels)
    compare(other, one, back)
    assert levels.tolist() == back.tolist(), "comparisons are symmetric"
    return LEVELS[name][int(levels[list(LEVELS).index(name)])]


BASE = says(ministry("AM"), by=army("AZ"), at=army("AM"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (EventType.SHELLING, EventType.SHELLING, "same"),
        (EventType.SHELLING, EventType.AIR_STRIKE, "family"),
        (EventType.DRONE_STRIKE, EventType.INTERCEPTION, "related"),
        (EventType.SHOOTING, EventType.INFRASTRUCTURE_DAMAGE, "related"),
        (EventType.SHELLING, EventType.GROUND_ASSAULT, "other"),
        (EventType.SHELLING, EventType.OTHER, "vague"),
        (EventType.SHELLING, EventType.THREAT, "apart"),
    ],
)
def test_kinds_of_event(a: EventType, b: EventType, expected: str) -> None:
    assert level("type", says(ministry("AM"), a), says(ministry("AM"), b)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "same"), (1, "1 apart"), (2, "2 apart"), (30, "2 apart"), (31, "30 apart")]
)
def test_days(days: int, expected: str) -> None:
    assert level("day", BASE, says(ministry("AM"), day=TODAY + timedelta(days=days))) == expected


def test_ranges_of_days_overlap_or_are_counted_from_their_nearest_ends() -> None:
    start, end = on(TODAY), on(TODAY + timedelta(days=3))
    assert start is not None
    assert end is not None
    ranged = BASE.model_copy(update={"occurred": start.model_copy(update={"end": end.end})})

    assert level("day", ranged, says(ministry("AM"), day=TODAY + timedelta(days=2))) == "overlap"
    assert level("day", ranged, says(ministry("AM"), day=TODAY + timedelta(days=4))) == "1 apart"
    assert level("day", ranged, says(ministry("AM"), day=None)) == "unknown"


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "unknown"), (30, "unknown"), (31, "told apart"), (200, "told apart")]
)
def test_news_without_a_day_is_of_the_week_it_is_told_in(days: int, expected: str) -> None:
    undated = says(ministry("AM")).model_copy(update={"occurred": None})

    assert level("day", undated, says(ministry("AM"), day=TODAY + timedelta(days=days))) == expected


def test_a_denial_does_not_answer_what_is_told_of_another_month() -> None:
    denial = says(ministry("AZ"), act=SpeechAct.DENIES, by=army("AZ"))
    later = says(ministry("AM"), by=army("AZ"), day=TODAY + timedelta(days=60))

    assert (level("answers", denial, BASE), level("answers", denial, later)) == ("accuses", "none")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (ZENDA, ZENDA, "same"),
        (ZENDA, ZENDA.model_copy(update={"id": None, "name": "ZENDA"}), "same"),
        (ZENDA, ZENDA.model_copy(update={"id": "x", "name": "y", "lat": 40.12}), "near"),
        (ZENDA, STRELSAU, "round"),
        (ZENDA, HENTZAU, "other place"),
        (ZENDA, HENTZAU.model_copy(update={"country": "AZ"}), "other country"),
        (ZENDA, HENTZAU.model_copy(update={"country": "LB", "lat": 33.40}), "far abroad"),
        (ZENDA, HENTZAU.model_copy(update={"country": "TH", "lat": 40.10, "lon": 104.70}), "far abroad"),
        (ZENDA, HENTZAU.model_copy(update={"country": "TM", "lon": 54.0, "radius_km": 600.0}), "other country"),
        (ZENDA, HENTZAU.model_copy(update={"country": None, "lat": 33.40}), "far abroad"),
        (ZENDA, HENTZAU.model_copy(update={"country": None}), "other place"),
        (PROVINCE, VILLAGE, "inside"),
        (PROVINCE, PROVINCE, "same area"),
        (PROVINCE, VILLAGE.model_copy(update={"admin1": "X"}), "other place"),
        (ZENDA, Place(name="Ruritz", country="AM"), "other name"),
        (Place(name="Ruritz", country="AM"), Place(name="Streltz", country="AM"), "other name"),
        (Place(name="Ruritz", country="AM"), Place(name="Streltz", country="AZ"), "other country"),
        (ZENDA, None, "unknown"),
    ],
)
def test_places(a: Place, b: Place | None, expected: str) -> None:
    assert level("place", says(ministry("AM"), place=a), says(ministry("AM"), place=b)) == expected


def test_mutual_accusation_is_its_own_level() -> None:
    counter = says(ministry("AZ"), by=army("AM"), at=army("AZ"))

    assert (level("initiator", BASE, counter), level("target", BASE, counter)) == ("reversed", "reversed")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([killed(3, "AM")], [killed(3, "AM")], "same"),
        ([killed(3, "AM")], [killed(4, "AM")], "differ"),
        ([killed(3, "AM")], [Casualty(category="killed", side="AM", min=2)], "compatible"),  # type: ignore[arg-type]
        ([killed(3, "AM")], [killed(3, None)], "same"),
        ([killed(3, "AM")], [killed(3, "AZ")], "unknown"),
        ([killed(3, "AM")], [injured(3, "AM")], "unknown"),
        ([killed(0, "AM")], [killed(0, "AM")], "compatible"),
        ([killed(3, "AM"), injured(2, "AM")], [killed(3, "AM"), injured(5, "AM")], "differ"),
    ],
)
def test_tolls(a: list[Casualty], b: list[Casualty], expected: str) -> None:
    assert level("casualties", says(ministry("AM"), toll=a), says(ministry("AM"), toll=b)) == expected


def test_reactions_are_nearest_to_what_they_say_they_answer() -> None:
    def denial(answers: Answers | None = None, side: str = "AZ") -> Statement:
        return says(ministry(side), act=SpeechAct.DENIES, answers=answers, sentence="d")

    neutral = says(ministry("GE"), by=army("AM"))
    assert level("answers", BASE, denial(Answers(statement=BASE.id))) == "this"
    assert level("answers", BASE, denial(Answers(claimant="am.mod"))) == "claimant accuses"
    assert level("answers", neutral, denial(Answers(claimant="ge.mod"))) == "claimant"
    assert level("answers", BASE, denial()) == "accuses"
    assert level("answers", BASE, denial(side="AM")) == "own side"
    assert level("answers", BASE, neutral) == "none"


def test_a_row_is_small_and_holds_the_facts_in_their_order() -> None:
    assert ROW.itemsize <= 256
    claim = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM"), injured(5, None)])
    carried = claim.model_copy(update={"carried": (Carried(slot="place"), Carried(slot="occurred")), "rule": "coded"})
    denial = says(ministry("AZ"), place=None, day=None, act=SpeechAct.DENIES, answers=Answers(statement=claim.id))

    one, other = rows_of([facts(carried, 7), facts(denial)])

    day, party = TODAY.toordinal(), {of: word(of) for of in ("AM", "AZ")}
    assert dict(zip(ROW.names or (), one.tolist()[:-4], strict=False)) == {
        "high": claim.id.int >> 64, "id": number_of(claim.id), "report": 7,
        "type": 3, "kin": 3, "reacts": False, "coded": True,
        "claimant": word("am.mod"), "claimant_party": party["AM"], "initiator": party["AZ"], "target": party["AM"],
        "place": word("p:zenda"), "place_name": word("zenda"), "point": True, "named": False,
        "lat": np.float32(40.1), "lon": np.float32(45.9), "radius_km": 0.0, "country": party["AM"], "admin1": 0,
        "first": day, "last": day, "earliest": day, "latest": day, "published": day,
        "answers_statement": 0, "answers_claimant": 0, "carried": 3,
    }  # fmt: skip
    assert one["categories"].tolist() == [1, 2, 0, 0]
    assert one["sides"].tolist() == [party["AM"], 0, 0, 0]
    assert one["least"].tolist() == one["most"].tolist() == [3, 5, 0, 0]
    assert (other["reacts"], other["answers_statement"]) == (True, number_of(claim.id))
    assert (other["place"], other["first"], other["earliest"], other["latest"]) == (0, NEVER, day - 7, day)
    assert np.isnan(other["lat"])


@pytest.mark.parametrize(
    ("km", "town", "sea"),
    [
        (39.9, "round", "inside"),
        (40.1, "other place", "inside"),
        (299.5, "other place", "inside"),
        (300.5, "other place", "other place"),
    ],
)
def test_what_is_straight_north_is_as_far_as_it_is(km: float, town: str, sea: str) -> None:
    north = {"id": "p:north", "name": "North", "lat": 40.10 + km / 111.2}
    area = Place(
        name="Sea", id="p:sea", lat=40.10, lon=45.90, radius_km=300.0, precision=PlacePrecision.REGION, country=None
    )
    there = says(ministry("AM"), place=ZENDA.model_copy(update=north))

    assert level("place", says(ministry("AM"), place=ZENDA), there) == town
    assert level("place", says(ministry("AM"), place=area), there) == sea


def test_a_distance_is_that_of_the_great_circle_within_a_hundredth() -> None:
    a, b = rows_of([facts(says(ministry("AM"), place=place)) for place in (ZENDA, STRELSAU)])

    assert distance_km(a, b) == pytest.approx(25.6, rel=0.01)


def test_the_date_line_is_no_distance() -> None:
    east, west = rows_of(
        [
            facts(says(ministry("AM"), place=ZENDA.model_copy(update={"id": None, "lon": lon})))
            for lon in (179.9, -179.9)
        ]
    )

    assert distance_km(east, west) < 20


def test_places_that_nobody_knows_are_far_apart_where_strangers_fight() -> None:
    ruritz, kok = Place(name="Ruritz"), Place(name="Ban Kok")
    here = says(ministry("AM"), place=ruritz, by=army("AZ"), at=army("AM"))
    there = says(ministry("TH"), place=kok, by=army("KH"), at=army("TH"))
    assert level("place", here, there) == "far abroad"
    assert level("place", here, says(ministry("AZ"), place=kok, by=army("AM"))) == "other name"
    assert level("place", here, says(ministry("TH"), place=kok)) == "far abroad"
