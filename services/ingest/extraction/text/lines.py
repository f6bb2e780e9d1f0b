"""The lines of a text: what stands on one, and the items of a brief or a live page that is one line."""

import re
from collections.abc import Iterator

from services.ingest.extraction.text.openings import CLOCKS, opening
from services.ingest.extraction.text.pictures import FIRST

__all__ = ["lines"]

_WITHIN_LINE = re.compile(r"\s(?:[•▪●]|//|[–—](?=\s[A-Z][A-Z' -]{2,24}:\s))(?=\s)|(?<=\.)\s[|](?=\s)")
"""What parts the items of a brief that is one line: "HAYS: … • MOKHA: …", "… – OMAN: …"."""


_CAPITALS = re.compile(r"(?:^\s*|(?<=[.!?)] ))(?=[A-ZÀ-Þ][A-ZÀ-Þ'’ /-]{2,24}:\s)")
"""Where the items of a round begin in a line whose items stand under names in capitals."""


def lines(text: str) -> Iterator[str]:
    """The lines of a text, and the items of those that hold several, which together are the text."""
    for line in text.splitlines(keepends=True):
        at = 0
        for cut in _cuts(line):
            yield line[at:cut]
            at = cut
        yield line[at:]


def _cuts(line: str) -> list[int]:
    """Where items begin in a line, in order: behind a sign that parts them, and before each hour or picture in a line
    that begins with one."""
    found = {sign.start() + 1 for sign in _WITHIN_LINE.finditer(line)}
    if _CAPITALS.match(line) is not None:
        found |= {head.start() for head in _CAPITALS.finditer(line, 1)}
    if opening(line).clock is not None:
        found |= {clock.start() for clock in CLOCKS.finditer(line)}
    elif (first := FIRST.match(line)) is not None:
        again = re.compile(rf"(?<=\s){re.escape(first['sign'])}(?=\ufe0f?\s*\w)")
        found |= {sign.start() for sign in again.finditer(line, first.end() + 1)}
    return sorted(found)
