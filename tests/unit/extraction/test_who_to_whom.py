"""Who did it to whom where the words for it stand apart, are short, or say less than a name."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
M23 = Actor(id="m23", name="M23", country="CD", kind=ActorKind.REBEL)
HOUTHIS = Actor(id="houthis", name="Houthis", country="YE", kind=ActorKind.REBEL)
PAKISTANI_ARMY = Actor(id="pk.mil", name="Pakistan Army", country="PK", kind=ActorKind.MILITARY)
RUSSIAN_MINISTRY = Actor(id="ru.mod", name="Russian Ministry of Defence", country="RU", kind=ActorKind.GOVERNMENT)
ARMENIAN_MINISTRY = Actor(id="am.mod", name="Armenian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT)
LNA = Actor(id="ly.lna", name="Libyan National Army", country="LY", kind=ActorKind.MILITARY)


def named(actor: Actor | None) -> str | None:
    return None if actor is None else (actor.id or actor.name)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Gunfire was heard at the bridge at dawn between Chadian troops and Sudanese gunmen.",
            "td.mil",
            "Sudanese gunmen",
        ),
        (
            "Exchange of fire with rifles between Druze factions and the Syrian army near Busra.",
            "suwayda-druze",
            "sy.mil",
        ),
        ("Shots were exchanged for an hour between Houthi fighters and tribesmen in Rada.", "houthis", "tribesmen"),
        ("Fire was traded for hours near Sotk between Armenian and Azerbaijani troops.", "am.mil", "az.mil"),
    ],
)
def test_those_between_whom_there_is_fire_are_told_anywhere_in_its_clause(
    read: Read, text: str, one: str, other: str
) -> None:
    (told,) = read(text).statements
    assert {named(told.initiator), named(told.target)} == {one, other}


def test_a_border_between_two_states_does_not_make_them_fight(read: Read) -> None:
    (told,) = read("Gunfire was heard on Tuesday on the border between Benin and Togo.").statements
    assert (told.initiator, told.target) == (None, None)


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("Rebels of the M23 ousted the Congolese army from Sake on Tuesday.", "m23", "cd.mil"),
        ("Wazalendo fighters chased M23 fighters from Luke on Tuesday.", "wazalendo", "m23"),
    ],
)
def test_who_is_driven_out_of_a_place_was_hit(read: Read, text: str, initiator: str, target: str) -> None:
    (told,) = read(text).statements
    assert (named(told.initiator), named(told.target)) == (initiator, target)


def test_the_enemy_that_was_driven_out_is_who_the_speaker_fights(read: Read) -> None:
    (told,) = read("Our units drove the enemy from the heights of Luke.", M23, SourceKind.PRESS_OFFICE).statements
    assert (named(told.initiator), named(told.target)) == ("m23", "cd.mil")


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("A salvo of Russian rockets killed six people in Izium on Friday.", "ru.mil"),
        ("A swarm of Iranian drones hit a camp near Erbil on Friday.", "ir.mil"),
        ("Nine insurgents were killed in a police raid near Tank in Pakistan on Monday.", "pk.police"),
        ("Pakistan accused the Afghan Taliban of shelling a post in Kurram on Monday.", "af.mil"),
    ],
)
def test_whose_arms_and_raids_are_told_is_who_did_it(read: Read, text: str, initiator: str) -> None:
    (told,) = read(text).statements
    assert named(told.initiator) == initiator
    assert named(told.target) != initiator


def test_whoever_claimed_an_attack_in_passing_did_it_and_tells_nothing(read: Read) -> None:
    text = "Two Nigerian soldiers were killed in Gwoza on Monday by a buried bomb, an attack claimed by Boko Haram."
    (told,) = read(text).statements
    assert told.claimant.kind is ActorKind.MEDIA
    assert (named(told.initiator), named(told.target)) == ("boko-haram", "ng.mil")


def test_what_happened_when_on_a_day_is_one_happening(read: Read) -> None:
    (told,) = read(
        "Five miners were injured in Horlivka on Friday when a Ukrainian drone slammed into their coach."
    ).statements
    assert named(told.initiator) == "ua.mil"


def test_a_town_that_is_struck_is_not_who_rules_there(read: Read) -> None:
    (told,) = read("Israeli jets launched nine raids on Sanaa on Monday.").statements
    assert told.target is None or told.target.id != "houthis"


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("The Houthis took two ships. Their fighters seized nine farmers in Rada on Monday.", "houthis"),
        ("Fourteen militants attacked a police post near Tank on Monday.", "militants"),
        ("Kurdish-led fighters shelled an army post near Manbij on Monday.", "sdf"),
        ("A Houthi sniper wounded Amal Saleh, a girl of six, in Zabid on Monday.", "houthis"),
    ],
)
def test_possessives_numbers_and_given_names_name_no_group(read: Read, text: str, initiator: str) -> None:
    *_, told = read(text).statements
    assert named(told.initiator) == initiator


def test_the_rebels_are_those_told_of_and_no_militia_named_later(read: Read) -> None:
    text = "The M23 fought the Wazalendo near Kigoma on Monday. The village of Luke fell to the rebels at noon."
    *_, told = read(text).statements
    assert named(told.initiator) == "m23"


def test_who_fell_on_the_field_of_honour_fell_on_nobody(read: Read) -> None:
    text = "M23 rebels attacked our post at Sange on Monday. Two of our soldiers fell on the field of honour."
    army = Actor(id="cd.mil", name="FARDC", country="CD", kind=ActorKind.MILITARY)
    told = read(text, army, SourceKind.PRESS_OFFICE).statements
    assert {named(one.initiator) for one in told} == {"m23"}


def test_policemen_who_are_disarmed_are_hit(read: Read) -> None:
    *_, told = read("Two Congolese policemen were disarmed in Kiliba on Friday by Wazalendo fighters.").statements
    assert (named(told.initiator), named(told.target)) == ("wazalendo", "cd.police")


def test_internal_security_forces_are_police(read: Read) -> None:
    (told,) = read("Gunmen attacked the internal security forces of Syria near Busra on Sunday.").statements
    assert told.target is not None
    assert told.target.kind is ActorKind.POLICE


def test_displaced_people_are_no_army(read: Read) -> None:
    (told,) = read("CODECO militiamen killed eleven displaced people in Djugu on Sunday.").statements
    assert told.target is not None
    assert told.target.kind is ActorKind.CIVILIAN


def test_a_terrorist_group_is_not_always_the_adversary(read: Read) -> None:
    text = "Our forces repelled an attack by a terrorist group on the gate of Wigh on Tuesday."
    (told,) = read(text, LNA, SourceKind.PRESS_OFFICE).statements
    assert (named(told.initiator), named(told.target)) == ("terrorist group", "ly.lna")


def test_a_states_ships_are_those_of_the_coast_guard_that_is_told(read: Read) -> None:
    text = "Two Chinese vessels fired water cannon at a supply boat near Sabina Shoal{}."
    (guard,) = read(text.format(", the China Coast Guard said")).statements
    assert named(guard.initiator) == "cn.coast-guard"
    (navy,) = read(text.format(", witnesses said")).statements
    assert named(navy.initiator) != "cn.coast-guard"


def test_what_ones_own_air_defence_brought_down_was_the_adversarys(read: Read) -> None:
    text = "Air defence systems destroyed nine drones over Bryansk last night."
    (told,) = read(text, RUSSIAN_MINISTRY, SourceKind.PRESS_OFFICE).statements
    assert (named(told.initiator), named(told.target)) == ("ru.mil", "ua.mil")


@pytest.mark.parametrize(
    "again",
    [
        "One of them hit a block of flats in Odesa.",
        "Another fell on a hospital in Odesa.",
        "The drones hit a hospital in Odesa.",
    ],
)
def test_weapons_told_of_again_are_whose_they_were(read: Read, again: str) -> None:
    *_, told = read(f"Russia launched ninety drones at Ukraine overnight. {again}").statements
    assert named(told.initiator) == "ru.mil"


def test_another_drone_long_after_is_nobodys_by_these_words(read: Read) -> None:
    text = (
        "Russia launched ninety drones at Ukraine overnight. Sirens were heard in Lviv. Schools will stay shut. "
        "Another fell on a hospital in Chisinau, a Moldovan doctor said."
    )
    *_, told = read(text).statements
    assert told.initiator is None or "initiator" in {slot.slot for slot in told.carried}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "An Israeli drone killed two men in Tyre. Israel insisted that the dead were Hezbollah fighters.",
            "hezbollah",
        ),
        ("A Russian missile killed six in Sumy. Moscow said the victims were Ukrainian soldiers.", "ua.mil"),
    ],
)
def test_who_the_dead_are_said_to_have_been_was_hit(read: Read, text: str, target: str) -> None:
    *_, told = read(text).statements
    assert named(told.target) == target


def test_soldiers_whom_a_group_kills_are_those_it_fights(read: Read) -> None:
    (told,) = read(
        "Fano militiamen killed nine soldiers in an ambush near Debre Tabor, a spokesman for the group said."
    ).statements
    assert (named(told.initiator), named(told.target)) == ("fano", "et.mil")


def test_those_loyal_to_a_commander_are_of_his_army(read: Read) -> None:
    (told,) = read("Fighters loyal to Haftar stormed Murzuq on Friday.").statements
    assert named(told.initiator) == "ly.lna"


def test_the_troops_are_those_told_of_last(read: Read) -> None:
    text = "Rwandan soldiers crossed into Congo near Goma, UN experts said. They said the troops had shelled Mugunga."
    *_, told = read(text).statements
    assert named(told.initiator) == "rw.mil"


def test_the_dead_of_an_old_war_were_hit_by_no_single_attack(read: Read) -> None:
    *_, told = read("Some 3,000 people died in the war of 1987 between Chad and Libya.").statements
    assert told.temporal is Temporal.HISTORICAL
    assert told.target is None or told.target.kind is not ActorKind.CIVILIAN


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("RSF-army clashes left nine dead in Babanusa on Monday.", "rsf", "sd.mil"),
        ("Hezbollah-Israel exchanges of fire went on near Aitaroun on Monday.", "hezbollah", "il.mil"),
        ("FARDC vs Wazalendo at a roadblock near Runingu, two gunmen wounded.", "cd.mil", "wazalendo"),
    ],
)
def test_two_who_are_yoked_fight_each_other(read: Read, text: str, one: str, other: str) -> None:
    (told,) = read(text).statements
    assert {named(told.initiator), named(told.target)} == {one, other}


def test_a_patrol_fired_on_was_hit(read: Read) -> None:
    (told,) = read("SSPDF patrol fired upon near Abyei.").statements
    assert (named(told.initiator), named(told.target)) == (None, "ss.mil")


def test_guerrillas_of_a_group_are_the_group(read: Read) -> None:
    (told,) = read("Colombian guerrillas of the ELN kidnapped four teachers in Arauca on Monday.").statements
    assert named(told.initiator) == "eln"


def test_hostile_posts_that_were_taken_were_taken_by_who_tells_of_it(read: Read) -> None:
    text = "Taliban forces attacked our posts on Saturday. Nine hostile posts across the border were captured."
    *_, told = read(text, PAKISTANI_ARMY, SourceKind.PRESS_OFFICE).statements
    assert (named(told.initiator), named(told.target)) == ("pk.mil", "af.mil")


def test_what_was_not_shot_down_of_ones_own_the_adversary_is_said_to_have_downed(read: Read) -> None:
    text = "A US officer said an Iranian drone was downed near Qeshm. Iran said nothing of its own was shot down."
    *_, told = read(text).statements
    assert (named(told.initiator), named(told.target)) == ("us.mil", "ir.mil")


def test_squads_that_ones_own_beat_back_are_the_adversarys(read: Read) -> None:
    (told,) = read("Border guards repelled three columns that had stormed Hlyboke, Ukraine's army said.").statements
    assert named(told.initiator) == "ru.mil"


def test_the_army_is_the_one_that_the_speaker_fights(read: Read) -> None:
    text = "Israel's military spoke of a raid near Damascus. The SDF accused the army of shelling Deir Hafer."
    *_, told = read(text).statements
    assert named(told.initiator) == "sy.mil"


def test_the_navy_of_those_who_style_themselves_the_state_is_theirs(read: Read) -> None:
    own = "The naval force targeted a ship in the Gulf of Aden on Monday."
    (told,) = read(own, HOUTHIS, SourceKind.PRESS_OFFICE).statements
    assert named(told.initiator) == "houthis"
    (other,) = read("The Houthis accused the Yemeni army of shelling Razih on Monday.").statements
    assert named(other.initiator) == "ye.mil"


def test_assailants_identified_as_a_group_are_the_group(read: Read) -> None:
    (told,) = read("Assailants identified as ADF killed nine farmers at Mayi-Moya in Congo on Monday.").statements
    assert named(told.initiator) == "adf"


def test_who_was_the_target_of_an_ambush_was_hit(read: Read) -> None:
    (told,) = read("Burundian soldiers were the target of an ambush by the M23 near Kamanyola.").statements
    assert (named(told.initiator), named(told.target)) == ("m23", "bi.mil")


def test_the_mine_of_a_group_hits_no_group(read: Read) -> None:
    text = "A farmer died in the explosion of a mine left behind by Islamic State near Sukhnah in Syria on Monday."
    (told,) = read(text).statements
    assert (named(told.initiator), told.target is not None and told.target.kind) == (
        "islamic-state",
        ActorKind.CIVILIAN,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis said they had attacked a US destroyer off Hodeidah on Tuesday.",
        "The Houthis said their men had fired on a US frigate off Hodeidah on Tuesday.",
    ],
)
def test_a_country_in_capitals_is_no_pronoun(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert (told.initiator and told.initiator.id, told.target and told.target.id) == ("houthis", "us.mil")


@pytest.mark.parametrize(
    "text",
    [
        "IS said it had killed nine soldiers near Mosul on Monday.",
        "On Monday IS claimed it had shot nine soldiers dead near Mosul.",
    ],
)
def test_a_group_that_is_spelt_as_an_auxiliary_speaks(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert [told.claimant.id, told.initiator and told.initiator.id] == ["islamic-state"] * 2


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A Chinese vessel rammed a Philippine boat near Sabina Shoal on Monday.", "CN"),
        ("A Philippine official said a Chinese ship had rammed a supply boat near Sabina Shoal on Monday.", "CN"),
        ("A North Korean boat was fired on by a South Korean ship near Yeonpyeong on Monday.", "KR"),
    ],
)
def test_a_ship_that_acts_acts_for_her_state(read: Read, text: str, country: str) -> None:
    (told,) = read(text).statements
    assert told.initiator is not None
    assert told.initiator.country == country


@pytest.mark.parametrize(
    "text",
    [
        "The RSF has not claimed the attack on El Fasher on Monday.",
        "The RSF did not claim Monday's attack on El Fasher.",
        "The RSF has yet to claim the attack on El Fasher on Monday.",
    ],
)
def test_an_attack_that_is_not_claimed_is_nobodys(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert (told.claimant.name, told.initiator) == ("Valley Wire", None)


def test_who_is_pointed_at_did_it_whatever_was_said_before(read: Read) -> None:
    text = (
        "Rwanda's army said shells from Congo had landed in Rubavu on Monday. Kinshasa said it was M23 that had fired."
    )
    assert [one.initiator and one.initiator.id for one in read(text).statements][1:] == ["m23"]


def test_our_units_in_the_claim_of_another_are_those_of_the_press_office(read: Read) -> None:
    text = "The statement by the Azerbaijani MoD that our drones hit Kalbajar on Monday is false."
    (told,) = read(text, ARMENIAN_MINISTRY, SourceKind.PRESS_OFFICE).statements
    assert (told.claimant.id, told.initiator and told.initiator.id) == ("am.mod", "am.mil")


def test_an_attack_is_of_whom_it_is_blamed_on(read: Read) -> None:
    (told,) = read("Nine villagers were killed in an attack blamed on ADF rebels in Lubero on Monday.").statements
    assert named(told.initiator) == "adf"
