"""Streets, and numbers or blocks of streets, by name alone: "Main St.", "Main Street" and "N. Main" are one."""

import re
from typing import Final

from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Tokens

__all__ = ["streets"]

_KINDS: Final = words("street_kinds")
_SMALL: Final = words("street_kinds_small")
"""What is a street's in lower case too: "Second street"."""
_POINTS: Final = words("compass")
_NOT_NAMES: Final = words("not_streets")
_NUMBER: Final = re.compile(r"\d{1,5}")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)$")
_LONGEST: Final = 3


def streets(found: Tokens) -> tuple[list[str], list[str]]:
    """The streets named, and what stands at a number of one ("500 main"); each once, in order."""
    named: dict[str, None] = {}
    blocks: dict[str, None] = {}
    for at in [at for at, word in enumerate(found.lowers) if word in _KINDS or word == "block"]:
        lower = found.lowers[at]
        if lower in _KINDS and (found.words[at][0].isupper() or lower in _SMALL):
            start, name = _before(found, at)
            if name:
                named[name] = None
                if number := _number(found, start):
                    blocks[f"{number} {name}"] = None
                if found.lowers[start - 1 : start] == ["and"] and lower.endswith("s"):
                    # "Fifth and Main streets"
                    _, other = _before(found, start - 1)
                    named |= dict.fromkeys([other] if other else [])
        elif lower == "block":
            name = _after_block(found, at)
            number = found.words[at - 1] if at else ""
            if name:
                named[name] = None
                if _NUMBER.fullmatch(number):
                    blocks[f"{number} {name}"] = None
    return list(named), list(blocks)


def _before(found: Tokens, at: int) -> tuple[int, str]:
    """The name that ends before a token, and where it starts."""
    start = at
    while start and at - start < _LONGEST + 2 and found.within(at, start - 1):
        word = found.words[start - 1]
        if not (word[0].isupper() or _ORDINAL.match(word) or word == "."):
            break
        if word == "." and not (start > 1 and (len(found.words[start - 2]) <= 2)):
            break
        start -= 1
    return start, _plain(found.lowers[start:at])


def _after_block(found: Tokens, at: int) -> str:
    """The name in "500 block of Main Street", without its kind."""
    start = at + 1 + (found.lowers[at + 1 : at + 2] == ["of"])
    end = start
    while found.within(at, end) and end - start < _LONGEST + 2:
        word = found.words[end]
        if found.lowers[end] in _KINDS and end > start:
            break
        if not (word[0].isupper() or _ORDINAL.match(word) or (word == "." and len(found.words[end - 1]) <= 2)):
            break
        end += 1
    return _plain(found.lowers[start:end])


def _number(found: Tokens, at: int) -> str:
    """The number or block right before a street."""
    back = at - 1
    while back > 0 and found.lowers[back] in ("of", "block", "hundred"):
        back -= 1
    return found.words[back] if back >= 0 and found.within(at, back) and _NUMBER.fullmatch(found.words[back]) else ""


def _plain(parts: list[str]) -> str:
    """A street's name without compass points; empty for what is no name."""
    name = [word for word in parts if word != "."]
    while len(name) > 1 and name[0] in _POINTS:
        name = name[1:]
    if not name or len(name) > _LONGEST or name[-1] in _NOT_NAMES or name[0] in _NOT_NAMES:
        return ""
    return " ".join(name)
