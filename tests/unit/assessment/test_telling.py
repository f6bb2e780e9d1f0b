"""Who says what, in one sentence."""

from schemas.vocabulary import Aspect, EventType, SpeechAct
from services.query.assessment.docket import claims_of
from services.query.assessment.telling import telling
from tests.histories import HERALD, MONITORS, NORTH_MOD, SOUTH_MOD, denial, injured, killed, statement
from tests.unit.assessment.accounts import account


def test_each_side_stands_beside_the_others_in_its_own_way() -> None:
    saw = statement(
        "c", MONITORS, SpeechAct.OBSERVES, event_type=EventType.EXCHANGE_OF_FIRE, initiator=None, target=None
    )
    says = statement("a", casualties=(killed(3, side="AM"),))
    found = telling(claims_of([account(denial("b"), hour=9), account(says, hour=10), account(saw, hour=11)]))
    assert found == (
        f"{NORTH_MOD.name} reported shelling by Southern army against Northern army near Kesh, 3 killed (Armenia); "
        f"{MONITORS.name} saw an exchange of fire; {SOUTH_MOD.name} denied having done it."
    )


def test_figures_of_one_side_are_told_together() -> None:
    figures = (killed(4, side="AM"), injured(1, side="AM"), killed(2, side="AZ"))
    found = telling(claims_of([account(statement("a", casualties=figures))]))
    assert found.endswith(", 4 killed and 1 injured (Armenia) and 2 killed (Azerbaijan).")


def test_what_exactly_is_denied_is_told() -> None:
    found = telling(claims_of([account(statement("a")), account(denial("b", aspect=Aspect.HAPPENING), hour=13)]))
    assert found.endswith(f"; {SOUTH_MOD.name} denied that it happened.")


def test_words_that_were_taken_back_are_told_as_such() -> None:
    back = statement("b", NORTH_MOD, SpeechAct.RETRACTS)
    found = telling(claims_of([account(statement("a"), hour=9), account(back, hour=10)]))
    assert "but took that back later" in found


def test_a_denial_whose_report_was_retracted_is_told_as_what_it_was() -> None:
    denied = account(denial("b"), retracted=True)
    assert telling(claims_of([denied])) == f"{SOUTH_MOD.name} denied having done it, but that was taken back."
    back = account(statement("c", SOUTH_MOD, SpeechAct.RETRACTS), retracted=True, hour=13)
    assert telling(claims_of([back])) == f"{SOUTH_MOD.name} took earlier words back, but that was taken back."


def test_an_incident_of_many_voices_is_told_in_few() -> None:
    voices = [HERALD.model_copy(update={"id": f"outlet.{n}", "name": f"Outlet {n}"}) for n in range(9)]
    found = telling(claims_of([account(statement(voice.name, voice)) for voice in voices]))
    assert found.count(";") == 6
    assert found.endswith("3 more claims are below.")
