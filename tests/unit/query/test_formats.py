"""Incidents in the formats that tools open, read back by what is not ours."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import EVENT_TYPES, ActorKind, EventType, PlacePrecision, TimePrecision
from services.query.formats import acled as acled_codes
from services.query.formats import ucdp as ucdp_codes
from services.query.formats.acled import acled
from services.query.formats.atom import atom
from services.query.formats.columns import COLUMNS, row_of
from services.query.formats.flat import flat
from services.query.formats.geojson import geojson
from services.query.formats.selection import Selection
from services.query.formats.separated import table
from services.query.formats.ucdp import ucdp

DOCS = Path(__file__).parents[3] / "docs" / "formats.md"
KNOWN = datetime(2024, 4, 12, 13, tzinfo=UTC)


def incident(**members: Any) -> dict[str, Any]:
    """A summary as lists have it."""
    return {
        "id": "0e0f7b54-3a0c-5a6e-9f6b-1f6d7f5d9a10",
        "headline": "Shelling near Kesh, 12 April 2024",
        "sentence": "One says it, another denies it.",
        "event_type": "shelling",
        "civilian_targeting": False,
        "theatre": "borderlands",
        "countries": ["NE"],
        "place": {
            "name": "Kash", "id": "geonames:7", "gazetteer_name": "Kesh", "lat": 40.25, "lon": 46.5, "radius_km": 2.0,
            "country": "NE", "admin1": None, "precision": "near_settlement",
        },
        "occurred": {"start": "2024-04-12T00:00:00Z", "end": "2024-04-12T23:59:59Z", "precision": "day"},
        "initiators": [{"id": "so.mil", "name": "Southern army", "country": "SO", "kind": "military"}],
        "targets": [{"id": None, "name": "people of Kesh", "country": None, "kind": "civilian"}],
        "claims": [{"claimant": {"id": "ne.mod", "name": "Northern MoD", "country": "NE", "kind": "government"}}],
        "casualties": {"killed": {"min": 3, "max": None}},
        "support": "single_claimant",
        "dispute": "denied",
        "counts": {"claims": 2, "statements": 3, "voices": 1, "origins": 1, "reports": 2},
        "sources": ["The Herald", "The Gazette"],
        "opened_at": "2024-04-12T12:00:00Z",
        "updated_at": "2024-04-12T13:00:00Z",
        "version": 7,
    } | members  # fmt: skip


def selection(*incidents: dict[str, Any]) -> Selection:
    """A page of them."""
    links = {"self": "http://query.example/v1/incidents?f=x&limit=1", "next": "http://query.example/next"}
    moment = {"known_up_to": KNOWN, "generation": "g1", "as_of_n": 7}
    return Selection(incidents, links, "http://query.example/v1/incidents/{id}", moment)


def rows(document: bytes) -> list[dict[str, str]]:
    """What a reader of CSV makes of it."""
    return list(csv.DictReader(io.StringIO(document.decode(), newline="")))


def test_geojson_has_a_point_in_the_order_of_the_standard_and_credits_its_sources() -> None:
    found = json.loads(geojson(selection(incident())))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [46.5, 40.25]}
    assert feature["id"] == incident()["id"]
    assert feature["properties"]["claimants"] == ["Northern MoD"]
    assert "The Gazette, The Herald" in found["attribution"]
    assert "GeoNames" in found["attribution"]
    assert [link["rel"] for link in found["links"]] == ["self", "next"]


def test_every_column_holds_what_its_name_says() -> None:
    told = incident(
        place=incident()["place"] | {"admin1": "Upper Kesh"},
        casualties={"killed": {"min": 3, "max": 4}, "injured": {"min": 5, "max": 6}},
        counts={"claims": 2, "statements": 8, "voices": 1, "origins": 9, "reports": 10},
    )
    assert dict(zip(COLUMNS, row_of(told), strict=True)) == {
        name: told[name]
        for name in (
            "id", "headline", "sentence", "event_type", "civilian_targeting", "theatre", "countries", "support",
            "dispute", "sources", "opened_at", "updated_at", "version",
        )
    } | {
        "place": "Kesh", "admin1": "Upper Kesh", "lat": 40.25, "lon": 46.5, "radius_km": 2.0,
        "place_precision": "near_settlement",
        "occurred_from": "2024-04-12T00:00:00Z", "occurred_to": "2024-04-12T23:59:59Z", "time_precision": "day",
        "initiators": ["Southern army"], "targets": ["people of Kesh"], "claimants": ["Northern MoD"],
        "killed_min": 3, "killed_max": 4, "injured_min": 5, "injured_max": 6,
        "claims": 2, "statements": 8, "origins": 9, "reports": 10,
    }  # fmt: skip


@pytest.mark.parametrize("place", [None, incident()["place"] | {"lat": None, "lon": None}])
def test_an_incident_without_a_known_place_has_no_geometry(place: Any) -> None:
    (feature,) = json.loads(geojson(selection(incident(place=place))))["features"]
    assert feature["geometry"] is None
    assert rows(flat(selection(incident(place=place))))[0]["lat"] == ""


def test_the_header_of_csv_is_the_documented_one() -> None:
    documented = re.findall(
        r"^\| `(\w+)` \| (.+) \|$", DOCS.read_text(encoding="utf-8").split("## ACLED")[0], re.MULTILINE
    )
    header = flat(selection()).decode().rstrip("\r\n").split(",")
    assert [name for name, _ in documented if name in header] == header
    assert dict(documented).items() >= COLUMNS.items()


def test_csv_has_a_row_an_incident() -> None:
    (row,) = rows(flat(selection(incident())))
    assert row["sources"] == "The Herald; The Gazette"
    assert (row["killed_min"], row["killed_max"], row["injured_min"]) == ("3", "", "")
    assert (row["lat"], row["place"], row["civilian_targeting"]) == ("40.25", "Kesh", "false")
    assert row["url"].endswith(incident()["id"])


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1"])
def test_no_text_of_a_report_becomes_a_formula(word: str) -> None:
    (row,) = rows(table(["a", "b"], [[word, [word, "x"]]]))
    assert row["a"] == "'" + word
    assert row["b"].startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert table(["a"], [[-3.5]]) == b"a\r\n-3.5\r\n"


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2)
    )
)
def test_whatever_a_cell_holds_is_read_back(cells: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(table(["a", "b"], cells).decode(), newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in cells
    ]


def test_a_feed_reader_reads_the_atom_feed() -> None:
    found = feedparser.parse(atom(selection(incident(headline="Fire & smoke <b>near\x0b Kesh"))))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.updated == "2024-04-12T13:00:00Z"
    assert {link.rel: link.href for link in found.feed.links}["next"] == "http://query.example/next"
    (entry,) = found.entries
    assert entry.id == "urn:uuid:" + incident()["id"]
    assert "Kesh" in entry.title
    assert "\x0b" not in entry.title
    assert (entry.published, entry.updated) == ("2024-04-12T12:00:00Z", "2024-04-12T13:00:00Z")
    assert {tag.term for tag in entry.tags} == {"shelling", "single_claimant", "denied"}
    assert entry.where["coordinates"] == (46.5, 40.25)
    assert [each.name for each in entry.contributors] == ["The Herald", "The Gazette"]


def test_acled_codes_an_incident() -> None:
    (row,) = rows(acled(selection(incident())))
    expected = {
        "event_date": "2024-04-12", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Southern army", "inter1": "State forces", "inter2": "Civilians", "geo_precision": "2",
        "fatalities": "3", "interaction": "State forces-Civilians", "timestamp": "1712926800",
    }  # fmt: skip
    assert expected.items() <= row.items()


@pytest.mark.parametrize("kind", EventType)
def test_every_kind_of_event_has_its_place_in_acled(kind: EventType) -> None:
    for targeted in (False, True):
        (row,) = rows(acled(selection(incident(event_type=kind.value, civilian_targeting=targeted, initiators=[]))))
        assert acled_codes.EVENT_OF[row["sub_event_type"]] == row["event_type"]


def test_a_state_regains_and_others_overtake_territory() -> None:
    taken = incident(event_type="territory_change")
    rebels = taken | {"initiators": [taken["initiators"][0] | {"kind": "rebel"}]}
    assert [row["sub_event_type"] for row in rows(acled(selection(taken, rebels)))] == [
        "Government regains territory",
        "Non-state actor overtakes territory",
    ]


def test_ucdp_codes_lethal_violence_only() -> None:
    unhurt = incident(casualties={"injured": {"min": 2, "max": 2}})
    threat = incident(event_type="threat")
    found = rows(ucdp(selection(incident(), unhurt, threat)))
    assert len(found) == 1
    expected = {
        "type_of_violence": "3", "date_prec": "1", "where_prec": "2", "low": "3", "best": "3", "high": "3",
        "geom_wkt": "POINT (46.5 40.25)", "event_clarity": "1", "date_start": "2024-04-12", "date_end": "2024-04-12",
    }  # fmt: skip
    assert expected.items() <= found[0].items()


def test_accounts_that_differ_give_a_range_and_days_that_differ_a_worse_precision() -> None:
    found = incident(
        casualties={"killed": {"min": 0, "max": 9}},
        occurred={"start": "2024-04-12T20:00:00Z", "end": "2024-04-13T06:00:00Z", "precision": "part_of_day"},
        civilian_targeting=False, targets=[],
    )  # fmt: skip
    (row,) = rows(ucdp(selection(found)))
    assert (row["low"], row["best"], row["high"]) == ("0", "0", "9")
    assert (row["date_prec"], row["type_of_violence"]) == ("2", "1")


def test_an_open_end_is_no_less_than_any_figure_that_counts() -> None:
    def says(ended: str | None = None, *figures: tuple[str | None, str, int, int | None]) -> dict[str, Any]:
        given = [dict(zip(("side", "category", "min", "max"), figure, strict=True)) for figure in figures]
        return {"claimant": {"name": "Somebody"}, "ended": ended, "figures": given}

    def high(*claims: dict[str, Any]) -> str:
        found = incident(casualties={"killed": {"min": 40, "max": None}}, claims=list(claims))
        return rows(ucdp(selection(found)))[0]["high"]

    least, exact = ("NE", "killed", 40, None), ("NE", "killed", 55, 55)
    assert high(says(None, least)) == "40"
    assert high(says(None, least), says(None, exact)) == "55"
    assert high(says(None, least), says(None, exact, ("SO", "killed", 2, 4))) == "59", "those of two sides"
    assert high(says(None, least), says(None, (None, "killed", 60, None))) == "60"
    assert high(says(None, least), says("retracted", exact), says(None, ("NE", "injured", 70, 70))) == "40"


def test_every_precision_and_kind_has_a_code() -> None:
    assert set(acled_codes.TIME_PRECISION) == set(ucdp_codes.DATE_PREC) == set(TimePrecision)
    assert set(acled_codes.GEO_PRECISION) == set(ucdp_codes.WHERE_PREC) == set(PlacePrecision)
    assert set(acled_codes.INTER) == set(ActorKind)
    assert set(EVENT_TYPES) == set(EventType)


@pytest.mark.parametrize("write", [flat, geojson, atom, acled, ucdp])
def test_an_incident_of_which_little_is_known_is_written_all_the_same(write: Any) -> None:
    little = incident(place=None, occurred=None, initiators=[], targets=[], claims=[], casualties={}, sources=[])
    assert write(selection(little)) != write(selection()) or write is ucdp
    assert write(selection())


def test_feeds_of_different_lists_have_different_ids() -> None:
    page = selection(incident())
    ids = {query: feedparser.parse(atom(replace(page, query=query))).feed.id for query in ("", "country=AM", "text=x")}
    assert ids[""] == "urn:deconflict:incidents"
    assert len(set(ids.values())) == 3
