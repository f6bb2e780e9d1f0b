"""Rows of a log or table are items of their own: the place of a row is where its happening was."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, EventType, SourceKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.text.rows import itemised

Read = Callable[..., Extraction]
Watch = Callable[[str], tuple[Statement, ...]]

MISSION = Actor(id=None, name="Delta Monitoring Mission", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.fixture
def watch(read: Read) -> Watch:
    """The statements of a text that a mission publishes."""
    return lambda text: read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ("10:15 | Adre | 6 shots", "10:15|  Adre:  6 shots"),
        ("| 06:40 | Mocimboa da Praia | 12 shots |", "  06:40|  Mocimboa da Praia:  12 shots  "),
        ("Adre\t5\tExplosions", "Adre:5,Explosions"),
        ("0930 hrs - Tine - gunfire", "0930 hrs|  Tine:  gunfire"),
    ],
)
def test_a_row_is_an_item_of_its_place(row: str, item: str) -> None:
    assert itemised(row) == item


def test_names_of_columns_tell_nothing() -> None:
    assert itemised("| Time | Place | Event |").strip() == ""


@pytest.mark.parametrize("line", ["News | World", "Troops - some of them drunk - left Adre.", "A | b"])
def test_other_lines_stay(line: str) -> None:
    assert itemised(line) == line


def test_each_row_has_its_own_place_and_kind(watch: Watch) -> None:
    text = "10:15 | Adre | 6 shots\n11:40 | Tine | bursts of machine-gun fire\n13:05 | Bahai | nil"
    text += "\n17:30 | Guereda | drone overflight"
    told = watch(text)
    assert [(s.place.name if s.place is not None else None, s.event_type) for s in told] == [
        ("Adre", EventType.SHOOTING),
        ("Tine", EventType.SHOOTING),
        ("Guereda", EventType.DRONE_ACTIVITY),
    ]


def test_an_item_has_its_day_hour_and_place_before_its_colon(watch: Watch) -> None:
    (told,) = watch("7 October, 2130H, Adre: exchange of fire between two patrols.")
    assert told.place is not None
    assert told.place.name == "Adre"


def test_the_town_of_an_item_is_closer_than_the_line_it_names(watch: Watch) -> None:
    text = "Yaroun: soldiers crossed the Blue Line and abducted a shepherd."
    (told,) = watch(text)
    assert told.place is not None
    assert told.place.name == "Yaroun"


def test_who_saw_tanks_did_not_move_them(watch: Watch) -> None:
    (told,) = watch("The Delta Monitoring Mission saw three tanks near Adre on Monday.")
    assert told.initiator is None


def test_no_fatalities_say_nothing(watch: Watch) -> None:
    (told,) = watch("Drone attack on a depot in Adre, no fatalities reported.")
    assert told.claimant.name == MISSION.name
