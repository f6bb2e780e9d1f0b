"""Noun phrases as words: folding, tokens, compounds."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_HYPHEN = re.compile(r"[-–—]")
_TOKEN = re.compile(r"[^\s,;:()\"“”«»\[\]/]+|,")
_AMERICAN = {
    "defense": "defence",
    "defenses": "defences",
    "center": "centre",
    "theater": "theatre",
    "organization": "organisation",
    "organizations": "organisations",
    "mobilization": "mobilisation",
    "stabilization": "stabilisation",
    "program": "programme",
    "mechanized": "mechanised",
    "armored": "armoured",
    "laborers": "labourers",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
    "self-defense": "self-defence",
    "advisor": "adviser",
    "honor": "honour",
}


class Token(NamedTuple):
    """A word: folded, as written, and where its hyphenated compound ends (its own index + 1 if it is none)."""

    folded: str
    written: str
    compound_end: int


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word without accents, case, possessive and dots, in British spelling: "Defense" and "defence" are one."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'").replace("‘", "'"))
        word = "".join(c for c in word if not unicodedata.combining(c)).translate(_LETTERS)
    word = word.lower()
    if word.endswith("'s"):
        word = word[:-2]
    word = word.strip("'").replace(".", "")
    return _AMERICAN.get(word, word)


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "đ": "d", "ß": "ss", "ə": "a", "Ə": "A"})


def tokens(words: str) -> list[Token]:
    """The words of a phrase; hyphenated compounds are parted, commas kept as tokens, other punctuation dropped."""
    found: list[Token] = []
    for written in _TOKEN.findall(words):
        parts = [part for part in _HYPHEN.split(written) if part] if not written.isalnum() else (written,)
        end = len(found) + len(parts)
        for part in parts:
            found.append(Token("," if part == "," else fold(part), part, end))
    return [token for token in found if token.folded]


def folded(phrase: str) -> str:
    """A phrase as the key of a table: its folded words, one space between."""
    return " ".join(token.folded for token in tokens(phrase) if token.folded != ",")
