"""Who speaks, also where no verb of speech says so."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import ActorKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    "text",
    [
        "By the count of the Armenian Ministry of Defence, two mortar shells fell near Sotk on Tuesday.",
        "The Armenian Ministry of Defence has it that two mortar shells fell near Sotk on Tuesday.",
        "The Armenian Ministry of Defence: two mortar shells fell near Sotk on Tuesday.",
    ],
)
def test_a_claim_without_a_verb_of_speech_has_its_speaker(read: Read, text: str) -> None:
    assert [statement.claimant.id for statement in read(text).statements] == ["am.mod"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two shells fell near Sotk on Tuesday, said the mayor of Sotk.", "mayor of Sotk"),
        ("Two shells fell near Sotk on Tuesday, recounts Aram Petrosyan, head of the village.", "head of the village"),
        (
            "Two shells fell near Sotk on Tuesday, the village head, Aram Petrosyan, said by telephone.",
            "village head",
        ),
        ("Two shells fell near Sotk on Tuesday, a security source told Valley Wire.", "security source"),
        ("Two shells fell near Sotk on Tuesday, reports civil society.", "civil society"),
        ("Two shells fell near Sotk on Tuesday, relates the conductor, who was on the bus.", "conductor"),
        ("Two shells fell on Tuesday, a source in the health office of Saada made known.", "health office of Saada"),
        ("Two shells, a Western diplomat told Valley Wire, fell near Sotk on Tuesday.", "Western diplomat"),
        (
            "Two shells fell near Sotk on Tuesday, the customs chief, Aram Petrosyan, told traders.",
            "Armenian customs service",
        ),
    ],
)
def test_a_clause_that_ends_in_its_speaker_is_that_speakers(read: Read, text: str, speaker: str) -> None:
    assert speaker in {statement.claimant.name for statement in read(text).statements}


@pytest.mark.parametrize(
    "second",
    [
        "Its spokesman, Colonel Aram Petrosyan, said a drone had hit Jermuk too.",
        "“A drone hit Jermuk too,” a spokesman said.",
        "The ministry said a drone had hit Jermuk too.",
    ],
)
def test_who_is_told_by_reference_alone_is_the_house_that_spoke(read: Read, second: str) -> None:
    first = "Armenia's Defence Ministry said on Tuesday that Azerbaijani artillery had shelled Sotk. "
    assert [statement.claimant.id for statement in read(first + second).statements] == ["am.mod", "am.mod"]


def test_a_quotation_belongs_to_the_person_whom_the_sentence_before_is_about(read: Read) -> None:
    told = read(
        "Armenia's Defence Ministry said on Tuesday that Azerbaijani artillery had shelled Sotk. "
        "Anush Grigoryan, who sells tea there, has not slept. “A shell fell on the market at noon,” she confides."
    )
    assert [statement.claimant.name for statement in told.statements][-1] == "Anush Grigoryan"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what the parser takes for a sentence of its own between two commas
        ("A miner, asked what he saw, said soldiers had shot two men near Sotk on Tuesday.", "miner"),
        ("The Armenian army's version is that two shells fell near Sotk on Tuesday.", "Armenian"),
        ("Word from the checkpoint was that rebels had shot two soldiers near Goma on Tuesday.", "checkpoint"),
        ("The prosecutors raised to nine the number of people killed by shells in Sotk.", "prosecutors"),
        ("Armenian sources spoke of two soldiers shot dead near Sotk on Tuesday.", "Armenian sources"),
        ("Officials in Goris put the number of people killed in Tuesday's shelling at six.", "Officials in Goris"),
        (
            "Nine people died near Bhamo when jets dropped bombs, according to the Shan Baptist Convention.",
            "Shan Baptist",
        ),
    ],
)
def test_a_speaker_is_known_by_what_it_is_called(read: Read, text: str, speaker: str) -> None:
    assert {speaker in statement.claimant.name for statement in read(text).statements} == {True}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # "he" is whom the sentence tells of first, not who spoke last
        (
            "Mayor Chai Boonmee said twelve shells had fallen near Surin on Monday. A colonel on the hill, Aram "
            "Petrosyan, lent his glasses to the Wire: two shells had fallen near Surin on Tuesday, he maintained.",
            "colonel",
        ),
        # "their" are those whom the clause is about
        (
            "Azerbaijan's Defence Ministry said on Monday that two of its soldiers were hurt near Kalbajar. Armenian "
            "border guards detained two men near Sotk on Tuesday, their commander told reporters.",
            "Armenian border guard",
        ),
        # nor is the administration of a thing that of the state told last
        (
            "Sudan's army shelled Sennar on Monday, residents of Sennar said. The dam's administration says two drones "
            "burst above the dam near Sennar on Tuesday, killing a guard.",
            "dam's administration",
        ),
    ],
)
def test_who_spoke_or_was_told_of_last_is_not_taken_for_the_next_speaker(read: Read, text: str, speaker: str) -> None:
    assert [s.claimant.name for s in read(text).statements][-1] == speaker


def test_what_follows_an_attribution_put_between_is_the_same_speakers(read: Read) -> None:
    told = read(
        "Mayor Chai Boonmee counted twelve shells. Two guards were killed by a shell near Surin on Tuesday, the Surin "
        "public health office said, adding that seven other people were wounded."
    )
    assert [s.claimant.name for s in told.statements][-1] == "Surin public health office"


def test_a_name_that_holds_a_states_adjective_is_not_the_states(read: Read) -> None:
    told = read("Shells fell on Datu Saudi Ampatuan on Tuesday, killing two farmers, disaster officials said.")
    assert {s.claimant.country for s in told.statements} & {"SA"} == set()


def test_a_thing_tells_nothing(read: Read) -> None:
    (only,) = read("The radar reported that two shells had fallen near Sotk on Tuesday.").statements
    assert only.claimant.name == "Valley Wire"


@pytest.mark.parametrize(
    "text",
    [
        # what the parser takes for an adjective, a participle and a noun
        "Witnesses affirm that soldiers took away three young men, two brothers and a cousin, hooded and beaten.",
        "A health worker informed the wire by telephone that a munition from a drone killed two boys near Sotk.",
        "In Sotk, people who stayed the night report that soldiers blew up two houses beside the pond and walked back.",
    ],
)
def test_a_verb_of_speech_that_the_parser_hid_is_heard(read: Read, text: str) -> None:
    assert {statement.claimant.kind for statement in read(text).statements} == {ActorKind.CIVILIAN}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("As the Armenian Defence Ministry reports, by noon two shells had come down near Sotk.", "am.mod"),
        ("Two shells came down near Sotk on Tuesday, by one European Union estimate.", "eu"),
        ("The Azerbaijani army owned up to losing seven men in the fighting at Sotk.", "az.mil"),
        ("The Azerbaijani army on Tuesday brushed aside charges that its gunners had shelled Sotk.", "az.mil"),
        ("In Sotk, the Armenian Defence Ministry raised the toll of Tuesday's shelling to nine killed.", "am.mod"),
    ],
)
def test_what_is_told_as_a_thing_has_its_speaker(read: Read, text: str, id: str) -> None:
    assert [statement.claimant.id for statement in read(text).statements] == [id]


def test_what_is_understood_is_nobodys(read: Read) -> None:
    (only,) = read("It is understood that two shells were fired at Sotk on Tuesday.").statements
    assert only.claimant.name == "Valley Wire"


def test_a_member_speaks_for_the_body_told_with_the_name(read: Read) -> None:
    told = read("Daniel Capo of the Ambazonia Defence Forces wrote that soldiers had burned the school in Kumbo.")
    assert [statement.claimant.id for statement in told.statements] == ["ambazonia-adf"]


def test_how_long_after_what_somebody_spoke_is_the_reporters(read: Read) -> None:
    told = read(
        "North Korea threatened to shell any launch site of drones, a day after its guns fired rounds near Yeonpyeong."
    )
    assert {s.claimant.name for s in told.statements if s.speech_act is not SpeechAct.THREATENS} == {"Valley Wire"}


def test_a_short_name_means_whom_the_report_names_in_full(read: Read) -> None:
    told = "{} said soldiers had burned the school in Kumbo. The ADF claimed the attack on an army truck near Bali."
    for full, id in (("The Ambazonia Defence Forces", "ambazonia-adf"), ("A priest", "adf")):
        assert [s.claimant.id for s in read(told.format(full)).statements][-1] == id


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two shells fell near Sotk on Tuesday, the archdiocese said.", "archdiocese"),
        ("The ELN would have none of it: “Two shells fell near Sotk on Tuesday.”", "National Liberation Army"),
        ("The ELN comes clean: four of its men died near Sotk on Tuesday.", "National Liberation Army"),
        ("“Two shells fell near Sotk on Tuesday,” – the ELN, by phone", "National Liberation Army"),
        ("Saw Chit Win of the ELN said two shells fell near Sotk on Tuesday.", "National Liberation Army"),
        ("A video posted in the ELN's name says two shells fell near Sotk on Tuesday.", "National Liberation Army"),
        ("Azerbaijani border guards fired near Sotk on Tuesday, the service's spokesman announced.", "az.border-guard"),
        (
            "The Armenian army said that five men were killed near Sotk, and denied that shells fell on the town.",
            "am.mil",
        ),
    ],
)
def test_a_speaker_is_found_in_other_forms(read: Read, text: str, speaker: str) -> None:
    found = read(text).statements
    assert speaker in {found[-1].claimant.name, found[-1].claimant.id}


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Ali Moussa, a spokesman for the Malian army, said the rebels shelled Gao on Monday.", "ml.mil"),
        ("A spokesman for the Houthis, Yahya Saree, said the group shelled Marib on Monday.", "houthis"),
        ("Lt. Col. Omar Diallo, a spokesman for the Malian army, said the rebels shelled Gao on Monday.", "ml.mil"),
        ("The UN mission said shells hit Kut on Monday.", "un"),
        ("The M23 rebels threatened on Monday to march on Bukavu.", "m23"),
    ],
)
def test_who_is_introduced_by_an_office_speaks_in_the_clause_after_it(read: Read, text: str, claimant: str) -> None:
    (statement,) = read(text).statements
    assert statement.claimant.id == claimant


def test_a_groups_adviser_speaks_for_it(read: Read) -> None:
    text = (
        "The RSF denied it had attacked the port of Suakin on Monday. \u201cWe fired nothing,\u201d its adviser said."
    )
    assert {statement.claimant.id for statement in read(text).statements} == {"rsf"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Sumy regional military administration said shells hit Sumy.", "Sumy regional military administration"),
        ("Jubaland's security ministry said gunmen shot two men at Kismayo.", "Jubaland's security ministry"),
        ("The Moscow-installed governor of Kherson said shells hit Skadovsk.", "Moscow-installed governor of Kherson"),
        ("Russian milbloggers said that shells hit Sumy on Monday.", "Russian milbloggers"),
        ("The EU naval mission said that a drone hit a tanker off Hodeidah.", "EU naval mission"),
        ("The UN mission in Libya said that shells hit Tripoli on Monday.", "UNSMIL"),
        ("The Houthi-run health ministry said that shells hit Taiz on Monday.", "Houthi-run health ministry"),
        ("Gunmen shot two men at Qatrun in Libya on Monday, local authorities said.", "local authorities"),
        ("KFOR said its engineers had found that a mine had killed two men near Zubin Potok.", "KFOR"),
        ("Shells hit Loikaw in Myanmar. The Karenni police said that two men were killed in Loikaw.", "Karenni police"),
        (
            "The ADF burned houses at Goma. The Beni mayor's office said six people were killed at Oicha.",
            "Beni mayor's office",
        ),
        ("Sotk was shelled on Tuesday. Armenia's health ministry is at two dead.", "Armenian Ministry of Health"),
        ("Syria's General Security said that gunmen shot two men in Homs.", "Syrian Internal Security Forces"),
        ("Bangladesh's General Security said that gunmen shot two men in Dhaka.", "Bangladesh"),
    ],
)
def test_whom_the_tables_only_compose_is_called_as_told(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # what shows something is told by whoever speaks of it
        ("A diplomat said satellite images showed 40 Rwandan tanks near Bukavu on Tuesday.", "diplomat"),
        ("A Kenyan inquiry has found that soldiers fired ten rockets at Liboi, the Kenyan army claimed.", "Kenya"),
        # those whom one is told apart by
        ("A drone strike on a school killed six pupils in Goma, a relief worker said.", "relief worker"),
        ("An opposition lawmaker said that Sudan's troops had shot two men at Babanusa.", "opposition lawmaker"),
        ("Mali's army is at Kidal. The rebels shot three men at Aguelhok, two negotiators said.", "two negotiators"),
        ("According to his brother Omar, the police shot two men at Lahij on Tuesday.", "brother"),
        ("A group of shepherds, Ra'ei, reported that four men were shot near Hebron.", "Ra'ei"),
        # where somebody serves or what somebody heads
        ("At the district hospital in Kaya, doctors counted seven wounded in the shelling.", "district hospital"),
        ("A drone struck a lorry near Kaya on Monday, said Dr Boni Traoré, who runs the hospital in Kaya.", "hospital"),
        ("In Diffa, the governor confirms that two loggers were shot on Monday.", "governor of Diffa"),
        # speakers whom the sentence hides
        ("Fighting since Monday had claimed at least fifty lives, Goma's hospital director said.", "hospital"),
        ("It was revealed by two diplomats that mortars were fired at Juba airport on Sunday.", "two diplomats"),
        ("Fishermen were shot off Hainan, a fact confirmed by the coast guard.", "coast guard"),
        ("“No brigade has moved; two tanks were hit by a shell”, the Indian army demurs.", "Indian Army"),
        ("09:00 - Council member Haji Rauf: two men were shot at Bannu.", "Council member"),
        ("20 Mar, 10:05 - Sialkot's hospital: a tenth man from Tuesday's shelling has died.", "Sialkot's hospital"),
        ("Shells hit four ships since Monday morning, transport ministry of Romania.", "Romania"),
        ("“The wall fell and two boys died,” a tea seller, Sok Dara, told the paper after a shelling.", "Sok Dara"),
        ("“Shells fell and two men died at the ford,” confides one go-between in Gao.", "go-between"),
        ("“Rounds landed beyond the target,” navy spokesman Lee Min said of a barrage on Daegu.", "South Korean Navy"),
        ("Shelling killed nine in Kadugli, the Sudan Doctors Network, an independent group, said.", "Doctors Network"),
        ("Speaking in Nairobi, a doctor who had fled el-Fasher said shells hit the market.", "doctor"),
        ("A teacher in Kaya counted nine bodies after the air strike on the market.", "teacher"),
        ("The United Nations human rights office said a drone killed nine people in Kadugli.", "OHCHR"),
        (
            "South Korea said that North Korea fired shells off Yeonpyeong. "
            "The South's military said that two boats were hit by a shell.",
            "South Korean armed forces",
        ),
        (
            "A Pakistani official alleged that troops had shelled a post at Chaman. "
            "“Our boys replied and destroyed two checkposts,” he said.",
            "Pakistan",
        ),
        ("The Norwegian Refugee Council, which runs an army post, said two were shot in Goma.", "Norwegian Refugee"),
        # an address is nobody
        ("On 3 May 2026 troops attacked a hideout of the rebels near Sarwekai, Bannu District.", "Valley Wire"),
        # a surname means who was told by name and office
        (
            "The Somali government's health minister, Ali Warsame, had a word for it. "
            "Warsame denied that any soldier had been shot at Dollow.",
            "Somali Ministry of Health",
        ),
        (
            "“Our men shot two soldiers at Kitshanga,” FDLR spokesman Jean Bora said. The army did not comment. "
            "Bora also said that two trucks had been burnt at Goma.",
            "FDLR",
        ),
    ],
)
def test_a_speaker_is_looked_for_where_english_puts_one(read: Read, text: str, name: str) -> None:
    assert name in read(text).statements[-1].claimant.name


def test_a_clause_behind_a_semicolon_goes_on_with_the_claim_before_it(read: Read) -> None:
    text = "The Thai army said Cambodian troops had opened fire near Sotk on Monday; two rangers were wounded."
    told = read(text).statements
    assert {one.claimant.id for one in told} == {"th.mil"}
    assert [(c.side, c.min) for one in told for c in one.casualties] == [("TH", 2)]


def test_a_clause_behind_a_semicolon_has_a_speaker_of_its_own_where_it_names_one(read: Read) -> None:
    text = "The Thai army said Cambodian troops had shelled Sotk on Monday; residents said two children were wounded."
    assert [one.claimant.name for one in read(text).statements] == ["Royal Thai Army", "residents"]


def test_its_director_is_not_of_the_reporters_who_died(read: Read) -> None:
    text = "Two journalists were among seven people killed in a strike on Sotk hospital on Monday, its director said."
    assert [one.claimant.name for one in read(text).statements] == ["its director"]
