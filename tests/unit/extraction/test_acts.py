"""How a thing is said: threatened, relayed, seen, admitted, denied."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Aspect, EventType, SourceKind, SpeechAct, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def test_an_ultimatum_is_a_threat_whatever_its_words(read: Read) -> None:
    told = read(
        "The movement addressed the contractors at Sotk on Monday: take your machines off our mountain before Friday. "
        "After that we will burn them, and their drivers with them."
    )
    assert [s.speech_act for s in told.statements if s.event_type is EventType.THREAT] == [SpeechAct.THREATENS]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Two shells reportedly fell near Sotk on Tuesday.", SpeechAct.RELAYS),
        ("“A drone dived at us near Sotk on Tuesday,” a driver told Valley Wire.", SpeechAct.OBSERVES),
        ("The Armenian army said its guns shelled Sotk by mistake on Tuesday.", SpeechAct.ADMITS),
        ("The Armenian army said: “Our forces fired no rocket at Sotk.”", SpeechAct.DENIES),
    ],
)
def test_the_act_is_told_by_the_hand_it_comes_from(read: Read, text: str, act: SpeechAct) -> None:
    assert act in {statement.speech_act for statement in read(text).statements}


def test_what_observers_have_from_people_they_relay(read: Read) -> None:
    society = Actor(id=None, name="Valley Watch", country="AM", kind=ActorKind.OBSERVER_MISSION)
    found = read(
        "A drone struck a house in Sotk on Tuesday. Villagers say that two shells fell near Jermuk on Monday.",
        publisher=society,
        kind=SourceKind.OBSERVER,
    )
    assert [statement.speech_act for statement in found.statements] == [SpeechAct.ASSERTS, SpeechAct.RELAYS]


def test_a_threat_is_of_the_day_it_is_uttered_on(read: Read) -> None:
    (threat,) = read('"Whoever enters the valley will be shot," the Armenian army said.').statements
    assert (threat.event_type, threat.temporal) == (EventType.THREAT, Temporal.HYPOTHETICAL)
    assert threat.occurred is not None
    assert threat.occurred.start.date().isoformat() == "2024-10-09"


def test_what_a_denier_goes_on_to_say_is_not_denied(read: Read) -> None:
    denied, said = read(
        "India's foreign ministry denied that Indian troops had fired at Rawalakot on Monday, saying its forces had "
        "only responded to Pakistani fire."
    ).statements
    assert (denied.speech_act, said.speech_act) == (SpeechAct.DENIES, SpeechAct.ASSERTS)
    assert denied.answers is not None
    assert denied.answers.claimant is None, "nobody but the denier is named who could have claimed it"
    assert said.initiator is not None
    assert said.initiator.id == "pk.mil"


def test_what_is_only_to_come_answers_nothing_that_happened(read: Read) -> None:
    told = "A drone hit a depot in Sotk on Monday. Ministers denied that the {}."
    plan, deed = (read(told.format(what)).statements for what in ("budget would be cut", "depot had been hit"))
    assert SpeechAct.DENIES not in {one.speech_act for one in plan}
    assert SpeechAct.DENIES in {one.speech_act for one in deed}


@pytest.mark.parametrize("whose", ["belonged to it", "was its own"])
def test_whose_a_thing_was_is_a_detail(read: Read, whose: str) -> None:
    told = read(f"A drone hit a depot in Sotk on Monday, Armenia said. Azerbaijan denied that the aircraft {whose}.")
    assert [one.answers.aspect for one in told.statements if one.answers is not None] == [Aspect.DETAIL]


@pytest.mark.parametrize(
    "text",
    [
        "Observers were not allowed to approach the fence near Sotk on Tuesday, a resident said.",
        "Azerbaijan has not let the observers near the pass at Sotk, a resident said.",
        "Observers were allowed into Sotk on Tuesday, a resident said.",
    ],
)
def test_access_let_or_kept_is_told_and_denies_nothing(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert (told.event_type, told.speech_act) == (EventType.OBSERVER_ACCESS, SpeechAct.ASSERTS)


def test_what_will_be_done_by_a_day_is_promised_for_it(read: Read) -> None:
    (told,) = read("The M23 will withdraw from the town of Walikale by October 20.").statements
    assert (told.event_type, told.temporal) == (EventType.WITHDRAWAL_DISARMAMENT, Temporal.FUTURE)
    assert told.occurred is not None
    assert told.occurred.start.day == 20


def test_troops_that_give_a_response_say_nothing(read: Read) -> None:
    text = "Pakistani guns shelled Poonch on Monday. Own troops gave a measured response, the Indian army said."
    answer = read(text).statements[-1]
    assert answer.claimant.id == "in.mil"
    assert answer.initiator is not None
    assert answer.initiator.country == "IN"


def test_an_account_that_is_denied_is_that_of_a_speaker_and_not_what_is_told_beside(read: Read) -> None:
    text = (
        "India's army said on Sunday that it had killed two militants in the Keran sector. Police found two rifles. "
        "Pakistan's Foreign Office called the account a fabrication."
    )
    told = read(text).statements
    (denied,) = (one for one in told if one.speech_act is SpeechAct.DENIES)
    assert denied.answers is not None
    assert denied.answers.claimant == "in.mil"


def test_whose_claim_is_denied_is_told_by_its_noun(read: Read) -> None:
    text = (
        "Houthi drones hit two tankers in the Red Sea on Sunday, according to the British agency UKMTO. "
        "Saudi Arabia denied a Houthi claim to have struck Jizan airport."
    )
    (denied,) = (one for one in read(text).statements if one.speech_act is SpeechAct.DENIES)
    assert denied.answers is not None
    assert denied.answers.claimant == "houthis"
    assert denied.initiator is not None
    assert denied.initiator.id == "houthis"


def test_no_office_answers_another_of_its_state(read: Read) -> None:
    text = (
        "Taiwan's defence ministry said 45 Chinese aircraft had crossed the median line on Thursday. China said that a "
        "Taiwanese ship had been rude, which Taipei denied."
    )
    answered = {one.answers.claimant for one in read(text).statements if one.answers is not None}
    assert "tw.mod" not in answered


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt in the attack on Sotk on Tuesday, the Armenian army said.",
        "Armenia's prime minister said that no one had been hurt when Azerbaijani fire hit a roof in Sotk on Tuesday.",
        "Azerbaijan said none of its soldiers were wounded in the shelling of Kalbajar on Tuesday.",
    ],
)
def test_that_an_attack_hurt_nobody_is_a_figure_and_no_denial(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert told.speech_act is SpeechAct.ASSERTS
    assert {c.max for c in told.casualties} == {0}


def test_that_ones_own_fire_hurt_nobody_grants_no_attack(read: Read) -> None:
    text = (
        "Armenia's army said Azerbaijani fire had killed a farmer in Sotk on Tuesday. Azerbaijan's army said "
        "no farmer had been killed by Azerbaijani fire."
    )
    *_, told = read(text).statements
    assert (told.claimant.id, told.speech_act) == ("az.mil", SpeechAct.DENIES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("India has never admitted losing aircraft to Pakistan in May.", []),
        ("No group has claimed the attack on a church in Komanda on Sunday.", [("Valley Wire", SpeechAct.ASSERTS)]),
        (
            "Israel neither confirmed nor denied striking the airport in Aleppo on Tuesday.",
            [("Israel", SpeechAct.CANNOT_CONFIRM)],
        ),
        (
            "The Malian army did not say how many soldiers had died in the ambush near Gao on Monday.",
            [("Valley Wire", SpeechAct.ASSERTS)],
        ),
        ("Iran said it had captured no foreign vessel near Jask on Monday.", [("Iran", SpeechAct.DENIES)]),
    ],
)
def test_what_somebody_does_not_say_is_not_his(read: Read, text: str, said: list[tuple[str, SpeechAct]]) -> None:
    assert [(one.claimant.name, one.speech_act) for one in read(text).statements] == said


@pytest.mark.parametrize(
    "text",
    [
        "Had the drone hit the fuel depot in Sotk, hundreds could have died, the ministry said on Tuesday.",
        "Hundreds could have died if the drone had hit the depot in Sotk, the ministry said on Tuesday.",
    ],
)
def test_what_did_not_happen_is_told_as_no_happening(read: Read, text: str) -> None:
    assert Temporal.ACTUAL not in {one.temporal for one in read(text).statements}
