"""Comma-separated values after RFC 4180: CR LF, a header line, UTF-8; safe to open in a spreadsheet.

A spreadsheet takes text that begins with `=`, `+`, `-` or `@` for a formula; such text gets an apostrophe in front, as
OWASP advises against CSV injection. Numbers stay numbers. Empty: not known.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

__all__ = ["MEDIA_TYPE", "table"]

MEDIA_TYPE: Final = "text/csv; charset=utf-8; header=present"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula: full-width forms too, which some spreadsheets fold."""


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A header and rows. Lists become one cell, joined by `; `; booleans `true` and `false`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case list() | tuple():
            return _text("; ".join(map(str, value)))
        case _:
            return _text(str(value))


def _text(word: str) -> str:
    word = word.replace("\0", "")
    return "'" + word if word.lstrip(" ").startswith(_FORMULA) else word
