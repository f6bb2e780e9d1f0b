"""Whose voice a report is: a press office's, a channel's, or of whoever's statement an agency passes on."""

from collections.abc import Callable
from datetime import date

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.speech.voice import identified, passed_on
from services.ingest.extraction.text.datelines import filed

Read = Callable[..., Extraction]
DAY = date(2026, 5, 4)


def test_a_press_office_whose_name_holds_one_party_is_its_voice(world: reference.Reference) -> None:
    office = Actor(id=None, name="Media Office of the ELN", country="CO", kind=ActorKind.UNKNOWN)
    assert identified(office, SourceKind.PRESS_OFFICE, world, DAY).name == "National Liberation Army"


def test_a_publisher_that_is_known_goes_by_the_name_that_others_call_it_by(read: Read) -> None:
    mission = Actor(id="euma", name="EU Mission in Armenia", country=None, kind=ActorKind.OBSERVER_MISSION)
    text = "Two shells fell near Sotk on Tuesday. {} said it had counted nine craters at Sotk on Monday, hit by shells."
    told = read(text.format("The EU Mission in Armenia"), publisher=mission, kind=SourceKind.OBSERVER).statements
    assert {(one.claimant.id, one.claimant.name) for one in told} == {("euma", "European Union Mission in Armenia")}


def test_a_paper_speaks_for_itself_whatever_it_is_called(world: reference.Reference) -> None:
    paper = Actor(id=None, name="Hezbollah Watch Weekly", country="LB", kind=ActorKind.MEDIA)
    assert identified(paper, SourceKind.OUTLET, world, DAY) is paper


def test_a_statement_that_an_agency_passes_on_whole_is_its_issuers(world: reference.Reference) -> None:
    text = "A spokesman for the Armenian Defence Ministry issued the following statement:\n\n{}"
    rest = "At dawn Azerbaijani units opened fire on our posts near Sotk. One soldier was wounded."
    issuer = passed_on(text.format(rest), world, None, DAY)
    assert issuer is not None
    assert issuer.id == "am.mod"
    assert passed_on(rest, world, None, DAY) is None


def test_a_governors_channel_goes_by_the_name_of_the_regions_governor(world: reference.Reference) -> None:
    channel = Actor(id=None, name="Governor of Belgorod Region", country="RU", kind=ActorKind.UNKNOWN)
    found = identified(channel, SourceKind.SOCIAL, world, DAY)
    assert found.id is not None
    assert found.name == "Belgorod governor"


def test_a_committee_that_an_agency_passes_on_speaks_until_somebody_else_does(read: Read) -> None:
    told = read(
        "The Armenian Defence Ministry informs that on Tuesday Azerbaijani units opened fire near Sotk. "
        "At noon a drone was shot down near Jermuk. The mayor of Jermuk said a shell had hit a house in Jermuk. "
        "At night a shell fell in Goris."
    )
    assert [s.claimant.id or s.claimant.name for s in told.statements] == [
        "am.mod",
        "am.mod",
        "mayor of Jermuk",
        "Valley Wire",
    ]


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Kursk Region Head (channel)", "RU", "Kursk governor"),
        ("201 Khalid bin Walid Corps, spokesman", "AF", "201 Khalid bin Walid Corps"),
        ("Hamas Movement - Telegram", "PS", "Hamas"),
        ("Hamas Telegram channel (mirror)", "US", "Hamas"),
        ("Tver Region Governor, Telegram", "RU", "Tver governor"),
    ],
)
def test_a_channel_is_whose_voice_it_is(world: reference.Reference, name: str, country: str, found: str) -> None:
    publisher = Actor(id=None, name=name, country=country, kind=ActorKind.UNKNOWN)
    voice = identified(publisher, SourceKind.SOCIAL, world, DAY)
    assert voice.name == found
    assert voice.kind is not ActorKind.UNKNOWN


def test_a_mission_goes_by_its_own_name_and_a_paper_by_its_house(world: reference.Reference) -> None:
    mission = Actor(id=None, name="UNIFIL Lebanon (daily)", country=None, kind=ActorKind.OBSERVER_MISSION)
    assert identified(mission, SourceKind.OBSERVER, world, DAY).name == "UNIFIL"
    paper = Actor(id=None, name="Valley Wire (radio bulletin)", country="AM", kind=ActorKind.MEDIA)
    assert identified(paper, SourceKind.OUTLET, world, DAY).name == "Valley Wire"


def test_a_party_may_pass_on_what_another_of_its_offices_makes_known(world: reference.Reference) -> None:
    text = "The Ministry of National Defence makes known to public opinion:\n\nFIRST. At dawn our units were fired on."
    issuer = passed_on(text, world, "GT", DAY, own=True)
    assert issuer is not None
    assert issuer.id == "gt.mod"
    assert passed_on(text, world, "GT", DAY) is None


@pytest.mark.parametrize(
    ("line", "place", "credit"),
    [
        ("BANGKOK, JAN 16 (DNA) – Two shells fell.", "Bangkok", "DNA"),
        ("DUSHANBE, 11.04.2026. /NIAT Khovar/. Two shells fell.", "Dushanbe", "NIAT Khovar"),
        ("Sukhum. November 15. Apsny Today. Two shells fell.", "Sukhum", "Apsny Today"),
        ("Rawalpindi, 3 May 2025: Two shells fell.", "Rawalpindi", None),
    ],
)
def test_a_dateline_is_no_part_of_the_text(line: str, place: str, credit: str | None) -> None:
    found = filed(line)
    assert found is not None
    assert line[found.end :] == "Two shells fell."
    assert (found.dateline.place, found.dateline.credit) == (place, credit)
    assert filed("Sotk. On Tuesday two shells fell.") is None


@pytest.mark.parametrize(
    ("name", "country", "speaker"),
    [
        ("Ministerio de Defensa", "DO", "Dominican Ministry of Defence"),
        ("Military Media, Islamic Resistance", "LB", "Hezbollah"),
        ("OCHA country office", None, "OCHA"),
        ("Aram Petrosyan, head of Sotk", "AM", "Aram Petrosyan"),
        ("Gang Suppression Force", None, "Gang Suppression Force"),
    ],
)
def test_a_voice_is_known_by_its_house(
    world: reference.Reference, name: str, country: str | None, speaker: str
) -> None:
    office = Actor(id=None, name=name, country=country, kind=ActorKind.UNKNOWN)
    assert identified(office, SourceKind.PRESS_OFFICE, world, DAY).name == speaker


def test_a_title_tells_whose_statement_an_agency_of_state_gives(world: reference.Reference) -> None:
    def told(title: str) -> Actor | None:
        return passed_on("Two shells fell near Sotk.", world, "AM", DAY, True, title)

    assert (by := told("Clarification by the Ministry of Defence")) is not None
    assert by.id == "am.mod"
    assert (who := told("Press Statement of Aram Petrosyan")) is not None
    assert who.name == "Aram Petrosyan"
    assert told("Two shells fall near Sotk") is None


@pytest.mark.parametrize(
    ("name", "country", "id"),
    [
        ("Committee for Press and Information of Abkhazia", "GE", "abkhazia"),
        ("Houthi Media Centre", "YE", "houthis"),
        ("Eritrea Current Facts Desk", "ER", "er"),
        ("Amhara Region Communication Affairs Bureau", "ET", "amhara"),
        ("Armenpress, Armenian News Agency", "AM", "am"),
    ],
)
def test_an_office_that_informs_is_the_voice_of_the_side_in_its_name(
    world: reference.Reference, name: str, country: str, id: str
) -> None:
    office = Actor(id=None, name=name, country=country, kind=ActorKind.UNKNOWN)
    assert identified(office, SourceKind.PRESS_OFFICE, world, DAY).id == id


def test_a_paper_is_meant_by_its_initials_unless_somebody_of_the_story_is(read: Read) -> None:
    paper = Actor(name="Southern Sound Agency", country="NZ", kind=ActorKind.MEDIA)
    text = "{} shelled Sotk on Monday. SSA could not verify who had fired."
    assert [one.claimant.name for one in read(text.format("Azerbaijan"), paper).statements][-1] == paper.name
    # The Stability Support Apparatus is Libya's.
    assert [one.claimant.id for one in read(text.format("Libya's army"), paper).statements][-1] == "ly.ssa"


@pytest.mark.parametrize(
    ("publisher", "land", "text"),
    [
        ("Hamas", "PS", "The occupation army has admitted that one of its soldiers was killed near Zikim on Tuesday."),
        ("Hezbollah", "LB", "The enemy army said two of its soldiers had been wounded near Metula on Tuesday."),
    ],
)
def test_the_enemys_army_is_nobodys_own(read: Read, publisher: str, land: str, text: str) -> None:
    office = Actor(id=None, name=publisher, country=land, kind=ActorKind.UNKNOWN)
    (told,) = read(text, publisher=office, kind=SourceKind.PRESS_OFFICE).statements
    assert told.claimant.id == "il.mil"
    assert {figure.side for figure in told.casualties} == {"IL"}
