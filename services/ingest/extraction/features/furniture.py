"""Site furniture: the lines of a page that are no part of its text, and the site's name in its title."""

import re
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick

from services.ingest.extraction.features.tables import table

__all__ = ["headline", "is_furniture", "without"]

_LONGEST: Final = 260
"""Code points beyond which a line is a paragraph."""
_SITE: Final = re.compile(r"\s+(?:[-|–—»:]|::)\s+(?=\S)")
_HEADLINE_WORDS: Final = 4


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("furniture") if row["where"] == "line"))


@cache
def _phrases() -> AhoCorasick:
    return AhoCorasick([row["pattern"] for row in table("furniture") if row["where"] == "phrase"])


def is_furniture(line: str) -> bool:
    """Whether a line, without the space at its ends, is furniture."""
    if not line or len(line) > _LONGEST:
        return not line
    lower = line.lower().replace("’", "'")
    return _lines().fullmatch(lower) is not None or bool(_phrases().find_matches_as_indexes(lower))


def without(text: str) -> str:
    """The text's other lines, each stripped."""
    return "\n".join(line for line in map(str.strip, text.splitlines()) if not is_furniture(line))


def headline(title: str) -> str:
    """A title without the name of the site behind a dash or bar, where enough of it stands before."""
    for mark in _SITE.finditer(title):
        if len(title[: mark.start()].split()) >= _HEADLINE_WORDS:
            return title[: mark.start()]
    return title
