"""Who speaks: parts of states, hospitals, and those whom words name only beside another."""

from collections.abc import Callable

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, SpeechAct
from services.ingest.extraction import Extraction
from services.ingest.extraction.speech.voice import identified

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for the Borno government said gunmen shot two men near Bama.", "Borno government"),
        ("Gunmen shot two men near Jos, the administration of Nigeria's Plateau state said.", "Plateau authorities"),
        ("Chechnya's government said gunmen shot two men in Grozny.", "Chechnya's government"),
        (
            "The administration of Kenya's Mwingi zone said gunmen shot two men.",
            "administration of Kenya's Mwingi zone",
        ),
    ],
)
def test_the_government_of_a_part_is_not_its_states(read: Read, text: str, name: str) -> None:
    (told,) = read(text).statements
    assert (told.claimant.name, told.claimant.kind) == (name, ActorKind.LOCAL_AUTHORITY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A nurse at the hospital in Kaya said two men had been shot.", "Kaya hospital"),
        ("In the clinic at Kaya, a surgeon said two men had been shot.", "Kaya clinic"),
        ("Doctors at Bamako's Gabriel Touré hospital said two men had been shot.", "Gabriel Touré hospital"),
        ("A nurse at Kaya's regional hospital said two men had been shot.", "Kaya's regional hospital"),
        (
            "Gunmen entered Kaya in Burkina Faso on Monday. Doctors in the town's hospital said two men had been shot.",
            "Kaya hospital",
        ),
    ],
)
def test_a_hospital_is_called_by_its_own_name_or_its_towns(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("UN humanitarian coordination office, Chad", "OCHA"),
        ("Mine Action Desk, Chad", "Mine Action Desk"),
        ("Save the Herds, Kaya", "Save the Herds, Kaya"),
    ],
)
def test_a_body_at_work_in_a_country_is_not_that_countrys(world: reference.Reference, name: str, voice: str) -> None:
    body = Actor(id=None, name=name, country=None, kind=ActorKind.OBSERVER_MISSION)
    assert identified(body, SourceKind.OBSERVER, world, None).name == voice


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Rwanda's army said two men were shot near Gisenyi. Its Burundian counterpart said shells had hit Rugombo.",
            "Burundian National Defence Force",
        ),
        (
            "Kosovo's home ministry said men were shot at Lesak. The Serbian counterpart said a bus burnt near Raska.",
            "Serbian Interior Ministry",
        ),
        ("A little-known faction calling itself Sons of the Mist said it had shot two men.", "Sons of the Mist"),
        ("A group that styles itself the Free Valley Column said it had shot two men.", "Free Valley Column"),
        ("A group calling itself Mothers of the Missing said soldiers had shot two men.", "group"),
    ],
)
def test_who_is_named_beside_another_word(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said on Monday that it had shelled two boats, a day after gunmen shot four men near Lamu.",
        "Two boats were fired at near Lamu on Monday, Kenya said, only days after gunmen shot four men.",
    ],
)
def test_how_long_after_what_it_was_the_reporter_adds(read: Read, text: str) -> None:
    assert [s.claimant.name for s in read(text).statements] == ["Kenya", "Valley Wire"]


def test_whoever_rejects_an_account_goes_on_to_speak(read: Read) -> None:
    text = (
        "Ethiopia's army said gunmen had shot two men near Moyale. Kenya's police dismissed the claim. "
        '"No officer of ours was at the border," they said. They accused soldiers of shooting a herder.'
    )
    assert read(text).statements[-1].claimant.id == "ke.police"


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Rwanda's government laughed at the claim.", "rw"),
        ("A spokesman for Rwanda's army smiled at the question.", "rw.mil"),
    ],
)
def test_a_quotation_is_the_bodys_that_the_sentence_before_is_about(read: Read, before: str, speaker: str) -> None:
    who = "it" if speaker == "rw" else "he"
    text = (
        f'The rebels said soldiers had shot two men near Goma. {before} "No soldier of ours shot anyone," {who} said.'
    )
    assert read(text).statements[-1].claimant.id == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers hold two of the posts near Moyale, it added.", "Kenya National Police Service"),
        ("Four men were shot near Moyale, according to Mogadishu's latest count.", "Somalia"),
        ("The governor's latest toll for the shelling of Moyale is three dead.", "governor"),
        ("One of the drivers said two men were shot near Moyale.", "drivers"),
        ("Traders had been asked to leave Moyale before it was shelled, one of them said.", "Traders"),
        ("Ethiopia's foreign minister shrugged. The federal information ministry denied it.", "ethiopian"),
    ],
)
def test_who_speaks_is_told_by_less_than_a_name(read: Read, text: str, name: str) -> None:
    told = read(f"Kenya's police said gunmen had shot two men near Moyale. {text}").statements[-1]
    assert told.claimant.name.lower().startswith(name.lower())


def test_the_third_of_those_who_spoke_is_one_of_them(read: Read) -> None:
    text = "Two residents of Kaya said shells had hit the mill; a third, who works there, said two men had been shot."
    assert {s.claimant.kind for s in read(text).statements} == {ActorKind.CIVILIAN}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (
            "Sudan's army said a drone had hit a lorry near Adré. Police said gunmen stole two lorries there.",
            "td.police",
        ),
        ("Sudan's army shelled Adré on Monday. The health ministry's count is nine dead.", "td.moh"),
    ],
)
def test_a_bare_office_is_that_of_the_ground_at_home(read: Read, text: str, id: str) -> None:
    radio = Actor(id=None, name="Radio Ouaddai", country="TD", kind=ActorKind.MEDIA)
    assert read(text, radio).statements[-1].claimant.id == id


@pytest.mark.parametrize("name", ["General Dut", "Akol", "Mr Deng in Juba"])
def test_somebody_named_once_is_known_by_any_of_his_names(read: Read, name: str) -> None:
    text = (
        "South Sudan's army spokesman, General Dut Akol Deng, told the press that three men were shot at Heglig. "
        f"The RSF said it had taken Heglig. Asked about a drone, {name} said it had hit a convoy near Panthou."
    )
    assert read(text).statements[-1].claimant.id == "ss.mil"


@pytest.mark.parametrize(
    ("place", "id"),
    [("Adré", "td"), ("Kutum", "sd")],
)
def test_a_bare_spokesman_is_of_the_land_where_an_outlet_is_at_home(read: Read, place: str, id: str) -> None:
    radio = Actor(id=None, name="Radio Ouaddai", country="TD", kind=ActorKind.MEDIA)
    text = f"Sudan's army shelled {place} on Monday. Government spokesman Ali Oumar said gunmen had shot two men there."
    assert read(text, radio).statements[-1].claimant.id == id


def test_a_ministry_is_no_person_by_whose_surname_another_is_known(read: Read) -> None:
    text = (
        "The Interior Ministry of Kenya said gunmen had shot two men near Moyale. "
        "In Mogadishu, the Ministry of the Interior said a drone had struck a lorry."
    )
    assert [one.claimant.country for one in read(text).statements] == ["KE", "SO"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Colonel Idris Abakar, a spokesman for the Chadian army, said rebels had shelled Tissi. "
            "He added that the answer had been short and denied that a village had been bombed, as Sudan asserts.",
            "Chadian army",
        ),
        (
            "A farmer, Halima Yusuf, said gunmen shot two men near Bama. Nigeria's army dismissed a Chadian charge "
            'that its aircraft had bombed Tissi. "They shot my neighbour at the well near Bama," she said.',
            "farmer",
        ),
        (
            "Major Idris Abakar, the Chadian army's spokesman in Tissi, laid the raid at the door of Sudan, which "
            'N\'Djamena accuses of arming rebels. "In Adré it is the Sudanese army that shelled the market," he said.',
            "Chadian army",
        ),
    ],
)
def test_he_and_she_are_persons_and_no_lands(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


def test_it_is_no_person(read: Read) -> None:
    told = read(
        "The Chadian army said rebels had shelled Tissi on Monday. Halima Yusuf said her house was hit. "
        "Two soldiers were killed by a mine near Adré, it said."
    ).statements
    assert told[-1].claimant.name == "Chadian army"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Two soldiers were killed by a mine near Adré on Monday, Chadian officials said, Savanna Daily reports.",
            "Chad",
        ),
        (
            "Savanna Daily, citing the governor of Ouaddaï, reported that two men were shot near Adré.",
            "governor of Ouaddaï",
        ),
        ("The news agency Savanna Daily, quoting a nurse, reported that two men were shot near Adré.", "nurse"),
    ],
)
def test_who_tells_a_paper_speaks_and_not_the_paper(read: Read, text: str, name: str) -> None:
    (told,) = read(text).statements
    assert told.claimant.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Khartoum's count one soldier was killed on Monday by a bomb near Kassala.", "Sudan"),
        ("Displaced people at Zarga report that two boys were shot dead near the well on Monday.", "Displaced people"),
        (
            "Two soldiers were killed in the raid on Bama on Monday, the governor said. "
            'A Nigerian general spoke on the radio of "at least eight dead".',
            "Nigerian Army",
        ),
    ],
)
def test_a_speaker_without_a_clause_of_what_is_said(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


def test_common_people_who_speak_go_by_what_they_are_called(read: Read) -> None:
    """Else herders of one side of a hill and shopkeepers of the other would be one voice of one name."""
    text = (
        "Herders from the ridge said gunmen had shot two boys dead on Monday. "
        "Residents of Kassala said the boys had been killed by a mine."
    )
    herders, residents = (one.claimant for one in read(text).statements)
    assert (herders.name, residents.name) == ("Herders", "Residents of Kassala")
    assert herders.key != residents.key


def test_a_place_threatens_nobody(read: Read) -> None:
    army = Actor(id=None, name="Chadian army", country="TD", kind=ActorKind.MILITARY)
    told = read(
        "Rebels killed two soldiers near Tissi on Monday. If the raids go on, Nyala will not be out of reach.",
        publisher=army,
        kind=SourceKind.PRESS_OFFICE,
    ).statements
    assert {one.claimant.key for one in told} == {"td.mil"}


def test_a_group_is_not_whoever_was_told_of_beside_it(read: Read) -> None:
    told = read(
        '"They shot two of us near Soba," said Amna, a teacher freed from an RSF camp on Tuesday. '
        "The army has found bodies there; the RSF called this a lie."
    ).statements
    assert told[-1].claimant.id == "rsf"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Colonel Idris Abakar, a spokesman for the Chadian army, said rebels had shelled Tissi. "
            "One of the two bombs dropped by the rebels, he went on, killed a teacher in Adré.",
            "Chadian army",
        ),
        (
            "Herders said their boys had been shot at near Tissi. "
            "On Sunday, they say, Sudanese soldiers surrounded a well near Tissi and marched off nine boys.",
            "Herders",
        ),
        ("Armed men on motorcycles took two herders near Bama on 24 September, local guides report.", "guides"),
        (
            "Gunmen attacked a convoy near Bama on Monday. Boko Haram, which is fought by four, claimed the attack "
            "and put the number of soldiers killed at twenty.",
            "Boko Haram",
        ),
        ("The UN spokesman said gunmen had shot two men near Bama.", "United Nations"),
        (
            "The clinic is full, director Moussa Sawadogo says. A lorry owner from Dori, Issa Diallo, walked here. "
            '"On Tuesday the soldiers shot two men at the well near Dori," he says.',
            "Issa Diallo",
        ),
    ],
)
def test_speakers_of_whom_the_words_tell_little(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


def test_a_noun_behind_one_who_writes_it_is_no_verb(read: Read) -> None:
    told = read("Gunmen shot two men near Bama on Monday, an army report.").statements
    assert [one.claimant.name for one in told] == ["Valley Wire"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chad, which denied it for a week, has since Saturday admitted that rebels had shelled Faya.", "Chad"),
        ("M23's statement of the same day had said that its men shelled Sake.", "M23"),
        ("Then guards at the station heard two shells fall near Sotk.", "guards"),
        ("Evacuation of Sotk starts after two shells fell there, buses from the school.", "Valley Wire"),
        ("Two shells fell near Sotk on Monday, lorries back to the petrol station.", "Valley Wire"),
        ("FACT: Two shells fell on Sotk on Monday.", "Valley Wire"),
        ("Gunmen shot two men in Gao, the governor of Gao, Moussa Tall, said.", "governor of Gao"),
        ("Gunmen shot two men in Gao, the Gao governor, Moussa Tall, said.", "Gao governor"),
        ("The National Army of Mali said gunmen shot two men in Gao.", "Malian Armed Forces"),
    ],
)
def test_no_day_and_no_place_speaks(read: Read, text: str, name: str) -> None:
    assert {told.claimant.name for told in read(text).statements} == {name}


def test_his_ministry_corrects_what_the_minister_said(read: Read) -> None:
    told = read(
        "Rebels killed eight soldiers near Faya, Chad's defence minister, Ali Tom, said on Monday. "
        "An hour later his ministry issued a correction: nine soldiers had been killed."
    )
    assert [one.claimant.id for one in told.statements] == ["td.mod", "td.mod"]


def test_details_are_told_between_commas(read: Read) -> None:
    text = "Chad's defence minister, Ali Tom, rejected it. Six rebels, he detailed, had been killed near Faya."
    assert [one.claimant.id for one in read(text).statements] == ["td.mod"]


def test_the_national_army_is_no_paper(world: reference.Reference) -> None:
    army = world.actors.resolve("The National Army", country="ML")
    assert army is not None
    assert army.id == "ml.mil"
    paper = world.actors.resolve("The National newspaper")
    assert paper is not None
    assert paper.kind is ActorKind.MEDIA


@pytest.mark.parametrize(
    ("speaker", "id"),
    [
        ("The separatist ministry of defence", "abkhazia.mod"),
        ("The breakaway administration", "abkhazia"),
        ("The separatist group", None),
    ],
)
def test_an_office_of_a_land_that_broke_away_is_that_lands(read: Read, speaker: str, id: str | None) -> None:
    text = f"Two shells fell near Gali in Abkhazia on Monday. {speaker} said Georgian drones had struck a post there."
    assert [told.claimant.id for told in read(text).statements][-1] == id


@pytest.mark.parametrize(
    "text",
    [
        "A drone struck a mill near Sotk on Tuesday, the correspondent of the Valley Wire reports.",
        "It is the third time since May that Sotk has come under fire, by this newspaper's tally.",
    ],
)
def test_a_papers_own_people_and_counts_are_the_papers(read: Read, text: str) -> None:
    assert {s.claimant.name for s in read(text).statements} == {"Valley Wire"}


def test_by_whose_count_all_is_told_the_verb_speaks_for_nobody(read: Read) -> None:
    text = "By the coast guard's count the rebels have seized forty boats off Kyaukphyu."
    assert all(s.claimant.kind is not ActorKind.REBEL for s in read(text).statements)


@pytest.mark.parametrize("verb", ["would not say who held them", "declined to say who had seized them"])
def test_who_withholds_something_is_who_said_the_rest(read: Read, verb: str) -> None:
    told = read(f"The Armenian army said that two shepherds had been abducted near Sotk but {verb}.").statements
    assert {s.claimant.id for s in told} == {"am.mil"}


def test_a_new_source_is_not_who_spoke_last(read: Read) -> None:
    text = (
        "Armenia's Defence Ministry said shells had hit Sotk on Monday. "
        "Two posts were lost near Tegh on Tuesday, a source close to the staff said."
    )
    assert read(text).statements[-1].claimant.country is None


def test_an_officer_who_tells_of_soldiers_is_of_their_state(read: Read) -> None:
    text = (
        "Pakistan's Foreign Office protested on Monday. "
        "Indian soldiers shot dead two gunmen near Uri on Tuesday, a police officer said."
    )
    assert read(text).statements[-1].claimant.country == "IN"


def test_an_officer_is_of_the_army_of_where_he_sits(read: Read) -> None:
    text = (
        "Pakistani guns shelled Poonch on Monday. "
        "Jammu-based defence spokesman Lt Col Ravi Menon said Pakistani troops had fired on Uri as well."
    )
    assert read(text).statements[-1].claimant.country == "IN"


def test_it_is_who_rejected_a_charge_and_not_who_made_it(read: Read) -> None:
    text = (
        "Ukraine's General Staff rejected a Russian charge that it had killed a miller near Shebekino on Tuesday. "
        "It said it had struck a lorry with shells."
    )
    assert {s.claimant.country for s in read(text).statements} == {"UA"}


def test_she_who_rejects_a_charge_denies_it(read: Read) -> None:
    text = (
        "The spokeswoman of Cambodia's Defence Ministry, Chan Sophea, visited Surin. "
        "She rejected the Thai allegation on the laying of mines near Surin."
    )
    denial = read(text).statements[-1]
    assert (denial.speech_act, denial.claimant.country) == (SpeechAct.DENIES, "KH")


def test_an_honorific_ends_no_sentence(read: Read) -> None:
    text = "Thai guns shelled a temple near Surin on Tuesday, pointed out H.E. Sok Dara, Governor of the province."
    assert "H.E." not in {s.claimant.name for s in read(text).statements}
