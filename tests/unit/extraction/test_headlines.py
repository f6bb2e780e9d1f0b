"""Who suffers and who speaks in the few words of a headline or a snap."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, CasualtyCategory, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction
from services.ingest.extraction.text.segment import segment

Read = Callable[..., Extraction]
CHANNEL = Actor(id=None, name="@valley_now", country="CH", kind=ActorKind.UNKNOWN)


@pytest.mark.parametrize(
    ("title", "hit"),
    [
        ("Kosovo police officer shot dead near Merdare", "Kosovo Police"),
        ("Two Turkish soldiers shot near Pyla", "Turkish Armed Forces"),
        ("Three Israelis killed in attack near Nablus", "Israeli civilians"),
        ("Two Armenians wounded in raid on Tegh", "Armenian civilians"),
    ],
)
def test_who_suffers_in_a_headline_did_not_do_it(read: Read, title: str, hit: str) -> None:
    (found,) = read("", title=title).statements
    assert found.initiator is None
    assert found.target is not None
    assert found.target.name == hit


def test_a_thing_that_was_hit_hit_nobody(read: Read) -> None:
    (found,) = read("Army post at Tatta Pani hit. The road is closed.", CHANNEL, SourceKind.SOCIAL).statements
    assert found.initiator is None


@pytest.mark.parametrize(
    "title", ["Israeli tanks struck overnight in Khan Younis", "Indian ships shelled at dawn off Karachi"]
)
def test_what_strikes_without_an_object_strikes_all_the_same(read: Read, title: str) -> None:
    (found,) = read("", title=title).statements
    assert found.initiator is not None
    assert found.initiator.name.startswith(title.split()[0][:5])


def test_the_next_item_of_a_headline_is_not_what_the_first_did(read: Read) -> None:
    (found,) = read("Farmer wounded near Nowshera, constable killed.").statements
    assert found.initiator is None
    assert {c.category for c in found.casualties} == {CasualtyCategory.INJURED, CasualtyCategory.KILLED}


def test_the_counted_people_of_a_nation_speak_for_no_office(read: Read) -> None:
    (found,) = read("Two Palestinians killed, three injured in raid on Jenin.").statements
    assert found.initiator is None


def speaker(found: Extraction) -> str:
    (statement,) = found.statements
    return statement.claimant.name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("North Korea 'fired shots' across border: Seoul", "South Korea"),
        ("Thai F-16s bomb Cambodian casino at O'Smach: Phnom Penh", "Cambodia"),
        ("RSF shelling kills nine in El Obeid: medics", "medics"),
        ("Russian drones kill three in Sumy - governor", "governor"),
        ("Ethiopia: At least 26 dead as drone hits school in Amhara – doctor", "doctor"),
        ("Two killed in shelling of Donetsk, Russian-installed mayor says", "Russian-installed mayor"),
        ("Two killed in drone strike on key city: Pokrovsk", "Valley Wire"),
    ],
)
def test_who_speaks_stands_at_the_end_of_a_headline(read: Read, title: str, name: str) -> None:
    assert speaker(read("", title=title)) == name


def test_an_official_at_the_end_of_a_headline_did_not_do_it(read: Read) -> None:
    (found,) = read("", title="No casualties after rockets fired at Ain al-Asad base: US official").statements
    assert found.initiator is None


def test_a_few_words_in_single_quotation_marks_are_of_their_clause(read: Read) -> None:
    (found,) = read("", title="Kremlin rejects 'absurd' claim it sent drones into Poland").statements
    assert (found.claimant.name, found.speech_act) == ("Kremlin", SpeechAct.DENIES)


def test_who_calls_a_claim_untrue_before_it_is_told_denies_it(read: Read) -> None:
    text = "India called 'fabricated' Pakistan's claims that its army had shelled villages near Kotli on Tuesday."
    (found,) = read(text).statements
    assert (found.claimant.name, found.speech_act) == ("India", SpeechAct.DENIES)
    assert found.initiator is not None
    assert found.initiator.country == "IN"


@pytest.mark.parametrize("answer", ["Yerevan denies.", "Yerevan: “lies”", "Yerevan: 'fake news'"])
def test_an_answer_of_two_words_is_a_denial(read: Read, answer: str) -> None:
    told, denied = read(f"Azerbaijan accuses Armenia of firing at positions near Tegh. {answer}").statements
    assert (denied.claimant.name, denied.speech_act) == ("Armenia", SpeechAct.DENIES)
    assert denied.answers is not None
    assert denied.answers.statement == told.id


def test_a_capital_that_answers_is_no_place_of_the_happening(read: Read) -> None:
    text = "Azerbaijani troops fired at a house in Khoznavar.\nBaku: allegation is false, our units did not open fire"
    for found in read(text).statements:
        assert found.place is not None
        assert found.place.name == "Khoznavar"


def test_lands_that_head_the_items_of_a_round_say_nothing(read: Read) -> None:
    text = (
        "Ukraine – Russian bombs killed three in Kostiantynivka, the mayor said. Russia – A Ukrainian drone wounded a "
        "woman in Belgorod, its governor said. Myanmar – The junta bombed a monastery in Sagaing, killing 22, the NUG "
        "says; the junta has not commented."
    )
    first, second, third = read(text, kind=SourceKind.AGGREGATOR).statements
    assert {first.claimant.name, second.claimant.name}.isdisjoint({"Ukraine", "Russia"})
    assert third.claimant.name == "National Unity Government"
    assert third.initiator is not None
    assert third.initiator.country == "MM"


def test_towns_that_head_the_sentences_of_one_line_have_their_own_dead(read: Read) -> None:
    text = "Kyiv: drone falls on a house, one wounded. Kharkiv: two killed in a strike on a depot."
    kyiv, kharkiv = read(text).statements
    assert kyiv.place is not None
    assert kharkiv.place is not None
    assert (kyiv.place.name, kharkiv.place.name) == ("Kyiv", "Kharkiv")
    assert [c.category for c in kyiv.casualties] == [CasualtyCategory.INJURED]
    assert [c.category for c in kharkiv.casualties] == [CasualtyCategory.KILLED]


def test_whoever_stands_behind_a_post_says_all_of_it(read: Read) -> None:
    post = "Azerbaijani troops fired at a house in Khoznavar at 23:40. No casualties — Armenian MoD"
    (found,) = read(post, CHANNEL, SourceKind.SOCIAL).statements
    assert found.claimant.name == "Armenian Ministry of Defence"


def test_the_agency_in_brackets_does_not_take_the_word_from_the_office_before_it(read: Read) -> None:
    text = "• Two Lebanese killed in Israeli strike on Nabatieh – health ministry (NNA)\n"
    assert speaker(read(text, kind=SourceKind.AGGREGATOR)) == "Lebanese Ministry of Health"


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("31 Ukrainian drones shot down over Belgorod", "UA"),
        ("Two Israeli jets downed over Isfahan", "IL"),
        ("Indian drone brought down near Kotli", "IN"),
    ],
)
def test_what_was_shot_down_shot_nothing_down(read: Read, title: str, whose: str) -> None:
    (found,) = read("", title=title).statements
    assert found.initiator is None or found.initiator.country != whose
    assert found.target is not None
    assert found.target.country == whose


@pytest.mark.parametrize(
    "text", ["Air raid alert in Kharkiv and Sumy regions.", "Air raid sirens sounded in Kharkiv on Tuesday."]
)
def test_an_alarm_is_no_attack(read: Read, text: str) -> None:
    assert not read(text).statements


def test_warplanes_that_are_only_near_strike_nothing(read: Read) -> None:
    (found,) = read("", title="Taiwan reports 41 Chinese warplanes near island").statements
    assert found.event_type is EventType.OTHER


def test_the_items_of_a_round_in_one_line_have_their_own_lands_and_dead(read: Read) -> None:
    text = (
        "UKRAINE: Three hurt as drones hit Odesa port. SUDAN: Seven killed in shelling of El Fasher. LEBANON: Israeli "
        "strike kills two in Nabatieh. PAKISTAN: Five soldiers die in North Waziristan ambush."
    )
    found = read(text, kind=SourceKind.AGGREGATOR).statements
    assert [s.place.country for s in found if s.place is not None] == ["UA", "SD", "LB", "PK"]
    assert [s.target.country for s in found if s.target is not None] == ["UA", "SD", "LB", "PK"]
    assert [c.max for s in found for c in s.casualties] == [3, 7, 2, 5]


def test_a_town_of_a_land_that_a_round_names_once_is_found(read: Read) -> None:
    text = (
        "• Russian drones hit a port in Odesa, Ukraine said\n• In Sudan, the RSF shelled El Fasher\n"
        "• Pakistan says India shelled Kotli\n• Israel struck Nabatieh, killing two; Hezbollah vowed a response\n"
    )
    found = {s.place.name: s.place.country for s in read(text, kind=SourceKind.AGGREGATOR).statements if s.place}
    assert found["Nabatieh"] == "LB"


def test_what_one_land_is_told_of_was_not_where_another_is(read: Read) -> None:
    text = (
        "Niger: gunmen killed nine soldiers near Banibangou, the army said.\n"
        "Myanmar: soldiers burned 40 houses, villagers said.\nSudan: the army shelled Bara, residents said.\n"
    )
    burned = next(s for s in read(text, kind=SourceKind.AGGREGATOR).statements if s.claimant.name == "villagers")
    assert burned.place is None
    assert burned.initiator is not None
    assert burned.initiator.country == "MM"


@pytest.mark.parametrize(
    "line", ["Guided bomb hits house in Saltivka, four injured – medics", "Two dead in Tyre: medics"]
)
def test_a_line_without_a_full_stop_is_read_as_a_headline(read: Read, line: str) -> None:
    assert speaker(read(line)) == line.split()[-1]


@pytest.mark.parametrize(
    ("line", "did", "hit"),
    [
        ("Indian soldier killed, 2 terrorists gunned down in Udhampur", None, "terrorists"),
        ("ISPR: 23 khwarij killed in two KP operations", None, "Tehrik-i-Taliban Pakistan"),
        ("Hamas says five Israeli troops hit near Rafah", "Hamas", "Israel Defense Forces"),
        (
            "(LEAD) S. Korean military fires warning shots at N. Korean soldiers",
            "South Korean armed forces",
            "Korean People's Army",
        ),
    ],
)
def test_the_counted_are_hit_and_warning_shots_are_fired(read: Read, line: str, did: str | None, hit: str) -> None:
    found = read(line).statements[-1]
    assert found.target is not None
    assert found.target.name == hit
    assert did is None or (found.initiator is not None and found.initiator.name == did)
    assert found.initiator is None or found.initiator.name != hit


def test_a_body_that_heads_a_line_is_no_place(read: Read) -> None:
    for line in ("ISPR: 23 khwarij killed in two operations", "PCG: China Coast Guard fired water cannon; 3 hurt"):
        assert all(s.place is None for s in read(line).statements)


def test_who_is_named_on_a_line_of_its_own_says_the_next(read: Read) -> None:
    post = "Afghan Taliban spokesman Mujahid:\n\nPakistan bombed a house in Khost, 9 children martyred."
    assert speaker(read(post, CHANNEL, SourceKind.SOCIAL)) == "Taliban"


def test_a_list_behind_a_colon_is_said_by_nobody(read: Read) -> None:
    text = "What we know so far:\n• Two shells fell on the village of Tegh.\n"
    assert speaker(read(text)) == "Valley Wire"


def test_to_call_it_a_provocation_denies_nothing(read: Read) -> None:
    text = "A drone crashed in Osiny, eastern Poland. The Polish defence minister called it a provocation by Russia."
    assert SpeechAct.DENIES not in {s.speech_act for s in read(text).statements}


def test_pictures_of_an_old_strike_are_furniture() -> None:
    assert not segment("text", "2h ago\nPhotos: Aftermath of strike on Khan Younis\n3 min ago\n").units


def test_the_military_of_a_headline_is_that_of_the_soldier_it_tells_of(read: Read) -> None:
    assert speaker(read("IDF soldier killed in Rafah, military says.")) == "Israel Defense Forces"


def test_a_land_before_a_bar_heads_an_item(read: Read) -> None:
    text = (
        "🇧🇫 #BurkinaFaso | JNIM attacked a post in #Djibo.\n🇲🇱 #Mali | An army drone struck fighters near #Kidal.\n"
        "🇳🇪 #Niger | IS Sahel claims ambush on army convoy near #Tillaberi.\n🇹🇩 #Chad | Calm.\n"
    )
    ambush = next(s for s in read(text, CHANNEL, SourceKind.SOCIAL).statements if s.place and s.place.country == "NE")
    assert ambush.target is not None
    assert ambush.target.country == "NE"
