"""Reading a JSON object (RFC 8259) that a stranger wrote."""

import json
from typing import Any, Final

from chassis.errors import Invalid

__all__ = ["MAX_DEPTH", "BadJson", "names_in", "read_object"]

MAX_DEPTH: Final = 32
"""Levels of objects and arrays within each other."""

_LONGEST_NAME: Final = 100

_BUT_BRACKETS: Final = bytes(set(range(256)) - set(b'"[{]}'))
_BUT_COLONS: Final = bytes(set(range(256)) - set(b'":'))


class BadJson(Invalid):
    """Not a JSON object that can be taken in. `field` is the name it is about, if it is about one."""

    def __init__(self, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.field = field


def read_object(data: bytes) -> dict[str, Any]:
    """The one object in `data`, UTF-8, perhaps after a byte order mark.

    Stricter than the standard library: no NaN or Infinity, no name twice in one object (readers would disagree on
    which counts), no nesting past `MAX_DEPTH`. Lone surrogates pass: whoever knows the field names it.

    Raises:
        BadJson: for anything else.
    """
    if _too_deep(data):
        raise BadJson(f"nested deeper than {MAX_DEPTH} levels")
    try:
        value = _DECODER.decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadJson(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise BadJson(f"not JSON: {error.msg} at character {error.pos}") from error
    except ValueError as error:
        raise BadJson("not JSON: a number too long to read") from error
    if not isinstance(value, dict):
        raise BadJson("must be a JSON object")
    return value


def names_in(data: bytes) -> int:
    """How many names are given in `data`, which is JSON, in all its objects: one given twice counts twice."""
    return len(_outside_strings(data, _BUT_COLONS))


def _too_deep(data: bytes) -> bool:
    depth = 0
    for bracket in _outside_strings(data, _BUT_BRACKETS):
        if bracket in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif bracket in b"]}":
            depth -= 1
    return False


def _outside_strings(data: bytes, others: bytes) -> bytes:
    """What of `data` stands outside strings, but for `others`."""
    # Without escapes, every second part between quotes is within. Most are empty when the others have gone.
    if b"\\" in data:
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(data.translate(None, others).replace(b'""', b"").split(b'"')[::2])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise BadJson("is given twice", name)
            seen.add(name)
    for name, value in pairs:
        if constant := _constant(value):
            raise BadJson(f"not JSON: {name[:_LONGEST_NAME]} holds {constant}, for which JSON has no number")
    return found


class _Constant(str):
    """NaN or an infinity, as Python would write it."""


def _constant(value: Any) -> _Constant | None:
    if isinstance(value, list):
        return next((found for one in value if (found := _constant(one))), None)
    return value if isinstance(value, _Constant) else None


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_Constant)
