"""Text in capitals with hard line ends, as the parser reads it: lower case but for names, one paragraph a line.

Every code point keeps its place, so that offsets hold in the text as stored. A word is a name if the reference finds an
actor in it, if it is too rare for a common word, or if a place bears it and it is none of the commonest words.
"""

import calendar
import re
from itertools import pairwise

from reference import Reference
from services.ingest.extraction.lexicon import Lexicon, word_set

__all__ = ["readable"]

CAPITALS = 0.7
"""Share of capitals among letters from which on a text is one in capitals."""
RARE = 10.0
"""Bits of rarity from which on an unknown word is a name."""
UNCOMMON = 6.5
"""Bits of rarity from which on a word that some place bears is that place."""
WRAPPED = (48, 90)
"""Lengths of a line that was ended by its width."""
_ROLES = "|".join(sorted(word.replace("_", " ") for word in word_set("roles")))
_INTRODUCING = re.compile(
    rf"(?m)^(?=[^\n]*\b(?:{_ROLES})\b)([A-ZÀ-Þ][^\n:\d]{{2,70}}:)[ \t]*(\n[\n \t]*)(?=[\"“‘'A-ZÀ-Þ])"
)
GOING_ON = 0.3
"""Share of lines behind which the next begins in the middle of a sentence, in a text that was ended by its width."""
_WORD = re.compile(r"[^\W\d_]+")
_START = re.compile(r"(?:^|[.!?]\s+|\n\s*|\)\s?[-–—]{1,2}\s(?:\[[^\]\n]*\]\s+)*)[\"“'(]*([a-zà-ÿ])")
_MONTHS = "|".join(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)
_DAYS = "|".join(name.lower() for name in calendar.day_name)
_DATED = re.compile(rf"\b(?:({_DAYS})|({_MONTHS})(?=\.?\s\d)|(?<=\d\s)({_MONTHS}))\b")
"""Days of the week and, beside a number, months."""
_SHORT = re.compile(r"\(([A-Z]{2,6})\)")
"""What a text in capitals itself gives as a short name."""


def readable(text: str, reference: Reference, lexicon: Lexicon) -> str:
    """`text` with hard lines joined and capitals taken off where it is written so, else as it is; never longer."""
    letters = "".join(filter(str.isalpha, text[:4000]))
    if len(letters) < 20 or sum(map(str.isupper, letters)) < CAPITALS * len(letters):
        return _introduced(_joined(text) if _goes_on(text) else text)
    return _introduced(_joined(_lowered(text, reference, lexicon)))


def _introduced(text: str) -> str:
    """A short line that ends in a colon is of the line that it introduces, unless that is the first of a list."""
    return _INTRODUCING.sub(lambda found: found[1] + " " * len(found[2]), text)


def _goes_on(text: str) -> bool:
    """Whether lines begin in the middle of a sentence; else each is an item, however long it is. In capitals nobody
    can tell."""
    following = [line.lstrip() for before, line in pairwise(text.split("\n")) if before.strip() and line.strip()]
    return sum(line[:1].islower() for line in following) >= GOING_ON * len(following)


def _joined(text: str) -> str:
    """Lines that only end because the page does are joined, where most lines of the text are so."""
    lines = text.split("\n")
    full = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    low, high = WRAPPED
    if len(full) < 3 or sum(low <= len(line.rstrip()) <= high for line in full) < 0.8 * len(full):
        return text
    out = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        out.append(line + (" " if line.strip() and after.strip() and not after.startswith((" ", "\t", "-")) else "\n"))
    return "".join(out)[: len(text)]


def _lowered(text: str, reference: Reference, lexicon: Lexicon) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        return text
    chars = list(lower)
    for found in _START.finditer(lower):
        chars[found.start(1)] = chars[found.start(1)].upper()
    for found in _DATED.finditer(lower):
        chars[found.start()] = chars[found.start()].upper()
    named: dict[int, str] = {}
    for mention in reference.actors.find(text):
        whole = text[mention.start : mention.end]
        written = _without_common(whole, reference, lexicon)
        titled = _WORD.sub(lambda m: m[0].capitalize(), written.lower())
        known = " " in written or not _common(written.lower(), reference, lexicon)
        if known:
            same = reference.actors.find(titled)
            as_well = bool(same) and same[0].actor == mention.actor
            named[mention.start] = titled if as_well or written != whole else written
    for found in _WORD.finditer(lower):
        if len(found[0]) > 2 and _is_name(found[0], reference, lexicon):
            chars[found.start()] = chars[found.start()].upper()
    short = "|".join(sorted({m[1] for m in _SHORT.finditer(text)}))
    for found in re.finditer(rf"\b(?:{short})\b", text) if short else ():
        chars[found.start() : found.end()] = found[0]
    for start, written in named.items():
        chars[start : start + len(written)] = written
    return "".join(chars)


def _without_common(written: str, reference: Reference, lexicon: Lexicon) -> str:
    """Words of an actor without a common one behind them that is also somebody's short name: "SOLDIERS WHO"."""
    rest, _, last = written.rpartition(" ")
    if rest and _common(last.lower(), reference, lexicon) and reference.actors.find(last):
        return rest
    return written


def _common(word: str, reference: Reference, lexicon: Lexicon) -> bool:
    return word in lexicon.verb_lemmas or word in word_set("stop") or reference.background.rarity(word) < UNCOMMON


def _is_name(word: str, reference: Reference, lexicon: Lexicon) -> bool:
    if word in lexicon.verb_lemmas or word in lexicon.noun_lemmas:
        return False
    rarity = reference.background.rarity(word)
    return rarity > RARE or (rarity > UNCOMMON and reference.places.is_name(word.capitalize()))
