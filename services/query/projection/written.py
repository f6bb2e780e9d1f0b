"""Statements as rows have them: JSON, and beside it what has columns of its own.

Whoever only writes rows looks into nothing else of a statement, and passes it on as it came.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, Self, get_args
from uuid import UUID

from pydantic_core import to_json, to_jsonable_python

from schemas.record import Record
from schemas.slots import words_key
from schemas.statement import Statement

__all__ = ["Written"]

_WHERE: Final = b',"span":'
_AFTER: Final = b',"rule":'
"""Between these a written statement tells where it stands, in `span` and `sentence`. In words they would be escaped."""


class Written(NamedTuple):
    """A statement. `claimant` is what tells claimants apart; the other members are as in `json`, which has them all."""

    id: UUID
    claimant: str
    event_type: str
    speech_act: str
    field: str | None
    start: int | None
    end: int | None
    json: bytes

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """One that was read whole."""
        span = statement.span
        return cls(
            statement.id,
            statement.claimant.key,
            statement.event_type,
            statement.speech_act,
            span.field if span else None,
            span.start if span else None,
            span.end if span else None,
            to_json(statement),
        )

    @classmethod
    def passed(cls, given: dict[str, Any]) -> Self:
        """One of which JSON says this, perhaps without the members that have nothing in them.

        Raises:
            LookupError, TypeError, AttributeError, ValueError: it does not look like a statement.
        """
        whole = _complete(given, _STATEMENT)
        claimant, span = whole["claimant"], whole["span"] or {}
        return cls(
            UUID(whole["id"]),
            claimant["id"] or words_key(claimant["name"]),
            whole["event_type"],
            whole["speech_act"],
            span.get("field"),
            span.get("start"),
            span.get("end"),
            to_json(whole),
        )

    @property
    def says(self) -> bytes:
        """All that it says, but not where in its text it stands."""
        before, _, placed = self.json.partition(_WHERE)
        return before + placed[placed.index(_AFTER) :]


class _Form(NamedTuple):
    """The members of a record as they are where nothing is said of them, and those that are records themselves."""

    empty: dict[str, Any]
    within: Sequence[tuple[str, "_Form"]]


def _complete(given: dict[str, Any], form: _Form) -> dict[str, Any]:
    whole = form.empty | given
    for name, inner in form.within:
        if value := whole[name]:
            whole[name] = [_complete(one, inner) for one in value] if type(value) is list else _complete(value, inner)
    return whole


def _form(record: type[Record]) -> _Form:
    members = record.model_fields.items()
    empty = {name: None if member.is_required() else member.get_default() for name, member in members}
    within = [
        (name, _form(kind))
        for name, member in members
        for kind in (member.annotation, *get_args(member.annotation))
        if isinstance(kind, type) and issubclass(kind, Record)
    ]
    return _Form(to_jsonable_python(empty), within)


_STATEMENT: Final = _form(Statement)
