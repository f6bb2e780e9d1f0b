"""Whose those are who are counted: of whom their words or their sentence tell, in whatever construction."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import CasualtyCategory, EventType
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def sides(read: Read, text: str) -> set[tuple[str, str | None, int]]:
    return {(c.category.value, c.side, c.min) for one in read(text).statements for c in one.casualties}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sudan's army said it repelled an RSF attack on Kosti on Monday, killing 90.", {("killed", "rsf", 90)}),
        (
            "The Ukrainian army said it beat back a Russian assault near Toretsk on Monday, killing 60.",
            {("killed", "RU", 60)},
        ),
        ("Niger's army said its troops repelled an attack on Tera on Monday, killing 30.", {("killed", None, 30)}),
        ("Sudan's army said it fought off an RSF raid near Kosti on Monday, killing 20.", {("killed", "rsf", 20)}),
    ],
)
def test_whoever_throws_an_attack_back_kills_those_who_made_it(
    read: Read, text: str, found: set[tuple[str, str | None, int]]
) -> None:
    """They were the defender's own, as whom the attack was on."""
    assert sides(read, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Pakistan's army said a soldier was martyred and six Indian troops were killed near Leepa on Monday.",
            {("killed", "PK", 1), ("killed", "IN", 6)},
        ),
        (
            "Turkey said a soldier was killed and eight PKK fighters were killed in Hakkari on Monday.",
            {("killed", "TR", 1), ("killed", "pkk", 8)},
        ),
        (
            "The Philippine army said nine NPA rebels and a soldier were killed in a clash in Bukidnon on Monday.",
            {("killed", "npa", 9), ("killed", "PH", 1)},
        ),
        (
            "Turkey said four soldiers and 30 PKK fighters were killed in Metina in Iraq on Monday.",
            {("killed", "TR", 4), ("killed", "pkk", 30)},
        ),
        ("Israel said four soldiers were killed in Aitaroun in Lebanon on Monday.", {("killed", "IL", 4)}),
        (
            "Pakistan's army said six Indian soldiers were killed and nine wounded near Leepa on Monday.",
            {("killed", "IN", 6), ("injured", "IN", 9)},
        ),
    ],
)
def test_soldiers_told_beside_the_foe_are_the_speakers(
    read: Read, text: str, found: set[tuple[str, str | None, int]]
) -> None:
    """One's own dead were the enemy's, or added to theirs: "four soldiers and nine rebels" made thirteen rebels."""
    assert sides(read, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah admitted four deaths in an Israeli strike on Tyre on Monday.",
        "Hezbollah announced the death of four members in an Israeli strike on Tyre on Monday.",
    ],
)
def test_a_group_that_admits_deaths_admits_its_own(read: Read, text: str) -> None:
    assert sides(read, text) == {("killed", "hezbollah", 4)}
    assert [one.target.id for one in read(text).statements if one.target is not None] == ["hezbollah"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "India said three soldiers were killed near Uri on Monday. Pakistan denied that its troops had fired and "
            "said two of its soldiers were wounded.",
            {("killed", "IN", 3), ("injured", "PK", 2)},
        ),
        (
            "India's army said one jawan was killed and five Pakistani rangers were wounded near Samba on Monday.",
            {("killed", "IN", 1), ("injured", "pk.rangers", 5)},
        ),
        (
            "The Israeli army said it killed two men near Jenin on Monday and that there were no Israeli casualties.",
            {("killed", "PS", 2), ("killed", "IL", 0), ("injured", "IL", 0)},
        ),
        (
            "Five people were killed on the Kyrgyz side near Vorukh on Monday, the Red Cross said.",
            {("killed", "KG", 5)},
        ),
    ],
)
def test_whose_they_are_by_their_words_is_not_weighed_again(
    read: Read, text: str, found: set[tuple[str, str | None, int]]
) -> None:
    assert sides(read, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Israel said it had killed a Hamas commander and five others in Rafah on Monday.",
            {("killed", "hamas", 6)},
        ),
        (
            "Azerbaijan's army said four of its men were killed near Lachin on Monday while the Armenian side lost "
            "two, with six more wounded.",
            {("killed", "AZ", 4), ("killed", "AM", 2), ("injured", "AM", 6)},
        ),
    ],
)
def test_who_is_counted_without_a_noun_is_of_those_before(
    read: Read, text: str, found: set[tuple[str, str | None, int]]
) -> None:
    assert found <= sides(read, text)
    assert {side for _, side, _ in sides(read, text)} == {side for _, side, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "Three soldiers on each side were killed near Vorukh on Monday, officials in Dushanbe said.",
        "Each side lost three men near Vorukh on Monday, a Tajik official said.",
    ],
)
def test_who_fell_on_both_sides_is_of_neither(read: Read, text: str) -> None:
    assert sides(read, text) == {("killed", None, 3)}


def test_who_is_hurt_while_drones_are_downed_is_not_of_those_who_sent_them(read: Read) -> None:
    text = (
        "The governor said two people were killed in Belgorod on Monday, while Russia's Defence Ministry said 30 "
        "Ukrainian drones had been downed and three people wounded."
    )
    (down,) = [one for one in read(text).statements if one.event_type is EventType.INTERCEPTION]
    assert [(c.category, c.side) for c in down.casualties] == [(CasualtyCategory.INJURED, "RU")]


def test_the_men_of_a_government_are_no_civilians(read: Read) -> None:
    (told,) = read("Ethiopia's government said 12 of its men were killed by Fano near Gondar on Monday.").statements
    assert told.target is not None
    assert told.target.id == "et.mil"


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between the Rapid Support Forces and the SPLM-N killed eight in Kadugli on Sunday.",
        "Fighting between M23 and Wazalendo militias in Masisi left 15 people dead.",
        "Clashes between the army and the RSF killed 20 people in Omdurman on Sunday.",
    ],
)
def test_people_who_die_between_two_that_fight_are_of_neither(read: Read, text: str) -> None:
    """They were all lost by whom the sentence names second."""
    (told,) = read(text).statements
    (dead,) = told.casualties
    assert told.target is not None
    assert dead.side not in (told.target.id, (told.initiator.id if told.initiator is not None else None))


def test_those_who_are_told_to_be_of_one_that_fought_are_its(read: Read) -> None:
    (told,) = read("The Syrian army clashed with the SDF near Manbij on Monday, killing three SDF fighters.").statements
    assert [dead.side for dead in told.casualties] == ["sdf"]


@pytest.mark.parametrize(
    "told",
    [
        "was reported at Wanding on Monday; 14 dead.",
        "broke out at Wanding on Monday. At least 14 people died.",
        "at Wanding on Monday left 14 dead.",
    ],
)
def test_who_fell_where_two_fought_is_neithers_wherever_it_is_counted(read: Read, told: str) -> None:
    (fight,) = read(f"Fighting between the SSPDF and the SPLA-IO {told}").statements
    assert [(figure.min, figure.side) for figure in fight.casualties] == [(14, None)]
