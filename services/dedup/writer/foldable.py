"""Decisions as far as folding needs them: without their evidence, which takes as long to read as all the rest."""

from typing import Annotated, Any, Final, Union, get_args

from pydantic import Field, create_model

from schemas.events.decisions import Decision, DecisionEvent
from schemas.record import Record

__all__ = ["TYPES"]


class _Unread(Record):
    """What stands there is passed over."""


def _foldable(event: type[Record]) -> type[Record]:
    if "evidence" not in event.model_fields:
        return event
    return create_model(event.__name__, __base__=event, evidence=(_Unread | None, None))


_union: Any = Union[tuple(map(_foldable, get_args(get_args(DecisionEvent)[0])))]  # noqa: UP007
_event: Any = Annotated[_union, Field(discriminator="type")]

TYPES: Final[dict[str, type[Record]]] = {
    "decision": create_model(Decision.__name__, __base__=Decision, events=(tuple[_event, ...], ()))
}
"""As `schemas.events.decisions.TYPES`: each event is of its own class there, but for what `evidence` holds."""
