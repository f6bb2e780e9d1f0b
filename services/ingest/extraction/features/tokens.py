"""A text as words and marks: read once, walked by every feature."""

import re
from dataclasses import dataclass
from typing import Final

from services.ingest.extraction.features.tables import words
from services.ingest.extraction.lexicon import word_set

__all__ = ["Run", "Tokens", "runs", "tokens"]

_TOKEN: Final = re.compile(
    r"W\. ?Va\b|\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?:-[^\W\d_]+)*"
    r"|[^\W_](?:[\w'-]*\w)?(?:\.(?=[^\W\d_]\b)[^\W\d_])*|[^\w\s]|\n"
)
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "—"})
_ENDS: Final = frozenset(".!?…")
_CLOSING: Final = frozenset("\"')]")
_ABBREVIATIONS: Final = word_set("abbreviations")
_PARTICLES: Final = words("particles")
_HEADLINE_WORDS: Final = 4
_HEADLINE_SHARE: Final = 0.6

Run = tuple[int, int]
"""Half-open range of tokens."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Columns of equal length over `text`, whose quotation marks are made plain.

    A possessive ending is no part of `words`; `lowers` are words in lower case, `starts` code points of `text`.
    `sentences` numbers the sentence of each from 0; `opens` are the first words of sentences, `owners` the possessives.
    `headed` are the tokens of lines that are capitalised like a headline, where capitals say nothing.
    """

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    sentences: list[int]
    opens: frozenset[int]
    owners: frozenset[int]
    headed: frozenset[int]

    def within(self, at: int, other: int) -> bool:
        """Whether two tokens stand in one sentence; false beyond the ends."""
        return 0 <= other < len(self.sentences) and self.sentences[at] == self.sentences[other]


def tokens(text: str) -> Tokens:
    """The tokens of a text. A line's end ends a sentence."""
    plain = text.translate(_PLAIN)
    words: list[str] = []
    starts: list[int] = []
    sentences: list[int] = []
    opens: set[int] = set()
    owners: set[int] = set()
    headed: set[int] = set()
    sentence = line = 0
    fresh = True
    ended = False
    for match in _TOKEN.finditer(plain):
        word = match[0]
        if word == "\n":
            headed.update(_headline(words, line))
            line = len(words)
            sentence += not fresh or ended
            fresh, ended = True, False
            continue
        if word[0].isalnum():
            if ended:
                # A small letter goes on with the sentence: "Example.com", "the U.S. army".
                sentence += not word[0].islower()
                fresh, ended = not word[0].islower(), False
            if word[-2:] in ("'s", "'S") and len(word) > 2:
                word = word[:-2]
                owners.add(len(words))
            if fresh:
                opens.add(len(words))
                fresh = False
        elif word in _ENDS:
            ended = not fresh and not (word == "." and _abbreviates(words))
        elif ended and word not in _CLOSING:
            sentence += 1
            fresh, ended = True, False
        words.append(word)
        starts.append(match.start())
        sentences.append(sentence)
    headed.update(_headline(words, line))
    lowers = [word.lower() for word in words]
    return Tokens(plain, words, lowers, starts, sentences, frozenset(opens), frozenset(owners), frozenset(headed))


def _abbreviates(words: list[str]) -> bool:
    before = words[-1].lower()
    return before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha())


def _headline(words: list[str], line: int) -> range:
    """The tokens of the line if it is a headline."""
    if len(words) - line < _HEADLINE_WORDS or words[-1] in _ENDS:
        return range(0)
    letters = [word for word in words[line:] if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    headline = len(letters) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(letters)
    return range(line, len(words)) if headline else range(0)


def runs(found: Tokens) -> list[Run]:
    """Maximal runs of capitalised words within a sentence, with initials ("John Q. Smith") and particles ("al")."""
    capital = [at for at, word in enumerate(found.words) if word[0].isupper()]
    made: list[Run] = []
    end = 0
    for at in capital:
        if at < end:
            continue
        end = at + 1
        while end - 1 not in found.owners and (step := _next(found, end)):
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
    if not found.within(at, at + 1) or not found.words[at + 1][0].isupper():
        return 0
    if word == ".":
        before = found.lowers[at - 1]
        return 2 if len(before) == 1 or before in _ABBREVIATIONS else 0
    return 2 if found.lowers[at] in _PARTICLES else 0
