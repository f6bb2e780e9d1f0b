"""Support: how well an incident is attested, after the grading of Airwars."""

from collections.abc import Sequence

from schemas.vocabulary import SpeechAct, Stance, Support
from services.query.assessment.account import Account, called
from services.query.assessment.claims import Claim, growing
from services.query.assessment.independence import Voices

__all__ = ["admission", "support_of"]


def support_of(claims: Sequence[Claim], independent: Voices) -> tuple[Support, str]:
    """The grade and the reason for it in words, by the voices of the claims. First that holds, strongest first."""
    if said := admission(claims):
        return Support.ADMITTED, f"{called(said.statement.claimant)} admitted it"
    if len(independent) > 1:
        names = ", ".join(called(group[0].claimant) for group in independent)
        return Support.CORROBORATED, f"{len(independent)} independent voices: {names}"
    supporting = [claim for claim in claims if claim.supports]
    if len(supporting) > 1:
        return Support.SINGLE_CLAIMANT, f"{len(supporting)} claims, but no two of them independent"
    if supporting:
        return Support.SINGLE_CLAIMANT, f"only {called(supporting[0].claimant)} said so"
    if not any(claim.stance is Stance.SUPPORTS for claim in claims):
        return Support.SINGLE_CLAIMANT, "what is answered is told by nobody on record"
    return Support.DISCOUNTED, "every claim was taken back"


def admission(claims: Sequence[Claim]) -> Account | None:
    """The newest admission by a side that it speaks against: the one accused, or the one that bears the loss."""
    said = [account for claim in claims for account in _admissions(claim)]
    return max(said, key=lambda account: account.order, default=None)


@growing
def _admissions(claim: Claim, before: tuple[Account, ...] | None) -> tuple[Account, ...]:
    said = [account for account in claim.further(before) if account.statement.speech_act is SpeechAct.ADMITS]
    return (*(before or ()), *[account for account in said if _against_itself(account)])


def _against_itself(account: Account) -> bool:
    """A party admits what is its own by the meaning of the word, whoever is said to have acted for it or upon it.

    Anybody else has to be named as the one who did it, who was hit or who bears the loss.
    """
    if account.by_party:
        return True
    statement = account.statement
    named = {party.key for party in (statement.initiator, statement.target) if party}
    named |= {casualty.side for casualty in statement.casualties if casualty.side}
    return bool(named & {account.claimant, statement.claimant.country, statement.claimant.id})
