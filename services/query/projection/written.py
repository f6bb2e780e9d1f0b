"""Statements and evidence as rows have them: JSON, and beside it what has columns of its own.

Whoever only writes rows looks into nothing else, and passes it on as it came. Members that were left out because there
is nothing in them are put back.
"""

from typing import Any, Final, NamedTuple, Self
from uuid import UUID

import msgspec
from msgspec import Raw
from pydantic_core import from_json, to_json

from schemas.events.evidence import Evidence
from schemas.slots import Actor, Span, words_key
from schemas.statement import Statement
from services.query.projection.structs import as_it_came

__all__ = ["EVIDENCE", "STATEMENT", "Written", "evidence_as_written"]

STATEMENT: Final[type[Any]] = as_it_came(
    Statement,
    id=UUID,
    claimant=as_it_came(Actor, id=str | None),
    event_type=str,
    speech_act=str,
    span=as_it_came(Span, field=str, start=int, end=int) | None,
)
"""What of a statement has columns, and all else unseen."""

EVIDENCE: Final[type[Any]] = as_it_came(Evidence, chosen=Raw, runners_up=Raw)

_WHERE: Final = b',"span":'
_AFTER: Final = b',"rule":'
"""Between these a written statement tells where it stands, in `span` and `sentence`. In words they would be escaped."""

_encoded: Final = msgspec.json.Encoder().encode
_statement: Final = msgspec.json.Decoder(STATEMENT).decode


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
    def passed(cls, given: Any) -> Self:
        """One that was read as `STATEMENT`."""
        claimant, span = given.claimant, given.span
        return cls(
            given.id,
            claimant.id or words_key(from_json(bytes(claimant.name))),
            given.event_type,
            given.speech_act,
            span.field if span else None,
            span.start if span else None,
            span.end if span else None,
            _encoded(given),
        )

    @classmethod
    def stored(cls, given: dict[str, Any]) -> Self:
        """One of which JSON says this, perhaps without the members that have nothing in them."""
        return cls.passed(_statement(to_json(given)))

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """One that was read whole."""
        return cls.stored(statement.model_dump(mode="json"))

    @property
    def says(self) -> bytes:
        """All that it says, but not where in its text it stands."""
        before, _, placed = self.json.partition(_WHERE)
        return before + placed[placed.index(_AFTER) :]


def evidence_as_written(evidence: Any) -> bytes | None:
    """Evidence as JSON: of one that was read whole, or as `EVIDENCE`, or back from where it was written."""
    if evidence is None:
        return None
    return to_json(evidence) if isinstance(evidence, Evidence) else _encoded(evidence)
