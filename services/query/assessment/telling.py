"""Who says what, claim by claim, in one sentence of plain words built from the record alone."""

from collections.abc import Sequence
from typing import Final

from reference.countries import country_name
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import Aspect, EventType, SpeechAct, Stance
from services.query.assessment.account import Account, called
from services.query.assessment.casualties import is_state, range_of
from services.query.assessment.claims import Claim
from services.query.assessment.denial import aspect_of
from services.query.assessment.sentence import where
from services.query.assessment.standing import Ending

__all__ = ["telling"]

_MOST: Final = 6

_HAPPENING: Final = {
    EventType.EXCHANGE_OF_FIRE: "an exchange of fire",
    EventType.SHOOTING: "shooting",
    EventType.GROUND_ASSAULT: "a ground assault",
    EventType.SHELLING: "shelling",
    EventType.EXPLOSIVE_DEVICE: "an explosive device",
    EventType.AIR_STRIKE: "an air strike",
    EventType.DRONE_STRIKE: "a drone strike",
    EventType.DRONE_ACTIVITY: "drone activity",
    EventType.INTERCEPTION: "an interception",
    EventType.FORCE_BUILDUP: "a buildup of forces",
    EventType.TERRITORY_CHANGE: "ground changing hands",
    EventType.WITHDRAWAL_DISARMAMENT: "a withdrawal",
    EventType.CAPTURE_ABDUCTION: "people taken",
    EventType.INFRASTRUCTURE_DAMAGE: "damage to objects",
    EventType.RESTRICTION_BLOCKADE: "a blockade",
    EventType.THREAT: "a threat",
    EventType.CEASEFIRE_AGREEMENT: "a ceasefire",
    EventType.OBSERVER_ACCESS: "a question of access for observers",
    EventType.OTHER: "an incident",
}

_SAYS: Final = {
    SpeechAct.ADMITS: "admitted",
    SpeechAct.OBSERVES: "saw",
    SpeechAct.ASSERTS: "reported",
    SpeechAct.ALLEGES: "alleged",
    SpeechAct.CORRECTS: "corrected that to",
    SpeechAct.RELAYS: "passed on word of",
    SpeechAct.THREATENS: "threatened",
}
"""The strongest first: a claim that was made in several ways is told by that one."""

_DENIES: Final = {
    Aspect.HAPPENING: "denied that it happened",
    Aspect.AUTHORSHIP: "denied having done it",
    Aspect.DETAIL: "disputed a detail of it",
}

_ENDED: Final = {
    Ending.RETRACTED: "that was taken back",
    Ending.TAKEN_BACK: "took that back later",
    Ending.AMENDED: "amended that later",
}


def telling(claims: Sequence[Claim]) -> str:
    """As in "Armenian Ministry of Defence reported shelling by Azerbaijani armed forces near Sotk, 3 killed (Armenia);
    Azerbaijani Ministry of Defence denied that it happened; EU Mission in Armenia saw an exchange of fire."

    In the past, which is one for "Armenian Ministry of Defence" and for "residents". Who speaks for the happening goes
    first, each in the order in which the claims were made.
    """
    ordered = sorted(claims, key=lambda claim: (claim.stance != Stance.SUPPORTS, claim.stance != Stance.DENIES))
    first = next((claim for claim in ordered if claim.stance == Stance.SUPPORTS), None)
    parts = [_told(claim, whole=claim is first) for claim in ordered[:_MOST]]
    more = len(ordered) - _MOST
    if more > 0:
        parts.append(f"{more} more {'claim is' if more == 1 else 'claims are'} below")
    return "; ".join(parts) + "." if parts else ""


def _told(claim: Claim, whole: bool) -> str:
    said = _said(claim, whole)
    if claim.ending:
        said += f", but {_ENDED[claim.ending]}"
    return f"{called(claim.claimant)} {said}"


def _said(claim: Claim, whole: bool) -> str:
    statement = claim.newest.statement
    if claim.stance == Stance.CANNOT_CONFIRM:
        return "could not confirm it"
    if claim.stance == Stance.DENIES:
        denials = claim.denials if claim.live else [each for each in claim.accounts if _denies(each)]
        return _DENIES[aspect_of(denials[-1])] if denials else "took earlier words back"
    acts = {account.statement.speech_act for account in claim.live or claim.accounts}
    act = next((act for act in _SAYS if act in acts), SpeechAct.ASSERTS)
    # What it was is told in the words of who tells it in that way.
    statement = next(
        (each.statement for each in reversed(claim.live or claim.accounts) if each.statement.speech_act == act),
        statement,
    )
    figures = _figures(claim)
    return f"{_SAYS[act]} {_happening(statement, whole)}" + (f", {figures}" if figures else "")


def _denies(account: Account) -> bool:
    return account.statement.speech_act is SpeechAct.DENIES


def _happening(statement: Statement, whole: bool) -> str:
    words = _HAPPENING[statement.event_type] + _party("by", statement.initiator) + _party("against", statement.target)
    return words + (where(statement.place) if whole else "")


def _party(word: str, actor: Actor | None) -> str:
    return f" {word} {called(actor)}" if actor else ""


def _figures(claim: Claim) -> str:
    """The figures of a side together. One of no known side adds nothing beside the same figure of a side."""
    told: dict[str, str] = {}
    for figure in sorted(claim.figures, key=lambda figure: figure.side is None):
        told.setdefault(f"{range_of(figure.casualty).words()} {figure.category.value}", _side(figure.side))
    sides = {side: [words for words, of in told.items() if of == side] for side in told.values()}
    return " and ".join(" and ".join(words) + side for side, words in sides.items())


def _side(side: str | None) -> str:
    """Whose people, where that is a country: a party is told by its claims."""
    return f" ({country_name(side)})" if side and is_state(side) else ""
