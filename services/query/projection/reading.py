"""Decisions as the fold reads them, twice: by whoever writes rows of them, and by whoever assesses incidents.

Each reads what it looks at. What neither looks into is not validated: it was when it was written.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal, Union, cast, get_args
from uuid import UUID

import msgspec
from msgspec import Raw
from pydantic import TypeAdapter

from schemas.events import decisions as d
from schemas.events.decisions import Alignments, Decision, InputRef, ReportDecided
from schemas.events.envelope import Unreadable, unpack
from schemas.record import Record
from schemas.statement import Statement
from services.query.projection.structs import event, read_whole
from services.query.projection.written import EVIDENCE, STATEMENT, Written

__all__ = ["decided", "stored", "told"]

_REPORT: Final = read_whole(ReportDecided, "features")
"""Match features are for the dedup writer."""

_STATED: Final = ("statement.placed", "statement.changed", "statement.set_aside")
"""Events that tell a statement in full."""

_ARGUED: Final = (*_STATED, "statement.moved", "incidents.linked", "link.suggested")
"""Events that say why."""

_REVIEWED: Final = ("review.applied", "review.rejected")
"""Seldom, and looked at as a whole: they are read as they are."""


class _Decision(msgspec.Struct, kw_only=True):
    id: UUID
    n: int
    known_at: datetime
    input: read_whole(InputRef)  # type: ignore[valid-type]
    deciding_rules: str
    report: _REPORT | None = None  # type: ignore[valid-type]
    events: tuple[Any, ...] = ()


def _decoder(statement: Any, evidence: Any) -> Callable[[bytes], Any]:
    """Of a record with a decision, whose statements and evidence are read as these types."""
    kinds: Any = Union[tuple(_struct(kind, statement, evidence) for kind in get_args(get_args(d.DecisionEvent)[0]))]  # noqa: UP007
    decision = msgspec.defstruct("Decided", [("events", tuple[kinds, ...], ())], bases=(_Decision,), kw_only=True)
    return msgspec.json.Decoder(msgspec.defstruct("Event", [("type", Literal["decision"]), ("data", decision)])).decode


def _struct(kind: type[Record], statement: Any, evidence: Any) -> type[Any]:
    tag = kind.model_fields["type"].get_default()
    read: dict[str, Any] = {}
    if tag in _STATED:
        read |= {"statement": statement, "alignment": Raw}
    if tag in _ARGUED:
        read["evidence"] = evidence
    if tag in _REVIEWED:
        read = dict.fromkeys(kind.model_fields, Raw)
    return event(kind, **read)


_DECIDED: Final = _decoder(STATEMENT, EVIDENCE | None)
_STATEMENT: Final = read_whole(Statement, "sentence")
_TOLD: Final = _decoder(_STATEMENT, None)

_review: Final = TypeAdapter[Any](d.ReviewApplied | d.ReviewRejected).validate_json
_alignments: Final = lru_cache(4096)(TypeAdapter(Alignments).validate_json)
"""There are few, and nobody changes them."""


def decided(value: bytes) -> Decision:
    """The decision in a record, for making rows of it: its statements are `Written`, its evidence is as it came.

    Raises:
        Unreadable: as `unpack`.
    """
    decision = _read(value, _DECIDED)
    for each in cast("tuple[Any, ...]", decision.events):
        if each.type in _STATED:
            each.statement = Written.passed(each.statement)
    return decision


def told(value: bytes) -> Decision:
    """The decision in a record, for assessing: its statements are structs with all that statements tell.

    Raises:
        Unreadable: as `unpack`.
    """
    return _read(value, _TOLD)


def stored(statement: dict[str, Any]) -> Statement:
    """The statement of which JSON says this, as `told` reads statements."""
    return msgspec.convert(statement, _STATEMENT)  # type: ignore[no-any-return]


def _read(value: bytes, decode: Callable[[bytes], Any]) -> Decision:
    try:
        found = decode(value).data
        found.events = tuple(map(_event, found.events))
        return cast("Decision", found)
    except (msgspec.MsgspecError, ValueError) as error:
        # Reading all of it tells what is wrong.
        unpack(value, d.TYPES)
        raise Unreadable(f"unreadable event: {error}") from error


def _event(found: Any) -> Any:
    if found.type in _STATED:
        if isinstance(found.alignment, Raw):
            found.alignment = _alignments(bytes(found.alignment))
    elif found.type in _REVIEWED:
        return _review(msgspec.json.encode(found))
    return found
