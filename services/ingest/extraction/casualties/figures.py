"""Numbers of people in words and digits, with what qualifies them.

Grammar: [qualifier] number [range number] where a number is digits with separators, cardinal words, or a vague
quantity. "More than N" is at least N, as the figure's own words are kept; "dozens" has no bounds.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.vocabulary import Qualifier

__all__ = ["Figure", "rank", "read", "word_value"]

LARGEST = 10_000_000


class Figure(NamedTuple):
    """A count. `max` None is open-ended; a vague quantity has no upper bound and min 0."""

    min: int
    max: int | None
    qualifier: Qualifier
    used: int = 0


_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_VAGUE = frozenset(
    "dozens scores hundreds thousands several many some numerous multiple few various countless tens heavy".split()
)
_ZERO = frozenset({"no", "zero", "nobody", "none", "neither"})
_PAIR = {"both": 2, "couple": 2, "pair": 2, "dozen": 12, "half-dozen": 6, "trio": 3}

_RANK = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d)?)k")
"""Thousands of headlines: "3k", "1.5k"."""
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}")
_DIGITS = re.compile(r"^\d{1,3}(?:[,.\u00a0 ]\d{3})+$|^\d{1,9}$")

_ODD = re.compile(r"(.+?)(?:-odd|-plus|\+)")
"""What is a bit more than a number: "twenty-odd", "50+"."""

_QUALIFIERS: tuple[tuple[tuple[str, ...], Qualifier], ...] = (
    (("no", "fewer", "than"), Qualifier.AT_LEAST),
    (("no", "less", "than"), Qualifier.AT_LEAST),
    (("not", "less", "than"), Qualifier.AT_LEAST),
    (("not", "fewer", "than"), Qualifier.AT_LEAST),
    (("at", "least"), Qualifier.AT_LEAST),
    (("more", "than"), Qualifier.AT_LEAST),
    (("upwards", "of"), Qualifier.AT_LEAST),
    (("in", "excess", "of"), Qualifier.AT_LEAST),
    (("a", "minimum", "of"), Qualifier.AT_LEAST),
    (("minimum", "of"), Qualifier.AT_LEAST),
    (("maximum", "of"), Qualifier.AT_MOST),
    (("over",), Qualifier.AT_LEAST),
    (("as", "many", "as"), Qualifier.AT_MOST),
    (("up", "to"), Qualifier.AT_MOST),
    (("at", "most"), Qualifier.AT_MOST),
    (("no", "more", "than"), Qualifier.AT_MOST),
    (("not", "more", "than"), Qualifier.AT_MOST),
    (("fewer", "than"), Qualifier.AT_MOST),
    (("less", "than"), Qualifier.AT_MOST),
    (("under",), Qualifier.AT_MOST),
    (("about",), Qualifier.ABOUT),
    (("around",), Qualifier.ABOUT),
    (("some",), Qualifier.ABOUT),
    (("roughly",), Qualifier.ABOUT),
    (("approximately",), Qualifier.ABOUT),
    (("nearly",), Qualifier.ABOUT),
    (("almost",), Qualifier.ABOUT),
    (("an", "estimated"), Qualifier.ABOUT),
    (("estimated",), Qualifier.ABOUT),
    (("close", "to"), Qualifier.ABOUT),
)
_QUALIFYING = {
    first: tuple(row for row in _QUALIFIERS if row[0][0] == first) for first in {row[0][0] for row in _QUALIFIERS}
}
"""By their first word."""


def word_value(word: str) -> int | None:
    """The value of one token: digits with separators, or a (hyphenated) cardinal. None if it is no number."""
    if _DIGITS.match(word):
        value = int(re.sub(r"\D", "", word))
        return value if value <= LARGEST else None
    lower = word.lower()
    if (thousands := _THOUSANDS.fullmatch(lower)) is not None:
        return round(float(thousands[1]) * 1000)
    if lower in _UNITS:
        return _UNITS[lower]
    if lower in _TENS:
        return _TENS[lower]
    if lower in _PAIR:
        return _PAIR[lower]
    tens, _, unit = lower.partition("-")
    if tens in _TENS and unit in _UNITS and 0 < _UNITS[unit] < 10:
        return _TENS[tens] + _UNITS[unit]
    return None


def rank(word: str) -> int | None:
    """The value of a lower-case ordinal, in words or digits: "third", "11th"."""
    digits = _RANK.fullmatch(word)
    return int(digits[1]) if digits is not None else _ORDINALS.get(word)


def _cardinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """(value, next position) of the longest cardinal at a position."""
    total = current = 0
    start = at
    decimal = at + 1 < len(words) and _DECIMAL.fullmatch(words[at]) is not None
    if decimal and (scale := _SCALES.get(words[at + 1].lower())):
        return round(float(words[at]) * scale), at + 2
    while at < len(words):
        word = words[at].lower()
        value = word_value(words[at])
        if value is not None and word not in ("both",) and not (word in _SCALES and at > start):
            if at > start and (current or total) and not (word in _UNITS or word in _TENS or "-" in word):
                break
            if at > start and current and ((current % 10 and current < 100) or words[at - 1].isdigit()):
                break
            current += value
        elif word in _SCALES and at > start:
            if current == 0:
                break
            current *= _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word == "and" and at > start and words[at - 1].lower() in _SCALES and at + 1 < len(words):
            following = words[at + 1].lower()
            if not (following in _UNITS or following in _TENS or "-" in following):
                break
        else:
            break
        at += 1
    if at == start or total + current > LARGEST:
        return None
    return total + current, at


def read(words: Sequence[str], at: int = 0) -> Figure | None:
    """The figure that starts at a position of a token sequence, or None. `used` is how many tokens it takes."""
    start = at
    lower = [word.lower() for word in words[at : at + 6]]
    qualifier = None
    for phrase, meaning in _QUALIFYING.get(lower[0], ()) if lower else ():
        if tuple(lower[: len(phrase)]) == phrase:
            qualifier, at = meaning, at + len(phrase)
            break
    if qualifier is None and lower[:1] == ["between"]:
        low = _cardinal(words, at + 1)
        if low and low[1] < len(words) and words[low[1]].lower() == "and":
            high = _cardinal(words, low[1] + 1)
            if high and high[0] >= low[0]:
                return Figure(low[0], high[0], Qualifier.EXACT, high[1] - start)
        return None
    if at >= len(words):
        return None
    word = words[at].lower()
    ranged = re.fullmatch(r"(\d{1,6})[-–](\d{1,6})", word)
    if ranged and int(ranged[1]) <= int(ranged[2]):
        return Figure(int(ranged[1]), int(ranged[2]), qualifier or Qualifier.EXACT, at + 1 - start)
    if lower[at - start : at - start + 3] == ["half", "a", "dozen"]:
        return _bounded(_PAIR["half-dozen"], qualifier, at + 3 - start)
    if word in ("a", "an") and at + 1 < len(words):
        following = words[at + 1].lower()
        if following in ("couple", "pair", "trio", "half-dozen"):
            used = at + 2 + (at + 2 < len(words) and words[at + 2].lower() == "of")
            scale = _SCALES.get(words[used].lower()) if used < len(words) else None  # "a couple of dozen"
            return _bounded(_PAIR[following] * (scale or 1), qualifier, used + (scale is not None) - start)
        if following in _SCALES and (found := _cardinal(["one", *words[at + 1 :]], 0)):
            return _bounded(found[0], qualifier, at + found[1] - start)
        if following in ("few", "number"):
            return Figure(0, None, Qualifier.VAGUE, at + 2 - start)
    odd = _ODD.fullmatch(word)
    if odd is not None and (value_of := word_value(odd[1])) is not None:
        return Figure(value_of, None, Qualifier.AT_LEAST, at + 1 - start)
    cardinal = _cardinal(words, at)
    if cardinal is not None:
        value, after = cardinal
        if qualifier is None and lower[after - start : after - start + 2] == ["or", "more"]:
            return Figure(value, None, Qualifier.AT_LEAST, after + 2 - start)
        if after < len(words) and words[after].lower() in ("to", "or") and after + 1 < len(words):
            high = _cardinal(words, after + 1)
            if high and high[0] > value:
                return Figure(value, high[0], qualifier or Qualifier.ABOUT, high[1] - start)
        return _bounded(value, qualifier, after - start)
    if word in _VAGUE or (qualifier is None and word in _ZERO):
        if word in _ZERO:
            return Figure(0, 0, Qualifier.EXACT, at + 1 - start)
        return Figure(0, None, Qualifier.VAGUE, at + 1 - start)
    if qualifier is Qualifier.ABOUT and lower[:1] == ["some"]:
        return Figure(0, None, Qualifier.VAGUE, 1)
    return None


def _bounded(value: int, qualifier: Qualifier | None, used: int) -> Figure:
    if qualifier is Qualifier.AT_LEAST:
        return Figure(value, None, qualifier, used)
    if qualifier is Qualifier.AT_MOST:
        return Figure(0, value, qualifier, used)
    return Figure(value, value, qualifier or Qualifier.EXACT, used)
