"""Match features: what the normalizer tells the dedup writer of a report's words, without the words."""

from dataclasses import dataclass
from datetime import date

from schemas.record import Hash32, Record

__all__ = ["FEATURE_KINDS", "FeatureKind", "Features", "Figure", "Term"]


# As a model each would take six times the memory, and there are many in memory.
@dataclass(frozen=True, slots=True)
class Term:
    """A heavy term of the report: its hash and how often it stands there."""

    hash: Hash32
    count: int


class FeatureKind:
    """Kinds of hashed features as numbers: kind << 32 | hash keeps hashes of different kinds apart."""

    TERM, NAME, CAPITAL, AGE, STREET, BLOCK, TOWN, EVENT_WORD, TITLE_WORD, SHINGLE = range(1, 11)


FEATURE_KINDS = 11
"""Every kind is below this."""


class Figure(Record):
    """A number of people, and whether the report gives it as an explicit number."""

    value: int
    explicit: bool = True


class Features(Record):
    """Evidence that two reports are about the same happening, as hashes; computed once per report revision.

    `sketch` is a bottom-k sketch (k = 128) of 32-bit hashes of the report's word shingles: equal texts have equal
    sketches. `credit` is the wire credit that the report declares, in lower case. `words` counts content words.
    """

    terms: tuple[Term, ...] = ()
    names: tuple[Hash32, ...] = ()
    capitals: tuple[Hash32, ...] = ()
    ages: tuple[int, ...] = ()
    named_ages: tuple[Hash32, ...] = ()
    streets: tuple[Hash32, ...] = ()
    blocks: tuple[Hash32, ...] = ()
    towns: tuple[Hash32, ...] = ()
    main_town: Hash32 | None = None
    state: Hash32 | None = None
    event_day: date | None = None
    days: tuple[date, ...] = ()
    killed: Figure | None = None
    injured: Figure | None = None
    event_words: tuple[Hash32, ...] = ()
    title_words: tuple[Hash32, ...] = ()
    sentences: tuple[Hash32, ...] = ()
    sketch: tuple[Hash32, ...] = ()
    credit: str | None = None
    words: int = 0
