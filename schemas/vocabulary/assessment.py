"""Derived judgements on an incident and its claims; never stored by hand."""

from enum import IntEnum

from schemas.vocabulary.word import Word


class Support(Word):
    """Airwars-style grade of an incident, strongest first."""

    ADMITTED = "admitted"
    CORROBORATED = "corroborated"
    SINGLE_CLAIMANT = "single_claimant"
    DISCOUNTED = "discounted"


class Dispute(Word):
    """Whether the accounts of an incident stand against each other."""

    NONE = "none"
    CONTESTED = "contested"
    DENIED = "denied"


class Credibility(IntEnum):
    """Admiralty credibility of information (STANAG 2511, AJP-2.1)."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6
