"""Structs with the members of records: msgspec reads them several times as fast as pydantic reads records.

What was written to a log was validated then. A struct is held to the types of its members, not to patterns, ranges and
orders beside.
"""

import types
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from pydantic import AwareDatetime
from pydantic.fields import FieldInfo
from pydantic_core import to_json

from schemas.record import Record

__all__ = ["as_it_came", "event", "json_of", "read_whole"]

_TYPE: Final = "type"


class _Struct(msgspec.Struct, gc=False):
    """What is asked of records where it does not matter which of the two they are."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Any:
        """As pydantic's."""
        return msgspec.structs.replace(self, **update)

    def model_dump(self, *, mode: Literal["json"]) -> Any:
        """As pydantic's."""
        return msgspec.to_builtins(self)


def json_of(record: Record | _Struct) -> bytes:
    """The record, or the struct with its members, as JSON."""
    return to_json(record) if isinstance(record, Record) else msgspec.json.encode(record)


@cache
def read_whole(record: type[Record], *unread: str) -> type[Any]:
    """A struct with all members of a record but these, and with its properties, all the way down."""
    hints = get_type_hints(record)
    members = [
        (name, _read(hints[name]), *(() if member.is_required() else (member.get_default(),)))
        for name, member in record.model_fields.items()
        if name not in unread
    ]
    own = {name: value for name, value in vars(record).items() if isinstance(value, property)}
    return _make(record, members, own, frozen=True)


def as_it_came(record: type[Record], **read: Any) -> type[Any]:
    """A struct whose members are JSON that nobody looks at, but for those that are `read` as these types.

    Written again it has all members, also those that were left out because there is nothing in them.
    """
    return _make(record, [_unseen(name, member, read.get(name)) for name, member in record.model_fields.items()])


def event(record: type[Record], **read: Any) -> type[Any]:
    """A struct with the members of an event, those that are in `read` as these types, or left unread and None.

    It is told from others by its `type`.
    """
    hints, tag = get_type_hints(record), record.model_fields[_TYPE].get_default()
    members, own = [], {_TYPE: tag}
    for name, member in record.model_fields.items():
        if name in read and read[name] is None:
            own[name] = None
        elif name != _TYPE:
            default = () if member.is_required() else (member.get_default(),)
            members.append((name, read.get(name, hints[name]), *default))
    return _make(record, members, own, tag_field=_TYPE, tag=tag)


def _make(record: type[Record], members: Any, own: dict[str, Any] | None = None, **form: Any) -> type[Any]:
    return msgspec.defstruct(
        record.__name__, members, bases=(_Struct,), namespace=own or {}, kw_only=True, gc=False, **form
    )


def _read(hint: Any) -> Any:
    origin, within = get_origin(hint), get_args(hint)
    if hint is AwareDatetime:
        return datetime
    if isinstance(hint, type) and issubclass(hint, Record):
        return read_whole(hint)
    if origin in (types.UnionType, Union):
        return Union[tuple(map(_read, within))]  # noqa: UP007
    if origin is tuple:
        return types.GenericAlias(tuple, tuple(each if each is ... else _read(each) for each in within))
    return hint


def _unseen(name: str, member: FieldInfo, read: Any) -> tuple[Any, ...]:
    if read is not None:
        return (name, read) if member.is_required() else (name, read, member.get_default())
    default = None if member.is_required() else member.get_default()
    kinds = [kind for kind in (member.annotation, *get_args(member.annotation)) if isinstance(kind, type)]
    inner = next((as_it_came(kind) for kind in kinds if issubclass(kind, Record)), None)
    if inner is None:
        return name, msgspec.Raw, msgspec.Raw(to_json(default))
    return name, tuple[inner, ...] if get_origin(member.annotation) is tuple else inner | None, default  # type: ignore[valid-type]
