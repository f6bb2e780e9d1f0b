"""What a text must hold for a regular expression to match it: strings to look for before the costlier search.

Read off the pattern itself: of its outermost sequence every run of letters, and what each group asks for that may not
be left out; of alternatives, one string of each. Syntax that is not understood asks for nothing.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import ahocorasick_rs

__all__ = ["Hinted", "Hints", "Sieve", "hinted", "hints_of"]

Hints = tuple[tuple[str, ...], ...]
"""Of each tuple at least one string must be in the text."""
Element = tuple[str, str, bool]
"""Its kind (a letter, a group, "|" or ""), its text, and whether it may be left out."""

_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})\??")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPENING = re.compile(r"\?(?::|[Pp]<\w+>)")
_SHORTEST = 2
"""Letters of a run below which nearly every text holds it."""


@lru_cache(maxsize=1024)
def hints_of(pattern: str) -> Hints:
    """What a text in lower case must hold for `pattern`, in lower case itself, to match; the most telling first."""
    alternatives: list[list[Element]] = [[]]
    for element in _elements(pattern):
        if element[0] == "|":
            alternatives.append([])
        else:
            alternatives[-1].append(element)
    asked = [_asked(elements) for elements in alternatives]
    if len(asked) == 1:
        return asked[0]
    return (tuple(dict.fromkeys(word for hints in asked for word in hints[0])),) if all(asked) else ()


def hinted(hints: Hints, text: str) -> bool:
    """Whether a text in lower case may match."""
    for words in hints:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


class Hinted:
    """A pattern that is searched for only where a text holds what it asks for."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = re.compile(pattern, flags)
        self._hints = hints_of(pattern.lower())

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match within half-open code points."""
        return self._pattern.search(text, start, end) if hinted(self._hints, text[start:end].lower()) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """All matches."""
        return self._pattern.finditer(text) if hinted(self._hints, text.lower()) else ()


class Sieve:
    """Many patterns, all in lower case, and which of them a text may match: it is looked through once for all."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._hints = [hints_of(pattern) for pattern in patterns]
        self._always = [number for number, hints in enumerate(self._hints) if not hints]
        self._asking: dict[str, list[int]] = {}
        for number, hints in enumerate(self._hints):
            for word in hints[0] if hints else ():
                self._asking.setdefault(word, []).append(number)
        self._words = list(self._asking)
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def through(self, text: str) -> list[int]:
        """The numbers, in order, of the patterns that a text in lower case may match."""
        found = set(self._always)
        for word in {word for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}:
            found.update(number for number in self._asking[self._words[word]] if hinted(self._hints[number][1:], text))
        return sorted(found)


def _asked(elements: Sequence[Element]) -> Hints:
    """What a sequence of elements asks for."""
    found: list[tuple[str, ...]] = []
    run = ""
    for kind, text, optional in (*elements, ("", "", False)):
        if kind == "letter" and not optional:
            run += text
            continue
        if len(run) >= _SHORTEST:
            found.append((run,))
        run = ""
        if kind == "group" and not optional:
            found += hints_of(text)
    return tuple(sorted(found, key=lambda words: (-min(len(word.strip()) for word in words), len(words), words)))


def _elements(pattern: str) -> Iterator[Element]:
    """The outermost elements of a pattern, each with the quantifier after it."""
    at = 0
    while at < len(pattern):
        kind, text, at = _element(pattern, at)
        quantified = _QUANTIFIER.match(pattern, at) if kind not in ("|", "edge") else None
        if quantified is None:
            yield kind, text, False
            continue
        at = quantified.end()
        optional = quantified[0][0] in "*?" or quantified[0].startswith(("{0", "{,"))
        yield kind, text, optional
        if not optional and kind == "letter":
            yield "", "", False  # a run ends where a letter may be repeated


def _element(pattern: str, at: int) -> tuple[str, str, int]:
    """(kind, text, where the next begins) of the element at a position."""
    char = pattern[at]
    if char == "(":
        end = _closing(pattern, at)
        inner = pattern[at + 1 : end]
        opening = _OPENING.match(inner)
        known = opening is not None or not inner.startswith("?")
        return ("group" if known else "edge"), inner[opening.end() if opening else 0 :], end + 1
    if char == "[" and (found := _CLASS.match(pattern, at)) is not None:
        return "", "", found.end()
    if char == "\\":
        escaped = pattern[at + 1]
        if escaped in "bB":
            return "edge", "", at + 2
        return ("", "", at + 2) if escaped.isalnum() else ("letter", escaped, at + 2)
    if char == "|":
        return "|", "", at + 1
    if char in "^$":
        return "edge", "", at + 1
    return ("", "", at + 1) if char == "." else ("letter", char, at + 1)


def _closing(pattern: str, at: int) -> int:
    """Where the group that opens at a position closes."""
    depth = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
            continue
        if pattern[at] == "[" and (found := _CLASS.match(pattern, at)) is not None:
            at = found.end()
            continue
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        if depth == 0:
            return at
        at += 1
    return len(pattern)
