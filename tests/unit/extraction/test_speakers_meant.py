"""Whom words mean that name a speaker only half: initials, "she", "their group", "the junta", "nobody"."""

from collections.abc import Callable

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def test_a_publisher_is_meant_by_the_initials_of_its_name(read: Read) -> None:
    desk = Actor(id=None, name="Upper Valley Aid Desk", country=None, kind=ActorKind.OBSERVER_MISSION)
    text = "Gunmen burnt two shops in Bama on Monday. UVAD was unable to confirm who they were."
    assert {one.claimant.name for one in read(text, desk, SourceKind.OBSERVER).statements} == {desk.name}


@pytest.mark.parametrize("words", ["Let us recall that", "Let us note that"])
def test_what_a_paper_recalls_is_its_own(read: Read, words: str) -> None:
    text = f"A gendarme said gunmen had shot two men near Bama. {words} in May rebels bombed the market of Bama."
    assert read(text).statements[-1].claimant.name == "Valley Wire"


def test_nobody_tells_nothing(read: Read) -> None:
    text = (
        'Shells hit Sotk on Monday, a miner said. "Nobody told us anything until it was over," he said. '
        '"They shot two men at the well," he added.'
    )
    assert {one.claimant.name for one in read(text).statements} == {"miner"}


def test_who_was_told_nothing_denies_nothing(read: Read) -> None:
    text = 'Shells hit Sotk on Monday, a miner said. "Nobody warned us of the shells," he added.'
    assert len(read(text).statements) == 1


@pytest.mark.parametrize(
    ("before", "id"),
    [
        ("Vladimir Putin was in no mood for questions.", "ru.president"),
        ("Kim Yo Jong, the sister of the leader, laughed at it.", "kp"),
    ],
)
def test_a_person_whom_the_tables_hold_speaks_as_he_or_she(read: Read, before: str, id: str) -> None:
    who = "she" if id == "kp" else "he"
    text = f'Two drones hit a depot on Monday, residents said. {before} "They shot first," {who} said.'
    assert read(text).statements[-1].claimant.id == id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Zaria, Hauwa Bello, who drives a bus, said gunmen shot her brother on Friday.", "Hauwa Bello"),
        (
            "The ministry voiced regret, while a women-run radio station, quoting a teacher in Kaya, "
            "said gunmen had shot two men there.",
            "teacher",
        ),
        ("A cook who escaped to Bobo put the number of soldiers killed at about forty.", "cook"),
        ("Two men were shot in Kaya on Monday, according to information received from medics.", "medics"),
        ("Security sources: two men shot in Kaya on Monday, four others hurt.", "Security sources"),
        ("Two men were shot dead in Kaya on Monday, Radio Kadi reported, citing medics.", "medics"),
        ("Radio Kadi said, quoting a nurse, that two men had been shot dead in Kaya on Monday.", "nurse"),
        ("Red Crescent: two men shot dead at the well of Kaya on Monday.", "Burkinabe Red Crescent"),
    ],
)
def test_who_speaks_from_the_middle_of_a_sentence(read: Read, text: str, name: str) -> None:
    assert [one.claimant.name for one in read(text).statements] == [name]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The Arakan Army shelled Sittwe on Monday, its group said.", "arakan-army"),
        (
            "Thai officials and Thai farmers heard jets over Palu in Myanmar on Monday. Thailand asked for talks. "
            "The junta said it had bombed rebels.",
            "mm",
        ),
        ("Shells hit a school near Sittwe in Myanmar. The Defence Services said rebels had fired them.", "mm.mil"),
        (
            "Chad's army rejected Sudan's claim that its drones had hit Tine. \"We flew nothing,\" "
            "a spokesman, Idris Abakar, said. He added that gunmen had shot two soldiers in Adré.",
            "td.mil",
        ),
    ],
)
def test_a_body_is_meant_by_what_it_is(read: Read, text: str, id: str) -> None:
    assert read(text).statements[-1].claimant.id == id


def test_a_body_of_a_region_is_not_the_region(read: Read) -> None:
    text = "The Shepherds Network of the Kurdistan Region said a drone had killed two men near Amedi on Monday."
    assert [one.claimant.name for one in read(text).statements] == ["Shepherds Network of the Kurdistan Region"]


def test_half_of_a_name_is_no_region_of_another_land(world: reference.Reference) -> None:
    named = world.actors.resolve("prefect of Bari-Sava")
    assert named is None or named.country is None
    assert world.actors.resolve("Franco-Malian forces") == world.actors.resolve("Malian forces")


def paper(name: str, country: str) -> Actor:
    return Actor(id=None, name=name, country=country, kind=ActorKind.MEDIA)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("A drone from Sotk was forced down on Monday, the Ministry of Defence told Caspian Line.", "az.mod"),
        ("The State Border Service said an Armenian herder was detained near Qazakh on Monday.", "az.border-guard"),
    ],
)
def test_a_papers_land_is_meant_by_its_bare_offices(read: Read, words: str, id: str) -> None:
    text = f"Armenia's government complained to Baku. {words}"
    assert read(text, paper("Caspian Line", "AZ")).statements[-1].claimant.id == id


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Two shells fell on Tegh too, as the department stressed.", "am.mod"),
        ("Its press secretary said two shells fell on Tegh too.", "am.mod"),
    ],
)
def test_an_office_is_told_again_by_any_word_for_one(read: Read, words: str, id: str) -> None:
    text = f"Armenia's Defence Ministry said on Monday that Azerbaijani guns had shelled Sotk. {words}"
    assert read(text).statements[-1].claimant.id == id


def test_rescuers_are_of_the_ground_and_not_of_who_struck_it(read: Read) -> None:
    text = (
        "Israel's army said it had struck a militant near Khan Younis in Gaza. Israel's government gave no name. "
        "The civil defence agency said nine people had been killed."
    )
    assert read(text).statements[-1].claimant.country == "PS"


def test_civilian_monitors_are_no_common_people(read: Read) -> None:
    text = "Shots were fired near Sotk in Armenia on Monday. The EU's civilian monitors said they had heard two blasts."
    assert read(text).statements[-1].claimant.kind is ActorKind.OBSERVER_MISSION


def test_each_post_of_a_thread_has_its_own_speaker(read: Read) -> None:
    text = (
        "Thread on Monday's raid. 1/ The Armenian Defence Ministry: “Two shells fell on Sotk.” "
        "2/ The Azerbaijani Defence Ministry: “Our guns shelled nobody.”"
    )
    assert [one.claimant.id for one in read(text).statements] == ["am.mod", "az.mod"]


def test_sources_of_whom_no_more_is_told_are_nobody_who_spoke_before(read: Read) -> None:
    text = "Two shells hit Sotk on Monday, Armenia's army said.\n\nSources: two soldiers killed near Tegh on Monday."
    assert read(text).statements[-1].claimant.name == "Sources"


def test_who_makes_no_mention_of_it_says_nothing(read: Read) -> None:
    text = (
        "Two shells fell on Sotk on Monday. "
        "Armenia blamed Azerbaijan's army for the shells; Baku, in a short note, made no mention of them."
    )
    assert [one.claimant.id for one in read(text).statements] == [None, "am"]


def test_a_paper_is_meant_by_its_name(read: Read) -> None:
    text = "Two shells hit Sotk on Monday, Armenia's army said. RVN was not able to authenticate the claim."
    assert read(text, paper("RVN", "CH")).statements[-1].claimant.kind is ActorKind.MEDIA


def test_a_claim_that_looks_like_a_noun_has_its_speaker(read: Read) -> None:
    text = "Two villages near Pokrovsk came under fire on Monday. Russian MoD claims to have taken Zoria."
    assert read(text).statements[-1].claimant.id == "ru.mod"


def test_what_another_happening_followed_is_told_once(read: Read) -> None:
    text = (
        "Armenia's army said Azerbaijani troops had fired on Tegh at dawn. "
        "The firing followed what the army described as an Azerbaijani drone strike on Sotk on Sunday."
    )
    assert {one.claimant.id for one in read(text).statements} == {"am.mil"}


def test_the_official_is_who_spoke_for_a_force(read: Read) -> None:
    text = (
        "Border Security Force troops shot an intruder in Samba on Monday, a BSF spokesman said. "
        "According to the official, two shells had been fired at the patrol."
    )
    assert {one.claimant.name for one in read(text).statements} == {"Border Security Force"}


def test_the_aggressors_ministry_is_the_foes(read: Read) -> None:
    text = (
        "Two shells hit Nikopol on Monday. The aggressor's Ministry of Defence boasts of the capture of Yablunivka. "
        "The enemy's General Staff said a drone had hit Kursk."
    )
    told = read(text, paper("Dnipro Line", "UA")).statements
    assert [one.claimant.country for one in told[1:]] == ["RU", "RU"]


def test_a_group_that_is_named_beside_what_it_is_speaks_by_its_name(read: Read) -> None:
    (told,) = read("A militant group, PAFF, claimed responsibility for the blast in Nowgam on Sunday.").statements
    assert (told.claimant.name, told.initiator and told.initiator.name) == ("People's Anti-Fascist Front",) * 2


@pytest.mark.parametrize(
    ("text", "group"),
    [
        (
            "The government broke off talks with the ELN after it claimed responsibility for the bomb attack in Tibú.",
            "National Liberation Army",
        ),
        (
            "Turkey banned a paper close to the PKK when it claimed credit for an ambush of soldiers near Hakkari.",
            "Kurdistan Workers' Party",
        ),
    ],
)
def test_a_deed_is_claimed_by_the_group_and_not_by_the_state_that_the_sentence_is_about(
    read: Read, text: str, group: str
) -> None:
    told = [s for s in read(text).statements if s.speech_act is SpeechAct.ADMITS]
    assert [s.claimant.name for s in told] == [group]


def test_the_dead_put_no_toll(read: Read) -> None:
    text = "Gunmen shot miners near Bama on Monday. Police said the dead were farmers and put the toll at 14."
    assert not [s for s in read(text).statements if "dead" in s.claimant.name]
