"""Where a publisher is at home, and where one is posted who watches or helps others.

"The army" in the paper of a country is mostly its own. A watchdog in London or a relief agency in Geneva tells of
armies abroad, and a mission of those on the ground that it watches.
"""

from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, SourceKind
from services.ingest.extraction.lexicon import word_table

__all__ = ["abroad", "lands"]

_HELPING: Final = (ActorKind.OBSERVER_MISSION, ActorKind.NGO, ActorKind.IGO)
_STATIONED: Final = word_table("stationed")


def abroad(publisher: Actor, kind: SourceKind) -> bool:
    """Whether a publisher watches or helps others, and is no voice of the country where it sits."""
    return publisher.kind in _HELPING or (kind is SourceKind.OBSERVER and publisher.kind not in STATE)


def lands(publisher: Actor, kind: SourceKind) -> tuple[str, ...]:
    """The countries that a publisher speaks of without naming them."""
    if kind is SourceKind.AGGREGATOR:
        return ()
    if abroad(publisher, kind):
        return tuple(filter(None, _STATIONED.get(publisher.id or "", "").split("+")))
    return (publisher.country,) if publisher.country is not None else ()
