"""Background: how common words are in news, frozen, so that rarity does not depend on what was read before."""

from functools import cached_property
from math import log2
from pathlib import Path
from typing import Final

from reference import tables

__all__ = ["FREQUENCIES", "TEXTS", "Background"]

FREQUENCIES: Final = Path(__file__).with_name("frequencies.tsv")
TEXTS: Final = 1_000_000
"""Texts in the frozen collection that frequencies are counted in."""


class Background:
    """Document frequencies of terms in a frozen collection."""

    def rarity(self, term: str) -> float:
        """How rare a lower-case word is in bits: log2((N + 1) / (df + 1)), almost 20 for one that was never seen."""
        return log2((TEXTS + 1) / (self._texts.get(term, 0) + 1))

    def commoner_than(self, bits: float) -> list[str]:
        """The words whose rarity is below `bits`."""
        return [word for word in self._texts if self.rarity(word) < bits]

    @cached_property
    def _texts(self) -> dict[str, int]:
        rows = tables.read(FREQUENCIES, ("word", "texts"))
        return {row["word"]: int(row["texts"]) for row in rows}
