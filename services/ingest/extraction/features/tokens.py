"""A text as words and marks: read once, walked by every feature."""

import re
from dataclasses import dataclass
from typing import Final

from services.ingest.extraction.features.tables import words
from services.ingest.extraction.lexicon import word_set

__all__ = ["Run", "Tokens", "runs", "tokens"]

_TOKEN: Final = re.compile(
    r"W\. ?Va\b|[^\W\d_]\w*(?:-\w+|'(?![sS]\b)\w+)*(?:\.(?=[^\W\d_]\b)[^\W\d_])*"
    r"|\d{4}-\d\d-\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{4}\b"
    r"|\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?:-[^\W\d_]+)*|'[sS]\b|[^\w\s]|\n"
)
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "—"})
_LINE: Final = "\n"
_ENDS: Final = frozenset(".!?…")
_BREAKS: Final = _ENDS | {_LINE}
_CLOSING: Final = frozenset("\"')]")
_ABBREVIATIONS: Final = word_set("abbreviations")
_PARTICLES: Final = words("particles")
_HEADLINE_WORDS: Final = 4
_HEADLINE_SHARE: Final = 0.6

Run = tuple[int, int]
"""Half-open range of tokens."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words, marks, possessive endings and line ends of a text in order, quotation marks and apostrophes made plain.

    `lowers` are the same in lower case, `sentences` the number of each one's sentence from 0. `opens` are the first
    tokens of sentences, `capitals` those that begin with a capital; `headed` are the tokens of lines that are
    capitalised like a headline, where capitals say nothing.
    """

    words: list[str]
    lowers: list[str]
    sentences: list[int]
    opens: frozenset[int]
    capitals: list[int]
    headed: frozenset[int]

    def within(self, at: int, other: int) -> bool:
        """Whether two tokens stand in one sentence; false beyond the ends."""
        return 0 <= other < len(self.sentences) and self.sentences[at] == self.sentences[other]


def tokens(text: str) -> Tokens:
    """The tokens of a text. A line's end ends a sentence."""
    found = _TOKEN.findall(text.translate(_PLAIN))
    opens: list[int] = [0]
    headed: list[int] = []
    line = 0
    for at in [at for at, word in enumerate(found) if word in _BREAKS]:
        if found[at] == _LINE:
            headed += _headline(found, line, at)
            line = at + 1
            opens.append(line)
        elif (end := _sentence_end(found, at)) is not None:
            opens.append(end)
    headed += _headline(found, line, len(found))
    sentences: list[int] = []
    for number, start in enumerate(opens := sorted({at for at in opens if at < len(found)})):
        end = opens[number + 1] if number + 1 < len(opens) else len(found)
        sentences += [number] * (end - start)
    firsts = frozenset(_first_word(found, at) for at in opens)
    capitals = [at for at, word in enumerate(found) if word[0].isupper()]
    return Tokens(found, [word.lower() for word in found], sentences, firsts, capitals, frozenset(headed))


def _sentence_end(found: list[str], at: int) -> int | None:
    """Where the next sentence begins, if a mark ends one: no small letter follows, no abbreviation stands before."""
    if found[at] == "." and at:
        before = found[at - 1].lower()
        if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
            return None
    end = at + 1
    while end < len(found) and (found[end] in _CLOSING or found[end] in _ENDS):
        end += 1
    return None if end < len(found) and found[end][0].islower() else end


def _first_word(found: list[str], at: int) -> int:
    """A sentence's first word: quotation marks and brackets before it are passed over."""
    while at + 1 < len(found) and not found[at][0].isalnum():
        at += 1
    return at


def _headline(found: list[str], line: int, end: int) -> range:
    """The tokens of a line if it is a headline."""
    if end - line < _HEADLINE_WORDS or found[end - 1] in _ENDS:
        return range(0)
    letters = [word[0] for word in found[line:end] if word[0].isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    headline = len(letters) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(letters)
    return range(line, end) if headline else range(0)


def runs(found: Tokens) -> list[Run]:
    """Maximal runs of capitalised words within a sentence, with initials ("John Q. Smith") and particles ("al")."""
    made: list[Run] = []
    end = 0
    for at in found.capitals:
        if at < end:
            continue
        end = at + 1
        while step := _next(found, end):
            end += step
        made.append((at, end))
    return made


def _next(found: Tokens, at: int) -> int:
    """How many tokens a run that ends before a token takes more."""
    if not found.within(at - 1, at):
        return 0
    word = found.words[at]
    if word[0].isupper():
        return 1
    if word != "." and found.lowers[at] not in _PARTICLES:
        return 0
    if not found.within(at, at + 1) or not found.words[at + 1][0].isupper():
        return 0
    if word == ".":
        before = found.lowers[at - 1]
        return 2 if len(before) == 1 or before in _ABBREVIATIONS else 0
    return 2
