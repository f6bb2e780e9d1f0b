"""The words of casualty figures."""

from enum import StrEnum


class CasualtyCategory(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"


class Victims(StrEnum):
    """Who was counted. Fighters count as military, police as unknown."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How the figure was given."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    VAGUE = "vague"
