"""CloudEvents 1.0, structured JSON mode (CloudEvents spec v1.0.2, JSON format)."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final, Generic, Literal, TypeVar, Union
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError, create_model

from schemas.record import Instant, Record

__all__ = ["CONTENT_TYPE", "Envelope", "UnknownType", "Unreadable", "pack", "unpack"]

CONTENT_TYPE = "application/cloudevents+json"

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


class Unreadable(ValueError):
    """The bytes are no event that this reader can make sense of."""


class UnknownType(Unreadable):
    """A well-formed event of a type that this reader does not know."""


T = TypeVar("T", bound=Record)


class Envelope(Record, Generic[T]):
    """An event with its context attributes. `subject` is what it is about, `time` the moment it is dated by."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: str
    subject: str | None = None
    time: Instant
    datacontenttype: Literal["application/json"] = "application/json"
    dataversion: int = 1
    data: T

    def __class_getitem__(cls, data: Any) -> Any:
        # Pydantic forgets a model that nobody holds, and to make it again takes a millisecond.
        made = _MADE[data] = super().__class_getitem__(data)
        return made


_MADE: Final[dict[Any, Any]] = {}


def pack(event: Envelope[Any]) -> bytes:
    """The event as UTF-8 JSON. Nulls are left out; key order is the model's, so equal events give equal bytes."""
    return event.model_dump_json(exclude_none=True).encode()


def unpack(
    value: bytes,
    types: Mapping[str, type[Record]],
    upcasts: Mapping[tuple[str, int], Upcast] | None = None,
) -> Envelope[Any]:
    """The event in `value`, its data as the model that `types` names for it.

    `upcasts` maps (type, dataversion) to a step to the next version, dict to dict; steps are taken one by one.

    Raises:
        UnknownType: the type is not in `types`.
        Unreadable: no JSON object, or one that does not fit the model.
    """
    if not upcasts:
        try:
            return _reader(tuple(types.items())).validate_json(value)
        except ValidationError:
            pass  # The long way tells what is wrong.
    try:
        raw = json.loads(value)
        name, version = raw["type"], raw.get("dataversion", 1)
        if name not in types:
            raise UnknownType(f"unknown event type {name!r}")
        while upcasts and (step := upcasts.get((name, version))):
            raw["data"] = step(raw["data"])
            version += 1
        raw["dataversion"] = version
        return _model(types[name]).model_validate(raw)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise Unreadable(f"unreadable event: {error}") from error


@cache
def _reader(types: tuple[tuple[str, type[Record]], ...]) -> TypeAdapter[Envelope[Any]]:
    """Reads any of these types straight from bytes, in half the time that it takes by way of a dict."""
    literal: Any = Literal
    named = tuple(create_model(name, __base__=_model(data), type=(literal[name], ...)) for name, data in types)
    form: Any = Union[named]  # noqa: UP007
    if len(named) > 1:
        form = Annotated[form, Field(discriminator="type")]
    return TypeAdapter(form)


@cache
def _model(data: type[Record]) -> type[Envelope[Any]]:
    return Envelope[data]  # type: ignore[valid-type]
