"""Support: how well an incident is attested, after the grading of Airwars."""

from collections.abc import Sequence

from schemas.vocabulary import SpeechAct, Support
from services.query.assessment.account import Account, named_side
from services.query.assessment.claims import Claim, once
from services.query.assessment.independence import Voices

__all__ = ["admission", "support_of"]


def support_of(claims: Sequence[Claim], independent: Voices) -> tuple[Support, str]:
    """The grade and the reason for it in words, by the voices of the claims. First that holds, strongest first."""
    if said := admission(claims):
        return Support.ADMITTED, f"{said.statement.claimant.name} admits it"
    if len(independent) > 1:
        names = ", ".join(group[0].claimant.name for group in independent)
        return Support.CORROBORATED, f"{len(independent)} independent voices: {names}"
    supporting = [claim for claim in claims if claim.supports]
    if len(supporting) > 1:
        return Support.SINGLE_CLAIMANT, f"{len(supporting)} claims, but no two of them independent"
    if supporting:
        return Support.SINGLE_CLAIMANT, f"only {supporting[0].claimant.name} says so"
    return Support.DISCOUNTED, "every claim was taken back"


def admission(claims: Sequence[Claim]) -> Account | None:
    """The newest admission by a side that it speaks against: the one accused, or the one that bears the loss."""
    said = [account for claim in claims for account in _admissions(claim)]
    return max(said, key=lambda account: account.order, default=None)


@once
def _admissions(claim: Claim) -> tuple[Account, ...]:
    return tuple(
        account
        for account in claim.live
        if account.statement.speech_act == SpeechAct.ADMITS and _against_itself(account)
    )


def _against_itself(account: Account) -> bool:
    statement = account.statement
    parties = (statement.initiator, statement.target)
    sides = {named_side(account.alignment.initiator), named_side(account.alignment.target)}
    sides |= {casualty.side for casualty in statement.casualties}
    known = {party.key for party in parties if party} | (sides - {None})
    own = {account.claimant, account.claimant_side, statement.claimant.country, statement.claimant.id}
    # An admission that names neither party is of the claimant's own act by the meaning of the word.
    return account.by_party if not known else bool(known & own)
