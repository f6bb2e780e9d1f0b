"""The words of casualty figures."""

from schemas.vocabulary.word import Word


class CasualtyCategory(Word):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"


class Victims(Word):
    """Who was counted. Fighters count as military, police as unknown."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


class Qualifier(Word):
    """How the figure was given."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    VAGUE = "vague"
