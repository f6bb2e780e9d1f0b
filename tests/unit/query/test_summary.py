"""What an incident is found by is what is told of it now."""

from typing import Any

from schemas.slots import Place
from schemas.statement import Statement
from services.query.assessment import Account, assess
from services.query.projection.rows import SeedRow
from services.query.projection.summary import filters_of, summary_of
from tests.histories import MONITORS, SOUTH_MOD, History, killed, seed, statement
from tests.unit.assessment.accounts import account

KESH = Place(name="Kesh", country="NE")
FAR = Place(name="Faraway", country="SO")


def told_of(*accounts: Account) -> tuple[dict[str, Any], dict[str, Any]]:
    """The summary and the columns of an incident of which this is told."""
    assessment = assess(accounts)
    decision = History().open(accounts[0].statement, "a")
    eldest = SeedRow(
        from_n=0, id=seed("a"), founding_statement=accounts[0].id, opened_n=0, opened_ordinal=0,
        opened_at=decision.known_at,
    )  # fmt: skip
    summary = summary_of(eldest, assessment, None, decision)
    return summary, filters_of(assessment, summary, ())


def found_by(*accounts: Account) -> dict[str, Any]:
    """Its columns alone."""
    return told_of(*accounts)[1]


def at(place: Place, name: str, *claimant: Any, **slots: Any) -> Statement:
    return statement(name, *claimant, place=place, **slots)


def test_a_country_that_only_what_was_taken_back_names_finds_nothing() -> None:
    here, there = at(KESH, "a"), at(FAR, "b", MONITORS, civilian_targeting=True)
    summary, told = told_of(account(here), account(there))
    less, left = told_of(account(here), account(there, retracted=True))
    assert (summary["countries"], less["countries"]) == (["NE", "SO"], ["NE"])
    assert (summary["civilian_targeting"], less["civilian_targeting"]) == (True, False)
    assert (told["countries"], left["countries"]) == (["NE", "SO"], ["NE"])
    assert "Faraway" in told["words"]
    assert "Faraway" not in left["words"]


def test_a_claimant_that_took_back_one_of_two_places_is_found_by_the_other() -> None:
    here, there = account(at(KESH, "a")), account(at(FAR, "b"), retracted=True)
    assert found_by(here, there)["countries"] == ["NE"]


def test_where_nothing_counts_any_more_it_is_found_by_what_was_told() -> None:
    left = found_by(account(at(KESH, "a"), retracted=True), account(at(FAR, "b", MONITORS), retracted=True))
    assert left["countries"] == ["NE", "SO"]


def test_it_is_found_by_as_many_killed_as_it_is_served_with() -> None:
    north = account(at(KESH, "a", casualties=(killed(3),)))
    south = account(at(KESH, "b", SOUTH_MOD, casualties=(killed(4, side="SO"),)))
    more = account(at(KESH, "c", MONITORS, casualties=(killed(9),)))
    assert found_by(north, south)["killed"] == 7
    assert found_by(north, more)["killed"] == 9, "the highest that somebody says"
    assert found_by(account(at(KESH, "d")))["killed"] is None
