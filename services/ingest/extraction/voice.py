"""Whose voice a report is: the actor that a press office, observer or channel speaks for, by its name."""

from datetime import date

from reference import Reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind

__all__ = ["identified"]

_SPEAKING = (SourceKind.PRESS_OFFICE, SourceKind.SOCIAL, SourceKind.OBSERVER)
_PARTIES = (ActorKind.MILITARY, ActorKind.POLICE, ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.OBSERVER_MISSION)


def identified(publisher: Actor, kind: SourceKind, reference: Reference, day: date | None) -> Actor:
    """The actor behind a publisher that nobody looked up yet; a paper, and one that is known, stays what it is.

    A name that holds exactly one party ("Frente de Guerra Nororiental ELN") is that party's voice.
    """
    if publisher.id is not None or kind not in _SPEAKING or publisher.kind is ActorKind.MEDIA:
        return publisher
    found = reference.actors.resolve(publisher.name, country=publisher.country, day=day)
    if found is not None and found.id is not None:
        return found
    named = {m.actor.id: m.actor for m in reference.actors.find(publisher.name) if m.actor.kind in _PARTIES}
    if len(named) == 1:
        (party,) = named.values()
        if publisher.country is None or party.country in (None, publisher.country):
            return party
    return publisher
