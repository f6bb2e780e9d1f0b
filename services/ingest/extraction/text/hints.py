"""What a text must hold for a regular expression to match it: strings to look for before the costlier search.

Read off the pattern itself: of its outermost sequence every run of letters, and every group that may not be left out
as the beginnings of its alternatives. Syntax that is not understood asks for nothing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["Hints", "hinted", "hints_of"]

Hints = tuple[tuple[str, ...], ...]
"""Of each tuple at least one string must be in the text."""
Element = tuple[str, str, bool]
"""Its kind (a letter, a group, "|" or ""), its text, and whether it may be left out."""

_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})\??")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPENING = re.compile(r"\?(?::|P<\w+>)")
_SHORTEST = 2
"""Letters of a run below which nearly every text holds it."""


@lru_cache(maxsize=1024)
def hints_of(pattern: str) -> Hints:
    """What a text in lower case must hold for `pattern`, in lower case itself, to match; the most telling first."""
    found: list[tuple[str, ...]] = []
    run = ""
    for kind, text, optional in _elements(pattern):
        if kind == "|":
            return ()
        if kind == "letter" and not optional:
            run += text
            continue
        if len(run) >= _SHORTEST:
            found.append((run,))
        run = ""
        if kind == "group" and not optional and (words := _beginnings(text)):
            found.append(words)
    if len(run) >= _SHORTEST:
        found.append((run,))
    return tuple(sorted(found, key=lambda words: (len(words), -min(map(len, words)), words)))


def hinted(hints: Hints, text: str) -> bool:
    """Whether a text in lower case may match."""
    for words in hints:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def _beginnings(group: str) -> tuple[str, ...]:
    """The letters that each alternative of a group begins with; nothing if one of them begins with none."""
    words = []
    run, open_ = "", True
    for kind, text, optional in (*_elements(group), ("|", "", False)):
        if kind == "|":
            if len(run) < _SHORTEST:
                return ()
            words.append(run)
            run, open_ = "", True
        elif open_ and kind == "letter" and not optional:
            run += text
        elif not (kind == "edge" and not run):
            open_ = False
    return tuple(dict.fromkeys(words))


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
