"""How many people a text says were killed and injured, from its words alone: where the parse finds nothing too.

A number is a toll where a word of harm follows it in the same sentence before the next number ("three men were
killed"), or goes right before it ("killing three"). Without a number, one person that a word of harm is said of is one.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from schemas.vocabulary import Qualifier
from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Tokens
from services.ingest.extraction.figures import read, word_value

__all__ = ["Toll", "tolls"]

_KILLED: Final = words("killed")
_INJURED: Final = words("injured")
_PEOPLE: Final = words("people")
_SINGLE: Final = words("single")
_ACTIVE: Final = words("harm_verbs")
_LEAVING: Final = words("leaving")
_PASSIVE: Final = words("passive")
_QUALIFYING: Final = words("qualifying")
_RISING: Final = words("rising")
_COUNTS: Final = words("toll_counts")
_BREAKS: Final = frozenset(". ; : ! ? ( )".split())
_NOT_PEOPLE: Final = words("measures")
_REACH: Final = 9
_LARGEST: Final = 5000
_YEARS: Final = range(1900, 2100)


class Toll(NamedTuple):
    """A number of people, and whether the text gives it as a number."""

    value: int
    explicit: bool
    sentence: int


_value = lru_cache(maxsize=1 << 14)(word_value)


def tolls(found: Tokens) -> tuple[list[Toll], list[Toll]]:
    """What a text says of the killed and of the injured, in its order."""
    killed: list[Toll] = []
    injured: list[Toll] = []
    lowers = found.lowers
    at, count = 0, len(lowers)
    while at < count:
        word = lowers[at]
        value = _value(word)
        if value is None or not _counts_people(found, at):
            if (word in _SINGLE) and (kind := _said_of(found, at + 1, _REACH)) is not None:
                (killed if kind == "killed" else injured).append(Toll(1, False, found.sentences[at]))
            at += 1
            continue
        figure = read(lowers[at : at + 5])
        if figure is None or figure.qualifier is Qualifier.VAGUE or figure.min > _LARGEST:
            at += 1
            continue
        kind = _harm_of(found, at, at + figure.used)
        if kind is not None and figure.min > 0:
            (killed if kind == "killed" else injured).append(Toll(figure.min, True, found.sentences[at]))
        at += figure.used
    return killed, injured


def _counts_people(found: Tokens, at: int) -> bool:
    """Whether the number at a token may count people: no age, year, clock time, date or measure."""
    word = found.words[at]
    following = found.lowers[at + 1] if at + 1 < len(found.words) else ""
    before = found.lowers[at - 1] if at else ""
    if (
        following in _NOT_PEOPLE
        or following.startswith(("year", "-"))
        or before in ("age", "aged", "$", "#", "no", "route", "highway", "interstate")
    ):
        return False
    if word[0].isdigit():
        digits = word.replace(",", "")
        if not digits.isdecimal() or int(digits) in _YEARS:
            return False
        if before in (",", "(") and following in (",", ")", "."):
            return False
        if following == ":" or before == ":":
            return False
    return True


def _said_of(found: Tokens, at: int, reach: int) -> str | None:
    """The harm that is said of what stands before a token: passive or a state, before any other people."""
    sentence = found.sentences[at - 1]
    for word in range(at, min(at + reach, len(found.words))):
        lower = found.lowers[word]
        if found.sentences[word] != sentence or lower in _BREAKS:
            return None
        if lower in _PEOPLE or _value(lower) is not None:
            return None
        if lower in _KILLED or lower in _INJURED:
            kind = "killed" if lower in _KILLED else "injured"
            if lower in _ACTIVE and _has_object(found, word + 1):
                return None
            return kind
    return None


def _has_object(found: Tokens, at: int) -> bool:
    """Whether people or a number follow a verb: "killed three", "wounded a man"."""
    for word in range(at, min(at + 4, len(found.words))):
        lower = found.lowers[word]
        if lower in _BREAKS or lower in ("in", "by", "at", "on", "when", "and", ",", "during", "after"):
            return False
        if (
            lower in _PEOPLE
            or _value(lower) is not None
            or (found.words[word][0].isupper() and word not in found.headed)
        ):
            return True
    return False


def _harm_of(found: Tokens, start: int, end: int) -> str | None:
    """What happened to the people that a number counts."""
    # "killing at least three"; "left two dead" is told by what follows.
    back = start - 1
    while found.within(start, back) and found.lowers[back] in _QUALIFYING:
        back -= 1
    if found.within(start, back):
        verb, auxiliary = found.lowers[back], found.lowers[back - 1] if found.within(back, back - 1) else ""
        if verb in _ACTIVE and verb not in _LEAVING and auxiliary not in _PASSIVE:
            return "killed" if verb == "claimed" or verb in _KILLED else "injured"
        if verb in _RISING and any(word in _COUNTS for word in found.lowers[max(0, back - 4) : back]):
            return "killed"
    for word in range(end, min(end + _REACH, len(found.words))):
        lower = found.lowers[word]
        if found.sentences[word] != found.sentences[start] or lower in _BREAKS:
            return None
        if word > end and _value(lower) is not None:
            return None
        if lower in _KILLED or lower in _INJURED:
            if lower in _ACTIVE and _has_object(found, word + 1):
                return None
            return "killed" if lower in _KILLED else "injured"
    return None
