"""Frequencies of the stream: how many origins had each feature. Counted once per origin and never taken back.

Only what is weighed by its rarity is counted. Sentences and shingles are compared as they are; nearly every one of them
is new, so that their counts alone would outgrow all else that is remembered.
"""

from operator import attrgetter

import numpy as np

from schemas.features import FeatureKind, Features
from services.dedup.incidents.record import Record

__all__ = ["count"]

_TERM = FeatureKind.TERM << 32
_SLOTS = tuple(
    (kind << 32, attrgetter(slot))
    for kind, slot in (
        (FeatureKind.NAME, "names"),
        (FeatureKind.CAPITAL, "capitals"),
        (FeatureKind.AGE, "ages"),
        (FeatureKind.STREET, "streets"),
        (FeatureKind.TOWN, "towns"),
        (FeatureKind.EVENT_WORD, "event_words"),
        (FeatureKind.TITLE_WORD, "title_words"),
    )
)


def count(record: Record, features: Features) -> None:
    """Count every feature of an origin's first text, each once."""
    keys = _keys(features)
    record.frequencies.add(np.fromiter(keys, np.int64, len(keys)))


def _keys(features: Features) -> set[int]:
    found = {_TERM | term.hash for term in features.terms}
    for base, slot in _SLOTS:
        hashes = slot(features)
        if hashes:
            found.update([base | one for one in hashes])
    return found
