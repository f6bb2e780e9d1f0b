"""A report's words as comparisons see them: hashes and their rarity, from the match features it carries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log2, sqrt

from schemas.features import Features

__all__ = ["Profile", "Rarity", "profile_of", "rarity_of"]

Rarity = Callable[[str, int], float]
"""How rare a hash of a kind is, in bits: log2((N + 1) / (df + 1)), smoothed."""

_PRIOR_REPORTS = 1000
"""As many reports are taken to stand behind every count, so that the first of a stream are not all surprising."""
_PRIOR_BITS = 10.0
"""How rare a feature is taken to be in those."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What two reports are compared by. `weights` is the unit vector of the heaviest terms by tf times rarity."""

    published: int | None
    weights: Mapping[int, float]
    names: frozenset[int]
    capitals: frozenset[int]
    ages: frozenset[int]
    streets: frozenset[int]
    blocks: frozenset[int]
    event_words: frozenset[int]
    title_words: frozenset[int]
    shingles: frozenset[int]
    event_day: int | None
    words: int


def profile_of(features: Features, published: date | None, rarity: Rarity) -> Profile:
    """The profile of a report, published on that day, with the rarities of now."""
    raw = {term.hash: term.count * rarity("term", term.hash) for term in features.terms}
    length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return Profile(
        published=published.toordinal() if published else None,
        weights={term: weight / length for term, weight in raw.items()},
        names=frozenset(features.names),
        capitals=frozenset(features.capitals),
        ages=frozenset(features.ages),
        streets=frozenset(features.streets),
        blocks=frozenset(features.blocks),
        event_words=frozenset(features.event_words),
        title_words=frozenset(features.title_words),
        shingles=frozenset(features.sketch),
        event_day=features.event_day.toordinal() if features.event_day else None,
        words=features.words,
    )


def rarity_of(count: int, reports: int) -> float:
    """Bits of rarity of what `count` of `reports` reports had."""
    return log2((_PRIOR_REPORTS + reports + 1) / (_PRIOR_REPORTS * 2.0**-_PRIOR_BITS + count + 1))
