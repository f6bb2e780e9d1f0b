"""What settles the type of a happening where its trigger, its words and its report do not say the same."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType, Temporal
from services.ingest.extraction import Extraction
from services.ingest.extraction.happenings.weigh import Sort, likeliest, shipped

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers at the Sotk post were attacked with mortars on Tuesday, the ministry said.", EventType.SHELLING),
        ("A quadcopter killed two shepherds near Tegh on Tuesday, dropping a grenade on them.", EventType.DRONE_STRIKE),
        ("Gunmen killed four miners near Goris on Tuesday in a hail of bullets.", EventType.SHOOTING),
    ],
)
def test_words_beside_a_trigger_decide_what_it_is(read: Read, text: str, kind: EventType) -> None:
    assert read(text).statements[0].event_type is kind


def test_dead_without_a_cause_are_those_of_what_the_report_tells(read: Read) -> None:
    found = read(
        "Artillery shelled the village of Tegh for an hour on Tuesday. Shells fell on the school.\n"
        "The hospital in Goris said two people had died."
    ).statements
    assert {statement.event_type for statement in found} == {EventType.SHELLING}


def test_a_trigger_that_names_its_type_keeps_it_where_words_say_nothing(read: Read) -> None:
    (told,) = read("Border guards abducted a shepherd near Tegh on Tuesday.").statements
    assert told.event_type is EventType.CAPTURE_ABDUCTION


def test_a_threat_stays_one_whatever_it_threatens_with(read: Read) -> None:
    found = read(
        "Shells fell on Tegh on Tuesday. "
        "The Azerbaijani Defence Ministry warned that it would shell Goris if fire went on."
    ).statements
    assert EventType.THREAT in {statement.event_type for statement in found}


def test_the_dead_of_a_war_are_not_those_of_what_the_report_tells(read: Read) -> None:
    found = read(
        "Artillery shelled the village of Tegh for an hour on Tuesday.\nThe war of 2020 cost more than 6,500 lives."
    ).statements
    assert [statement.event_type for statement in found][:1] == [EventType.SHELLING]
    assert all(
        statement.event_type is EventType.OTHER for statement in found if statement.temporal is Temporal.HISTORICAL
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The battery fired on the village of Tegh on Tuesday.", EventType.SHELLING),
        ("The Israeli Air Force struck a workshop in Khan Yunis on Tuesday.", EventType.AIR_STRIKE),
        ("A shepherd and his wife were killed from the air near Goris on Tuesday.", EventType.AIR_STRIKE),
        ("Our troops returned fire with tanks near Goris on Tuesday.", EventType.SHELLING),
        ("Two sappers died near Goris on Tuesday when a pile of old shells exploded.", EventType.EXPLOSIVE_DEVICE),
    ],
)
def test_who_attacked_and_from_where_tells_with_what(read: Read, text: str, kind: EventType) -> None:
    assert kind in {statement.event_type for statement in read(text).statements}


def test_words_beside_a_draft_tell_what_it_is(read: Read) -> None:
    alone = read("Two people died in Goris on Tuesday.").statements
    told = read(
        "Two people died in Goris on Tuesday. Drones circled over the town, and one dropped a grenade.",
        title="Drone strikes Goris",
    ).statements
    assert EventType.DRONE_STRIKE not in {statement.event_type for statement in alone}
    assert told[0].event_type is EventType.DRONE_STRIKE


@pytest.mark.parametrize(
    "text",
    [
        "Residents said a drone had been seen overhead near Goris on Tuesday and three people were dead.",
        "A drone was seen over Goris on Tuesday, residents said. Three people were killed in the town that night.",
        "Villagers said three people had been killed near Goris on Tuesday and that a drone had been seen overhead.",
        "Gunmen killed three people near Goris on Tuesday while a drone hovered overhead, villagers said.",
    ],
)
def test_a_drone_that_only_flies_struck_nobody(read: Read, text: str) -> None:
    told = read(text).statements
    dead = {one.event_type for one in told if one.casualties}
    assert dead
    assert not dead & {EventType.DRONE_STRIKE, EventType.DRONE_ACTIVITY}


def test_no_drones_strike_where_no_word_names_any(read: Read) -> None:
    told = read(
        "Riders raided the market of Kidal on Tuesday, killing six people, a councillor said. JNIM later claimed the "
        'raid, saying it had targeted "collaborators" of the army and lost four fighters. Residents put the toll at 9.'
    ).statements
    assert len(told) == 4
    assert EventType.DRONE_STRIKE not in {statement.event_type for statement in told}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers seized forty camels near Kidal on Tuesday.", EventType.OTHER),
        ("The seizure of nine vehicles near Kidal was announced on Tuesday.", EventType.OTHER),
        ("Rebels seized two soldiers and a truck near Kidal on Tuesday.", EventType.CAPTURE_ABDUCTION),
    ],
)
def test_people_are_captured_and_things_seized(read: Read, text: str, kind: EventType) -> None:
    assert [one.event_type for one in read(text).statements] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two men were arrested in Goris on Tuesday on suspicion of spying.", EventType.OTHER),
        ("The militia strengthened its posts near Goris on Tuesday.", EventType.FORCE_BUILDUP),
        ("Two mobile phone masts near Goris were felled on Tuesday.", EventType.INFRASTRUCTURE_DAMAGE),
        ("An avalanche killed six soldiers near Goris on Tuesday.", EventType.OTHER),
    ],
)
def test_what_is_no_attack_has_the_type_of_its_word(read: Read, text: str, kind: EventType) -> None:
    assert [one.event_type for one in read(text).statements] == [kind]


def test_types_of_one_family_speak_for_each_other() -> None:
    bits = dict.fromkeys(EventType, 0.0)
    bits |= {EventType.OTHER: 3.0, EventType.SHELLING: 2.5, EventType.AIR_STRIKE: 2.4, EventType.DRONE_STRIKE: 2.4}
    assert likeliest(bits) is EventType.SHELLING


def test_every_sort_of_draft_has_weights_and_no_name_is_among_them() -> None:
    assert set(shipped()) == {one.name for one in Sort}
    pieces = {name for weights in shipped().values() for name in weights if not name.startswith("is ")}
    assert pieces <= {
        *("clause", "sentence", "report", "near", "told", "bound", "copied", "title"),
        *(f"{where}{idle}" for where in ("lead", "before", "after") for idle in ("", " idle")),
    }
