"""Speakers who stand behind, before or above what they say, without a verb; and those who say nothing."""

from collections.abc import Callable

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction
from services.ingest.extraction.speech.signatures import signed
from services.ingest.extraction.speech.voice import identified
from services.ingest.extraction.text.tails import split

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jet strike on a clinic kills four (Karenni police).", "Karenni police"),
        ("Two drones hit a school on Monday, three pupils hurt (KIA).", "KIA"),
        ("Three lorries were looted near Goma on Monday (Red Cross).", "Red Cross"),
        ("A mine wounds a farmer near Aghdara - village head.", "village head"),
        ("Two shells fell on the power station on Monday – airport management", "airport management"),
        ("Drone shot down over Berdyansk, mayor.", "mayor"),
        ("GPS jamming hit 14 ships off Primorsk, transport ministry.", "transport ministry"),
        ("Boat capsized off Gatumba: 21 drowned so far, UNHCR.", "UNHCR"),
        ("Seven people were killed by a shell on Tuesday, so the mayor.", "mayor"),
    ],
)
def test_who_stands_behind_an_item_is_taken_off(text: str, speaker: str) -> None:
    found = signed(text)
    assert found is not None
    assert text[found.start : found.end] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Two died in the shelling - two of them children.",
        "Three shells fell in Goma (North Kivu).",
        "Three shells fell on the market in Goma, DRC.",
        "The army shot Ivan Petrov, mayor.",
        "Rebels attacked the Kachin Independence Army (KIA).",
        "Rumours of an attack are, so far as our team can see, without foundation.",
        'Two died, "the mayor said, a mayor".',
        "Two soldiers were shot, one policeman.",
        "In the fighting of October 2023, Pakistan lost twenty-three soldiers.",
    ],
)
def test_what_else_stands_at_an_end_is_left(text: str) -> None:
    assert signed(text) is None


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("- TIKRIT: Gunmen ambush a convoy, one officer dead (Iraqi Interior Ministry).", "Iraqi Interior Ministry"),
        ("FARDC: Three soldiers died in an ambush at Kibumba on Monday.", "FARDC"),
        ('FARDC: "no shell of ours fell on Bukavu on Monday".', "FARDC"),
        ("- Kigali: shell from Congo lands in a field at Rubavu, nobody hurt.", "Rwanda"),
        ("Mogadishu: A man blew himself up at a tea shop in Hodan on Monday.", "Valley Wire"),
        ("Kabul's version: Pakistani jets bombed a house in Khost on Monday.", "Afghanistan"),
        ("Mali's army, for its part: four soldiers fell at Tessit on Monday.", "Malian Armed Forces"),
        ("JNIM has let it be known that it ambushed the convoy at Tessit on Monday.", "JNIM"),
        ("From the Houthis came word on Monday that a tanker had been hit off Hodeidah.", "Houthis"),
        ("If Chad's army is to be believed, thirty rebels died at Tine on Monday.", "Chadian army"),
        ("Thirty rebels died at Tine on Monday, if one believes Chad's army.", "Chadian army"),
        ("MSF treated 26 people wounded in the shelling of Minembwe on Monday.", "Médecins Sans Frontières"),
        ("The camp was shelled on Monday near Bunia, the village president said.", "village president"),
        ("OSCE monitors were stopped by police at Tort-Kocho on Monday, the organisation says.", "OSCE"),
        ("Oil company Petrosur blamed rebels for the blast that cut its pipeline in Arauca.", "Petrosur"),
        ("The association Lumiere said twenty herders were shot at Moura on Monday.", "Lumiere"),
        ("Armenia's spokesman went so far as to suggest that a soldier had been shot at Sotk on Monday.", "Armenia"),
    ],
)
def test_who_says_it_without_a_plain_verb_of_speech(read: Read, text: str, claimant: str) -> None:
    assert {statement.claimant.name for statement in read(text).statements} == {claimant}


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("An Indian officer said two men were shot at Tatta Pani on Monday.", "Indian Army"),
        ("Deputy Commissioner Vikas Kund said two men were shot at Balakote on Monday.", "Deputy Commissioner"),
        ("A Hezbollah source said two men were shot at Tyre on Monday.", "Hezbollah"),
        ("A medic said two men were shot in El Fasher on Monday.", "medic"),
        ("The Dutch-based Conflict Lab said a truck was shelled at Tegh on Monday.", "Conflict Lab"),
        ("The EU's monitors said shots were heard near Sotk in Armenia.", "European Union Mission in Armenia"),
        (
            "The National Security Service admitted that two hunters were seized at Voskepar in Armenia.",
            "National Security Service of Armenia",
        ),
        ("A missile killed 14 people in Sumy, medics said, as rain fell.", "medics"),
        (
            "Gunmen shot at men of the Tyre Fishing Committee at Tyre on Monday, the committee said.",
            "Tyre Fishing Committee",
        ),
    ],
)
def test_which_house_or_office_somebody_is_of(read: Read, text: str, claimant: str) -> None:
    assert {statement.claimant.name for statement in read(text).statements} == {claimant}


def test_who_is_set_beside_a_claim_does_not_make_it(read: Read) -> None:
    text = "A missile killed 14 people in Sumy on Tuesday, the mayor said, as Moscow insisted it had aimed at soldiers."
    assert read(text).statements[0].claimant.name == "mayor"


def test_one_of_the_witnesses_is_a_witness(read: Read) -> None:
    text = "Two witnesses told us that soldiers shot a man at Bender on Monday. One said a second man was taken away."
    assert {statement.claimant.kind for statement in read(text).statements} == {ActorKind.CIVILIAN}


def test_prosecutors_are_of_where_it_happened_whoever_else_is_told_of(read: Read) -> None:
    told = "Russia struck a school in Kostiantynivka on Monday. Russia's Defence Ministry said it had hit a depot. "
    last = read(f"{told}Prosecutors said two more of the wounded had died.").statements[-1]
    assert last.claimant.country == "UA"


def test_what_a_hospital_took_in_is_told_by_who_tells_it(read: Read) -> None:
    found = read("UNHCR said a clinic at Razeh had treated six people wounded by shelling on Monday.").statements
    assert {statement.claimant.name for statement in found} == {"UNHCR"}


@pytest.mark.parametrize(
    "text",
    [
        "A resident of Novorossiysk reached by telephone spoke of a drone strike on the port on Monday.",
        "A driver released the same night said that four teachers were abducted at Buloburde on Monday.",
    ],
)
def test_who_speaks_behind_a_participle_is_a_person(read: Read, text: str) -> None:
    assert [statement.claimant.kind for statement in read(text).statements] == [ActorKind.CIVILIAN]


@pytest.mark.parametrize(
    "text",
    [
        "The Rwandan government did not reply to a request for comment about the shelling of Goma on Monday.",
        "There was no comment from the Rwandan army on the shelling of Goma on Monday.",
        "Kigali has said nothing of the shelling of Goma on Monday.",
        "Kigali declined to comment on the shelling of Goma on Monday.",
    ],
)
def test_who_keeps_silent_states_nothing(read: Read, text: str) -> None:
    assert not read(text).statements


@pytest.mark.parametrize(
    ("noun", "group"),
    [("CODECO fighters seized nine diggers at Mongbwalu", "CODECO"), ("JNIM gunmen shot nine men at Tera", "JNIM")],
)
def test_the_militia_is_the_group_told_of_before(read: Read, noun: str, group: str) -> None:
    found = read(f"{noun} on Monday, villagers said. The militia answers that its men took no one.")
    assert found.statements[-1].claimant.name == group


@pytest.mark.parametrize(
    ("text", "act", "claimant"),
    [
        ("Rebels were behind the attack, the police chief said.", SpeechAct.ALLEGES, "Congolese police"),
        ("The Rwandan army would have none of it.", SpeechAct.DENIES, "Rwanda Defence Force"),
        ("The US State Department could not back it.", SpeechAct.CANNOT_CONFIRM, "US State Department"),
    ],
)
def test_what_is_said_of_a_happening_told_before(read: Read, text: str, act: SpeechAct, claimant: str) -> None:
    last = read(f"Two policemen were shot dead in an attack at Goma on Monday, the governor said. {text}").statements[
        -1
    ]
    assert (last.speech_act, last.claimant.name) == (act, claimant)


def test_what_is_threatened_with_is_no_second_threat(read: Read) -> None:
    found = read("Russia's defence minister threatened to strike Kryvyi Rih.").statements
    assert [statement.event_type for statement in found] == [EventType.THREAT]


def test_what_is_claimed_is_no_speaker(read: Read) -> None:
    text = "A little-known outfit, the People's Vanguard Front, claimed Monday's ambush at Poonch in a message."
    assert all(statement.claimant.name != "Monday's ambush" for statement in read(text).statements)


@pytest.mark.parametrize(
    ("name", "country", "kind", "voice"),
    [
        ("Tigray Interim Administration Press Office", "ET", SourceKind.PRESS_OFFICE, "Tigray Interim Administration"),
        ("Korean Central News Agency", "KP", SourceKind.PRESS_OFFICE, "North Korea"),
        ("Korean Central News Agency", "KP", SourceKind.OUTLET, "Korean Central News Agency"),
        ("Governor of Bryansk region", "RU", SourceKind.SOCIAL, "Bryansk governor"),
    ],
)
def test_whose_voice_a_publisher_is(
    world: reference.Reference, name: str, country: str, kind: SourceKind, voice: str
) -> None:
    known = ActorKind.MEDIA if kind is SourceKind.OUTLET else ActorKind.UNKNOWN
    assert identified(Actor(name=name, country=country, kind=known), kind, world, None).name == voice


def test_who_tells_of_the_dead_is_not_hit_for_that(read: Read) -> None:
    (statement,) = read("Four people were killed by shelling in Goma on Monday, a nurse said.").statements
    assert statement.claimant.name == "nurse"
    assert statement.target is None or statement.target.name != "nurse"


def test_what_is_claimed_is_not_who_claims_it() -> None:
    assert split("A little-known outfit, the People's Vanguard Front, claimed Monday's ambush at Poonch") is None


def test_one_after_a_semicolon_is_one_of_the_witnesses(read: Read) -> None:
    text = "Two witnesses told monitors that soldiers shot a man at Bender on Monday; one said a second man was seized."
    assert [statement.claimant.kind for statement in read(text).statements][-1] is ActorKind.CIVILIAN


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "The Pakistan Maritime Security Agency said on Monday that it had seized a boat off Sir Creek. "
            "An MSA spokesman said eight men were held.",
            "Pakistan Maritime Security Agency",
        ),
        (
            "India's Coast Guard said on Monday that it had seized a boat off Sir Creek. "
            "Commandant Ajay Rath said eight men were seized.",
            "Indian Coast Guard",
        ),
    ],
)
def test_whose_officer_and_whose_short_name_it_is(read: Read, text: str, claimant: str) -> None:
    assert read(text).statements[-1].claimant.name == claimant
