"""A report's words as comparisons see them: hashes by kind in one sorted array, from the match features it carries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.features import FEATURE_KINDS, Features, Figure
from schemas.features import FeatureKind as Kind
from services.dedup.matching.facts import NEVER

__all__ = ["KeptProfiles", "Profile", "Rarity", "Said", "profile_of", "rarity_of"]

N = TypeVar("N")

Rarity = Callable[[Sequence[int]], NDArray[np.float64]]
"""How rare features are now, in bits, by their keys in a profile: log2((N + 1) / (df + 1)), smoothed."""

_PRIOR_REPORTS: Final = 1000
"""As many reports are taken to stand behind every count, so that the first of a stream are not all surprising."""
_PRIOR_BITS: Final = 10.0
"""How rare a feature is taken to be in those."""
_KEPT: Final = 50_000
_SHINGLES: Final = 64
"""Of a sketch, as many of the smallest tell furniture from a text of its own."""


class Said(NamedTuple, Generic[N]):
    """What a report says as a whole, as numbers; of many reports, as an array of each.

    Days are proleptic Gregorian ordinals or `NEVER`. `killed` and `injured` are -1 where not told, `explicit` has bit
    1 and 2 for which of them is given as a number.
    """

    published: N
    event_day: N
    main_town: N
    state: N
    killed: N
    injured: N
    explicit: N


@dataclass(frozen=True, slots=True)
class Profile:
    """What two reports are compared by.

    `keys` are sorted and hold kind << 32 | hash for every feature; `counts` are term frequencies, 0 for other kinds;
    `length` is that of the vector of counts, `sizes` say how many features there are of each kind.
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.float32]
    length: float
    sizes: tuple[int, ...]
    days: frozenset[int]
    said: Said[int]
    numbers: NDArray[np.int64]
    """`sizes` and `said` in one array."""


def profile_of(features: Features, published: date | None) -> Profile:
    """The profile of a report, published on that day."""
    counts = {Kind.TERM << 32 | term.hash: term.count for term in features.terms}
    keys = list(counts)
    sizes = [0] * FEATURE_KINDS
    sizes[Kind.TERM] = len(counts)
    for kind, hashes in _hashes(features):
        made = {kind << 32 | one for one in hashes}
        sizes[kind] = len(made)
        keys.extend(made)
    keys.sort()
    said = Said(
        published=published.toordinal() if published else NEVER,
        event_day=features.event_day.toordinal() if features.event_day else NEVER,
        main_town=features.main_town or 0,
        state=features.state or 0,
        killed=_value(features.killed),
        injured=_value(features.injured),
        explicit=_explicit(features.killed) + 2 * _explicit(features.injured),
    )
    weights = np.zeros(len(keys), np.float32)
    # Terms are the first kind.
    weights[: len(counts)] = [counts[key] for key in keys[: len(counts)]]
    return Profile(
        keys=np.fromiter(keys, np.int64, len(keys)),
        counts=weights,
        length=float(np.sqrt(np.dot(weights, weights))) or 1.0,
        sizes=tuple(sizes),
        days=frozenset(day.toordinal() for day in features.days),
        said=said,
        numbers=np.array((*sizes, *said), np.int64),
    )


class KeptProfiles:
    """Profiles of reports on record, up to a bound; and of the one that is decided on, which will be asked for soon."""

    def __init__(self) -> None:
        self._kept: dict[UUID, Profile] = {}
        self._drawn: tuple[Features, date | None, Profile] | None = None

    def of(self, report: UUID, words: Callable[[UUID], tuple[Features, date | None] | None]) -> Profile | None:
        """The profile of a report; of `words`, if it is not at hand."""
        profile = self._kept.get(report)
        if profile is None and (found := words(report)) is not None:
            profile = profile_of(*found)
            self._keep(report, profile)
        return profile

    def drawn(self, features: Features, published: date | None) -> Profile:
        """The profile of a report that is decided on."""
        profile = profile_of(features, published)
        self._drawn = features, published, profile
        return profile

    def changed(self, report: UUID, features: Features, published: date | None) -> None:
        """A report was decided on: these are its words now."""
        self._kept.pop(report, None)
        if self._drawn is not None and self._drawn[:2] == (features, published):
            self._keep(report, self._drawn[2])

    def _keep(self, report: UUID, profile: Profile) -> None:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[report] = profile


def _hashes(features: Features) -> tuple[tuple[int, Sequence[int]], ...]:
    return (
        (Kind.NAME, features.names),
        (Kind.CAPITAL, features.capitals),
        (Kind.AGE, features.ages),
        (Kind.STREET, features.streets),
        (Kind.BLOCK, features.blocks),
        (Kind.TOWN, features.towns),
        (Kind.EVENT_WORD, features.event_words),
        (Kind.TITLE_WORD, features.title_words),
        (Kind.SHINGLE, features.sketch[:_SHINGLES]),
    )


def rarity_of(counts: Any, reports: int) -> Any:
    """Bits of rarity of what so many of `reports` reports had; for a number or an array of them."""
    return log2(_PRIOR_REPORTS + reports + 1) - np.log2(_PRIOR_REPORTS * 2.0**-_PRIOR_BITS + np.asarray(counts) + 1.0)


def _value(figure: Figure | None) -> int:
    return -1 if figure is None else min(figure.value, 2**31 - 1)


def _explicit(figure: Figure | None) -> int:
    return int(figure is not None and figure.explicit)
