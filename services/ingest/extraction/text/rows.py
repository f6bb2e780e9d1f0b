"""Rows of tables and logs, written as the items that they are: "10:15 | Kapan | 6 shots" is "10:15 | Kapan: 6 shots".

What parts the cells becomes a comma, and a colon behind the place. Every row keeps its length.
"""

import re
from typing import Final

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.text.headings import NAME

__all__ = ["itemised"]

_HOUR = r"\d{1,2}(?::|h|\.)?\d{2}(?:\s?(?:h|hrs?|hours|UTC|GMT|local time))?"
_BARS: Final = re.compile(r"\s*\|\s*|\t+\s*")
_DASHES: Final = re.compile(r"\s[–—-]\s")
_LOG: Final = re.compile(rf"\s*{_HOUR}\s[–—-]\s", re.IGNORECASE)
_NAMED: Final = re.compile(rf"{NAME}(?:\s(?:{'|'.join(sorted(word_set('lands') | word_set('areas')))}|city|town))?")
_LABELS: Final = word_set("labels") | word_set("columns")
_LEAST: Final = 3
"""Cells of a row."""


def itemised(line: str) -> str:
    """A line as an item where it is a row; nothing of one that only names the columns."""
    between = _BARS if "|" in line or "\t" in line else _DASHES if _LOG.match(line) else None
    if between is None:
        return line
    cells, at = [], 0
    for sign in (*between.finditer(line), None):
        end = sign.start() if sign is not None else len(line)
        if line[at:end].strip():
            cells.append((at, end))
        at = sign.end() if sign is not None else end
    words = [line[start:end].strip() for start, end in cells]
    if len(cells) < _LEAST:
        return line
    if sum(word.lower().rstrip("s").split()[-1] in _LABELS for word in words) * 2 >= len(words):
        return " " * len(line)
    heading = next((i for i, word in enumerate(words) if _NAMED.fullmatch(word) and word.lower() not in _LABELS), None)
    if heading is None:
        return line
    made = list(" " * len(line))
    for i, (start, end) in enumerate(cells):
        made[start:end] = line[start:end]
        if i + 1 < len(cells):
            timed = i == 0 and re.fullmatch(_HOUR, words[0], re.IGNORECASE) is not None
            made[end] = ":" if i == heading else "|" if timed and heading else ","
    return "".join(made)
