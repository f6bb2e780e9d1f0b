"""Communiqués of ministries, staffs and armed groups: who "the enemy" is, whose losses they count, what they deny."""

from collections.abc import Callable
from datetime import date

import pytest

import reference
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
Tell = Callable[[str, str], tuple[Statement, ...]]


@pytest.fixture
def tell(read: Read) -> Tell:
    """The statements of a press office, given as "name, country"."""

    def run(office: str, text: str) -> tuple[Statement, ...]:
        name, _, country = office.rpartition(", ")
        publisher = Actor(name=name, country=country, kind=ActorKind.UNKNOWN)
        return read(text, publisher=publisher, kind=SourceKind.PRESS_OFFICE).statements

    return run


def pair(one: Statement) -> tuple[str | None, str | None]:
    return one.initiator.id if one.initiator else None, one.target.id if one.target else None


def lost(one: Statement) -> set[tuple[str, str | None, int]]:
    return {(c.category.value, c.side, c.min) for c in one.casualties}


@pytest.mark.parametrize(
    ("office", "text", "by"),
    [
        ("Royal Thai Army, TH", "The opposing side opened fire on our base near Surin on Tuesday.", "kh.mil"),
        ("Pakistan Army, PK", "The enemy fired mortars at our post in the Leepa sector on Tuesday.", "in.mil"),
        ("General Staff of Ukraine, UA", "The enemy shelled our positions near Orikhiv on Tuesday.", "ru.mil"),
        ("Pakistan Army, PK", "The enemy fired rockets at our post on Tuesday night.", None),
        ("Ministry of Defence of Ethiopia, ET", "The enemy ambushed our convoy in Gojjam on Tuesday.", None),
        ("Royal Thai Army, TH", "The enemy fired rifles at our base on Tuesday.", None),
    ],
)
def test_the_enemy_is_whom_the_place_or_the_words_leave_alone_and_never_a_guess(
    tell: Tell, office: str, text: str, by: str | None
) -> None:
    (told,) = tell(office, text)
    assert told.initiator is None if by is None else pair(told)[0] == by


def test_men_of_the_opposing_side_are_not_the_speakers(tell: Tell) -> None:
    text = "Soldiers of the opposing side opened fire on a patrol near the village of Kok-Tash on Tuesday."
    (told,) = tell("State Border Service of Kyrgyzstan, KG", text)
    assert pair(told)[0] == "tj.mil"


def test_no_group_is_guessed_for_a_terrorist_base(tell: Tell) -> None:
    (told,) = tell("Malian Armed Forces, ML", "The army bombed a terrorist base near Ansongo on Tuesday.")
    assert pair(told)[1] not in ("fla", "jnim", "issp")


def test_bare_soldiers_who_strike_a_groups_foe_are_the_groups(tell: Tell) -> None:
    text = (
        "The soldiers of the Caliphate attacked a post of the Nigerian army in Banki on Tuesday, killing six of them."
    )
    (told,) = tell("Islamic State West Africa Province, NG", text)
    assert pair(told) == ("iswap", "ng.mil")
    assert lost(told) == {("killed", "NG", 6)}


def test_an_office_that_speaks_for_the_army_does_not_fight(tell: Tell) -> None:
    text = "Security forces conducted a raid in Tank on Tuesday and killed four militants."
    assert all(pair(one)[0] == "pk.mil" for one in tell("ISPR, PK", text))


def test_units_with_positions_somewhere_are_whose_they_are_called(tell: Tell) -> None:
    text = (
        "The Armenian armed forces units from the positions near Goris opened fire at our posts at Lachin on Tuesday."
    )
    (told,) = tell("Ministry of Defence of Azerbaijan, AZ", text)
    assert pair(told) == ("am.mil", "az.mil")


def test_air_defence_that_detects_drones_does_not_own_them(tell: Tell) -> None:
    text = "Russian air defence units detected and destroyed nine drones over the Bryansk region on Tuesday."
    told = tell("Governor of Bryansk region, RU", text)
    assert all(pair(one) in (("ru.mil", "ua.mil"), ("ru.mil", None)) for one in told)


def test_a_state_fights_in_every_theatre_where_it_has_land(world: reference.Reference) -> None:
    india, thailand = world.actors.get("in"), world.actors.get("th")
    assert india is not None
    assert thailand is not None
    assert world.theatres.fights_in(india, "kashmir")
    assert not world.theatres.fights_in(thailand, "kashmir")
    assert "PK" in world.sides.adversaries("IN", date(2025, 5, 1))


@pytest.mark.parametrize(
    ("office", "text", "losses"),
    [
        (
            "FARDC, CD",
            "The M23 attacked our camp at Kibati on Tuesday. We deplore four wounded in our ranks and nine dead in the "
            "ranks of the enemy.",
            {("injured", "CD", 4), ("killed", "m23", 9)},
        ),
        (
            "Arakan Army, MM",
            "Junta troops attacked our camp near Ann on Tuesday. The enemy left behind eight dead.",
            {("killed", "MM", 8)},
        ),
        (
            "Sudanese Armed Forces, SD",
            "Our forces repelled an attack by the RSF at Babanusa on Tuesday and inflicted heavy losses: 60 dead and "
            "14 vehicles destroyed.",
            {("killed", "rsf", 60)},
        ),
        (
            "Russian Ministry of Defence, RU",
            "Units of the group struck a brigade near Siversk on Tuesday. Enemy losses amounted to 90 servicemen.",
            {("killed", "UA", 90)},
        ),
        (
            "Ministry of Defence of Azerbaijan, AZ",
            "Armenian units fired on our posts at Lachin on Tuesday. The losses of the opposing side are nine men.",
            {("killed", "AM", 9)},
        ),
        (
            "FARC dissidents, CO",
            "Our units attacked an army patrol at Argelia on Tuesday. We report three soldiers dead.",
            {("killed", "CO", 3)},
        ),
    ],
)
def test_losses_are_of_the_side_that_the_words_name(
    tell: Tell, office: str, text: str, losses: set[tuple[str, str | None, int]]
) -> None:
    assert lost(tell(office, text)[0]) == losses


@pytest.mark.parametrize(
    "tail",
    [
        "Russian losses over the past day amounted to 1,050 personnel.",
        "Total losses of the enemy since February 2022 are 1,162,000 personnel.",
    ],
)
def test_losses_on_a_whole_front_are_not_those_of_the_attack_told_before(tell: Tell, tail: str) -> None:
    (told,) = tell("General Staff of Ukraine, UA", f"The enemy attacked near Orikhiv on Tuesday. {tail}")
    assert not told.casualties


@pytest.mark.parametrize(
    ("office", "text", "by"),
    [
        (
            "Ministry of Defence of Azerbaijan, AZ",
            "The accusation of the opposing side about the drone attack on Sotk is unfounded.",
            "az.mil",
        ),
        (
            "Russian Ministry of Defence, RU",
            "Reports by the Kiev regime about a strike on a house in Ternopil are untrue.",
            "ru.mil",
        ),
    ],
)
def test_who_denies_an_attack_of_which_no_doer_is_told_is_charged_with_it(
    tell: Tell, office: str, text: str, by: str
) -> None:
    (told,) = tell(office, text)
    assert told.speech_act is SpeechAct.DENIES
    assert pair(told)[0] == by


def test_what_an_army_exclusively_does_is_no_strike(tell: Tell) -> None:
    text = "The army shelled a depot near Orikhiv on Tuesday. The Russian army strikes exclusively military targets."
    told = tell("Russian Ministry of Defence, RU", text)
    assert [one.event_type for one in told if one.temporal is Temporal.ACTUAL] == [EventType.SHELLING]


@pytest.mark.parametrize(
    "text",
    [
        "The enemy attacked with 40 drones from the directions of Kursk and Millerovo on Tuesday.",
        "The enemy attacked with 40 strike drones from Kursk, Millerovo and Chauda on Tuesday.",
        "The enemy launched 40 drones from Kursk and Millerovo at Ukraine on Tuesday.",
    ],
)
def test_where_drones_set_out_from_is_not_where_they_struck(tell: Tell, text: str) -> None:
    for one in tell("Ukrainian Air Force, UA", text):
        assert one.place is None or one.place.name not in ("Kursk", "Millerovo", "Chauda")


def test_positions_subjected_to_fire_are_the_object_wherever_they_stand(tell: Tell) -> None:
    text = (
        "On Tuesday units of the Armenian armed forces from the positions located in the direction of Goris region "
        "subjected to fire the Azerbaijan Army positions in the direction of Lachin."
    )
    (told,) = tell("Ministry of Defence of Azerbaijan, AZ", text)
    assert pair(told) == ("am.mil", "az.mil")
    assert told.place is not None
    assert told.place.name == "Lachin"


def test_an_enemy_that_was_pushed_back_is_not_who_pushed_it(tell: Tell) -> None:
    text = "The enemy attacked the town of Djibo on Tuesday and was pushed back by our combatants and the VDP."
    assert all(one.initiator is None for one in tell("General Staff of Burkina Faso, BF", text))


def test_losses_of_ones_own_are_not_the_enemys(tell: Tell) -> None:
    text = "Our units attacked the army base at Tame on Tuesday. We returned without casualties of our own."
    (told,) = tell("ELN, CO", text)
    assert lost(told) == {("killed", "eln", 0), ("injured", "eln", 0)}


def test_rebels_called_by_a_name_of_abuse_are_not_the_states_dead(tell: Tell) -> None:
    text = "The army liberated Bariire from the Khawarij on Tuesday. More than 100 Khawarij were killed."
    assert all(side != "SO" for one in tell("Somali National Army, SO", text) for _, side, _ in lost(one))


def test_a_side_before_a_colon_counts_and_does_not_speak(tell: Tell) -> None:
    text = (
        "A convoy fell into an ambush by armed terrorist groups near Kati on Tuesday. "
        "Toll: friendly side: 3 dead, 7 wounded; enemy side: 21 terrorists neutralised."
    )
    assert {one.claimant.id for one in tell("Malian Armed Forces, ML", text)} == {"ml.mil"}


def test_who_crossed_the_line_has_not_fired_the_shots_that_answered(tell: Tell) -> None:
    text = "Our military fired warning shots after ten North Korean soldiers crossed the Demarcation Line on Tuesday."
    told = tell("South Korean Joint Chiefs of Staff, KR", text)
    assert all(pair(one)[0] == "kr.mil" for one in told if one.event_type is EventType.SHOOTING)


def test_drones_that_violate_an_airspace_are_whose_they_are_said_to_be(tell: Tell) -> None:
    text = "The envoy was handed a note over the violation of Polish airspace by Russian drones on Tuesday."
    (told,) = tell("Ministry of Foreign Affairs of Poland, PL", text)
    assert (told.event_type, pair(told)[0]) == (EventType.DRONE_ACTIVITY, "ru.mil")


def test_a_national_of_a_state_is_not_its_army(tell: Tell) -> None:
    text = "A Bangladeshi national was shot dead by the Indian Border Security Force near Lalmonirhat on Tuesday."
    (told,) = tell("Border Guard Bangladesh, BD", text)
    assert told.target is not None
    assert told.target.kind is ActorKind.CIVILIAN


def test_whom_a_ministry_condemns_for_a_deed_did_it(tell: Tell) -> None:
    text = (
        "Thailand condemns Cambodia for the laying of mines near Surin, which injured three Thai soldiers on Tuesday."
    )
    assert all(pair(one)[0] == "kh.mil" for one in tell("Ministry of Foreign Affairs of Thailand, TH", text))


def test_a_word_before_fighters_is_no_group(tell: Tell) -> None:
    text = "Red fighters of the NPA ambushed a battalion in Las Navas on Tuesday, killing at least seven enemy troops."
    assert all(one.initiator is None or one.initiator.id == "npa" for one in tell("NPA Visayas Command, PH", text))


def test_what_a_breach_is_said_to_constitute_is_no_happening(tell: Tell) -> None:
    text = (
        "The army struck a depot of Hezbollah in the Beqaa on Tuesday. "
        "The presence of the arms constitutes a violation of the understandings between Israel and Lebanon."
    )
    assert [one.event_type for one in tell("Israel Defense Forces, IL", text)] == [EventType.AIR_STRIKE]


def test_occupation_forces_are_never_the_states_own(tell: Tell) -> None:
    text = "Occupation forces illegally detained a citizen near the village of Orchosani on Tuesday."
    (told,) = tell("State Security Service of Georgia, GE", text)
    assert pair(told)[0] == "ru.mil"


def test_a_martyr_is_nobodys_enemy(tell: Tell) -> None:
    text = "The raid by the Israeli enemy on a car in Toul on Tuesday led to one martyr and two wounded."
    assert ("killed", "LB", 1) in lost(tell("Lebanese Ministry of Health, LB", text)[0])


def test_an_emergency_centre_is_of_its_ministry(tell: Tell) -> None:
    text = "The raid on a car in Toul on Tuesday killed one person."
    office = "Lebanese Ministry of Health Emergency Operations Centre, LB"
    assert {one.claimant.id for one in tell(office, text)} == {"lb.moh"}


def test_violations_counted_since_a_truce_began_are_background(tell: Tell) -> None:
    text = (
        "The occupation army has committed 393 violations of the ceasefire since it came into effect, killing 280. "
        "On Tuesday its aircraft bombed a tent in Khan Younis, killing four civilians."
    )
    told = tell("Gaza Government Media Office, PS", text)
    assert [lost(one) for one in told if one.temporal is Temporal.ACTUAL] == [{("killed", "PS", 4)}]


def test_bandits_are_not_another_countrys(tell: Tell) -> None:
    text = "The police conducted an operation in Kenscoff on Tuesday. Seven bandits were fatally wounded."
    assert all(
        side != "nigerian-bandits" for one in tell("National Police of Haiti, HT", text) for _, side, _ in lost(one)
    )


def test_who_fired_a_bomb_is_told_before_where_it_came_from(tell: Tell) -> None:
    text = "Two bombs fired from the DRC by the FDLR fell in Rubavu on Tuesday and wounded one woman."
    (told,) = tell("Rwanda Defence Force, RW", text)
    assert pair(told)[0] == "fdlr"


def test_who_continues_attacks_does_not_speak(tell: Tell) -> None:
    text = "The Kiev regime continues attacks on civilians. A Ukrainian drone hit a car in Gorlovka on Tuesday."
    told = tell("Ministry of Foreign Affairs of the Russian Federation, RU", text)
    assert {one.claimant.country for one in told} == {"RU"}


@pytest.mark.parametrize("untruth", ["a pathetic lie", "a shameless fabrication", "a poor joke"])
def test_an_allegation_that_is_an_untruth_of_whatever_sort_is_denied(tell: Tell, untruth: str) -> None:
    text = f"The allegation that Eritrean troops crossed into Ethiopia at Zalambessa on Tuesday is {untruth}."
    assert [one.speech_act for one in tell("Ministry of Information of Eritrea, ER", text)] == [SpeechAct.DENIES]


def test_a_theatre_that_was_hit_is_a_building(read: Read) -> None:
    text = "Shells hit two buildings in Goris on Monday. One of the buildings that were hit was a theatre."
    assert all(one.speech_act is not SpeechAct.DENIES for one in read(text).statements)


def test_fire_from_a_place_fell_elsewhere(tell: Tell) -> None:
    text = "The positions of the army near Kalbajar came under fire from Sotk on Tuesday."
    told = tell("Ministry of Defence of Azerbaijan, AZ", text)
    assert [one.place.name for one in told if one.place is not None] == ["Kalbajar"]
