"""Frequencies of the stream: how many origins had each feature. Counted once per origin and never taken back."""

from schemas.features import Features
from services.dedup.incidents.record import Record

__all__ = ["KINDS", "count", "feature_key"]

KINDS = {
    "term": 1,
    "name": 2,
    "capital": 3,
    "age": 4,
    "named_age": 5,
    "street": 6,
    "block": 7,
    "town": 8,
    "event_word": 9,
    "title_word": 10,
    "sentence": 11,
    "shingle": 12,
}
"""Kinds of counted features, each with the number that keeps its hashes apart from another kind's."""


def feature_key(kind: str, hash: int) -> int:
    """A feature as one number below 2^36."""
    return KINDS[kind] << 32 | hash


def count(record: Record, features: Features) -> None:
    """Count every feature of an origin's first text, each once."""
    frequencies = record.frequencies
    for key in _keys(features):
        frequencies.put(key, (frequencies.get(key) or 0) + 1)


def _keys(features: Features) -> set[int]:
    kinds = (
        ("term", [term.hash for term in features.terms]),
        ("name", features.names),
        ("capital", features.capitals),
        ("age", features.ages),
        ("named_age", features.named_ages),
        ("street", features.streets),
        ("block", features.blocks),
        ("town", features.towns),
        ("event_word", features.event_words),
        ("title_word", features.title_words),
        ("sentence", features.sentences),
        ("shingle", features.sketch),
    )
    return {feature_key(kind, one) for kind, hashes in kinds for one in hashes}
