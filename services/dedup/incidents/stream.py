"""Frequencies of the stream: how many origins had each feature. Counted once per origin and never taken back.

Only what is weighed by its rarity is counted. Sentences and shingles are compared as they are; nearly every one of them
is new, so that their counts alone would outgrow all else that is remembered.
"""

from operator import attrgetter

from schemas.features import Features
from services.dedup.incidents.record import Record

__all__ = ["KINDS", "count", "feature_key"]

KINDS = {
    "term": 1,
    "name": 2,
    "capital": 3,
    "age": 4,
    "street": 6,
    "event_word": 9,
    "title_word": 10,
}
"""Kinds of counted features, each with the number that keeps its hashes apart from another kind's."""

_TERM = KINDS["term"] << 32
_SLOTS = tuple(
    (KINDS[kind] << 32, attrgetter(slot))
    for kind, slot in (
        ("name", "names"),
        ("capital", "capitals"),
        ("age", "ages"),
        ("street", "streets"),
        ("event_word", "event_words"),
        ("title_word", "title_words"),
    )
)


def feature_key(kind: str, hash: int) -> int:
    """A feature as one number below 2^36."""
    return KINDS[kind] << 32 | hash


def count(record: Record, features: Features) -> None:
    """Count every feature of an origin's first text, each once."""
    record.frequencies.add(_keys(features))


def _keys(features: Features) -> set[int]:
    found = {_TERM | term.hash for term in features.terms}
    for base, slot in _SLOTS:
        hashes = slot(features)
        if hashes:
            found.update([base | one for one in hashes])
    return found
