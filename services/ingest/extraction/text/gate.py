"""The gate: which units are worth parsing.

One automaton over all forms of triggers, cues, weapons and words of harm. A unit passes if it holds one, or stands
beside one that does, for pronoun speakers and reactions are found next to what they speak of.
"""

import re
from collections.abc import Sequence

import ahocorasick_rs

from services.ingest.extraction.lexicon import Lexicon, word_set

__all__ = ["Gate"]

_EXTRA = tuple(word.replace("_", " ") for word in sorted(word_set("gate")))


class Gate:
    """Finds words of interest in one pass over a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: set[str] = set(_EXTRA)
        heads = {
            word
            for senses in lexicon.triggers.values()
            for sense in senses
            for word in (sense.words[0], sense.words[-1])
        }
        heads |= lexicon.triggers.keys() | lexicon.weapons.keys()
        words |= {form for form, lemma in lexicon.verb_lemmas.items() if lemma in heads}
        words |= {form for form, lemma in lexicon.noun_lemmas.items() if lemma in heads}
        self._automaton = ahocorasick_rs.AhoCorasick(sorted(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def hit(self, text: str) -> bool:
        """Whether the text holds a word of interest, at the start of a word."""
        lower = text.lower()
        return any(
            start == 0 or not lower[start - 1].isalpha()
            for _, start, _ in self._automaton.find_matches_as_indexes(lower)
        )

    def select(self, texts: Sequence[str], paragraphs: Sequence[int]) -> list[bool]:
        """Which of the units of one field to parse: hits, their neighbours, and the rest of a hit's paragraph."""
        hits = [self.hit(text) for text in texts]
        near = {paragraph for hit, paragraph in zip(hits, paragraphs, strict=True) if hit}
        return [
            hit
            or (i > 0 and hits[i - 1])
            or (i + 1 < len(hits) and hits[i + 1])
            or (paragraphs[i] in near and bool(re.search(r"\d|\b(?:it|he|she|they)\b", text)))
            for i, (hit, text) in enumerate(zip(hits, texts, strict=True))
        ]
