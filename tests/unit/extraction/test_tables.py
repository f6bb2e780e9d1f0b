"""Where people talk, sign or visit: no place and no day of the fighting that is told next."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "M23 and the army fought near Kamanyola on Tuesday. A deal was signed in Washington last week. "
            "Burundi said its troops had been shelled.",
            "Kamanyola",
        ),
        (
            "Two soldiers were killed near Tegh on Monday. Foreign ministers met in Brussels on Tuesday. "
            "Azerbaijan said its posts came under fire.",
            "Tegh",
        ),
        (
            "M23 seized Luvungi on Monday. Talks resumed in Doha on Wednesday. "
            "The rebels said government forces had shelled villages.",
            "Luvungi",
        ),
    ],
)
def test_what_is_fought_over_is_not_where_it_is_talked_about(read: Read, text: str, place: str) -> None:
    first, *_, last = read(text).statements
    assert last.place is not None
    assert last.place.name == place
    assert last.occurred is not None
    assert last.occurred == first.occurred


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan and Afghanistan held talks in Istanbul on Saturday. Pakistani drones killed five people, Kabul said.",
        "Since the accord was signed in Washington in June, 30 people have been killed by M23, the UN said.",
    ],
)
def test_the_dead_are_not_of_the_land_of_the_talks(read: Read, text: str) -> None:
    """Five Turks and thirty Americans would have died."""
    last = read(text).statements[-1]
    assert last.place is None
    assert last.casualties
    assert {one.side for one in last.casualties}.isdisjoint({"TR", "US"})


def test_a_truce_is_still_signed_where_it_is_signed(read: Read) -> None:
    (told,) = read("Pakistan and Afghanistan signed a ceasefire in Doha on Sunday.").statements
    assert told.place is not None
    assert told.place.name == "Doha"


def test_a_town_of_the_land_of_which_the_report_tells_is_no_table(read: Read) -> None:
    text = "Zelensky visited Kupiansk on Monday. Russian shells killed two Ukrainian soldiers there, Kyiv said."
    last = read(text).statements[-1]
    assert last.place is not None
    assert last.place.name == "Kupiansk"
