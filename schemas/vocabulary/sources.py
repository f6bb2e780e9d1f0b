"""Sources, their grades, and what a key lets its holder do."""

from schemas.vocabulary.word import Word


class SourceKind(Word):
    """What kind of upstream a source is."""

    OUTLET = "outlet"
    PRESS_OFFICE = "press_office"
    OBSERVER = "observer"
    AGGREGATOR = "aggregator"
    SOCIAL = "social"


class Reliability(Word):
    """Admiralty reliability of a source (STANAG 2511): A completely reliable … E unreliable, F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Scope(Word):
    """What a key allows."""

    INGEST = "ingest"
    INGEST_CODED = "ingest:coded"
    READ = "read"
    REVIEW = "review"
    OPERATE = "operate"
