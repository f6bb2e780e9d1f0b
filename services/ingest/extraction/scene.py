"""One unit while it is read, and what tells two actors apart."""

from dataclasses import dataclass, field

from reference.actors import Mention
from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["GROUPS", "WITNESSES", "WORDS", "Scene", "is_country", "same_actor"]

WORDS = 120
"""The longest name that is kept, in code points."""
GROUPS = (ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED)
"""Kinds of armed groups, which may be named without an entry."""
WITNESSES = (
    ActorKind.CIVILIAN,
    ActorKind.MEDIA,
    ActorKind.NGO,
    ActorKind.LOCAL_AUTHORITY,
    ActorKind.UNKNOWN,
)
"""Who tells of others: "they" in their words are not themselves."""


def same_actor(a: Actor | None, b: Actor | None) -> bool:
    """Whether two actors are one by id, words, or state and kind."""
    return a is not None and b is not None and a.key == b.key


def is_country(actor: Actor) -> bool:
    """Whether it is a state as a whole, none of its offices: its name is its land's."""
    return actor.kind is ActorKind.GOVERNMENT and bool(actor.id) and "." not in str(actor.id)


@dataclass
class Scene:
    """One unit while it is read: its tree, who is named in it, and what was resolved so far."""

    tree: Tree
    mentions: dict[int, Mention] = field(default_factory=dict)
    actors: dict[tuple[int, str | None], Actor | None] = field(default_factory=dict)
    places: dict[int, str | None] = field(default_factory=dict)
    """The countries of the places named, by the node that they end at."""
    parties: dict[str | None, list[tuple[Node, Node | None, Actor]]] = field(default_factory=dict)
    """By the key of whose claim it is: phrases that name parties, the name in each, and who is meant."""
