"""What is told of a speaker beside the claim: it is his, none of the claim's, and no state is made of it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Document, Extraction, Extractor
from services.ingest.extraction.text.segment import segment

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "clause", "told"),
    [
        (
            "The shell hit the bakery, said Hrant Avagyan, an electrician from Kapan.",
            "The shell hit the bakery",
            "said Hrant Avagyan, an electrician from Kapan.",
        ),
        (
            "Two posts fell on Sunday, said Lena Vos, a lecturer at the war college, who follows the front.",
            "Two posts fell on Sunday",
            "said Lena Vos, a lecturer at the war college, who follows the front.",
        ),
        (
            "Nobody fired back, said Amir Salih, head of the Kutum office, an aid group that feeds the camp.",
            "Nobody fired back",
            "said Amir Salih, head of the Kutum office, an aid group that feeds the camp.",
        ),
    ],
)
def test_all_that_is_told_of_a_speaker_is_taken_off_with_him(text: str, clause: str, told: str) -> None:
    (unit,) = segment("text", text).units
    assert unit.tail is not None
    assert (unit.text, unit.tail.text) == (clause, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At dawn, said Salih, a shell hit the school in Kutum.", "said Salih"),
        ("The well was mined, said Bako, a herder from Tera, and no one dares drink.", "said Bako, a herder from Tera"),
    ],
)
def test_a_claim_that_goes_on_behind_its_speaker_stays_whole(text: str, told: str) -> None:
    (unit,) = segment("text", text).units
    assert unit.tail is not None
    assert unit.tail.text == told
    assert unit.text.split()[-1] == text.split()[-1]


@pytest.mark.parametrize(
    "quoted",
    [
        "“Who let them shell our well again?” Mayor Ada Bako told reporters in Tera on Monday.",
        "“They have shelled our well again!” Mayor Ada Bako wrote on Facebook.",
    ],
)
def test_a_quotation_that_asks_or_calls_is_of_whom_is_named_behind_it(extractor: Extractor, quoted: str) -> None:
    text = f"The army of Niger said rebels had attacked Tera on Sunday. {quoted}"
    given = Document(UUID(int=7), None, text, "en", None, Actor(name="Wire", kind=ActorKind.MEDIA), SourceKind.OUTLET)
    whose = {claim.words for claim in extractor.claims(given) if "our well" in text[claim.start : claim.end]}
    assert whose == {"Mayor Ada Bako"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“They hit the mill twice,” Ada Bako, head of the growers' office, said on Sunday.", "Ada Bako, head of"),
        ("“They hit the mill twice,” Ada Bako, 49, told The Tera Post.", "Ada Bako, 49"),
        ("''They hit the mill, the well and the barn,'' said Ada Bako, a miller in Tera.", "Ada Bako, a miller"),
    ],
)
def test_behind_a_quotation_a_name_goes_with_what_is_told_of_it(extractor: Extractor, text: str, words: str) -> None:
    given = Document(UUID(int=7), None, text, "en", None, Actor(name="Wire", kind=ActorKind.MEDIA), SourceKind.OUTLET)
    (claim,) = extractor.claims(given)
    assert claim.words.startswith(words)
    assert "Bako" not in text[claim.start : claim.end]


@pytest.mark.parametrize("medium", ["Al Jazeera", "the BBC", "Deutsche Welle", "the New York Times"])
@pytest.mark.parametrize("office", ["A minister", "A colonel", "The governor"])
def test_whom_an_officer_told_it_says_nothing_of_his_state(read: Read, office: str, medium: str) -> None:
    (told,) = read(f"{office} told {medium} that four traders had been killed by shelling near Tera.").statements
    assert told.claimant.country not in ("QA", "GB", "DE", "US")
    assert all(one.side not in ("QA", "GB", "DE", "US") for one in told.casualties)


def test_an_officer_on_ground_whose_state_is_not_named_is_not_its_enemys(read: Read) -> None:
    text = "Russian guns hit Kupiansk on Monday. Captain Danko told reporters that two of his men had been killed."
    *_, told = read(text).statements
    assert (told.claimant.name, told.claimant.country) == ("Captain Danko", None)


@pytest.mark.parametrize("body", ["Bar Association", "Nurses Association", "GTUC"])
def test_the_president_of_a_body_is_no_head_of_state(read: Read, body: str) -> None:
    text = f"{body} President Gela Kupatadze said Georgian police shot two strikers in Zugdidi on Monday."
    (told,) = read(text).statements
    assert body in told.claimant.name
    assert told.claimant.kind is not ActorKind.GOVERNMENT


def test_what_stands_behind_a_name_and_its_office_is_said_by_them(read: Read) -> None:
    text = "Another officer, Ilia Beria of the border guard, said Russian mortars hit the bridge at Ergneti on Monday."
    (told,) = read(text).statements
    assert (told.event_type, told.initiator and told.initiator.id) == (EventType.SHELLING, "ru.mil")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Kyiv said Russian guns hit Sumy, a claim Moscow rejected, saying Ukrainian mortars hit it.", {"ua", "ru"}),
        ("Kyiv said Russian guns hit Sumy, a charge that Moscow denied, adding Ukrainian guns hit it.", {"ua", "ru"}),
        ("Armenia said Azerbaijani troops shelled Sotk on Monday, adding that two soldiers were hurt.", {"am"}),
    ],
)
def test_who_goes_on_speaking_is_the_one_who_spoke(read: Read, text: str, speakers: set[str]) -> None:
    told = read(text).statements
    assert {one.claimant.id for one in told} == speakers
    for one in told:
        own = one.initiator is not None and one.initiator.country == one.claimant.country
        assert one.speech_act is SpeechAct.DENIES or not own


def test_a_junta_is_of_a_state_that_soldiers_rule(read: Read) -> None:
    text = "Shells from Myanmar hit Mae Sot in Thailand on Monday. A junta spokesman said its troops attacked rebels."
    assert read(text).statements[-1].claimant.country == "MM"


def test_a_day_without_a_year_is_not_months_ahead(read: Read) -> None:
    (told,) = read("Chinese ships rammed a Philippine boat on 4 April, the coast guard said.").statements
    assert told.occurred is not None
    assert told.occurred.start.year == 2024


@pytest.mark.parametrize("origin", ["Sudan", "Sudan's Blue Nile"])
def test_gunmen_from_a_land_are_not_its_army(read: Read, origin: str) -> None:
    (told,) = read(f"Gunmen from {origin} killed two herders in Maban on Monday, a nurse said.").statements
    assert told.initiator is not None
    assert (told.initiator.id, told.initiator.country) == (None, None)


def test_who_has_yet_to_speak_says_nothing(read: Read) -> None:
    text = (
        "North Korea fired two missiles on Thursday, the JCS in Seoul said. Pyongyang has yet to announce the launch."
    )
    assert all(one.claimant.country != "KP" for one in read(text).statements)


@pytest.mark.parametrize("seen", ["had tracked", "had spotted", "detected"])
def test_who_sees_ships_move_does_not_move_them(read: Read, seen: str) -> None:
    (told,) = read(f"Taiwan's defence ministry said it {seen} 12 Chinese warships near Penghu on Monday.").statements
    assert told.initiator is not None
    assert told.initiator.id == "cn.mil"
