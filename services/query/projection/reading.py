"""Decisions as the fold reads them, twice: by whoever writes rows of them, and by whoever assesses incidents.

Each reads what it looks at. What neither looks into is not validated: it was when it was written. Members are left
unread under a name that nothing is written under.
"""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args

from pydantic import AfterValidator, Field, create_model
from pydantic.fields import FieldInfo
from pydantic_core import from_json

from schemas.events import decisions as d
from schemas.events.decisions import Decision, ReportDecided
from schemas.events.envelope import Envelope, unpack
from schemas.events.evidence import Evidence
from schemas.features import Features
from schemas.record import Record
from schemas.slots import Sentence
from schemas.statement import Statement
from services.query.projection.written import Written

__all__ = ["Decided", "Told", "decided", "told"]

_UNREAD: Final = ""

_NO_EVIDENCE: Final[dict[str, Any]] = {
    name: None if member.is_required() else member.get_default() for name, member in Evidence.model_fields.items()
}


def _whole(evidence: dict[str, Any]) -> dict[str, Any]:
    """Evidence with the members that were left out because there is nothing in them."""
    return _NO_EVIDENCE | evidence


_EvidenceAsItCame: TypeAlias = Annotated[dict[str, Any], AfterValidator(_whole)]
_StatementAsItCame: TypeAlias = Annotated[dict[str, Any], AfterValidator(Written.passed)]


class _Report(ReportDecided):
    """A report without its match features, which are for the dedup writer: half of the bytes."""

    features: Features = Field(default=Features(), validation_alias=_UNREAD)


class _Statement(Statement):
    """A statement without its sentence, of which nothing is told."""

    sentence: Sentence = Field(default=Sentence(hash=""), validation_alias=_UNREAD)


def _events(**members: Any) -> Any:
    """Any event, with these members, where it has them in full, read as they say."""
    kinds: list[Any] = []
    for kind in get_args(get_args(d.DecisionEvent)[0]):
        read = {name: given for name, given in members.items() if _is_full(kind.model_fields.get(name))}
        kinds.append(create_model(kind.__name__, __base__=kind, **read) if read else kind)
    event: Any = Union[tuple(kinds)]  # noqa: UP007
    return types.GenericAlias(tuple, (Annotated[event, Field(discriminator="type")], ...))


def _is_full(member: FieldInfo | None) -> bool:
    # Of some events statements are told by their ids.
    return member is not None and not {Statement, Evidence}.isdisjoint(
        (member.annotation, *get_args(member.annotation))
    )


class Decided(Decision):
    """A decision as rows are made of it: statements and evidence are written as they came."""

    report: _Report | None = None
    events: _events(  # type: ignore[valid-type]
        evidence=(_EvidenceAsItCame | None, None), statement=(_StatementAsItCame, ...)
    ) = ()


class Told(Decision):
    """A decision as incidents are assessed by it."""

    report: _Report | None = None
    events: _events(  # type: ignore[valid-type]
        evidence=(None, Field(default=None, validation_alias=_UNREAD)), statement=(_Statement, ...)
    ) = ()


class _Event(Envelope[Decided]):
    type: Literal["decision"]


_TOLD: Final[dict[str, type[Record]]] = {"decision": Told}


def decided(value: bytes) -> Decision:
    """The decision in a record, for making rows of it.

    Raises:
        Unreadable: as `unpack`.
    """
    try:
        # What is passed on is neither looked at nor made twice, as it would be by reading straight from bytes.
        return _Event.model_validate(from_json(value)).data
    except (ValueError, LookupError, TypeError, AttributeError):
        # Reading all of it tells what is wrong.
        return _decision(value, d.TYPES)


def told(value: bytes) -> Decision:
    """The decision in a record, for assessing.

    Raises:
        Unreadable: as `unpack`.
    """
    return _decision(value, _TOLD)


def _decision(value: bytes, kinds: Mapping[str, type[Record]]) -> Decision:
    decision = unpack(value, kinds).data
    assert isinstance(decision, Decision)
    return decision
