"""Who is counted, as what and how many, whatever words tell it."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, CasualtyCategory, SourceKind, SpeechAct, Victims
from services.ingest.extraction import Extraction, lexicon
from services.ingest.extraction.casualties import count
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.syntax.parse import Parser, open_model

Read = Callable[..., Extraction]
LEXICON = lexicon.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(open_model(MODEL), LEXICON)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Raiders stabbed three villagers to death in Awaran.", {("killed", 3, 3)}),
        ("Two peacekeepers were fatally wounded near Birao.", {("killed", 2, 2)}),
        ("Thirty people were taken to hospital after the blast.", {("injured", 30, 30)}),
        ("A woman was hit by shrapnel in Sotk.", {("injured", 1, 1)}),
        ("The strike left two workers dead and a third in serious condition.", {("killed", 2, 2), ("injured", 1, 1)}),
        ("Battle near Sotk: 37 killed.", {("killed", 37, 37)}),
        ("A mine took the foot of a herder near Sotk.", {("injured", 1, 1)}),
        ("The nurse took the hand of a herder.", set()),
        ("The driver got away with a broken ankle.", {("injured", 1, 1)}),
        ("A boy was brought in with shrapnel in the neck.", {("injured", 1, 1)}),
        ("A girl was cut on the cheek and the arm.", {("injured", 1, 1)}),
        ("The village was cut off on Monday.", set()),
        ("Not a single guard was hurt.", {("injured", 0, 0)}),
        ("A third soldier has died after the clash near Sotk.", {("killed", 3, 3)}),
        ("The wounded are twelve soldiers and four fishermen.", {("injured", 12, 12), ("injured", 4, 4)}),
        ("The dead were a midwife, a nurse and a patient.", {("killed", 1, 1)}),
        ("The dead were all civilians.", set()),
        ("An 11th man has died of his wounds.", {("killed", 11, 11)}),
        ("A cook died on Monday, the fourth victim of the shelling.", {("killed", 4, 4)}),
        ("The rebels put eleven soldiers out of action near Sotk.", {("killed", 11, 11)}),
        ("The rebels put eleven tanks out of action near Sotk.", set()),
        ("Own losses to this hour: one soldier killed, five wounded.", {("killed", 1, 1), ("injured", 5, 5)}),
        ("Two soldiers were wounded and a third died.", {("injured", 2, 2), ("killed", 1, 1)}),
        ("The second soldier died in hospital.", {("killed", 1, 1)}),
        ("A soldier was wounded but survived.", {("injured", 1, 1)}),
        ("Three bombs fell near Sotk, no one hurt on our side.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("No harm shall come to the drivers.", set()),
        ("Gunmen wounded three men near Sotk.", {("injured", 3, 3)}),
        ("Bandits hurt three traders near Sotk.", {("injured", 3, 3)}),
        ("Six rockets were fired at Sotk; three were brought down and two fell in a field.", set()),
        ("Border guards brought down two attackers near Sotk and two soldiers fell.", {("killed", 2, 2)}),
        (
            "The group confirmed the death of an officer and two guards in the strike.",
            {("killed", 1, 1), ("killed", 2, 2)},
        ),
        ("The ministry put its losses at six.", {("killed", 6, 6)}),
        ("The army revised its losses from seven soldiers to nine.", {("killed", 9, 9)}),
        ("Moscow conceded the loss of a dozen lorries and three soldiers.", {("killed", 3, 3)}),
        ("Sotk raid: toll six.", {("killed", 6, 6)}),
        ("Toll of the raid in Sotk is now five civilians.", {("killed", 5, 5)}),
        ("Seven lives were lost in the attack.", {("killed", 7, 7)}),
        ("The attack led to the loss of seven lives.", {("killed", 7, 7)}),
        ("Four members of the border force are being held by gunmen.", {("captured", 4, 4)}),
        ("The army killed twenty-odd militants.", {("killed", 20, None)}),
        ("Villagers passed nine graves.", set()),
        ("Four people needed treatment, though none of them was in a serious condition.", set()),
        ("Half a dozen people were killed in Sotk.", {("killed", 6, 6)}),
        ("Gunmen mowed down a family of five in Sotk.", {("killed", 5, 5)}),
        ("The clash cost the army four men.", {("killed", 4, 4)}),
        ("Shells fell on Sotk without causing casualties.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("The rebel-held town of Sotk was hit by a shell.", set()),
        ("Three drivers burned to death in the ambush near Sotk.", {("killed", 3, 3)}),
        ("The clinic in Sotk took in 29 people with gunshot wounds.", {("injured", 29, 29)}),
        ("Seven people died in Sotk and nine were hit.", {("killed", 7, 7), ("injured", 9, 9)}),
        ("Raiders attacked Sotk, killing three herders and carrying off nine.", {("killed", 3, 3), ("captured", 9, 9)}),
        (
            "The intruders were driven back, leaving 29 dead and 17 prisoners.",
            {("killed", 29, 29), ("captured", 17, 17)},
        ),
        ("They have not killed a single one of us at Sotk.", {("killed", 0, 0)}),
        ("All crew are reported safe.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("No injured persons.", {("injured", 0, 0)}),
        ("The dead are now eight.", {("killed", 8, 8)}),
        ("The boy wounded by a mine on Monday has died.", {("killed", 1, 1)}),
        ("Gunmen mowed down a family in Sotk.", set()),
        ("Nobody was killed or injured.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("Our forces lost nobody.", {("killed", 0, 0)}),
        ("Seven were killed and four are under treatment.", {("killed", 7, 7), ("injured", 4, 4)}),
        ("Two doctors in the hospital heard the blast.", set()),
        ("Three dead, a child among them.", {("killed", 3, 3)}),
        ("Two dead and five wounded in the village.", {("killed", 2, 2), ("injured", 5, 5)}),
        ("The hospital received the bodies of nine people.", {("killed", 9, 9)}),
        ("One of ours is dead.", {("killed", 1, 1)}),
        ("The number of dead has risen from four to six.", {("killed", 6, 6)}),
        ("Nine militants were sent to hell.", {("killed", 9, 9)}),
        ("Raiders killed two men, a father and his son.", {("killed", 2, 2)}),
        ("A shell fell on a house, leaving one man of 62 years injured.", {("injured", 1, 1)}),
        ("A drone killed a nine-year-old near Sotk.", {("killed", 1, 1)}),
        ("Three men lost their lives and six were left wounded.", {("killed", 3, 3), ("injured", 6, 6)}),
        ("A mine killed a border guard and maimed another.", {("killed", 1, 1), ("injured", 1, 1)}),
        ("The brigade lost eleven of its own in the attack on Sotk.", {("killed", 11, 11)}),
    ],
)
def test_families_of_harm(parser: Parser, text: str, cells: set[tuple[str, int, int | None]]) -> None:
    (tree,) = parser.parse([text])
    found = count(tree, LEXICON)
    assert {(toll.category.value, toll.figure.min, toll.figure.max) for toll in found} == cells


@pytest.mark.parametrize(
    "text",
    [
        "The strike killed two more people, bringing the death toll to 14.",
        "A third soldier has died, raising to 14 the number of dead.",
        "The number of people killed in the strike has risen to 14.",
        "Two more soldiers have died of their wounds, lifting the army's losses to 14 dead.",
        "The death toll of the attack has risen from 12 to 14.",
    ],
)
def test_a_total_takes_up_what_was_counted_before(parser: Parser, text: str) -> None:
    (tree,) = parser.parse([text])
    assert [toll.figure.min for toll in count(tree, LEXICON)] == [14]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Five soldiers were killed at Sotk and three children were wounded.", {("killed", 5), ("injured", 3)}),
        ("A policeman, two soldiers and four drivers were killed.", {("killed", 1), ("killed", 2), ("killed", 4)}),
        ("The strike killed a couple and their three children.", {("killed", 2), ("killed", 3)}),
    ],
)
def test_slips_of_the_parser_are_mended(parser: Parser, text: str, counted: set[tuple[str, int]]) -> None:
    (tree,) = parser.parse([text])
    assert {(toll.category.value, toll.figure.min) for toll in count(tree, LEXICON)} == counted


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A mine near Sotk killed a teacher, her driver and two pupils on Monday.", 4),
        ("Drones struck Sotk before dawn on Monday, killing a guard, his brother and two dock workers.", 4),
        ("Raiders killed two men, a father and his son, near Sotk on Monday.", 2),
        ("A bomb in Sotk took the life of a guard and of a fruit seller on Monday.", 2),
        ("Gunmen shot dead two councillors and a 17-year-old boy in Sotk on Monday.", 3),
        ("Nine of them and two nurses were killed when shells hit a clinic in Sotk on Monday.", 11),
    ],
)
def test_what_is_listed_adds_up(read: Read, text: str, killed: int) -> None:
    (statement,) = read(text).statements
    assert [(cell.category, cell.min) for cell in statement.casualties] == [(CasualtyCategory.KILLED, killed)]


def test_rebels_and_policemen_are_two_figures(read: Read) -> None:
    (statement,) = read("Two of the rebels and one policeman died in a clash near Sotk on Monday.").statements
    assert [cell.min for cell in statement.casualties] == [2, 1]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Nigerian troops repelled an attack by ISWAP on Kukawa and killed 21 terrorists.", "iswap"),
        ("Syrian troops were attacked by Islamic State fighters near Palmyra, who killed two soldiers.", "SY"),
        ("The Armenian army came under fire near Sotk and lost nine men.", "AM"),
    ],
)
def test_the_dead_are_of_the_party_that_they_fit(read: Read, text: str, side: str) -> None:
    assert {cell.side for one in read(text).statements for cell in one.casualties} == {side}


@pytest.mark.parametrize(
    "text",
    [
        "A mortar bomb came through a wall in Sotk and killed a boy of nine.",
        "A convoy met with a mine attack near Sotk, in which two men were wounded and a lorry was damaged.",
        "In May 2023 our hospital in Sotk was bombed by helicopters; seven people were killed.",
    ],
)
def test_harm_told_in_the_next_clause_belongs_to_what_did_it(read: Read, text: str) -> None:
    (one,) = read(text).statements
    assert len(one.casualties) == 1


def test_the_dead_of_years_ago_are_not_those_of_today(read: Read) -> None:
    told = read(
        "Shells hit the market of Tegh on Tuesday, the mayor said. The clinic took in four people with wounds.\n"
        "In May 2021 two shepherds drowned in the same river."
    ).statements
    assert not any(cell.category is CasualtyCategory.KILLED for one in told for cell in one.casualties)


FRAMES = (
    "There were {}.",
    "On our side there are {}.",
    "I deplore {} in our ranks.",
    "The blast left {}.",
    "A first count: {}.",
    "{}, the clinic said.",
    "Yesterday's raid: {}.",
)
LISTS = (
    "three dead and eleven wounded",
    "3 dead, 11 injured",
    "three killed and eleven hurt",
    "three more dead, 11 hurt",
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("told", LISTS)
def test_figures_with_their_fate_beside_them_are_read_by_position(parser: Parser, frame: str, told: str) -> None:
    text = frame.format(told)
    tolls = count(parser.parse([text[0].upper() + text[1:]])[0], LEXICON)
    assert {(toll.category.value, toll.figure.min, toll.figure.max) for toll in tolls} == {
        ("killed", 3, 3),
        ("injured", 11, 11),
    }


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("The harvest of 2014 wounded the town's pride.", set()),
        ("The storm left three fallen trees.", set()),
        ("Those shells killed twelve and wounded thirty-two.", {("killed", 12, 12), ("injured", 32, 32)}),
        ("The mayor put the toll at thirty-two dead.", {("killed", 32, 32)}),
        ("He put the dead of 10 February at sixteen.", {("killed", 16, 16)}),
        ("Officials raised to three the number of workers killed by a mine.", {("killed", 3, 3)}),
        ("A bomb hit Sotk, raising the number of people killed there to three.", {("killed", 3, 3)}),
        ("Rebels killed between 100 and 150 people.", {("killed", 100, 150)}),
        ("Forty-one people suffer from wounds.", {("injured", 41, 41)}),
        ("Four men were brought in dead.", {("killed", 4, 4)}),
    ],
)
def test_totals_ranges_and_what_is_no_toll(parser: Parser, text: str, cells: set[tuple[str, int, int | None]]) -> None:
    tolls = count(parser.parse([text])[0], LEXICON)
    assert {(toll.category.value, toll.figure.min, toll.figure.max) for toll in tolls} == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "Nine policemen and a prayer leader were killed by a blast at a gate of Tirah in Pakistan on Monday.",
            {("unknown", 9), ("civilian", 1)},
        ),
        (
            "Nine soldiers and two policemen lost their lives in an ambush near Gondar in Ethiopia on Monday.",
            {("military", 9), ("unknown", 2)},
        ),
        (
            "An officer and three soldiers were killed in an ambush near Gondar in Ethiopia on Monday.",
            {("military", 4)},
        ),
    ],
)
def test_people_of_two_kinds_are_two_figures(read: Read, text: str, cells: set[tuple[str, int]]) -> None:
    assert {(cell.victims.value, cell.min) for one in read(text).statements for cell in one.casualties} == cells


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Eighteen soldiers died on the Israeli side in clashes near Marjayoun on Monday.", "IL"),
        (
            "Clashes broke out near Sotk on Monday. On our side there are three dead, the Armenian army said.",
            "AM",
        ),
    ],
)
def test_the_dead_are_of_the_side_that_they_stand_on(read: Read, text: str, side: str) -> None:
    assert {cell.side for one in read(text).statements for cell in one.casualties} == {side}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (
            "A US strike hit a camp of Kataib Hezbollah near Jurf al-Sakhar on Tuesday. "
            "The Popular Mobilisation Forces put their losses at two dead.",
            "iq.pmf",
        ),
        (
            "Residents joined police to repel an attack on Petion-Ville, and 28 gang members died, police said.",
            "viv-ansanm",
        ),
        ("Azerbaijani soldiers shelled a post near Sotk on Tuesday. The Armenian army suffered no losses.", "AM"),
    ],
)
def test_the_dead_are_of_who_loses_them_and_no_state_owns_whom_it_fights(read: Read, text: str, side: str) -> None:
    assert {cell.side for one in read(text).statements for cell in one.casualties} == {side}


def test_who_is_aboard_is_taken_with_the_vessel(read: Read) -> None:
    (one,) = read("Pirates seized a dhow with 14 crew on board off Eyl in Somalia on Monday.").statements
    assert [(cell.category, cell.min) for cell in one.casualties] == [(CasualtyCategory.CAPTURED, 14)]


def test_people_who_do_not_fight_are_of_the_land_or_nobodys(read: Read) -> None:
    told = read("Russian forces shelled Ukrainian positions near Belgorod in Russia on Monday, killing two women.")
    assert {(cell.side, cell.min) for one in told.statements for cell in one.casualties} == {(None, 2)}


def test_what_one_side_counts_is_not_put_into_the_mouth_of_another(read: Read) -> None:
    told = read(
        "Al-Shabaab fighters stormed a base near Afmadow on Monday. The militants claimed to have killed 47 soldiers. "
        "Somali officials put the army's losses at nine and said more than 60 attackers died."
    ).statements
    assert [c.min for one in told if one.claimant.id == "al-shabaab" for c in one.casualties] == [47]


@pytest.mark.parametrize(
    "count",
    ["The National Unity Government put the dead at 22, among them 20 pupils.", "Residents put the dead at 22."],
)
def test_another_accounts_dead_are_not_the_fighters_that_the_first_one_struck(read: Read, count: str) -> None:
    told = read(f"Myanmar's junta said its jets had bombed PDF fighters in Depayin on Monday. {count}").statements
    (dead,) = (c for one in told for c in one.casualties)
    assert dead.victims is not Victims.MILITARY
    assert dead.side != "pdf-myanmar"


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Hezbollah said an Israeli strike had killed a commander in Tyre on Monday.", "hezbollah"),
        ("Hezbollah said it had killed a commander near Metula on Monday.", "il.mil"),
    ],
)
def test_nobody_says_that_it_struck_its_own(read: Read, text: str, hit: str) -> None:
    (told,) = read(text).statements
    assert told.target is not None
    assert told.target.id == hit


@pytest.mark.parametrize(
    ("text", "side", "hit"),
    [
        ("Ukraine's General Staff said Russia lost 900 soldiers near Pokrovsk on Monday.", "RU", "ru.mil"),
        ("Kyiv said Russian forces had lost 90 men near Pokrovsk on Monday.", "RU", "ru.mil"),
        ("Mali's army said it lost two soldiers near Gao on Monday.", "ML", "ml.mil"),
    ],
)
def test_soldiers_are_lost_by_whose_they_are(read: Read, text: str, side: str, hit: str) -> None:
    (told,) = read(text).statements
    assert [(c.side, c.victims) for c in told.casualties] == [(side, Victims.MILITARY)]
    assert told.target is not None
    assert told.target.id == hit


def test_the_enemys_losses_are_the_enemys(read: Read) -> None:
    staff = Actor(name="General Staff of the Armed Forces of Ukraine", country="UA", kind=ActorKind.UNKNOWN)
    text = "Over the past day the enemy lost 900 soldiers near Pokrovsk."
    (told,) = read(text, publisher=staff, kind=SourceKind.PRESS_OFFICE).statements
    assert [c.side for c in told.casualties] == ["RU"]


def test_militants_of_one_of_several_foes_are_nobodys_that_is_known(read: Read) -> None:
    (told,) = read("Somalia's army said it had killed 40 militants near Hawadley on Sunday.").statements
    assert [(c.min, c.side) for c in told.casualties] == [(40, None)]


def test_whom_an_army_lost_are_its_men(read: Read) -> None:
    (told, *_) = read("Benin's army lost nine men when gunmen overran a post near Banikoara on Tuesday.").statements
    assert [(c.side, c.victims.value, c.min) for c in told.casualties] == [("BJ", "military", 9)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A commander of the Arakan Army admitted the loss of nine men near Ann on Tuesday.", "arakan-army"),
        ("Six of his men were killed near Wad Madani on Tuesday, an RSF commander said.", "rsf"),
        ("The army of Chad said nine of its men were killed when rebels shelled Tissi on Tuesday.", "TD"),
        ("Al-Shabaab fighters attacked Afmadow on Tuesday and were thrown back, losing nine men.", "al-shabaab"),
        ("Al-Shabaab said it lost nine in the fighting near Afmadow on Tuesday.", "al-shabaab"),
        ("Chad's defence ministry said two of its own men had been wounded near Tissi on Tuesday.", "TD"),
    ],
)
def test_men_whom_a_force_calls_its_own_are_under_arms(read: Read, text: str, side: str) -> None:
    (told, *_) = read(text).statements
    assert {(c.side, c.victims) for c in told.casualties} == {(side, Victims.MILITARY)}


def test_men_of_nobody_that_fights_are_common_people(read: Read) -> None:
    (told, *_) = read("Two men were killed by a shell near Tissi on Tuesday, a nurse said.").statements
    assert [c.victims for c in told.casualties] == [Victims.CIVILIAN]


def test_each_of_two_peoples_before_one_noun_has_its_figure(read: Read) -> None:
    text = "More than 40 Malian and 12 Chadian soldiers died in the fighting near Tissi on Tuesday."
    (told, *_) = read(text).statements
    assert {(c.side, c.min) for c in told.casualties} == {("ML", 40), ("TD", 12)}


def test_two_whose_soldiers_fell_in_a_fight_fought_it(read: Read) -> None:
    (told, *_) = read("Tuesday's fighting near Vorukh killed nine Kyrgyz and four Tajik soldiers.").statements
    assert {told.initiator.id if told.initiator else "", told.target.id if told.target else ""} == {"kg.mil", "tj.mil"}


def test_a_list_of_relatives_adds_up(read: Read) -> None:
    (told, *_) = read("A man, his wife and their nephew were killed by a shell near Tissi on Tuesday.").statements
    assert [(c.category, c.min) for c in told.casualties] == [(CasualtyCategory.KILLED, 3)]


def test_nobody_says_that_the_other_state_struck_its_own_people(read: Read) -> None:
    army = Actor(id="in.mil", name="Indian Army", country="IN", kind=ActorKind.MILITARY)
    text = "Pakistani troops opened fire near Bagh in Azad Kashmir on Tuesday. Two farmhands were killed."
    told = read(text, army, SourceKind.PRESS_OFFICE).statements
    assert {c.side for s in told for c in s.casualties} == {"IN"}


def test_what_cannot_be_confirmed_counts_nobody(read: Read) -> None:
    text = "Two boys died near Tissi on Tuesday, a nurse said. The army of Chad could not confirm that two had died."
    told = [s for s in read(text).statements if s.speech_act is SpeechAct.CANNOT_CONFIRM]
    assert [s.casualties for s in told] == [()]


def test_a_ships_men_are_of_the_ships_land(read: Read) -> None:
    (told,) = read("Pirates captured a Thai trawler and its nine sailors off Pulau on Monday.").statements
    assert [c.side for c in told.casualties] == ["TH"]


def test_the_enemys_dead_fought(read: Read) -> None:
    text = "Rebels attacked a post near Sotk on Monday. The movement claims 70 enemy dead."
    cells = [cell for s in read(text).statements for cell in s.casualties]
    assert [(cell.min, cell.victims) for cell in cells] == [(70, Victims.MILITARY)]


def test_who_is_on_board_is_taken_with_the_ship(read: Read) -> None:
    (seized,) = read("The navy seized a survey ship, the Gulf Star, with 22 people on board on Monday.").statements
    assert [(cell.category, cell.min) for cell in seized.casualties] == [(CasualtyCategory.CAPTURED, 22)]


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed a shelter near Idlib on Tuesday, killing families who slept there.",
        "Shells killed villagers near Sotk on Tuesday.",
    ],
)
def test_a_plural_that_nobody_counts_is_no_figure_and_still_was_hit(read: Read, text: str) -> None:
    (strike,) = read(text).statements
    assert strike.casualties == ()
    assert strike.target is not None
    assert strike.target.kind is ActorKind.CIVILIAN


def test_a_count_goes_on_with_that_of_the_sentence_before(read: Read) -> None:
    text = "Shells hit a market near Sotk on Tuesday. According to the mayor, two died. Seven are wounded."
    told = read(text).statements[-1]
    assert {(c.category, c.min) for c in told.casualties} == {
        (CasualtyCategory.KILLED, 2),
        (CasualtyCategory.INJURED, 7),
    }


def test_who_is_not_dead_counts_for_none_killed(read: Read) -> None:
    text = "A shell hit a boat off Jacmel on Tuesday. The mayor said that the pilot is not dead."
    killed = [c for s in read(text).statements for c in s.casualties if c.category is CasualtyCategory.KILLED]
    assert killed == []
