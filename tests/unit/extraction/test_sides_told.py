"""No party stands that nothing in the text names: whose "the enemy" is, whose bare soldiers are, whom a mine hits."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
GOVERNOR = Actor(id=None, name="Pavel Orlov", country="RU", kind=ActorKind.LOCAL_AUTHORITY)
CHANNEL = Actor(id=None, name="Harbour Channel", country="GB", kind=ActorKind.UNKNOWN)


def test_the_enemy_is_of_the_theatre_that_the_ground_is_in(read: Read) -> None:
    text = "An enemy drone hit a bus near Belgorod on Tuesday, killing one."
    (strike,) = read(text, publisher=GOVERNOR, kind=SourceKind.SOCIAL).statements
    assert strike.initiator is not None
    assert strike.initiator.country == "UA"


@pytest.mark.parametrize(
    "text",
    [
        "Two herders near Zorkul heard the buzz of a drone.",
        "A patrol was shot at near Zorkul, a shepherd said.",
        "A soldier was wounded by a tank near Zorkul, residents said.",
    ],
)
def test_an_account_that_is_no_partys_speaks_of_no_soldiers_of_its_own(read: Read, text: str) -> None:
    told = read(text, publisher=CHANNEL, kind=SourceKind.SOCIAL).statements
    assert told
    assert all(party is None or party.country != "GB" for s in told for party in (s.initiator, s.target))


@pytest.mark.parametrize("owner", ["Junta", "Regime", "Government"])
def test_a_word_for_those_who_rule_tells_whose_aircraft_are(read: Read, owner: str) -> None:
    (strike,) = read(f"{owner} aircraft bombed a school in Sagaing, Myanmar, on Monday.").statements
    assert strike.initiator is not None
    assert strike.initiator.country == "MM"
    assert "initiator" not in {slot.slot for slot in strike.carried}


def test_who_lays_a_mine_hits_nobody_with_it(read: Read) -> None:
    text = "A mine hurt three Thai rangers near Surin on Tuesday. Thailand accuses Cambodia of laying fresh mines."
    _, charge = read(text).statements
    assert (charge.speech_act, charge.target, charge.casualties) == (SpeechAct.ALLEGES, None, ())


def test_who_is_said_to_have_done_it_is_no_party_told_elsewhere(read: Read) -> None:
    text = (
        "Israeli soldiers fired at a car near Khiam on Monday. "
        "On Tuesday a UN patrol was stopped near Marjayoun by individuals with sticks."
    )
    stopped = read(text).statements[-1]
    assert stopped.event_type is EventType.OBSERVER_ACCESS
    assert stopped.initiator is not None
    assert stopped.initiator.name.startswith("individuals")


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's claims about the shelling of a clinic in Sumy are a lie, the Russian Defence Ministry said.",
        "The Russian Defence Ministry rejected Ukraine's accusation that a clinic in Sumy had been struck.",
    ],
)
def test_who_denies_a_foes_claim_is_whom_it_accuses(read: Read, text: str) -> None:
    (denial,) = read(text).statements
    assert denial.speech_act is SpeechAct.DENIES
    assert denial.initiator is not None
    assert denial.initiator.country == "RU"


@pytest.mark.parametrize(
    "text",
    [
        "Raiders attacked Sotk on Monday. The raiders were repelled and lost seven men, the Armenian army said.",
        "The band that attacked Sotk on Monday fled and left behind seven bodies, the Armenian army said.",
    ],
)
def test_who_beats_off_an_attack_does_not_lose_the_attackers(read: Read, text: str) -> None:
    lost = [cell for one in read(text).statements for cell in one.casualties]
    assert {(cell.min, cell.side) for cell in lost} == {(7, None)}
