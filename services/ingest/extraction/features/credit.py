"""The wire credit that a report declares."""

import re
from typing import Final

__all__ = ["declared"]

_CREDITS: Final = (
    re.compile(r"^\s*\(?(?:source|via|from)\s*[:(]\s*([A-Z][\w .&'’-]{1,40}?)\)?\s*\.?$", re.IGNORECASE | re.MULTILINE),
    re.compile(
        r"(?:[—–-]|\bby)\s+((?:AFP|AP|Reuters|Interfax|TASS|Xinhua|Anadolu|"
        r"UPI|EFE|DPA|ANSA|Kyodo|PTI|IRNA|SANA|WAFA|Ukrinform|Armenpress|APA|Trend)\b[\w ./]*)\s*$",
        re.MULTILINE,
    ),
    re.compile(
        r"\b((?:[A-Z][\w'’.-]+\s?){1,5}?)(?: \(([A-Z]{2,6})\))? "
        r"(?:news agency |agency )?(?:reports?|writes|wrote|reported)(?: from [A-Z]\w+)?\.?$",
        re.MULTILINE,
    ),
)
_LONGEST: Final = 120
"""Code points of a line that may be a credit."""


def declared(text: str, dateline: str | None) -> str | None:
    """The credit in lower case, that of the dateline first; the text's short lines count, furniture and all."""
    if dateline:
        return dateline.lower()[:60]
    short = "\n".join(line for line in text.splitlines() if len(line) <= _LONGEST)
    for pattern in _CREDITS:
        found = pattern.search(short)
        if found:
            return " ".join((found[1] or "").split()).strip(" .").lower()[:60] or None
    return None
