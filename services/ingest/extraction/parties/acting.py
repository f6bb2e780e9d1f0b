"""Who acts, and who is hit, where an office tells of its own: the state or the forces that it speaks for.

"If it happens again, we shall strike", says a ministry; what strikes then is no ministry.
"""

from collections.abc import Iterable
from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.parties.standing import Standing

__all__ = ["stand_for"]

_DONE_BY_OFFICES: Final = frozenset(
    {EventType.CAPTURE_ABDUCTION, EventType.CEASEFIRE_AGREEMENT, EventType.OBSERVER_ACCESS, EventType.OTHER}
)
"""What an office may well do itself: to arrest, to sign, to let in, to summon."""
_VOICES: Final = (".general-staff", ".strategic-comms")
"""The ids of offices that speak for armed forces end so."""


def stand_for(drafts: Iterable[Draft], names: Standing) -> None:
    """Put the state in place of an office of it that speaks and is said to have acted or to have been hit."""
    for draft in drafts:
        if draft.type not in _DONE_BY_OFFICES:
            draft.initiator = _state(draft.initiator, draft.claimant, names)
        draft.target = _state(draft.target, draft.claimant, names)


def _state(party: Actor | None, claimant: Actor, names: Standing) -> Actor | None:
    if party is None or party.key != claimant.key:
        return party
    if party.kind is ActorKind.GOVERNMENT:
        return names.whole(party) or party
    voice = (party.id or "").endswith(_VOICES)
    return (names.military(party.country) if voice else None) or party
