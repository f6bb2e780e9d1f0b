"""Writing `decisions`: a decision becomes a record."""

from typing import Final

from schemas.events.decisions import Decision
from schemas.events.envelope import Envelope, pack

__all__ = ["SOURCE", "TYPE", "packed"]

_EVENT: Final = Envelope[Decision]
SOURCE: Final = "deconflict/dedup"
TYPE: Final = "decision"


def packed(decision: Decision) -> bytes:
    """The decision as an event. Equal decisions give equal bytes."""
    return pack(
        _EVENT(
            id=decision.id,
            source=SOURCE,
            type=TYPE,
            subject=str(decision.n),
            time=decision.known_at,
            data=decision,
        )
    )
