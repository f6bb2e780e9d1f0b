"""Weights: what each level of each comparison is worth in bits, read from a data file with its provenance."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log2
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.events.evidence import Comparison
from services.dedup.matching import slots, words

__all__ = [
    "ALIKE",
    "MOST_LEVELS",
    "NOTHING",
    "OF_READ",
    "OF_SIBLINGS",
    "OF_WORDS",
    "SHIPPED",
    "Candidates",
    "Level",
    "Origins",
    "Prior",
    "Reason",
    "Thresholds",
    "Weights",
    "load",
    "rounded",
]

Bits = NDArray[np.float64]

_WORTH_TELLING: Final = 0.5
"""Bits from which on a sentence speaks of a level."""

SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Level:
    """log2 of how much likelier the level is for one happening than for two, and what it says in words, if anything."""

    bits: float
    says: str | None


@dataclass(frozen=True, slots=True)
class Prior:
    """Odds before anything is compared: `bits` at `reports` active ones, `per_doubling` more with each doubling.

    Between statements of one report it is `same_report`, whatever the number of reports; `same_report_read` where the
    report was read from words, which finds what it mostly tells several times over.
    """

    bits: float
    reports: int
    per_doubling: float
    least_reports: int
    same_report: float
    same_report_read: float

    def at(self, active: int) -> Comparison:
        """The prior among that many active reports."""
        bits = self.bits + self.per_doubling * log2(max(active, self.least_reports) / self.reports)
        return Comparison(name="prior", level=f"{active} reports", bits=round(bits, 2))

    def within(self, read: bool) -> Comparison:
        """The prior between statements of one report, which was `read` or coded."""
        return Comparison(name="prior", level="one report", bits=self.same_report_read if read else self.same_report)


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


class Reason(NamedTuple):
    """The outcome of one comparison as evidence, and what a sentence says of it, if anything: `telling` puts what it
    should say first first."""

    outcome: Comparison
    says: str = ""
    speaks_for: bool = False
    telling: float = 0.0


def rounded(name: str, level: str, bits: float) -> Reason:
    """A comparison that the weights know no level of, its bits rounded to hundredths."""
    # The same come again. What is added makes of a zero below nothing one like all others.
    return _once(name, level, round(bits, 2) + 0.0)


@lru_cache(maxsize=1 << 12)
def _once(name: str, level: str, bits: float) -> Reason:
    return Reason(Comparison(name=name, level=level, bits=bits))


_Numbered = Mapping[str, tuple[str, ...]]
_Levels = Mapping[str, Mapping[str, Level]]

ALIKE, OF_READ, _REPEATED, _SPOKEN, OF_SIBLINGS, _OF_READ_SIBLINGS, OF_WORDS = range(7)
"""What comparisons are of: slots of statements that were both coded; of two of which one was read, these where words
have told most of what speaks for the pair (`repeated`), and where they outweigh what speaks against it too (`spoken`);
slots of two statements of one report that was coded, of one that was read; words."""
MOST_LEVELS: Final = max(len(known) for known in (*slots.LEVELS.values(), *words.LEVELS.values()))
NOTHING: Final = -1


@dataclass(frozen=True)
class Weights:
    """One weights file. `fingerprint` is the hash of its bytes, part of the deciding rules."""

    fingerprint: str
    prior: Prior
    thresholds: Thresholds
    origins: Origins
    candidates: Candidates
    repeated: float
    """What slots that were read from words still tell of what each of two reports tells most of: the rest the words of
    the reports have told already. See `pairs`."""
    particular: float
    """How many times its bits what is particular (`words.PARTICULAR`) counts where words are held down: by itself it
    speaks for more than beside all the other words, with which it was estimated."""
    levels: Mapping[str, Mapping[str, Level]]
    """Levels of every comparison, by its name and theirs."""
    siblings: Mapping[str, Mapping[str, Level]]
    """The same of slots, between statements of one report."""
    read: Mapping[str, Mapping[str, float]]
    """Bits in place of those of `levels`, of slots that are told apart worse where one of the two was read from words:
    what reading gets wrong differs too."""
    read_siblings: Mapping[str, Mapping[str, float]]
    """The same in place of those of `siblings`, where the report was read."""

    @cached_property
    def tables(self) -> tuple[Bits, Bits, Bits, Bits, float, float, float]:
        """What compiled functions need: bits by comparison and level, of slots where both were coded and where one was
        read, the same of slots between siblings, and of words; likewise the prior between siblings; the threshold; what
        is left of what is `repeated`; how many times what is `particular` counts."""
        return (
            np.stack([_table(one, slots.LEVELS) for one in (self.levels, self._read_levels)]),
            np.stack([_table(one, slots.LEVELS) for one in (self.siblings, self._read_sibling_levels)]),
            _table(self.levels, words.LEVELS),
            np.array([self.prior.same_report, self.prior.same_report_read]),
            self.thresholds.attach,
            self.repeated,
            self.particular,
        )

    @cached_property
    def reasons(self) -> tuple[Reason | None, ...]:
        """Why each level of each comparison counts as it does, None where it tells nothing: of slots in the forms
        `ALIKE` to `OF_SIBLINGS`, then `OF_WORDS`, each comparison with room for `MOST_LEVELS`; `NOTHING` comes last."""
        forms = (
            self._of(slots.LEVELS, self.levels),
            self._of(slots.LEVELS, self._read_levels),
            self._of(slots.LEVELS, self._read_levels, self.repeated),
            self._of(slots.LEVELS, self._read_levels, self.repeated, self.repeated),
            self._of(slots.LEVELS, self.siblings),
            self._of(slots.LEVELS, self._read_sibling_levels),
            self._of(words.LEVELS, self.levels),
        )
        return (*(reason for form in forms for reason in form), None)

    @cached_property
    def _read_levels(self) -> _Levels:
        return _instead(self.levels, self.read)

    @cached_property
    def _read_sibling_levels(self) -> _Levels:
        return _instead(self.siblings, self.read_siblings)

    def _of(
        self, numbered: _Numbered, worth: _Levels, favour: float = 1.0, against: float = 1.0
    ) -> Iterator[Reason | None]:
        for name, known in numbered.items():
            for level in known:
                bits = worth[name][level].bits
                yield _reason(name, level, bits * (favour if bits > 0.0 else against), self.levels[name][level].says)
            yield from [None] * (MOST_LEVELS - len(known))


def _instead(levels: _Levels, read: Mapping[str, Mapping[str, float]]) -> _Levels:
    """The same levels, some with the bits that they have where reading was at work."""
    return {
        name: {level: Level(read.get(name, {}).get(level, one.bits), one.says) for level, one in of.items()}
        for name, of in levels.items()
    }


def _table(levels: _Levels, numbered: _Numbered) -> Bits:
    made = np.zeros((len(numbered), max(map(len, numbered.values()))))
    for comparison, (name, known) in enumerate(numbered.items()):
        made[comparison, : len(known)] = [levels[name][level].bits for level in known]
    return made


def _reason(name: str, level: str, bits: float, says: str | None) -> Reason | None:
    if bits == 0.0 and level in ("unknown", "none"):
        return None
    told = f"{says} ({bits:+.1f})" if says and abs(bits) >= _WORTH_TELLING else ""
    return Reason(Comparison(name=name, level=level, bits=bits), told, bits > 0.0, -abs(bits))


_NUMBERED: Final[Mapping[str, tuple[str, ...]]] = {**slots.LEVELS, **words.LEVELS}


def load(path: Path = SHIPPED) -> Weights:
    """The weights in a file.

    Raises:
        OSError, ValueError, KeyError, TypeError: it cannot be read or is not of this form.
    """
    content = path.read_bytes()
    raw = json.loads(content)
    levels = _read(raw["comparisons"], _NUMBERED, path.name)
    siblings = _read(raw["siblings"], slots.LEVELS, f"{path.name}, siblings")
    return Weights(
        fingerprint=hashlib.sha256(content).hexdigest()[:16],
        prior=Prior(**raw["prior"]),
        thresholds=Thresholds(**raw["thresholds"]),
        origins=Origins(**raw["origin"]),
        candidates=Candidates(**raw["candidates"]),
        repeated=float(raw["repeated"]),
        particular=float(raw["particular"]),
        levels=levels,
        siblings=siblings,
        read=_of_read(raw["read"], path.name),
        read_siblings=_of_read(raw["read_siblings"], path.name),
    )


def _read(raw: Mapping[str, Any], numbered: _Numbered, where: str) -> _Levels:
    levels = {
        name: {level: Level(float(one["bits"]), one.get("says")) for level, one in of.items()}
        for name, of in raw.items()
    }
    for name, known in numbered.items():
        if missing := [level for level in known if level not in levels.get(name, {})]:
            raise ValueError(f"{where} has no weight for {name}: {', '.join(missing)}")
    return levels


def _of_read(raw: Mapping[str, Any], where: str) -> Mapping[str, Mapping[str, float]]:
    for name, of in raw.items():
        if strange := [level for level in of if level not in slots.LEVELS.get(name, ())]:
            raise ValueError(f"{where} weighs what is read by a level that {name} has not: {', '.join(strange)}")
    return {name: {level: float(one["bits"]) for level, one in of.items()} for name, of in raw.items()}
