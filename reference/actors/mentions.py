"""Mentions: where a text names actors, by one pass of an automaton over all names (Aho and Corasick 1975)."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reference.actors.lexicon import Entry, Lexicon
from schemas.slots import Actor

_GAPS = frozenset({" ", "'s ", "' ", " of ", " of the ", " for ", " for the ", " in ", "s' "})
_SPELLINGS = (("defence", "defense"), ("organisation", "organization"), ("centre", "center"), ("theatre", "theater"))
_CHAIN = 5


class Mention(NamedTuple):
    """An actor named in a text: half-open code point offsets."""

    start: int
    end: int
    actor: Actor

    def words(self, text: str) -> str:
        """How the text that it was found in names the actor."""
        return text[self.start : self.end]


def level(text: str) -> str:
    """`text` in lower case without accents and with plain apostrophes and spaces, as long as before."""
    if text.isascii():
        return text.lower().replace("-", " ").replace("\n", " ")
    return "".join(map(_plain, text)).replace("-", " ").replace("\n", " ")


def _plain(char: str) -> str:
    if char in "’‘ʼ":
        return "'"
    lower = unicodedata.normalize("NFD", char)[0].lower()
    return lower if len(lower) == 1 else char


class Finder:
    """The automaton over every name, and the joining of neighbours ("Armenian" + "Defence Ministry")."""

    def __init__(self, lexicon: Lexicon, resolve: Callable[[str], Actor | None]) -> None:
        import ahocorasick_rs  # only the normalizer has it

        patterns: dict[str, Entry] = {}
        for key, entry in lexicon.entries.items():
            if entry.words and not (entry.institution or entry.named or entry.polity):
                continue
            if entry.regions and not (entry.institution or entry.named or entry.polity or entry.holders):
                continue
            for surface in (key, *entry.surfaces):
                for old, new in (("", ""), *_SPELLINGS):
                    patterns.setdefault(level(surface).replace(old, new), entry)
        patterns.pop("", None)
        self._entries = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._resolve = resolve

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every mention, in the order of the text."""
        plain = level(text)
        hits = list(self._hits(text, plain))
        mentions: list[Mention] = []
        at = 0
        while at < len(hits):
            end = at + 1
            while end < len(hits) and end - at < _CHAIN and plain[hits[end - 1][1] : hits[end][0]] in _GAPS:
                end += 1
            for stop in range(end, at, -1):
                if not any(entry.polity or entry.named or entry.holders for _, _, entry in hits[at:stop]):
                    continue
                if self._goes_on(plain, hits[at:stop]):
                    continue
                actor = self._resolve(text[hits[at][0] : hits[stop - 1][1]])
                if actor is not None and actor.id is not None:
                    mentions.append(Mention(hits[at][0], hits[stop - 1][1], actor))
                    at = stop
                    break
            else:
                at += 1
        return tuple(mentions)

    def _goes_on(self, plain: str, joined: list[tuple[int, int, Entry]]) -> bool:
        """Whether what follows "of" owns what comes next: "the administration of Mali's Gao region" is not Mali's."""
        if len(joined) < 2 or not plain.startswith("'s ", joined[-1][1]):
            return False
        return plain.startswith((" of ", " for ", " in "), joined[-2][1])

    def _hits(self, text: str, plain: str) -> Iterator[tuple[int, int, Entry]]:
        for pattern, start, end in self._automaton.find_matches_as_indexes(plain):
            entry = self._entries[pattern]
            if (start and plain[start - 1].isalnum()) or (end < len(plain) and plain[end].isalnum()):
                continue
            written = text[start:end]
            if entry.capitals == "all" and any(c.islower() for c in written):
                continue
            if entry.capitals == "inner" and sum(c.isupper() for c in written) < 2:
                continue
            if (entry.capitals == "first" or entry.polity or entry.holders) and not written[:1].isupper():
                continue
            yield start, end, entry
