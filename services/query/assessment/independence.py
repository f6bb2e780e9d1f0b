"""Voices: how many of the claims of an incident are independent of each other.

Claimants of one side are one voice. Publishers who speak for themselves in copies of one text are one voice. A medium
is a voice only where it observed; where it passes on or reports unattributed, it adds nothing to whom it heard. To
accuse the accuser supports the happening; to say what happened instead does not.
"""

from collections.abc import Sequence

from schemas.vocabulary import ActorKind, SpeechAct
from services.query.assessment.account import Account
from services.query.assessment.claims import Claim
from services.query.assessment.denial import tells_of_the_act

__all__ = ["voices"]


def voices(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """The supporting claims that corroborate, grouped by voice: two groups are independent of each other."""
    groups: list[tuple[set[str], list[Claim]]] = []
    deniers = {claim.claimant.key for claim in claims if claim.denials}
    for claim in claims:
        if not (claim.supports and (accounts := _corroborating(claim, claim.claimant.key in deniers))):
            continue
        keys, members = _keys(claim, accounts), [claim]
        apart = []
        for group in groups:
            if group[0] & keys:
                keys |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    return tuple(tuple(members) for _, members in groups)


def _corroborating(claim: Claim, denies: bool) -> tuple[Account, ...]:
    """The accounts of a claim that can corroborate: of a medium what it observed, of a denier what tells of the act."""
    accounts = claim.live
    if claim.claimant.kind == ActorKind.MEDIA:
        accounts = tuple(account for account in accounts if account.statement.speech_act == SpeechAct.OBSERVES)
    return tuple(account for account in accounts if not denies or tells_of_the_act(account))


def _keys(claim: Claim, accounts: Sequence[Account]) -> set[str]:
    """What two claims of one voice have in common: the side, the claimant, or the text they are copies of."""
    keys = {f"claimant:{account.claimant}" for account in accounts}
    keys |= {f"side:{account.claimant_side}" for account in accounts if account.claimant_side}
    if all(account.own_voice for account in accounts):
        keys |= {f"origin:{account.origin_id}" for account in accounts}
    return keys
