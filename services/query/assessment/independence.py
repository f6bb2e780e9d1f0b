"""Voices: how many of the claims of an incident are independent of each other.

Claimants of one side are one voice, save local authorities, which are actors of their own. Publishers who speak for
themselves in copies of one text are one voice. A medium is a voice only where it observed; where it passes on or
reports unattributed, it adds nothing to whom it heard. To accuse the accuser supports the happening; to say what
happened instead does not.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

from schemas.vocabulary import ActorKind, SpeechAct
from services.query.assessment.account import Account
from services.query.assessment.claims import Claim, growing, once
from services.query.assessment.denial import tells_of_the_act

__all__ = ["Voices", "voices"]

Voices = tuple[tuple[Claim, ...], ...]
"""Claims grouped by voice."""


def voices(claims: Sequence[Claim]) -> Voices:
    """The supporting claims that corroborate, grouped by voice: two groups are independent of each other."""
    groups: list[tuple[frozenset[str], list[Claim]]] = []
    known: set[str] = set()
    deniers = {claim.key for claim in claims if claim.denials}
    for claim in claims:
        if not claim.supports:
            continue
        keys = _keys_of_denier(claim) if claim.key in deniers else _keys(claim)
        if not keys:
            continue
        members = [claim]
        # Groups have no key in common, so what is joined on the way meets no further one.
        if not known.isdisjoint(keys):
            met = [group for group in groups if not keys.isdisjoint(group[0])]
            groups = [group for group in groups if keys.isdisjoint(group[0])]
            keys = keys.union(*(of for of, _ in met))
            members = [*chain.from_iterable(said for _, said in reversed(met)), claim]
        groups.append((keys, members))
        known |= keys
    return tuple(tuple(members) for _, members in groups)


class _Heard(NamedTuple):
    """What two accounts of one voice have in common. `sides` and `origins` are None where they tell nothing."""

    claimant: str
    sides: frozenset[str] | None
    """Of no local authority: they are actors of their own."""
    origins: frozenset[str] | None
    """Of nobody's but the publishers' own words."""


@once
def _keys(claim: Claim) -> frozenset[str]:
    return _common(_heard(claim))


@once
def _keys_of_denier(claim: Claim) -> frozenset[str]:
    return _common(_heard_of_denier(claim))


def _common(heard: _Heard) -> frozenset[str]:
    """What two claims of one voice have in common: the side, the claimant, or the text they are copies of."""
    return frozenset((heard.claimant,)).union(heard.sides or (), heard.origins or ()) if heard.claimant else frozenset()


@growing
def _heard(claim: Claim, before: _Heard | None) -> _Heard:
    return _further(claim.further(before), claim, before)


@growing
def _heard_of_denier(claim: Claim, before: _Heard | None) -> _Heard:
    return _further([account for account in claim.further(before) if tells_of_the_act(account)], claim, before)


def _further(accounts: Sequence[Account], claim: Claim, before: _Heard | None) -> _Heard:
    """What was heard before, and the accounts that can corroborate: of a medium, what it observed."""
    if claim.claimant.kind is ActorKind.MEDIA:
        accounts = [account for account in accounts if account.statement.speech_act is SpeechAct.OBSERVES]
    if not accounts:
        return before or _NOTHING
    _, sides, origins = before or _NOTHING
    if any(account.statement.claimant.kind is ActorKind.LOCAL_AUTHORITY for account in accounts):
        sides = None
    elif sides is not None:
        sides = sides.union([f"side:{side}" for account in accounts if (side := account.claimant_side)])
    if not all(account.own_voice for account in accounts):
        origins = None
    elif origins is not None:
        origins = origins.union([f"origin:{account.origin_id}" for account in accounts])
    return _Heard(f"claimant:{claim.key}", sides, origins)


_NOTHING: Final = _Heard("", frozenset(), frozenset())
