"""Speakers who stand at the end of an item without a verb: "Two shells fell on the market (Sittwe councillor)",
"Drone shot down, mayor", "… - governor's office", "…, so the mayor".

Taken off before the parse, as `tails` are. What stands there may be much else (a place, a list going on, what a name is
short for), so the last word must be one for an office or for people who speak, or be a short form of no name before it.
"""

import re
from typing import Final

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.speech.hidden import SPEAKERS
from services.ingest.extraction.text.tails import Split

__all__ = ["signed"]

_LEAST: Final = 12
"""Code points of a clause that can have a speaker behind it."""
_BEHIND: Final = re.compile(
    r"(?::\s(?P<colon>[^,:;()\"“”–—]{2,60}?)|\s\((?P<bracket>[^()\n:;\"“”]{2,70})\)|\s[-–—]{1,2}\s(?P<dash>[^,:;()\"“”–—]{2,60}?)|,\s(?P<comma>(?:(?!\s[-–—])[^,:;()\"“”]){2,50}?))"
    r"[.!]?\s*$"
)
_COUNTRY: Final = 3
"""Letters of a short name that may as well be a country's: "in Goma, DRC"."""
_SO: Final = re.compile(r"^so (?:the |an? )?(?=\w)")
_NO_SPEAKER: Final = re.compile(
    r"^(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d|some|several|many|most|all|both|and|or|but|with|by|"
    r"in|at|on|near|from|for|per|of|to|as|without|under|over|after|before|between|against|towards?|via|upon|across|along|"
    r"if|when|while|because|although|though|that|what|including|he|she|it|they|we|so|"
    r"told|tells|said|says|during|since|until|like|outside|inside|around|through|not|no|its|his|her|their|our|including|among|another|also|then|now|who|which|where|"
    r"\w+(?:ing|ed))\b",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"^[A-Z][A-Z&-]{1,6}$")
_NAMES: Final = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*\s?){1,3}$")
"""Who is named behind the colon of a headline, which is no list: "… fired across the river: Seoul"."""
_NAMED_BEHIND: Final = re.compile(r"(?<=[a-z])(?:\s[A-ZÀ-Þ][\w'’-]+){1,3}$")
"""Who holds an office that stands before: "governor Petrenko"."""
_NAME: Final = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ][\w'’-]+$")
"""A single name behind the dash of a headline: "four wounded – Petrenko"."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’&.-]*")
_CLAUSAL: Final = re.compile(
    r"\b(?:that|which|who|is|are|was|were|has|have|had|will|would|killed|wounded|injured|hurt|dead|missing|captured|"
    r"lost|fought|shot|took|sent|left|struck|hit|fell|came|went|held|gave|saw|suffered|buried|attacked|fired|seized|"
    r"shelled|destroyed)\b"
)
_DID: Final = re.compile(
    r"[A-ZÀ-Þ][\w'’-]* (?:[a-z]+ed|fled|ran|withdrew|retook|began|broke|drove|shook|rose|grew|stood)\b"
)
"""A verb right behind a name: "villagers in Surin fled" tells of them and is no signature."""
_ROLES: Final = word_set("roles")
_OFFICES: Final = SPEAKERS | _ROLES | {"mod", "mfa", "guard", "military"}
_HOUSES: Final = word_set("bracketed_houses")
"""Last words of names of those who tell: "(Red Cross)", "(Interfax)"."""
_PARTS: Final = word_set("regions_of_a_state")
"""Words that end an address."""
_PEOPLE: Final = frozenset({"police", "ministry", "army", "officials", "authorities", "government"})
_OF: Final = re.compile(r"\s(?:of|for|in|from)\s")
"""What parts an office from whose it is: "mayor of Sumy"."""
_BOUND: Final = re.compile(r"\s(?:in)?to\s")
_PERSON_BEFORE: Final = re.compile(r"(?:^|\s)[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+$")


def signed(text: str, *, headline: bool = False) -> Split | None:
    """Where the clause ends and the speaker lies, in offsets of the text; None where nobody stands behind it. Only in a
    `headline` does a speaker stand behind a colon."""
    found = _BEHIND.search(text)
    if found is None or found.start() < _LEAST or found.lastgroup is None:
        return None
    if found.lastgroup == "colon" and not headline:
        return None
    start, end = found.span(found.lastgroup)
    words = text[start:end].strip()
    so = _SO.match(words)
    if so is not None:
        start, words = start + so.end(), words[so.end() :]
    before = text[: found.start()]
    if before.count('"') % 2 or before.count("“") > before.count("”") or before.endswith(('"', "”")):
        return None
    house = found.lastgroup == "bracket" and _house(words)
    house = house or (headline and found.lastgroup == "dash" and _NAME.match(words) is not None)
    if so is None and not house and (_NO_SPEAKER.match(words) or not _stands(words, found.lastgroup, before)):
        return None
    return None if _CLAUSAL.search(words) or _DID.search(words) else Split(found.start(), start, end)


def _house(words: str) -> bool:
    """Whether words name somebody who tells of much: "Red Cross"."""
    return words[:1].isupper() and words.rpartition(" ")[2].lower() in _HOUSES


def _stands(words: str, how: str, before: str) -> bool:
    """Whether the words are somebody's who speaks, by how they are set apart from what stands before."""
    if _SHORT.match(words):
        return (how != "comma" or len(words) > _COUNTRY) and not _shortens(words, before)
    if how == "colon" and _NAMES.match(words):
        return True
    office = _OF.split(words)[0]
    if how == "dash" and (named := _NAMED_BEHIND.search(office)) and _holds_office(office[: named.start()]):
        return True
    last = _WORD.findall(office)[-1:]
    if how == "comma" and last and last[0].lower() in _ROLES and _PERSON_BEFORE.search(before):
        return False  # "shot Ivan Petrov, mayor"
    if how == "comma" and _BOUND.search(words):
        return False  # "trucks back to the station"
    if how == "comma" and last and last[0].lower() in _PARTS:
        return False  # "a hideout near Sarwekai, Bannu District"
    return _holds_office(office)


def _holds_office(words: str) -> bool:
    """Whether words end in one for an office or for people who speak."""
    last = _WORD.findall(words)[-1:]
    return bool(last) and _singular(last[0].lower()) in _OFFICES


def _singular(word: str) -> str:
    return word if word in _OFFICES or word in _PEOPLE else word.removesuffix("s")


def _shortens(short: str, before: str) -> bool:
    """Whether capitals are what the name before them is short for: "Kachin Independence Army (KIA)"."""
    initials = [word[0] for word in re.findall(r"\b[A-ZÀ-Þ][\w'’-]*", before)]
    letters = [c for c in short if c.isalpha()]
    return initials[-len(letters) :] == letters or (short.startswith("".join(initials[-2:])) and len(initials) > 1)
