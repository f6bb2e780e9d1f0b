"""Live pages, posts and snaps: where their items begin, and what is no part of them."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Aspect, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction
from services.ingest.extraction.text.casing import readable
from services.ingest.extraction.text.segment import segment

Read = Callable[..., Extraction]
CHANNEL = Actor(id=None, name="@valley_now", country="CH", kind=ActorKind.UNKNOWN)


def texts(text: str) -> list[str]:
    return [unit.text.strip() for unit in segment("text", text).units]


def test_items_of_like_length_are_not_joined_into_one_paragraph(read: Read) -> None:
    page = (
        "10:45 Cambodian troops fire rockets at a market in Surin, Thai army says\n"
        "10.52 Thai F-16s bomb a Cambodian artillery site near Oddar Meanchey\n"
        "11.10 Two soldiers killed in shelling of Kantharalak, Thai army says\n"
        "11.34 Thai troops shell a Cambodian post near Preah Vihear, Phnom Penh says\n"
    )
    assert {s.place.name for s in read(page).statements if s.place} >= {"Surin", "Kantharalak", "Preah Vihear"}


def test_lines_that_a_page_ended_are_joined(world: object, extractor: object) -> None:
    wrapped = (
        "Soldiers on the hill said that they had heard shells fall near the\n"
        "village for an hour, and that nobody there had been hurt, as far as\n"
        "they knew, though two barns were on fire and a cow had been killed\n"
        "by a splinter in the yard behind the school.\n"
    )
    assert readable(wrapped, extractor._reference, extractor._lexicon).count("\n") == 1  # type: ignore[attr-defined]


def test_each_hour_of_a_live_page_that_is_one_line_begins_an_item() -> None:
    page = "9:02 a.m. – Sirens in Sumy. 9:20 a.m. – Blasts heard. 10:05 a.m. – The army shot down 31 drones."
    units = segment("text", page).units
    assert [(unit.clock.hour, unit.clock.minute) for unit in units if unit.clock] == [(9, 2), (9, 20), (10, 5)]
    assert [unit.text for unit in units] == ["Sirens in Sumy.", "Blasts heard.", "The army shot down 31 drones."]


def test_an_hour_inside_a_sentence_begins_nothing() -> None:
    assert texts("Shells fell at 07:40 on the village. The last fell at 08:10.") == [
        "Shells fell at 07:40 on the village.",
        "The last fell at 08:10.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "🔴 BREAKING: Shells fall on Tegh.",
        "BREAKING 🚨: Shells fall on Tegh.",
        "🔔UPDATE | 23:50 | Shells fall on Tegh.",
        "UPDATE 1-Shells fall on Tegh.",
        "#URGENT Shells fall on Tegh.",
        "RT @tegh_news: Shells fall on Tegh. https://example.org/x",
        "[14:10] Shells fall on Tegh.",
        "14:10 MSK • Shells fall on Tegh.",
        "Shells fall on Tegh. 🇦🇲 #Syunik @tegh_news",
        "Shells fall on Tegh. 2/4",
    ],
)
def test_what_stands_around_a_post_is_no_part_of_it(line: str) -> None:
    assert texts(line) == ["Shells fall on Tegh."]


def test_a_picture_stands_for_a_full_stop_and_a_flag_for_nothing() -> None:
    assert texts("Shells fall on Tegh again today 💥 Nobody hurt 🙏") == [
        "Shells fall on Tegh again today .",
        "Nobody hurt",
    ]
    assert len(texts("The Armenian 🇦🇲 Army fell back.")) == 1


def test_words_that_only_look_like_alarms_stay() -> None:
    assert texts("Live-fire drills began.\nFlash floods hit the camp.\nAlert residents saw a drone.") == [
        "Live-fire drills began.",
        "Flash floods hit the camp.",
        "Alert residents saw a drone.",
    ]


def test_a_tag_inside_a_sentence_is_a_word_of_it(read: Read) -> None:
    (found,) = read("Katyusha rockets land near #Ain_al_Asad air base.", CHANNEL, SourceKind.SOCIAL).statements
    assert found.place is not None
    assert found.place.name == "Ain al Asad"


def test_what_an_item_of_its_own_hour_tells_is_not_of_the_night_that_a_later_one_tells_of(read: Read) -> None:
    page = (
        "12:20 – Shells fell on Tegh, the mayor says.\n"
        "12:41 – Two people wounded by a mine near Goris, medics say.\n"
        "13:05 – The Armenian army says it shot down 31 drones overnight.\n"
    )
    days = [s.occurred.start.day for s in read(page).statements if s.occurred is not None]
    assert days == [9, 9, 8]


@pytest.mark.parametrize(
    ("name", "kind"), [("Hezbollah Watch", ActorKind.CIVILIAN), ("Karabakh Observer", ActorKind.CIVILIAN)]
)
def test_who_watches_somebody_does_not_speak_for_it(read: Read, name: str, kind: ActorKind) -> None:
    account = Actor(id=None, name=name, country="CH", kind=ActorKind.UNKNOWN)
    (found,) = read("Two shells fell on the village of Tegh.", account, SourceKind.SOCIAL).statements
    assert (found.claimant.name, found.claimant.kind) == (name, kind)


ACCOUNT = Actor(id=None, name="Tegh Lads", country="AM", kind=ActorKind.UNKNOWN)


@pytest.mark.parametrize(
    ("post", "did", "hit"),
    [
        ("Enemy fired at our position near Tegh.", "AZ", "AM"),
        ("Our boys hit an enemy depot near Lachin.", "AM", "AZ"),
        ("Our air defence shot down two enemy drones over Tegh.", "AM", "AZ"),
    ],
)
def test_ours_and_the_enemy_of_a_private_account_are_of_its_land(read: Read, post: str, did: str, hit: str) -> None:
    (found,) = read(post, ACCOUNT, SourceKind.SOCIAL).statements
    assert found.initiator is not None
    assert found.target is not None
    assert (found.initiator.country, found.target.country) == (did, hit)


def test_nobody_struck_a_post_that_is_deleted(read: Read) -> None:
    post = "Deleting my earlier post about an Azerbaijani strike on Tegh, it was a gas cylinder."
    (found,) = read(post, ACCOUNT, SourceKind.SOCIAL).statements
    assert found.speech_act is SpeechAct.RETRACTS
    assert found.target is None or found.target.name != "Tegh Lads"


def test_what_an_earlier_version_said_is_taken_back(read: Read) -> None:
    text = "An earlier version of this article said Ethiopian troops had fired at Todonyang."
    (found,) = read(text).statements
    assert found.speech_act is SpeechAct.RETRACTS


def test_a_toll_that_was_wrong_counts_nobody_and_denies_no_attack(read: Read) -> None:
    text = (
        "A drone strike on a market in El Obeid killed nine people, medics said, blaming the Rapid Support Forces. The "
        "toll of 11 given earlier was wrong, the hospital said."
    )
    found = read(text).statements
    assert 11 not in {c.max for s in found for c in s.casualties}
    assert all(s.answers is None or s.answers.aspect is Aspect.DETAIL for s in found)


def test_fights_between_two_are_fights_and_not_brawls_of_unknown_arms(read: Read) -> None:
    (found,) = read("Intense fights between the M23 and the Wazalendo in Kibumba. Six dead.").statements
    assert found.event_type is EventType.EXCHANGE_OF_FIRE
