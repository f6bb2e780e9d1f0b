"""The rows of a generation as values: what each table holds of a decision's outcome, and how it is read back."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Self
from uuid import UUID

import msgspec

from schemas.events.decisions import Alignments
from schemas.events.statements import ReportHeader
from schemas.statement import Statement
from services.query.projection.structs import json_of, read_whole
from services.query.projection.written import Written, evidence_as_written

__all__ = [
    "LinkRow",
    "PlacementRow",
    "ReportRow",
    "Row",
    "SeedRow",
    "StatementRow",
    "SuggestionRow",
    "VersionRow",
]

Columns = dict[str, Any]

_HEADER: Final = read_whole(ReportHeader)

_HELD: Final = frozenset({"from_n", "to_n"})
"""Members that say when a row holds, not what it says."""


@dataclass(kw_only=True, eq=False)
class Row:
    """A row that holds for decisions `from_n` <= n < `to_n`; `to_n` None: it still holds.

    Nothing changes a row. Python does not see to that, which would make making one three times as long.
    """

    from_n: int
    to_n: int | None = None

    @property
    def key(self) -> Any:
        """What is the same in all rows of one thing."""
        raise NotImplementedError

    def columns(self) -> Columns:
        """The row by column, as values that JSON can take."""
        members = self.__dict__
        return {name: members[name] for name in self.__dataclass_fields__}

    @classmethod
    def read(cls, columns: Mapping[str, Any]) -> Self:
        """The row that was written as these columns."""
        return cls(**columns)

    def until(self, n: int) -> Self:
        """The row with an end, and with what was worked out of it already."""
        ended = object.__new__(type(self))
        ended.__dict__.update(self.__dict__, to_n=n)
        return ended

    def same_as(self, other: "Row") -> bool:
        """Whether they say the same, whenever each holds."""
        own, others = self.__dict__, other.__dict__
        return all(own[name] == others[name] for name in self.__dataclass_fields__ if name not in _HELD)


@dataclass(kw_only=True, eq=False)
class ReportRow(Row):
    """A report as it stands. `status` is decided, parked, retracted or erased; `why` and `detail` say more of it."""

    id: UUID
    revision: UUID
    posted_as: UUID
    aliases: tuple[UUID, ...]
    header: ReportHeader
    origin_id: UUID
    extraction_rules: str
    position: dict[str, Any]
    truncated: int = 0
    status: str = "decided"
    why: str | None = None
    detail: str | None = None

    @property
    def key(self) -> UUID:
        return self.id

    @cached_property
    def stamp(self) -> bytes:
        """What it adds to what its statements say, or takes from it: an erased one leaves them without words."""
        return f"{self.origin_id} {self.header.publisher.grade}{' erased' * (self.status == 'erased')}".encode()

    @cached_property
    def said_at(self) -> datetime:
        """When what it says was said."""
        return self.header.updated_at or self.header.published_at or self.header.received_at

    def columns(self) -> Columns:
        return super().columns() | {"header": json_of(self.header), "source_id": self.header.source.id}

    @classmethod
    def read(cls, columns: Mapping[str, Any]) -> Self:
        values = {name: value for name, value in columns.items() if name != "source_id"}
        values["header"] = msgspec.convert(values["header"], _HEADER)
        values["aliases"] = tuple(values["aliases"])
        return cls(**values)


@dataclass(kw_only=True, eq=False)
class StatementRow(Row):
    """A statement as decided on. `first_n` is the decision that first took it in."""

    statement: Statement | Written
    alignment: Alignments
    theatre: str | None
    report_id: UUID
    revision: UUID
    first_n: int
    retracted_by: UUID | None = None

    @property
    def key(self) -> UUID:
        return self.statement.id

    @cached_property
    def written(self) -> Written:
        """The statement as rows have it, which takes long enough to be made once."""
        return self.statement if isinstance(self.statement, Written) else Written.of(self.statement)

    @property
    def whole(self) -> Statement:
        """The statement, for who reads statements whole."""
        assert not isinstance(self.statement, Written)
        return self.statement

    @property
    def said(self) -> bytes:
        """A digest of all that it says, but not of where in its text it stands."""
        sides = self.alignment
        stamped = f" {sides.claimant} {sides.initiator} {sides.target} {self.theatre} {self.retracted_by}"
        return hashlib.blake2b(self.written.says + stamped.encode(), digest_size=16).digest()

    def columns(self) -> Columns:
        statement = self.written
        return {
            "id": statement.id,
            "from_n": self.from_n,
            "to_n": self.to_n,
            "report_id": self.report_id,
            "revision": self.revision,
            "claimant": statement.claimant,
            "event_type": statement.event_type,
            "speech_act": statement.speech_act,
            "slots": statement.json,
            "field": statement.field,
            "span_start": statement.start,
            "span_end": statement.end,
            "alignment": self.alignment,
            "theatre": self.theatre,
            "retracted_by": self.retracted_by,
            "first_n": self.first_n,
        }

    @classmethod
    def read(cls, columns: Mapping[str, Any], reading: Callable[[Any], Statement | Written] = Written.stored) -> Self:
        return cls(
            from_n=columns["from_n"],
            to_n=columns["to_n"],
            statement=reading(columns["slots"]),
            alignment=Alignments.model_validate(columns["alignment"]),
            theatre=columns["theatre"],
            report_id=columns["report_id"],
            revision=columns["revision"],
            first_n=columns["first_n"],
            retracted_by=columns["retracted_by"],
        )


@dataclass(kw_only=True, eq=False)
class _Argued(Row):
    """A row that says why. `evidence` is JSON."""

    evidence: bytes | None = None

    @classmethod
    def read(cls, columns: Mapping[str, Any]) -> Self:
        return cls(**{**columns, "evidence": evidence_as_written(columns["evidence"])})


@dataclass(kw_only=True, eq=False)
class PlacementRow(_Argued):
    """Where a statement belongs. Without a seed it is set aside: `why`, and perhaps background `about` a seed."""

    statement_id: UUID
    seed_id: UUID | None
    why: str | None = None
    about: UUID | None = None

    @property
    def key(self) -> UUID:
        return self.statement_id


@dataclass(kw_only=True, eq=False)
class SeedRow(Row):
    """A seed, and its age among seeds: the decision that opened it and its place among those opened by that one."""

    id: UUID
    founding_statement: UUID
    opened_n: int
    opened_ordinal: int
    opened_at: datetime
    moved_to: UUID | None = None

    @property
    def key(self) -> UUID:
        return self.id

    @property
    def age(self) -> tuple[int, int]:
        """Sorts seeds, the oldest first."""
        return self.opened_n, self.opened_ordinal


@dataclass(kw_only=True, eq=False)
class LinkRow(_Argued):
    """One cause by which two seeds are of one incident; `a` is the lesser id."""

    a: UUID
    b: UUID
    cause: UUID

    @property
    def key(self) -> tuple[UUID, UUID, UUID]:
        return self.a, self.b, self.cause


@dataclass(kw_only=True, eq=False)
class SuggestionRow(_Argued):
    """Two seeds that may be of one incident; `a` is the lesser id, `score` in bits."""

    a: UUID
    b: UUID
    score: float
    statement_id: UUID

    @property
    def key(self) -> tuple[UUID, UUID]:
        return self.a, self.b


@dataclass(kw_only=True, eq=False)
class VersionRow(Row):
    """An incident from one change to the next. `filters` are the columns that filters look at, by name."""

    incident_id: UUID
    state: str
    updated_at: datetime
    opened_at: datetime
    summary: dict[str, Any]
    digest: str
    merged_into: UUID | None = None
    filters: Mapping[str, Any]

    @property
    def key(self) -> UUID:
        return self.incident_id

    @cached_property
    def written(self) -> bytes:
        """The summary as JSON: it stands in the version, and in the feed before and after."""
        return msgspec.json.encode(self.summary)

    @cached_property
    def filters_written(self) -> bytes | None:
        """The same of the filters, where there are any."""
        return msgspec.json.encode(self.filters) if self.filters else None

    def columns(self) -> Columns:
        columns = super().columns()
        columns |= columns.pop("filters")
        return columns | {"summary": self.written}

    @classmethod
    def read(cls, columns: Mapping[str, Any]) -> Self:
        own = cls.__dataclass_fields__
        filters = {name: value for name, value in columns.items() if name not in own}
        return cls(**{name: value for name, value in columns.items() if name in own}, filters=filters)
