"""People by full name, rarest first, and their ages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Run, Tokens

__all__ = ["Aged", "Named", "ages", "people"]

_TITLES: Final = words("titles")
_SUFFIXES: Final = words("suffixes")
_PARTICLES: Final = words("particles")
_NOT_NAMES: Final = words("institutions") | words("parts_of_time") | words("bodies")
_OPENERS: Final = words("openers")
_LONGEST: Final = 4
_COMMON_BITS: Final = 3.2
"""Below this a word that opens a sentence is no name: "Another", "After", "Police"."""
_RARE_BITS: Final = 5.5
_BY_AN_AGE: Final = frozenset(",(.") | {"a", "an", "aged", "age"}
_OLDEST: Final = 109


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name: where it stands, its first and last word, and the bits of its rarest."""

    run: Run
    first: str
    last: str
    bits: float

    @property
    def key(self) -> str:
        """What two reports of one person share, whatever they do with initials and middle names."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Aged:
    """An age, and the surname that it stands by, in lower case."""

    age: int
    surname: str | None


def people(
    found: Tokens, runs: Sequence[Run], is_place: Callable[[str], bool], rarity: Callable[[str], float]
) -> list[Named]:
    """The full names in a text, in its order: two to four capitalised words, without titles, that are no place."""
    named = []
    for start, end in runs:
        if end - start < 2 or start in found.headed:
            continue
        begin, end = _without_titles(found, start, end)
        titled = begin > start
        while begin < end and found.lowers[begin] in _OPENERS:
            begin += 1
        if begin in found.opens and end - begin > 2 and rarity(found.lowers[begin]) < _COMMON_BITS:
            begin += 1
        parts = [
            word
            for word in found.lowers[begin:end]
            if len(word) > 1 and word not in _PARTICLES and word not in _SUFFIXES and word not in _TITLES
        ]
        if not 2 <= len(parts) <= _LONGEST or any(word in _NOT_NAMES or not word[0].isalpha() for word in parts):
            continue
        if begin in found.opens and rarity(parts[0]) < _COMMON_BITS:
            continue
        if any(len(word) > 1 and word.isupper() for word in found.words[begin:end]):
            continue
        bits = max(rarity(word) for word in parts)
        if bits < _RARE_BITS:
            continue
        if not titled and not _age_at(found, end + 1) and is_place(" ".join(found.words[begin:end])):
            continue
        named.append(Named((begin, end), parts[0], parts[-1], bits))
    return named


def _without_titles(found: Tokens, start: int, end: int) -> Run:
    titles = [at for at in range(start, end - 1) if found.lowers[at] in _TITLES]
    start = titles[-1] + 1 if titles else start
    start += found.words[start] == "."
    while end - start > 1 and (found.lowers[end - 1] in _SUFFIXES or found.words[end - 1] == "."):
        end -= 1
    return start, end


def ages(found: Tokens, runs: Sequence[Run]) -> list[Aged]:
    """The ages of people in a text, in its order."""
    made = []
    ends = dict(runs)
    for at in [at for at, word in enumerate(found.words) if word[0].isdigit()]:
        if not (age := _age_at(found, at)):
            continue
        surname = None
        following = at + 1 + (found.lowers[at].isdigit() and found.lowers[at + 1 : at + 2] == ["year-old"])
        if at and found.lowers[at - 1] in _BY_AN_AGE:
            back = at - 1
            while back > 0 and (found.lowers[back] in _BY_AN_AGE or found.lowers[back] in _SUFFIXES):
                back -= 1
            if found.within(at, back) and found.words[back][0].isupper() and back not in found.opens:
                surname = found.lowers[back]
        if surname is None and following in ends and found.within(at, following):
            _, end = _without_titles(found, following, ends[following])
            surname = found.lowers[end - 1] if end - following > 1 else None
        made.append(Aged(age, surname))
    return made


def _age_at(found: Tokens, at: int) -> int:
    """The age of a person that a token gives; 0 if it gives none."""
    if at >= len(found.words):
        return 0
    digits, _, rest = found.lowers[at].partition("-")
    if not digits.isdecimal() or len(digits) > 3 or not 0 < int(digits) <= _OLDEST:
        return 0
    after = found.lowers[at + 1] if found.within(at, at + 1) else ""
    before = found.lowers[at - 1] if found.within(at, at - 1) else ""
    told = (
        rest.startswith("year-old")
        or after.startswith("year-old")
        or (after in ("year", "years", "yr") and found.lowers[at + 2 : at + 3] in (["old"], ["-"]))
        or (not rest and before in ("aged", "age", "ages"))
        or (not rest and before == "(" and after == ")" and at > 1 and found.words[at - 2][0].isupper())
        or (not rest and before == "," and after in (",", ".", ";", "and", "") and at > 1 and _is_name(found, at - 2))
    )
    return int(digits) if told else 0


def _is_name(found: Tokens, at: int) -> bool:
    """Whether a capitalised word, or the suffix of a name, stands before a comma, and no month does."""
    if found.words[at] == ".":
        at -= 1
    return found.words[at][0].isupper() and found.lowers[at] not in _NOT_NAMES
