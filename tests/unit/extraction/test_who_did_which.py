"""Several happenings in one sentence: each is told of who did it, and of nobody beside whom it is told."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def _of(party: Actor | None) -> str | None:
    """Whose somebody is: a country by its code, a group by its own id, others by their name."""
    if party is None:
        return None
    return party.country if party.id is None or "." in party.id else party.id


def _doers(found: Extraction) -> list[str | None]:
    return [_of(one.initiator) for one in found.statements]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "The army said it had recaptured Singa after the RSF claimed it had killed six soldiers there.",
            ["SD", "rsf"],
        ),
        ("After Hezbollah fired rockets at Safed, Israel bombed Tyre.", ["hezbollah", "IL"]),
        ("Turkey shelled Manbij while Syrian troops attacked Tabqa.", ["TR", "SY"]),
        ("The RSF, which the Sudanese army bombed in Nyala, shelled Kadugli.", ["SD", "rsf"]),
        ("Kenyan troops raided Boni after Al-Shabaab fighters killed two policemen.", ["KE", "al-shabaab"]),
        ("Fighters of JNIM attacked Gossi and were bombed by Malian jets.", ["jnim", "ML"]),
        ("Russian drones hit Izmail, prompting Romanian jets to shoot down one of them over Tulcea.", ["RU", "RO"]),
    ],
)
def test_each_clause_has_its_own_doer(read: Read, text: str, doers: list[str]) -> None:
    """Whoever stands in another clause of the sentence would otherwise have done both, or one would be lost."""
    assert _doers(read(text)) == doers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Armenia shelled a depot at Sotk and Azerbaijani troops attacked Jermuk.", [("AM", "Sotk"), ("AZ", "Jermuk")]),
        ("Russia hit Sumy and Ukrainian drones struck Belgorod.", [("RU", "Sumy"), ("UA", "Belgorod")]),
        ("After Hezbollah fired rockets at Safed, Israel bombed Tyre.", [("hezbollah", "Safed"), ("IL", "Tyre")]),
    ],
)
def test_a_second_clause_takes_no_place_of_the_first(read: Read, text: str, told: list[tuple[str, str]]) -> None:
    """The parser takes "Sotk and Azerbaijani" for two qualities of the troops."""
    assert [(_of(one.initiator), one.place and one.place.name) for one in read(text).statements] == told


def test_a_weapon_is_of_the_clause_that_names_it(read: Read) -> None:
    text = "The Taliban opened fire on a Pakistani post while Pakistani drones bombed a camp in Khost."
    assert [one.event_type for one in read(text).statements] == [EventType.SHOOTING, EventType.DRONE_STRIKE]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "Boko Haram raided Konduga and the army killed nine insurgents.",
            [("boko-haram", []), ("NG", ["boko-haram"])],
        ),
        (
            "Kenyan troops raided Boni after Al-Shabaab gunmen killed two officers.",
            [("KE", []), ("al-shabaab", ["KE"])],
        ),
    ],
)
def test_who_attacked_did_not_kill_its_own(read: Read, text: str, dead: list[tuple[str, list[str]]]) -> None:
    told = [(_of(one.initiator), [cell.side for cell in one.casualties]) for one in read(text).statements]
    assert told == dead


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The Houthis repulsed a Saudi attack at Razih, killing four soldiers.", "SA"),
        ("Somali troops repelled an Al-Shabaab raid on Bardere, killing 20 fighters.", "al-shabaab"),
        ("The Houthis repulsed a Saudi attack at Razih but lost four men.", "houthis"),
    ],
)
def test_who_beats_off_an_attack_kills_those_who_made_it(read: Read, text: str, side: str) -> None:
    (told,) = read(text).statements
    assert [cell.side for cell in told.casualties] == [side]


@pytest.mark.parametrize(
    ("text", "doer", "target"),
    [
        ("Baku condemned Armenia shelling Nakhchivan on Monday.", "AM", None),
        ("The abduction by gunmen of two Chinese engineers in Zamfara was reported on Sunday.", "gunmen", "CN"),
        ("Moroccan posts at Mahbes were the target of Polisario shelling.", "polisario", "MA"),
        ("Nigerian troops were pushed out of Kukawa by Boko Haram militants.", "boko-haram", "NG"),
        ("Together with Rwandan troops, M23 rebels attacked Uvira.", "m23", "CD"),
    ],
)
def test_who_did_it_to_whom(read: Read, text: str, doer: str, target: str | None) -> None:
    """The first two were told the wrong way round; whoever helps is not hit."""
    (told,) = read(text).statements
    assert (told.initiator and (_of(told.initiator) or told.initiator.name), _of(told.target)) == (doer, target)


def test_what_neither_did_nobody_did(read: Read) -> None:
    assert not read("Neither the army nor the RSF shelled the market, the governor of Kadugli said.").statements


def test_who_denies_and_says_says_it_himself(read: Read) -> None:
    text = "Ankara denied that its jets had bombed Sinjar and said PKK fighters had shelled Zakho."
    told = [(one.speech_act, _of(one.initiator)) for one in read(text).statements]
    assert told == [(SpeechAct.DENIES, "TR"), (SpeechAct.ASSERTS, "pkk")]


@pytest.mark.parametrize(
    "text",
    [
        "Kabul said Pakistani jets had bombed Barmal, killing four, and vowed to respond.",
        "Tehran said Israel had bombed Natanz and threatened to strike Haifa.",
    ],
)
def test_who_tells_of_an_attack_vows_to_answer_it(read: Read, text: str) -> None:
    """And not who attacked."""
    assert not [one for one in read(text).statements if _of(one.claimant) in {"PK", "IL"}]


def test_who_is_told_of_behind_a_participle_signs_nothing(read: Read) -> None:
    (told,) = read("Pounded by Sudanese jets, traders in Nyala fled.").statements
    assert told.claimant.name != "traders"


def test_shelling_by_somebody_is_his_in_whatever_clause_it_stands(read: Read) -> None:
    text = "The Taliban said it had returned fire after what it called unprovoked shelling by Pakistan on Khost."
    told = [one.initiator.country for one in read(text).statements if one.initiator is not None]
    assert told == ["AF", "PK"]


def test_who_denies_that_a_town_fell_did_not_take_it(read: Read) -> None:
    (told,) = read("The Congolese army denied that Goma had fallen on Monday.").statements
    assert told.initiator is None


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("Chinese coast guard ships used water cannon against a Philippine boat on Monday.", "CN", "Philippine boat"),
        ("A rocket fired from Gaza by Islamic Jihad fell on a school in Sderot on Monday.", "PS", None),
        ("The drone, made in Iran, hit a Ukrainian post in Kharkiv on Monday.", None, "Ukrainian Armed Forces"),
    ],
)
def test_arms_are_of_who_uses_them_and_hit_what_they_are_used_on(
    read: Read, text: str, initiator: str | None, target: str | None
) -> None:
    (told,) = read(text).statements
    assert (told.initiator and told.initiator.country, told.target and told.target.name) == (initiator, target)


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("Boko Haram ambushed a convoy near Damboa on Friday, two military sources said.", "Boko Haram", None),
        ("Southern separatists shelled Nehm in Hadramout on Friday.", "Southern Transitional Council", None),
    ],
)
def test_no_voice_and_no_quarter_of_the_sky_is_a_party(
    read: Read, text: str, initiator: str, target: str | None
) -> None:
    (told,) = read(text).statements
    assert (told.initiator and told.initiator.name, told.target and told.target.name) == (initiator, target)


def test_a_weapon_has_no_owner_who_speaks(read: Read) -> None:
    (told,) = read("A drone hit the Khor Mor gas field in Iraq on Wednesday, its owner said.").statements
    assert told.claimant.id is None


def test_who_condemns_a_raid_did_not_do_it(read: Read) -> None:
    text = (
        "Oman called for calm after Afghan and Pakistani troops traded heavy fire along the border. India condemned "
        "the bombing of Khost. Envoys will meet in Muscat on Friday."
    )
    told = [s for s in read(text).statements if s.claimant.country == "IN"]
    assert [s.initiator for s in told] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "In retaliation for the Azerbaijani raid, mortars were fired at a post near Tovuz.",
        "In response to the aggression of Azerbaijan, rockets were launched at a barracks in Tovuz.",
    ],
)
def test_what_was_done_in_reply_was_done_by_who_says_so(read: Read, text: str) -> None:
    armenia = Actor(id="am.mod", name="Armenian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT)
    told = read(text, armenia, SourceKind.PRESS_OFFICE).statements[0]
    assert told.initiator is not None
    assert told.initiator.country == "AM"


def test_fire_from_the_opposing_side_is_the_opponents(read: Read) -> None:
    armenia = Actor(id="am.mod", name="Armenian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT)
    text = "A herder was wounded near Khnatsakh on Monday by fire from the opposing side."
    (told,) = read(text, armenia, SourceKind.PRESS_OFFICE).statements
    assert told.initiator is not None
    assert told.initiator.country == "AZ"
