"""Kinds of actor."""

from typing import Final

from schemas.vocabulary.word import Word


class ActorKind(Word):
    """What an actor is. A ministry is `government`, an army `military`; who cannot be resolved is `unknown`."""

    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    PARAMILITARY = "paramilitary"
    REBEL = "rebel"
    UNIDENTIFIED_ARMED = "unidentified_armed"
    CIVILIAN = "civilian"
    MEDIA = "media"
    IGO = "igo"
    OBSERVER_MISSION = "observer_mission"
    NGO = "ngo"
    LOCAL_AUTHORITY = "local_authority"
    UNKNOWN = "unknown"


STATE: Final = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
"""The kinds of a state's own offices and forces."""
