"""What a speaker is called whom the tables only compose: as the words have it.

A state's offices and armed groups go by the names of the tables. A part of a state, a house that is only of a kind and
a mission of whom no more is told are called many things, of which the table's is one: "Sumy governor", "Daraa
governorate", "Jubaland's security ministry", "Russian milbloggers", "EU naval mission".
"""

from collections.abc import Sequence
from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.standing import Standing
from services.ingest.extraction.scene import WORDS
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["called"]

_SPOKES: Final = word_set("roles")
_HEADS: Final = word_set("heads_of_place")
_SEATS: Final = word_set("seats_of_region")
_SENT: Final = word_set("sent_by_a_body")
_OF_A_KIND: Final = ("ngo", "media")
_NO_REGION: Final = (".local", ".occupation")


def called(found: Actor, node: Node, office: str | None, around: Sequence[Node], names: Standing) -> Actor:
    """The actor that a noun phrase was resolved to, under the name it is told by. `office` are the words of an office
    told with it, `around` the nouns among which one can stand."""
    words = office or phrases.words(phrases.uncounted(phrases.core(node)))
    if found.id is None:
        return found
    name = None
    if found.kind is ActorKind.IGO:
        name = words if node.noun_lemma in _SENT and _by(found, node, names) else None
    elif found.kind is ActorKind.LOCAL_AUTHORITY:
        if _namesake(found, names):
            words = phrases.words(phrases.core(node))
            return Actor(name=words[:WORDS], country=names.here, kind=ActorKind.LOCAL_AUTHORITY)
        name = _part(found, node, words, next((n for n in around if n.noun_lemma in _HEADS), None))
    elif found.kind.value == found.id.partition(".")[2] in _OF_A_KIND and node.noun_lemma not in _SPOKES:
        name = words
    return found if name is None else found.model_copy(update={"name": name[:WORDS]})


def _by(body: Actor, node: Node, names: Standing) -> bool:
    """Whether a body is told before what it sent: "African Union force"."""
    before = phrases.core(node)[:-1]
    told = (names.resolve(phrases.words(before[: end + 1])) for end in range(len(before)))
    return any(actor is not None and actor.key == body.key for actor in told)


def _namesake(found: Actor, names: Standing) -> bool:
    """Whether a region is only called as the town that somebody is of: Beni of Congo is no department of Bolivia."""
    region = (found.id or "").partition(".")[0].upper() == found.country and not names.is_told_of(found.country)
    return region and names.is_town_here(found.name.removesuffix(" authorities"))


def _house(region: str, node: Node) -> str | None:
    """The seat that somebody speaks for, by its words: "the Borno government" of its spokesman."""
    for inner in (phrases.possessor(node), *phrases.prep_objects(node, "of", "for")):
        if inner is not None and inner.noun_lemma in _SEATS:
            words = phrases.words(phrases.uncounted(phrases.core(inner)))
            if any(part in words for part in region.split()):
                return words
    return None


def _part(found: Actor, node: Node, words: str, head: Node | None) -> str | None:
    """What the authorities of a part of a state are called; None where the table's name will do."""
    region, id = found.name.removesuffix(" authorities"), found.id or ""
    seat = node.noun_lemma in _SEATS
    if not seat and not id.endswith(_NO_REGION) and (house := _house(region, node)) is not None:
        return house
    if id.endswith(_NO_REGION):
        return words if head is not None or node.tag == "NNP" or seat else None
    if region == found.name:  # a part that has offices of its own
        return words if ("." in id or seat) and any(n.text[:1].isupper() for n in phrases.core(node)) else None
    if (
        head is not None
        and head.noun_lemma != "head"
        and any(n.text in region for n in phrases.prep_objects(head, "of"))
    ):
        return f"{head.noun_lemma} of {region}"
    if head is not None:
        office = "governor" if head.noun_lemma == "head" else head.noun_lemma
        of = head.noun_lemma == office and any(n.text in region for n in phrases.prep_objects(head, "of"))
        return f"{office} of {region}" if of else f"{region} {office}"
    if node.tag == "NNP" and node.text not in region:
        return words
    return words if seat and any(part in words for part in region.split()) else None
