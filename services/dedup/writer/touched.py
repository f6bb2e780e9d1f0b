"""Which statements a decision touched."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from schemas.events import decisions as events
from schemas.events.decisions import Decision

__all__ = ["touched"]

_BY_CLASS: Final[Mapping[type[Any], Callable[[Any], UUID]]] = {
    events.StatementPlaced: attrgetter("statement.id"),
    events.StatementChanged: attrgetter("statement.id"),
    events.StatementSetAside: attrgetter("statement.id"),
    events.StatementMoved: attrgetter("statement"),
    events.StatementWithdrawn: attrgetter("statement"),
    events.StatementRetracted: attrgetter("statement"),
}
# By name: decisions that are only folded have classes of their own (`foldable`).
_NAMED: Final = {of.model_fields["type"].default: named for of, named in _BY_CLASS.items()}


def touched(decision: Decision) -> list[UUID]:
    """Every statement that its events name, each once, in their order."""
    found: dict[int, UUID] = {}
    for event in decision.events:
        named = _NAMED.get(event.type)
        if named is not None:
            id = named(event)
            found.setdefault(id.int, id)
    return list(found.values())
