"""How many people a text says were killed and injured, from its words alone: where the parse finds nothing too.

A number is a toll where a word of harm follows it in the same sentence ("three men were killed") or goes right before
it ("killing three"). Without a number, one person that a word of harm is said of is one.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from schemas.vocabulary import Qualifier
from services.ingest.extraction.casualties.figures import read, word_value
from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Tokens

__all__ = ["Toll", "tolls"]

_HARM: Final = {word: name for name in ("shot", "injured", "killed") for word in words(name)}
_PEOPLE: Final = words("people")
_SINGLE: Final = words("single")
_ACTIVE: Final = words("harm_verbs")
_PASSIVE: Final = words("passive")
_QUALIFYING: Final = words("qualifying")
_RISING: Final = words("rising")
_COUNTS: Final = words("toll_counts")
_NOT_PEOPLE: Final = words("measures")
_NOT_BEFORE: Final = words("not_before_tolls") | words("months")
_MULTIPLES: Final = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_DEEDS: Final = words("deeds")
_NUMBERS: Final = words("numbers")
_COUNTED: Final = _SINGLE | _MULTIPLES.keys() | _NUMBERS
"""Words that a toll may begin with, beside digits."""
_BREAKS: Final = frozenset(".;:!?()")
_REACH: Final = 12
_NEAR: Final = 4
_LARGEST: Final = 5000
_YEARS: Final = range(1900, 2100)
_EMERGENCY: Final = 911


class Toll(NamedTuple):
    """A number of people, what happened to them ("killed", "injured", "shot"), and whether it is given as a number."""

    value: int
    harm: str
    explicit: bool
    sentence: int


_value = lru_cache(maxsize=1 << 14)(word_value)


def tolls(found: Tokens) -> list[Toll]:
    """What a text says of people killed, injured and shot, in its order."""
    made: list[Toll] = []
    done = 0
    for at in [at for at, word in enumerate(found.lowers) if word[0].isdigit() or word in _COUNTED]:
        if at < done:
            continue
        word = found.lowers[at]
        if word in _MULTIPLES and found.within(at, at + 1) and found.lowers[at + 1] in _DEEDS:
            made.append(Toll(_MULTIPLES[word], "killed", True, found.sentences[at]))
        elif (word[0].isdigit() or word in _NUMBERS) and _counts_people(found, at):
            figure = read(found.words[at : at + 5])
            if figure is None or figure.qualifier is Qualifier.VAGUE or not 0 < figure.min <= _LARGEST:
                continue
            done = at + figure.used
            if (harm := _before(found, at) or _after(found, done, _REACH)) is not None:
                made.append(Toll(figure.min, harm, True, found.sentences[at]))
        elif word in _SINGLE and (harm := _after(found, at + 1, _REACH)) is not None:
            made.append(Toll(1, harm, False, found.sentences[at]))
    return made


def _counts_people(found: Tokens, at: int) -> bool:
    """Whether the number at a token may count people: no age, year, clock time, date or measure."""
    word = found.words[at]
    following = found.lowers[at + 1] if found.within(at, at + 1) else ""
    before = found.lowers[at - 1] if found.within(at, at - 1) else ""
    if following in _NOT_PEOPLE or following.startswith(("year", "-")) or before in _NOT_BEFORE:
        return False
    if (
        before in (".", "and", ",")
        and found.within(at, at - 3)
        and not _NOT_BEFORE.isdisjoint(found.lowers[at - 3 : at])
    ):
        # "Nov. 8", "aged 4 and 7"
        return False
    if word[0].isdigit():
        digits = word.replace(",", "")
        if not digits.isdecimal() or int(digits) in _YEARS or int(digits) == _EMERGENCY:
            return False
        return following != ":" and before != ":" and not (before in (",", "(") and following in (",", ")", "."))
    return True


def _before(found: Tokens, at: int) -> str | None:
    """The harm that a verb right before a number does: "killing at least three", "the toll rose to 17"."""
    back = at - 1
    while found.within(at, back) and found.lowers[back] in _QUALIFYING:
        back -= 1
    if not found.within(at, back):
        return None
    verb = found.lowers[back]
    auxiliary = found.lowers[back - 1] if found.within(back, back - 1) else ""
    if verb in _ACTIVE and auxiliary not in _PASSIVE:
        return _HARM.get(verb, "killed")
    if verb in _RISING and any(word in _COUNTS for word in found.lowers[max(0, back - _NEAR) : back]):
        return "killed"
    return None


def _after(found: Tokens, at: int, reach: int) -> str | None:
    """The harm that is said of what stands before a token: passive or a state, before any other people.

    "Shot" is taken only where no graver word follows soon.
    """
    shot = None
    listed = False
    sentence = found.sentences[at - 1]
    for word, lower in enumerate(found.lowers[at : at + reach], at):
        if lower in _BREAKS or found.sentences[word] != sentence:
            break
        if lower == "including":
            listed = True
        if not listed and word > at and (lower in _SINGLE or _value(lower) is not None):
            break
        harm = _HARM.get(lower)
        if harm is None:
            continue
        if lower in _ACTIVE and _has_object(found, word + 1):
            break
        if harm != "shot":
            return harm
        shot = harm
    return shot


def _has_object(found: Tokens, at: int) -> bool:
    """Whether people or a number follow a verb: "killed three", "wounded a man"."""
    for word in range(at, min(at + _NEAR, len(found.words))):
        lower = found.lowers[word]
        if lower in _BREAKS or lower in _ENDS_OBJECT:
            return False
        if lower in _PEOPLE or lower in _OBJECTS or _value(lower) is not None:
            return True
        if found.words[word][0].isupper() and word not in found.headed:
            return True
    return False


_ENDS_OBJECT: Final = words("after_object")
_OBJECTS: Final = frozenset("him her them himself herself themselves".split())
