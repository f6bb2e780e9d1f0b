"""Roads between two places: "the Damascus - Suwayda road", "route A - B"."""

import re
from typing import NamedTuple

from services.ingest.extraction.text.hints import Hinted

__all__ = ["Road", "roads"]

_NAME = r"[A-ZÀ-ÞĀ-Ž][\w'’]+(?:[ -](?:(?:al|el|as|ash|ar)-)?[A-ZÀ-ÞĀ-Ž][\w'’]+){0,2}?"
_KIND = r"(?:ring )?(?:road|highway|route|motorway|track|railway|axis|corridor|pipeline|line)"
_BETWEEN = r"(?:\s?[–—/]\s?|\s-\s|-)"
_BEFORE = Hinted(rf"\b(?P<ends>{_NAME}(?:{_BETWEEN}{_NAME}){{1,3}}) (?P<kind>{_KIND})\b")
_AFTER = Hinted(rf"\b(?P<kind>{_KIND}) (?P<ends>{_NAME}(?:{_BETWEEN}{_NAME}){{1,3}})(?![\w-])")


class Road(NamedTuple):
    """Half-open code points of the whole name, where its word for a road stands, its name, and the places it joins."""

    start: int
    end: int
    kind: int
    name: str
    ends: tuple[str, ...]


def roads(text: str) -> list[Road]:
    """The roads that a sentence names by what they join."""
    found = []
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            named = match["ends"].removeprefix("The ")
            name = f"{named} {match['kind']}"
            ends = tuple(re.split(_BETWEEN, named))
            found.append(Road(match.start(), match.end(), match.start("kind"), name, ends))
    return found
