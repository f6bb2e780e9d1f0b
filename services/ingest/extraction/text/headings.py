"""Headings of items that are a place: "Pieri, Uror County. The team …", "17:30 Hla Taw. A column …", "• Irob (C).".

An observer's daily, a live blog and a correspondent's letter name the place of an item before its first sentence,
without a verb, and not again after it.
"""

import re

__all__ = ["NAME", "heading_of"]

_LINKS = r"al|el|de|da|do|dos|di|la|le|du|of|the"
NAME = rf"(?:\d{{1,2}} km )?[A-ZÀ-ÞĀ-Ž][\w'’-]*(?:[ /-](?:[A-ZÀ-ÞĀ-Ž][\w'’-]*|{_LINKS}|\d{{1,4}})){{0,4}}"
_KIND = (
    r"(?:district|county|province|region|township|state|sector|area|village|town|oblast|field|observation|border|"
    r"crossing|station|camp|post|base|front|axis|airport|port|bridge|market|hospital|gate|island|valley|plain|road|"
    r"river|lake|hills?|mountains?|pass|checkpoint|junction)"
)
_HEADING = re.compile(
    rf"(?:Q:\s)?(?:(?:From|In|At|Near|To the \w+ of)\s)?(?P<name>{NAME})"
    rf"(?:\s{_KIND}){{0,2}}"
    rf"(?:,\s(?:{NAME}(?:\s{_KIND})?|\d[\w ]*))*"
    r"(?:\s\([^)\n]{1,30}\))?\s?[.:,?–-]?\s*"
)
LONGEST = 70
"""Code points of a sentence beyond which it is more than a heading."""


def heading_of(sentence: str) -> str | None:
    """The first name of a sentence that is nothing but names, as it stands; whether that is a place is not asked."""
    if len(sentence) > LONGEST:
        return None
    found = _HEADING.fullmatch(sentence)
    return found["name"] if found is not None else None
