"""Plain wire sentences, told in own words: who says what happened to whom, where, when."""

from collections.abc import Callable

import pytest

from schemas.events.statements import EmptyReason
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    Aspect,
    CasualtyCategory,
    EventType,
    SourceKind,
    SpeechAct,
    Temporal,
    TimePrecision,
)
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def one(read: Read, text: str, **how: object) -> Statement:
    statements = read(text, **how).statements
    assert len(statements) == 1, [(s.event_type, s.rule) for s in statements]
    return statements[0]


def figures(statement: Statement) -> set[tuple[str, str | None, int, int | None]]:
    return {(c.category.value, c.side, c.min, c.max) for c in statement.casualties}


def test_a_ministry_accuses_of_artillery_fire_with_losses_of_its_own(read: Read) -> None:
    text = (
        "Armenia's Defence Ministry said Azerbaijani forces opened artillery fire on its positions near Sotk on "
        "Wednesday, killing three of its soldiers and injuring two others."
    )
    found = one(read, text)
    assert found.claimant.id == "am.mod"
    assert found.event_type is EventType.SHELLING
    assert found.initiator is not None
    assert found.initiator.country == "AZ"
    assert found.target is not None
    assert found.target.country == "AM"
    assert found.place is not None
    assert found.place.name == "Sotk"
    assert found.occurred is not None
    assert found.occurred.start.date().isoformat() == "2024-10-09"
    assert figures(found) == {("killed", "AM", 3, 3), ("injured", "AM", 2, 2)}
    assert found.span is not None
    assert text[found.span.start : found.span.end].startswith("Azerbaijani forces opened")


def test_a_rebuttal_with_drones_and_the_night_before(read: Read) -> None:
    found = one(read, "Baku said Armenian combat drones wounded two of its servicemen in Kalbajar overnight.")
    assert (found.claimant.country, found.event_type) == ("AZ", EventType.DRONE_STRIKE)
    assert found.initiator is not None
    assert found.initiator.country == "AM"
    assert found.occurred is not None
    assert found.occurred.start.date().isoformat() == "2024-10-08"
    assert found.occurred.precision is TimePrecision.PART_OF_DAY
    assert figures(found) == {("injured", "AZ", 2, 2)}


def test_observers_observe_and_name_no_party(read: Read) -> None:
    found = one(read, "EUMA observers reported tension and crossfire along the border near Nerkin Hand.")
    assert found.speech_act is SpeechAct.OBSERVES
    assert found.event_type is EventType.EXCHANGE_OF_FIRE
    assert found.claimant.kind is ActorKind.OBSERVER_MISSION
    assert found.initiator is None
    assert found.target is None


def test_background_is_historical(read: Read) -> None:
    found = one(read, "In September 2022, about 300 people died in two days of fighting.")
    assert found.temporal is Temporal.HISTORICAL
    assert found.occurred is not None
    assert found.occurred.precision is TimePrecision.MONTH


def test_an_accusation_and_its_rejection_are_bound(read: Read) -> None:
    text = (
        "Armenia's Defence Ministry accused Azerbaijan of shelling the village of Tegh. "
        "Azerbaijan's Defence Ministry rejected the claim as false."
    )
    charge, denial = read(text).statements
    assert charge.speech_act is SpeechAct.ALLEGES
    assert charge.initiator is not None
    assert charge.initiator.country == "AZ"
    assert denial.speech_act is SpeechAct.DENIES
    assert denial.event_type is EventType.SHELLING
    assert denial.answers is not None
    assert denial.answers.statement == charge.id
    assert {slot.slot for slot in denial.carried} >= {"event_type", "initiator", "place"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Israeli army acknowledged that its troops had shelled the town of Houla.", SpeechAct.ADMITS),
        ("Azerbaijan denied shelling the village of Tegh.", SpeechAct.DENIES),
        ("Rebels shelled the town, according to the Congolese army.", SpeechAct.ASSERTS),
        ("The shelling of the town was confirmed by the Congolese army.", SpeechAct.ASSERTS),
        ('"Rebels shelled the town at noon," the Congolese army said.', SpeechAct.ASSERTS),
        ("The Congolese army claimed that rebels had shelled the town of Sake.", SpeechAct.ALLEGES),
    ],
)
def test_acts(read: Read, text: str, act: SpeechAct) -> None:
    assert [s.speech_act for s in read(text).statements] == [act]


def test_nobody_accuses_another_of_what_they_did_themselves(read: Read) -> None:
    found = one(read, "The Cambodian ministry accused Thailand of a build-up of troops along the border.")
    assert found.initiator is not None
    assert found.initiator.country == "TH"


def test_what_cannot_be_verified_is_no_denial(read: Read) -> None:
    text = "M23 rebels shelled the town of Sake on Tuesday, the army said. The agency could not verify the claim."
    acts = [s.speech_act for s in read(text).statements]
    assert acts == [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM]


def test_a_denial_of_authorship_names_the_denier(read: Read) -> None:
    text = "M23 rebels said the army had shelled the town of Sake. The army had no part in the attack, it said."
    denial = read(text).statements[-1]
    assert denial.speech_act is SpeechAct.DENIES
    assert denial.answers is not None
    assert denial.answers.aspect is Aspect.AUTHORSHIP


def test_a_zero_is_a_figure(read: Read) -> None:
    text = "Israeli warplanes struck Tyre on Tuesday night, the Lebanese army said. No casualties were reported."
    found = one(read, text)
    assert {(c.category, c.min, c.max) for c in found.casualties} == {
        (CasualtyCategory.KILLED, 0, 0),
        (CasualtyCategory.INJURED, 0, 0),
    }


def test_a_plan_is_no_event(read: Read) -> None:
    assert read("The army may shell the town if the talks fail.").statements == ()


def test_a_press_office_speaks_of_its_own_forces(read: Read) -> None:
    publisher = Actor(id="az.mod", name="Azerbaijani Ministry of Defence", country="AZ", kind=ActorKind.GOVERNMENT)
    found = one(
        read, "Our units shot down a drone in the Zangilan district.", publisher=publisher, kind=SourceKind.PRESS_OFFICE
    )
    assert found.event_type is EventType.INTERCEPTION
    assert found.initiator is not None
    assert found.initiator.id == "az.mil"


def test_without_a_date_of_publication_relative_days_are_unknown(read: Read) -> None:
    found = one(read, "Rebels shelled the town of Goma yesterday.", published=None)
    assert found.occurred is None


def test_text_about_something_else_gives_nothing(read: Read) -> None:
    found = read("The committee met on Monday to discuss the price of bread, and nobody objected to the new rules.")
    assert found.statements == ()
    assert found.why is EmptyReason.NOTHING_FOUND


def test_another_language_is_told(read: Read) -> None:
    found = read(
        "Le ministère de la Défense a déclaré que trois soldats avaient été tués dans la nuit près de la frontière."
    )
    assert found.why is EmptyReason.UNSUPPORTED_LANGUAGE
    assert found.language == "fr"


def test_a_title_stands_in_where_the_text_says_nothing(read: Read) -> None:
    found = read("More as we get it.", title="Rebels shell the town of Goma, killing five civilians")
    assert [s.span.field for s in found.statements if s.span] == ["title"]


def test_a_final_attribution_owns_every_clause_of_its_sentence(read: Read) -> None:
    text = "M23 rebels shelled the town of Goma on Monday; three farmers died, Congolese army spokesman Jean Bo said."
    assert {s.claimant.id for s in read(text).statements} == {"cd.mil"}


def test_the_enemy_is_the_adversary_of_who_says_so(read: Read) -> None:
    publisher = Actor(id="ua.mil", name="Ukrainian Armed Forces", country="UA", kind=ActorKind.MILITARY)
    found = one(read, "The enemy shelled our posts near Vovchansk.", publisher=publisher, kind=SourceKind.PRESS_OFFICE)
    assert (found.initiator and found.initiator.id, found.target and found.target.id) == ("ru.mil", "ua.mil")


def test_a_persons_name_is_nobodys_capital(read: Read) -> None:
    found = one(read, "Minister Ali Haji Aden said gunmen had killed two farmers in Baidoa on Monday.")
    assert found.claimant.country != "YE"


def test_capitals_and_hard_lines_read_like_any_text(read: Read) -> None:
    plain = "Azerbaijani forces opened artillery fire on Armenian positions near Sotk on Wednesday."
    text = (
        "ARMENIA'S DEFENCE MINISTRY SAID AZERBAIJANI FORCES OPENED ARTILLERY FIRE\n"
        "ON ARMENIAN POSITIONS NEAR SOTK ON WEDNESDAY AND THAT THREE OF ITS\n"
        "SOLDIERS HAD BEEN KILLED IN THE FIRST HOUR OF THE SHELLING THERE WHILE\n"
        "TWO OTHERS WERE WOUNDED AND TAKEN TO THE HOSPITAL."
    )
    found = read(text).statements[0]
    like = one(read, plain)
    assert (found.claimant.id, found.event_type) == ("am.mod", EventType.SHELLING)
    assert (found.initiator, found.target) == (like.initiator, like.target)
    assert found.place is not None
    assert found.place.name == "Sotk"


def test_rejecting_a_deed_denies_nothing(read: Read) -> None:
    publisher = Actor(id="co.mil", name="Colombian Army", country="CO", kind=ActorKind.MILITARY)
    text = "Rebels attacked the base of Saravena with mortars. This act, which we reject, wounded two soldiers."
    acts = {s.speech_act for s in read(text, publisher=publisher, kind=SourceKind.PRESS_OFFICE).statements}
    assert SpeechAct.DENIES not in acts


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Shells fell on the edge of Horlivka on Tuesday.", SpeechAct.OBSERVES),
        ("Police turned back our patrol near Horlivka on Tuesday.", SpeechAct.ASSERTS),
        ("The road from Horlivka has been blocked since Tuesday.", SpeechAct.ASSERTS),
    ],
)
def test_an_observer_observes_what_can_be_watched_and_asserts_the_rest(read: Read, text: str, act: SpeechAct) -> None:
    mission = Actor(name="Border Monitoring Mission", kind=ActorKind.OBSERVER_MISSION)
    assert {s.speech_act for s in read(text, publisher=mission, kind=SourceKind.OBSERVER).statements} == {act}
