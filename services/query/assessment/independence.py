"""Voices: how many of the claims of an incident are independent of each other.

Claimants of one side are one voice, save local authorities, which are actors of their own. Publishers who speak for
themselves in copies of one text are one voice. A medium is a voice only where it observed; where it passes on or
reports unattributed, it adds nothing to whom it heard. To accuse the accuser supports the happening; to say what
happened instead does not.
"""

from collections.abc import Sequence
from itertools import chain

from schemas.vocabulary import ActorKind, SpeechAct
from services.query.assessment.account import Account, named_side
from services.query.assessment.claims import Claim, once
from services.query.assessment.denial import tells_of_the_act

__all__ = ["Voices", "voices"]

Voices = tuple[tuple[Claim, ...], ...]
"""Claims grouped by voice."""


def voices(claims: Sequence[Claim]) -> Voices:
    """The supporting claims that corroborate, grouped by voice: two groups are independent of each other."""
    groups: list[tuple[frozenset[str], list[Claim]]] = []
    deniers = {claim.key for claim in claims if claim.denials}
    for claim in claims:
        if not claim.supports:
            continue
        keys = _keys_of_denier(claim) if claim.key in deniers else _keys(claim)
        if not keys:
            continue
        members = [claim]
        # Groups have no key in common, so what is joined on the way meets no further one.
        if met := [group for group in groups if not keys.isdisjoint(group[0])]:
            groups = [group for group in groups if keys.isdisjoint(group[0])]
            keys = keys.union(*(of for of, _ in met))
            members = [*chain.from_iterable(said for _, said in reversed(met)), claim]
        groups.append((keys, members))
    return tuple(tuple(members) for _, members in groups)


@once
def _keys(claim: Claim) -> frozenset[str]:
    return _common(_corroborating(claim))


@once
def _keys_of_denier(claim: Claim) -> frozenset[str]:
    return _common([account for account in _corroborating(claim) if tells_of_the_act(account)])


def _corroborating(claim: Claim) -> tuple[Account, ...]:
    """The accounts of a claim that can corroborate: of a medium, what it observed."""
    if claim.claimant.kind != ActorKind.MEDIA:
        return claim.live
    return tuple(account for account in claim.live if account.statement.speech_act == SpeechAct.OBSERVES)


def _common(accounts: Sequence[Account]) -> frozenset[str]:
    """What two claims of one voice have in common: the side, the claimant, or the text they are copies of."""
    sides = {account.alignment.claimant for account in accounts}
    keys = {f"claimant:{account.claimant}" for account in accounts[:1]}
    if all(account.statement.claimant.kind is not ActorKind.LOCAL_AUTHORITY for account in accounts):
        keys |= {f"side:{side}" for side in map(named_side, sides) if side}
    if all(account.own_voice for account in accounts):
        keys |= {f"origin:{account.origin_id}" for account in accounts}
    return frozenset(keys)
