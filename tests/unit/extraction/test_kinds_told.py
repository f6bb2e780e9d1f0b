"""What kind of happening is told where its words are used of other things too."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The portal of the Armenian parliament was brought down on Monday.", EventType.OTHER),
        ("Hackers broke into the servers of the Armenian central bank on Monday.", EventType.OTHER),
        ("Raiders broke into the police station in Sotk on Monday and killed two guards.", EventType.GROUND_ASSAULT),
        ("A Turkish frigate locked its radar on a Greek patrol plane off Rhodes on Monday.", EventType.OTHER),
        ("An army truck skidded off the road near Sotk on Monday and two soldiers died.", EventType.OTHER),
        ("A bus overturned on Monday when a shell hit the road near Sotk, injuring nine.", EventType.SHELLING),
        ("A truck overturned on Monday as it was hit by a drone near Sotk.", EventType.DRONE_STRIKE),
        ("The two armies agreed on Monday to withdraw from the ridge near Sotk.", EventType.CEASEFIRE_AGREEMENT),
        ("Armenian forces extended their control over Sotk on Monday.", EventType.TERRITORY_CHANGE),
        ("The army confirmed on Monday a tactical repositioning near Sotk.", EventType.WITHDRAWAL_DISARMAMENT),
        ("On Monday a van went over a mine near Sotk, and the driver lost a leg.", EventType.EXPLOSIVE_DEVICE),
        ("Two companies were inducted into Sotk on Monday.", EventType.FORCE_BUILDUP),
        ("Mobile internet was throttled in Sotk on Monday.", EventType.RESTRICTION_BLOCKADE),
    ],
)
def test_the_kind_of_a_happening(read: Read, text: str, kind: EventType) -> None:
    assert [one.event_type for one in read(text).statements] == [kind]


def test_things_that_are_counted_were_damaged_though_nobody_says_where(read: Read) -> None:
    found = read(
        "Raiders beheaded two men in Sotk on Monday, neighbours said. Six barns were reduced to ash."
    ).statements
    assert len(found) == 2


def test_a_figure_says_more_than_words_that_sound_like_a_happening(read: Read) -> None:
    found = read(
        "Raiders beheaded four men in Sotk on Monday, neighbours said. "
        "The governor reported two deaths and said that the situation was under control."
    ).statements
    assert [cell.min for one in found for cell in one.casualties] == [4, 2]


def test_what_somebody_did_after_another_was_hit_is_a_happening_of_its_own(read: Read) -> None:
    found = read(
        "Gunmen killed nine traders in Sotk on Monday after a gang leader was shot dead in Jermuk by residents, "
        "the mayor said."
    ).statements
    assert [[cell.min for cell in one.casualties] for one in found] == [[9], [1]]
    (one,) = read("Nine traders were killed in Sotk on Monday after gunmen opened fire.").statements
    assert one.initiator is not None


def test_jets_that_take_off_have_struck_nobody(read: Read) -> None:
    text = (
        "Poland scrambled jets on Tuesday as Russia launched missiles at Lviv, where nine people died, officials said."
    )
    told = {one.initiator.country: one.event_type for one in read(text).statements if one.initiator is not None}
    assert told["PL"] is EventType.FORCE_BUILDUP


def test_hostages_who_are_freed_are_not_taken(read: Read) -> None:
    (told,) = read("Rebels freed three hostages near Jolo on Tuesday.").statements
    assert told.event_type is EventType.OTHER


def test_what_two_agree_to_do_is_not_done(read: Read) -> None:
    text = "Armenia and Azerbaijan agreed on Tuesday to pull their troops back from the road near Kornidzor."
    told = {one.event_type: one.temporal for one in read(text).statements}
    assert told.get(EventType.WITHDRAWAL_DISARMAMENT, Temporal.FUTURE) is Temporal.FUTURE


@pytest.mark.parametrize(
    "text",
    [
        "Mali's army said its aircraft bombed Kidal on Friday. The FLA said soldiers had killed three herders in Gao.",
        "Kyiv said a drone struck a bus in Sumy on Friday. Moscow said soldiers had killed two men in Shebekino.",
    ],
)
def test_people_killed_in_one_town_died_of_nothing_that_another_tells_of_another_town(read: Read, text: str) -> None:
    assert read(text).statements[-1].event_type is EventType.GROUND_ASSAULT
