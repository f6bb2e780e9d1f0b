"""Evidence that adds up: how things that are compared stand to each other, and what that weighs.

A file holds `base` (bits that speak for it beforehand, the threshold of decision taken off) and `bits` by what is
compared and by level; a level that is not in the file weighs nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Bits", "Levels", "load"]

Levels = dict[str, str]
"""How something stands, by what is compared."""


@dataclass(frozen=True, slots=True)
class Bits:
    """Estimated weights: decided in favour above 0."""

    base: float
    bits: Mapping[str, Mapping[str, float]]

    def sum(self, levels: Levels) -> float:
        """What the levels weigh together."""
        total = self.base
        for name, level in levels.items():
            total += self.bits[name].get(level, 0.0) if name in self.bits else 0.0
        return total


@cache
def load(name: str) -> Bits:
    """The weights of a file under `data/`."""
    held = json.loads((resources.files("services.ingest.extraction.data") / name).read_text(encoding="utf-8"))
    return Bits(held["base"], held["bits"])
