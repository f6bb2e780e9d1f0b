"""Which statements a decision touched."""

from uuid import UUID

from schemas.events import decisions as events
from schemas.events.decisions import Decision

__all__ = ["touched"]

_WHOLE = (events.StatementPlaced, events.StatementChanged, events.StatementSetAside)
_BY_ID = (events.StatementMoved, events.StatementWithdrawn, events.StatementRetracted)


def touched(decision: Decision) -> list[UUID]:
    """Every statement that its events name, each once, in their order."""
    found: dict[UUID, None] = {}
    for event in decision.events:
        if isinstance(event, _WHOLE):
            found[event.statement.id] = None
        elif isinstance(event, _BY_ID):
            found[event.statement] = None
    return list(found)
