"""A report's words as comparisons see them: hashes by kind in one array, from the match features it carries."""

from array import array
from collections.abc import Callable
from datetime import date
from math import log2, sqrt
from struct import Struct
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.features import FeatureKind as Kind
from schemas.features import Features, Figure
from services.dedup.matching.compiled import compiled
from services.dedup.matching.facts import NEVER

__all__ = [
    "AGE",
    "BLOCK",
    "CAPITAL",
    "DAY",
    "EVENT_WORD",
    "KINDS",
    "NAME",
    "NAMED_AGE",
    "SAID",
    "SHINGLE",
    "STREET",
    "TERM",
    "TIMES",
    "TITLE_WORD",
    "TOWN",
    "DrawnProfile",
    "Profile",
    "Rarity",
    "features_of",
    "gathered",
    "profile_of",
    "rarity_of",
    "sketch_in",
]

Rarity = Callable[[NDArray[np.int64]], NDArray[np.float64]]
"""How rare features are now, in bits, by kind << 32 | hash: log2((N + 1) / (df + 1)), smoothed."""

# As `FeatureKind` has them: what is compiled reads no class.
TERM, NAME, CAPITAL, AGE, STREET = Kind.TERM, Kind.NAME, Kind.CAPITAL, Kind.AGE, Kind.STREET
BLOCK, TOWN, EVENT_WORD, TITLE_WORD, SHINGLE = Kind.BLOCK, Kind.TOWN, Kind.EVENT_WORD, Kind.TITLE_WORD, Kind.SHINGLE
NAMED_AGE, DAY, TIMES = range(SHINGLE + 1, SHINGLE + 4)
"""An age with a surname; a day that the text names, as a proleptic Gregorian ordinal; how often each term stands in the
text, in the order of the terms."""
KINDS: Final = TIMES + 1
"""Every kind of numbers in a profile is below this; what is of kind n ends at `ends[n]`, where n + 1 begins."""

_PRIOR_REPORTS: Final = 1000
"""As many reports are taken to stand behind every count, so that the first of a stream are not all surprising."""
_PRIOR_BITS: Final = 10.0
"""How rare a feature is taken to be in those."""
_COUNTED_BEFORE: Final = _PRIOR_REPORTS * 2.0**-_PRIOR_BITS + 1.0

SAID: Final = np.dtype(
    [
        ("start", "i8"),
        ("ends", "i4", (KINDS,)),
        ("length", "f8"),
        ("published", "i4"),
        ("event_day", "i4"),
        ("main_town", "i8"),
        ("state", "i8"),
        ("killed", "i4"),
        ("injured", "i4"),
        ("explicit", "i1"),
    ]
)
"""What a report says as a whole. Its words stand from `start` on in some array, by kind; `length` is that of the vector
of its terms. Days are proleptic Gregorian ordinals or `NEVER`; `state` is `NEVER`, `main_town` 0 where there is none.
`killed` and `injured` are -1 where not told, `explicit` has bit 1 and 2 for which of them is given as a number."""
_PACKED: Final = Struct(f"<q{KINDS}idiiqqiib")
"""The same row as `struct` has it."""


class Profile(NamedTuple):
    """What two reports are compared by: one row of `SAID`, and the words."""

    said: NDArray[Any]
    words: NDArray[np.uint32]


def profile_of(features: Features, published: date | None) -> Profile:
    """The profile of a report, published on that day."""
    times = {term.hash: term.count for term in features.terms}
    words, ends = array("I", times), [0, len(times)]
    for of_kind in (
        features.names,
        features.capitals,
        features.ages,
        features.streets,
        features.blocks,
        features.towns,
        features.event_words,
        features.title_words,
        features.sketch,
        features.named_ages,
        [day.toordinal() for day in features.days],
    ):
        words.extend(of_kind)
        ends.append(len(words))
    words.extend(times.values())
    said = _PACKED.pack(
        0,
        *ends,
        len(words),
        1.0,
        published.toordinal() if published else NEVER,
        features.event_day.toordinal() if features.event_day else NEVER,
        features.main_town or 0,
        NEVER if features.state is None else features.state,
        _value(features.killed),
        _value(features.injured),
        _explicit(features.killed) + 2 * _explicit(features.injured),
    )
    row, given = np.frombuffer(bytearray(said), SAID), np.frombuffer(words, np.uint32)
    return Profile(row, given[: _settled(row, given)])


@compiled
def _settled(said: Any, words: Any) -> int:
    """Have the words of each kind but terms sorted, each once, and the length of the vector of terms; how many words
    that leaves."""
    ends = said[0].ends
    n = begins = ends[TERM]
    for kind in range(TERM + 1, TIMES):
        first = n
        for at in range(begins, ends[kind]):
            word, place = words[at], n
            # Most come sorted.
            while place > first and words[place - 1] > word:
                place -= 1
            if place > first and words[place - 1] == word:
                continue
            for later in range(n, place, -1):
                words[later] = words[later - 1]
            words[place] = word
            n += 1
        begins, ends[kind] = ends[kind], n
    squares = 0.0
    for at in range(begins, ends[TIMES]):
        words[n] = words[at]
        squares += float(words[at]) * float(words[at])
        n += 1
    ends[TIMES] = n
    said[0].length = sqrt(squares) or 1.0
    return int(n)


def sketch_in(profile: Profile) -> NDArray[np.uint32]:
    """The sketch among the words of a report."""
    start, ends = int(profile.said["start"][0]), profile.said["ends"][0]
    return profile.words[start + int(ends[SHINGLE - 1]) : start + int(ends[SHINGLE])]


@compiled
def gathered(said: Any, words: Any, more: int) -> tuple[Any, int]:
    """The words of reports without holes between them, with half as much room again and room for so many more; and
    where they end. Each row says where its words start then; of one that starts below 0 there are none."""
    written = 0
    for one in said:
        if one.start >= 0:
            written += one.ends[-1]
    larger = np.empty(written + written // 2 + more, np.uint32)
    written = 0
    for one in said:
        if one.start >= 0:
            size = one.ends[-1]
            larger[written : written + size] = words[one.start : one.start + size]
            one.start = written
            written += size
    return larger, written


class DrawnProfile:
    """The profile of the latest report: what is decided on is filed in a moment."""

    def __init__(self) -> None:
        self._held: tuple[Features, date | None, Profile] | None = None

    def of(self, features: Features, published: date | None) -> Profile:
        """See `profile_of`."""
        held = self._held
        if held is None or held[0] is not features or held[1] != published:
            held = self._held = features, published, profile_of(features, published)
        return held[2]


def features_of(profile: Profile) -> NDArray[np.int64]:
    """What a profile has that can be rare, by kind << 32 | hash, in the order of its words."""
    found: NDArray[np.int64] = _rare(profile.said[0], profile.words)
    return found


@compiled
def _rare(said: Any, words: Any) -> NDArray[np.int64]:
    found = np.empty(said.ends[TITLE_WORD], np.int64)
    for kind in range(TERM, TITLE_WORD + 1):
        for at in range(said.ends[kind - 1], said.ends[kind]):
            found[at] = np.int64(kind) << 32 | np.int64(words[said.start + at])
    return found


@compiled
def rarity_of(counts: NDArray[np.float64], reports: int) -> NDArray[np.float64]:
    """Bits of rarity of what so many of `reports` reports had."""
    found = np.empty(len(counts), np.float64)
    of_all = log2(_PRIOR_REPORTS + reports + 1.0)
    for k in range(len(counts)):
        found[k] = of_all - log2(_COUNTED_BEFORE + counts[k])
    return found


def _value(figure: Figure | None) -> int:
    return -1 if figure is None else min(figure.value, 2**31 - 1)


def _explicit(figure: Figure | None) -> int:
    return int(figure is not None and figure.explicit)
