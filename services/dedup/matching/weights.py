"""Weights: what each level of each comparison is worth in bits, read from a data file with its provenance."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log2
from pathlib import Path
from typing import Any

from schemas.events.evidence import Comparison
from services.dedup.matching.slots import FIRST, SLOTS

__all__ = ["SHIPPED", "Candidates", "Level", "Origins", "Prior", "Thresholds", "Weights", "load"]

SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Level:
    """log2 of how much likelier the level is for one happening than for two, and what it says in words, if anything."""

    bits: float
    says: str | None


@dataclass(frozen=True, slots=True)
class Prior:
    """Odds before anything is compared: `bits` at `reports` active ones, `per_doubling` more with each doubling.

    Between statements of one report it is `same_report`, whatever the number of reports.
    """

    bits: float
    reports: int
    per_doubling: float
    least_reports: int
    same_report: float

    def at(self, active: int) -> Comparison:
        """The prior among that many active reports."""
        bits = self.bits + self.per_doubling * log2(max(active, self.least_reports) / self.reports)
        return Comparison(name="prior", level=f"{active} reports", bits=round(bits, 2))

    def within(self) -> Comparison:
        """The prior between statements of one report."""
        return Comparison(name="prior", level="one report", bits=self.same_report)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """In bits. `attach`: join; from `suggest` up: let an analyst look; a second incident within `rival` of the first
    too. A statement that reaches `bridge` with two incidents links them from `link` up, suggests it from
    `suggest_link` up, both of the score between the incidents themselves.
    """

    attach: float
    suggest: float
    rival: float
    bridge: float
    link: float
    suggest_link: float


@dataclass(frozen=True, slots=True)
class Origins:
    """Resemblance of sketches from which a text is a copy: by itself, and where both declare the same credit."""

    sketch: float
    declared: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hard caps: postings visited, newest kept a key, pairs compared, incidents scored, newest members that count."""

    postings: int
    newest: int
    compared: int
    incidents: int
    newest_members: int


@dataclass(frozen=True)
class Weights:
    """One weights file. `fingerprint` is the hash of its bytes, part of the deciding rules."""

    fingerprint: str
    prior: Prior
    thresholds: Thresholds
    origins: Origins
    candidates: Candidates
    text_bounds: tuple[float, float]
    slots: Mapping[str, Mapping[str, Level]]
    texts: Mapping[str, Mapping[str, Level]]

    @cached_property
    def levels(self) -> Mapping[str, Mapping[str, Level]]:
        """Levels of every comparison, by its name."""
        return {**self.slots, **self.texts}

    @cached_property
    def slot_bits(self) -> Mapping[str, Mapping[str, float]]:
        """Bits alone, for the inner loop."""
        return {name: {level: one.bits for level, one in levels.items()} for name, levels in self.slots.items()}

    @cached_property
    def most_after_first(self) -> float:
        """The most that the slots after the first can add, between statements neither or both of which react."""
        return sum(self._most(name) for name in list(SLOTS)[FIRST:] if name != "answers")

    @cached_property
    def most_after_first_reacting(self) -> float:
        """The same, between a claim and a reaction."""
        return self.most_after_first + self._most("answers")

    def comparison(self, name: str, level: str) -> Comparison:
        """A comparison's outcome as evidence."""
        return self._comparisons[name, level]

    def _most(self, name: str) -> float:
        return max(level.bits for level in self.slots[name].values())

    @cached_property
    def _comparisons(self) -> Mapping[tuple[str, str], Comparison]:
        return {
            (name, level): Comparison(name=name, level=level, bits=one.bits)
            for name, levels in self.levels.items()
            for level, one in levels.items()
        }


def load(path: Path = SHIPPED) -> Weights:
    """The weights in a file.

    Raises:
        OSError, ValueError, KeyError, TypeError: it cannot be read or is not of this form.
    """
    content = path.read_bytes()
    raw = json.loads(content)
    return Weights(
        fingerprint=hashlib.sha256(content).hexdigest()[:16],
        prior=Prior(**raw["prior"]),
        thresholds=Thresholds(**raw["thresholds"]),
        origins=Origins(**raw["origin"]),
        candidates=Candidates(**raw["candidates"]),
        text_bounds=(float(raw["text_bounds"][0]), float(raw["text_bounds"][1])),
        slots=_levels(raw["comparisons"], "slot"),
        texts=_levels(raw["comparisons"], "text"),
    )


def _levels(comparisons: Mapping[str, Any], of: str) -> dict[str, dict[str, Level]]:
    return {
        name: {level: Level(float(bits), says) for level, (bits, says) in one["levels"].items()}
        for name, one in comparisons.items()
        if one["of"] == of
    }
