"""What an act covers: a reservation is of its own clause, a denial that is denied is none, who perceives observes."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Polarity, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Kenya's army said it had shelled a camp near Lamu on Monday and that it was looking into claims of harm.",
            [SpeechAct.ASSERTS],
        ),
        (
            "Kenya's police reported a raid on Lamu on Monday, though they stopped short of saying who had fired.",
            [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM],
        ),
        (
            "Kenya's army confirmed the shelling of Lamu but could not say who had fired on Moyale.",
            [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM],
        ),
    ],
)
def test_a_reservation_is_of_its_own_clause(read: Read, text: str, acts: list[SpeechAct]) -> None:
    told = read(text).statements
    assert [one.speech_act for one in told] == acts
    assert {one.polarity for one in told if one.speech_act is SpeechAct.CANNOT_CONFIRM} <= {Polarity.UNKNOWN}


def test_what_is_not_denied_is_admitted(read: Read) -> None:
    text = "Somalia said soldiers had taken two herders near Moyale. Kenya's army does not deny it holds them."
    assert read(text).statements[-1].speech_act is SpeechAct.ADMITS


def test_neither_confirmed_nor_denied_is_one_reservation(read: Read) -> None:
    text = "Somalia said Kenyan jets had bombed Bardere on Monday. Kenya's army would neither confirm nor deny it."
    assert [one.speech_act for one in read(text).statements] == [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM]


def test_a_loss_that_is_not_acknowledged_is_none(read: Read) -> None:
    text = "Rebels killed nine soldiers near Lamu on Monday, a driver said. Kenya's army has not acknowledged any dead."
    assert [one.claimant.name for one in read(text).statements] == ["driver"]


@pytest.mark.parametrize(
    "words",
    ['"Not one shell came from our side," its spokesman said.', "It said not one gun of its battery had fired."],
)
def test_not_one_is_a_denial(read: Read, words: str) -> None:
    text = f"Somalia accused Kenya's army of shelling Bardere on Monday. Kenya's army was brief. {words}"
    assert read(text).statements[-1].speech_act is SpeechAct.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "A nurse said she had counted four bodies.",
        "A guard told reporters that he saw two aircraft drop bombs near Lamu.",
        "Two herders said they heard the drone and then a blast.",
    ],
)
def test_who_saw_or_heard_it_observes_it_once(read: Read, text: str) -> None:
    told = read(f"A drone struck a mill near Lamu on Monday, killing two herders. {text}").statements
    assert [one.speech_act for one in told] == [SpeechAct.ASSERTS, SpeechAct.OBSERVES]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Our note about shelling near Sotk was wrong and has been deleted.", SpeechAct.RETRACTS),
        ("Correction to our note of Monday: the mill near Sotk was hit by two shells, not nine.", SpeechAct.CORRECTS),
        ("As to reports that a depot exploded near Sotk, we have nothing to confirm.", SpeechAct.CANNOT_CONFIRM),
        ("We have no further details of the blast at Sotk.", SpeechAct.CANNOT_CONFIRM),
    ],
)
def test_what_one_does_to_ones_own_words(read: Read, words: str, act: SpeechAct) -> None:
    desk = Actor(id=None, name="Valley Desk", country="AM", kind=ActorKind.UNKNOWN)
    text = f"Two shells fell near Tegh on Monday, the mayor said. {words}"
    assert read(text, desk, SourceKind.SOCIAL).statements[-1].speech_act is act


@pytest.mark.parametrize(
    "words",
    [
        "Kenya's army apologised for the shelling of Bardere.",
        '"This was a mistake of our gunners and we are truly sorry," Kenya\'s army said.',
    ],
)
def test_who_is_sorry_for_an_act_admits_it(read: Read, words: str) -> None:
    text = f"Somalia said Kenyan guns had shelled Bardere on Monday. {words}"
    told = read(text).statements[-1]
    assert (told.claimant.id, told.speech_act) == ("ke.mil", SpeechAct.ADMITS)


def test_a_finger_is_pointed_at_whoever_is_charged(read: Read) -> None:
    told = read(
        "A bomb killed four people in Garissa on Monday. Kenya's police pointed a finger at Al-Shabaab."
    ).statements[-1]
    assert (told.claimant.id, told.speech_act) == ("ke.police", SpeechAct.ALLEGES)


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ('"At no time was a single shell fired at Tegh," Azerbaijan\'s army said.', SpeechAct.DENIES),
        ("The mayor of Goris knew nothing of what had happened.", SpeechAct.CANNOT_CONFIRM),
        ("The toll of the shelling is corrected to four, the mayor said.", SpeechAct.CORRECTS),
        ("Azerbaijan's president replied that the charge was “reckless and baseless”.", SpeechAct.DENIES),
    ],
)
def test_what_only_looks_denied(read: Read, words: str, act: SpeechAct) -> None:
    text = f"Azerbaijani guns shelled Tegh at dawn on Monday, killing five people, Armenia's army said. {words}"
    assert read(text).statements[-1].speech_act is act


def test_who_did_not_cease_until_two_fired(read: Read) -> None:
    text = (
        "Houses in Tegh came under small-arms fire from Azerbaijani positions overnight, the mayor, Aram Petrosyan, "
        'told reporters by phone. "They started at about eleven and did not cease until two," he said. '
        '"No one was hit."\n\nA villager said she could hear the bullets strike the wall. '
        "The Defence Ministry in Baku had dismissed talk of any shooting there as lies."
    )
    paper = Actor(id=None, name="Dawn Wire", country="AM", kind=ActorKind.MEDIA)
    told = read(text, paper, title="Tegh under fire at night").statements
    assert [one.claimant.country for one in told if one.speech_act is SpeechAct.DENIES] == ["AZ"]


def test_who_warns_of_a_response_threatens(read: Read) -> None:
    text = "Thai guns shelled a village in Preah Vihear on Monday. Cambodia's army warned Thailand of swift reprisals."
    assert read(text).statements[-1].speech_act is SpeechAct.THREATENS


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab said it had shelled Mogadishu. A minister could not confirm reports of an attack in Beledweyne.",
        "Rebels shelled Gao on Monday, Mali's army said. The UN could not confirm a blast at Kidal.",
        "Residents said shells had hit Goma on Monday. M23 denied shelling Beni.",
    ],
)
def test_what_is_said_of_one_town_is_not_answered_by_what_is_said_of_another(read: Read, text: str) -> None:
    claim, answer = read(text).statements
    assert answer.answers is not None
    assert (answer.answers.statement, answer.answers.claimant) == (None, None)
    assert claim.place != answer.place


def test_nobody_answers_himself(read: Read) -> None:
    text = "Mali's army denied that its soldiers had shot herders in Gao, calling the accusation propaganda."
    (denial,) = read(text).statements
    assert denial.answers is not None
    assert denial.answers.claimant is None


def test_a_term_of_abuse_names_no_claimant(read: Read) -> None:
    houthis = Actor(id="houthis", name="Houthis", country="YE", kind=ActorKind.REBEL)
    text = "The mercenaries' claim about the shelling of a market in Taiz is a lie."
    (denial,) = read(text, houthis, SourceKind.PRESS_OFFICE).statements
    assert denial.speech_act is SpeechAct.DENIES
    assert denial.answers is not None
    assert denial.answers.claimant is None
