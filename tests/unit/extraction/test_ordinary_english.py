"""What no reader of news mistakes: who is killed and who does it, what a strike, a threat, a refusal and a date are."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("The police inspector's murder in Bannu on Friday shocked the district.", None, "Pakistani police"),
        ("The army captain's killing in Goma on Friday was blamed on M23.", "M23", "FARDC"),
        ("The army's killing of two farmers in Borno on Monday drew protests.", "Nigerian Army", "civilians"),
        ("The nurse's abduction in Bunia on Monday was blamed on the ADF.", "Allied Democratic Forces", "civilians"),
    ],
)
def test_whose_murder_it_is_is_who_was_murdered(read: Read, text: str, initiator: str | None, target: str) -> None:
    (one,) = read(text).statements
    assert (one.initiator and one.initiator.name) == initiator
    assert one.target is not None
    assert one.target.name == target or one.target.kind.value == target.removesuffix("s")


@pytest.mark.parametrize(
    "text",
    ["Two soldiers were killed in Ituri on Friday, a nurse said.", "The killing of a soldier in Ituri is told of."],
)
def test_soldiers_are_no_common_people(read: Read, text: str) -> None:
    assert all(s.target is None or s.target.kind is not ActorKind.CIVILIAN for s in read(text).statements)


@pytest.mark.parametrize(
    "text",
    [
        "Lorry drivers in Beirut began a strike on Tuesday over fuel prices.",
        "Magistrates in Cali ended their strike on Monday.",
        "The main union in Tunis joined the strike on Monday.",
    ],
)
def test_who_stops_work_bombs_nobody(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.event_type is EventType.AIR_STRIKE]


@pytest.mark.parametrize("verb", ["rejected", "repudiated"])
def test_who_rejects_a_crime_denies_nothing_and_did_not_do_it(read: Read, verb: str) -> None:
    (one,) = read(f"Chile {verb} the bombing that killed two clerks in Kabul on Monday.").statements
    assert (one.speech_act, one.initiator) == (SpeechAct.ASSERTS, None)


def test_who_rejects_a_charge_denies_it(read: Read) -> None:
    (one,) = read("Iran rejected the charge that it had shelled Erbil on Monday.").statements
    assert one.speech_act is SpeechAct.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Goma said he had received death threats on Monday.",
        "Teachers whose lives had been threatened by M23 left Goma on Monday.",
        "Kyiv warned on Monday that Russia would strike the grid again.",
    ],
)
def test_who_tells_of_a_threat_makes_none(read: Read, text: str) -> None:
    assert [s.speech_act for s in read(text).statements if s.event_type is EventType.THREAT] == [SpeechAct.ASSERTS]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the cabinet had no agenda of its own for the talks.",
        "It is no secret that smugglers use the road, the police chief said.",
    ],
)
def test_not_every_no_denies_what_was_told_before(read: Read, text: str) -> None:
    found = read(f"Gunmen shelled a customs post near Goma on Monday. {text}").statements
    assert SpeechAct.DENIES not in {s.speech_act for s in found}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("M23 threatened to march on Goma unless the talks resume by Friday.", 9),
        ("Israel warned that it would strike Tyre if the rockets did not stop by Monday.", 9),
        ("By Monday the army had taken Uvira.", 7),
    ],
)
def test_a_day_by_which_something_may_yet_come_dates_nothing(read: Read, text: str, day: int) -> None:
    (one,) = read(text).statements
    assert one.occurred is not None
    assert one.occurred.start.day == day


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Schools are shut, the mayor of Sumy said on Monday after a drone hit a bus in Sumy.", "Valley Wire"),
        ("Flights were halted after rockets hit the airport at Goma, the governor said.", "governor"),
        ("Talks were called off after a raid on Mandera, an imam said.", "imam"),
    ],
)
def test_what_had_happened_when_somebody_spoke_is_told(read: Read, text: str, voice: str) -> None:
    (one,) = read(text).statements
    assert voice in one.claimant.name


@pytest.mark.parametrize(
    "text",
    [
        "The Black Hand vowed on Friday to kill ten judges in Cali.",
        "The militants had planned to kill twenty officers in Bannu, police said.",
        "The traditions of the islands would be threatened if American troops were sent to Goma, a bishop said.",
    ],
)
def test_what_is_vowed_planned_or_feared_has_killed_nobody(read: Read, text: str) -> None:
    assert not read(text).statements


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("M23 said it had killed 20 militiamen near Uvira on Thursday.", {None}),
        ("The RSF said its fighters had killed 40 gunmen in Babanusa on Monday.", {"gunmen"}),
        ("The Sudanese army said it had killed 40 fighters in Babanusa on Monday.", {"rsf"}),
    ],
)
def test_nobody_kills_its_own_by_saying_that_it_killed(read: Read, text: str, sides: set[str | None]) -> None:
    assert {cell.side for one in read(text).statements for cell in one.casualties} == sides


def test_who_threatens_threatens_whatever_else_is_named(read: Read) -> None:
    text = "The Black Hand threatened on Friday to kill ten judges in Cali for every Colombian who is extradited."
    one = read(text).statements[0]
    assert (one.speech_act, one.initiator) == (SpeechAct.THREATENS, one.claimant)
    assert not one.casualties


def test_speakers_and_raiders_are_not_called_by_their_number(read: Read) -> None:
    text = "More than 200 people said at least nine gunmen had stormed a market in Nyala on Monday."
    (one,) = read(text).statements
    assert (one.claimant.name, one.initiator and one.initiator.name) == ("people", "gunmen")


@pytest.mark.parametrize(
    ("town", "army"),
    [("Gao", "Malian Armed Forces"), ("Nyala", "Sudanese Armed Forces"), ("Sumy", "Ukrainian Armed Forces")],
)
def test_a_city_at_war_is_known_to_a_paper_from_elsewhere_that_names_no_country(
    read: Read, town: str, army: str
) -> None:
    (one,) = read(f"The army attacked a convoy near {town} on Monday.").statements
    assert one.place is not None
    assert (one.place.country is not None, one.initiator and one.initiator.name) == (True, army)


def test_an_army_that_nobody_places_is_not_that_of_the_paper_s_peaceful_land(read: Read) -> None:
    found = read("Talks ended after an ambush that left six policemen dead.").statements
    assert all(cell.side is None for one in found for cell in one.casualties)
    assert all(one.target is None or one.target.country is None for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "BOGOTA, 14 AUG 90 (AFP) -- [TEXT] TWO SOLDIERS WERE KILLED IN ARAUCA TODAY.",
        "Caracas (Venezuela), 14 Aug 90 (Radio Sur)-- [Text] Two soldiers were killed in Arauca on Tuesday.",
    ],
)
def test_a_monitor_s_dateline_is_nobody_who_speaks(read: Read, text: str) -> None:
    assert {s.claimant.name for s in read(text).statements} == {"Valley Wire"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LET US PRAY FOR THE SOLDIERS WHO WERE WOUNDED IN BORNO ON SUNDAY, THE BISHOP SAID.", set()),
        ("THE US ARMY SAID IS FIGHTERS HAD SHELLED PALMYRA ON SUNDAY.", {"Islamic State"}),
    ],
)
def test_common_words_in_capitals_are_nobody(read: Read, text: str, names: set[str]) -> None:
    (one,) = read(text).statements
    told: set[Actor] = {a for a in (one.initiator, one.target) if a is not None and a.id is not None}
    assert {a.name for a in told if a.kind not in (ActorKind.MILITARY, ActorKind.CIVILIAN)} == names


def test_what_was_struck_is_where_it_was_however_wide_it_is(read: Read) -> None:
    congo = Actor(name="Radio Kivu", country="CD", kind=ActorKind.MEDIA)
    places = [
        s.place.name for s in read("The rebels did not enter Goma but attacked Masisi.", congo).statements if s.place
    ]
    assert places[-1] == "Masisi"


def test_who_cannot_verify_a_toll_answers_whoever_gave_one(read: Read) -> None:
    text = (
        "JNIM said on Monday that it had killed 20 soldiers near Menaka and had seized Ansongo. "
        "The UN could not verify the toll."
    )
    found = read(text).statements
    (toll,) = (s for s in found if s.casualties)
    (doubt,) = (s for s in found if s.speech_act is SpeechAct.CANNOT_CONFIRM)
    assert doubt.answers is not None
    assert doubt.answers.statement == toll.id
