"""Match features come from the words of a report, whether or not a statement was found in it."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import Reference
from reference.places.names import comparable
from schemas.features import Features, Figure
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document
from services.ingest.extraction.features import features
from services.ingest.extraction.features.furniture import headline, is_furniture, without
from services.ingest.extraction.features.happening import happenings
from services.ingest.extraction.features.tables import table
from services.ingest.extraction.features.tokens import tokens
from services.ingest.extraction.text.sketch import hash32

WEDNESDAY = datetime(2024, 10, 9, 15, 30, tzinfo=UTC)


@pytest.fixture
def describe(world: Reference):  # type: ignore[no-untyped-def]
    def run(text: str, title: str | None = None, country: str | None = "US") -> Features:
        voice = Actor(name="Valley Wire", country=country, kind=ActorKind.MEDIA)
        document = Document(UUID(int=7), title, text, "en", WEDNESDAY, voice, SourceKind.OUTLET)
        return features(document, (), None, world)

    return run


def place(name: str) -> int:
    return hash32(comparable(name))


@pytest.mark.parametrize("row", table("event_classes"), ids=lambda row: row["class"])
def test_a_class_of_event_words_is_found_by_each_of_its_forms(row: dict[str, str]) -> None:
    assert row["class"] in {name for _, name in happenings(tokens(row["example"]))}
    for form in row["words"].split():
        found = {name for _, name in happenings(tokens(f"They saw {form.replace('_', ' ')} there."))}
        assert row["class"] in found, form


@pytest.mark.parametrize("row", table("furniture"), ids=lambda row: row["example"])
def test_a_line_of_furniture_is_known(row: dict[str, str]) -> None:
    assert is_furniture(row["example"])


@pytest.mark.parametrize(
    "line",
    [
        "Police said three men were shot on Main Street late on Tuesday.",
        "Play stopped at noon when shots were fired near the stadium.",
        "Related charges were filed against the driver. He denies them.",
        "Photographs of the crater were shown to reporters by the ministry.",
        "Sharing a border with two states, the district was shelled twice.",
        "By Tuesday the army had left the village.",
        "Contact was lost with the patrol at dawn.",
        "Live fire was heard for an hour, residents said.",
    ],
)
def test_a_line_of_news_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_the_name_of_a_site_is_no_part_of_a_title() -> None:
    assert headline("Three soldiers wounded near Goris - Valley Wire | News") == "Three soldiers wounded near Goris"
    assert headline("Goris: quiet night - Wire") == "Goris: quiet night - Wire"


def test_furniture_feeds_no_feature(describe) -> None:  # type: ignore[no-untyped-def]
    text = "Ilyas Karatay was shot dead in Reno on Tuesday."
    framed = f"Sign up for our newsletter\n{text}\nCopyright 2024 Zanzibar Herald. All rights reserved.\n23 Comments"
    assert without(framed) == text
    assert describe(framed) == describe(text)


@pytest.mark.parametrize(
    ("text", "town", "state"),
    [
        ("MILFORD, Pa. — A man was shot on Tuesday.", "Milford", "Pennsylvania"),
        ("SALEM, Oregon (Valley Wire) – Shots were fired.", "Salem", "Oregon"),
        ("A shooting in Springfield, Ill., left two dead.", "Springfield", "Illinois"),
        ("Two men were wounded in Portland, ME on Monday.", "Portland", "Maine"),
        ("Fresno police said a man was shot. He was taken to a hospital in Clovis.", "Fresno", "California"),
        ("The fire was in Nowhereville, Texas.", "Nowhereville", "Texas"),
        ("A man was shot in Franklin, sheriffs of Venango County said.", "Franklin", "Pennsylvania"),
    ],
)
def test_the_main_town_and_its_state_are_named_in_the_text(describe, text: str, town: str, state: str) -> None:  # type: ignore[no-untyped-def]
    found = describe(text)
    assert found.main_town == place(town)
    assert found.state == place(state)
    assert found.towns[0] == found.main_town


def test_a_place_far_from_any_newspaper_is_found_too(describe) -> None:  # type: ignore[no-untyped-def]
    found = describe("GORIS, Armenia — Two soldiers were wounded near Goris on Tuesday.", country=None)
    assert found.main_town == place("Goris")
    assert found.state == place("Syunik")


def test_a_surname_that_is_also_a_town_is_no_town(describe) -> None:  # type: ignore[no-untyped-def]
    found = describe("Marcus Houston, 31, was shot in Reno, Nev. Houston died at the scene.")
    assert found.main_town == place("Reno")
    assert place("Houston") not in found.towns


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Three men were shot on Tuesday. The mayor said on Wednesday that she was sad.", date(2024, 10, 8)),
        ("Police said on Wednesday that a man was killed Sunday night.", date(2024, 10, 6)),
        ("A man was charged Tuesday with a killing on September 20.", date(2024, 9, 20)),
        ("A bomb exploded overnight.", date(2024, 10, 8)),
        ("Shells fell yesterday; a hearing is set for October 30.", date(2024, 10, 8)),
    ],
)
def test_the_day_of_the_happening_is_the_one_by_its_words(describe, text: str, day: date) -> None:  # type: ignore[no-untyped-def]
    found = describe(text)
    assert found.event_day == day
    assert day in found.days


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Three people were killed and 12 others were wounded.", (3, True), (12, True)),
        ("A gunman opened fire, killing two and injuring a third man.", (2, True), None),
        ("A man was shot and killed in his home.", (1, False), None),
        ("The blast left four soldiers dead and one injured.", (4, True), (1, True)),
        ("A 23-year-old man died at the scene.", (1, False), None),
        ("The death toll rose to 17 on Tuesday.", (17, True), None),
        ("Five people, including children aged 4 and 7, were found dead.", (5, True), None),
        ("A triple homicide shook the town.", (3, True), None),
        ("Six people were shot, two of them fatally. Two were killed, police said.", (2, True), (4, True)),
        ("The Nov. 8 killing of Ada Brontwick is before the court.", (1, False), None),
        ("Officers found 12 shell casings in the 500 block of Main Street.", None, None),
    ],
)
def test_tolls_are_counted_without_a_parse(  # type: ignore[no-untyped-def]
    describe, text: str, killed: tuple[int, bool] | None, injured: tuple[int, bool] | None
) -> None:
    found = describe(text)
    assert (found.killed and (found.killed.value, found.killed.explicit)) == killed
    assert (found.injured and (found.injured.value, found.injured.explicit)) == injured


def test_a_figure_in_the_title_is_that_of_the_report(describe) -> None:  # type: ignore[no-untyped-def]
    found = describe("One man was killed last year. Three were killed on Tuesday.", title="Three dead in shelling")
    assert found.killed == Figure(value=3, explicit=True)


def test_people_are_full_names_without_titles_and_institutions(describe) -> None:  # type: ignore[no-untyped-def]
    found = describe(
        "Police Lt. Dana Q. Ostrovsky said the victim, Tomas Wexley Jr., 41, died on Tuesday. "
        "The Reno Police Department and Washoe County Hospital had no comment. Wexley was from New Mexico."
    )
    assert set(found.names) == {hash32("dana ostrovsky"), hash32("tomas wexley")}
    assert found.named_ages == (hash32("wexley 41"),)
    assert found.ages == (41,)


def test_capitals_are_rare_words_never_seen_small_and_no_places(describe) -> None:  # type: ignore[no-untyped-def]
    found = describe("The Zubrowka gang met in Reno. Police say the Bistro was a bistro once.")
    assert hash32("zubrowka") in found.capitals
    assert not {hash32("reno"), hash32("bistro"), hash32("police")} & set(found.capitals)


def test_streets_are_known_in_every_spelling(describe) -> None:  # type: ignore[no-untyped-def]
    long = describe("It was in the 500 block of North Quincy Street, at Fifth and Vine streets.")
    short = describe("He lived at 500 N. Quincy St. for a year.")
    assert set(long.streets) == {hash32("quincy"), hash32("fifth"), hash32("vine")}
    assert long.blocks == short.blocks == (hash32("500 quincy"),)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_features_and_the_same_ones_again(world: Reference, text: str, title: str) -> None:
    voice = Actor(name="Valley Wire", country="US", kind=ActorKind.MEDIA)
    document = Document(UUID(int=7), title, text, None, WEDNESDAY, voice, SourceKind.OUTLET)
    assert features(document, (), None, world) == features(document, (), None, world)
