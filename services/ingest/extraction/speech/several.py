"""What several say in one breath is a claim of each: "Baku and Yerevan said", "each army said the other fired first".

Who accuse each other each accuse the other. Where the first denies, what the others do is not told so simply.
"""

from dataclasses import replace

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SpeechAct
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.speech.claims import Attribution
from services.ingest.extraction.syntax.tree import Node

__all__ = ["each_of_two", "echoes"]

_EACH = frozenset({"each", "both"})
_PAIR = word_set("pair")
_ARMIES = frozenset({"army", "military", "navy", "force"})
_EACH_OTHER = {"other": "each", "another": "one", "one": "another"}
_UNTOLD = (ActorKind.MEDIA, ActorKind.CIVILIAN, ActorKind.UNKNOWN)
"""Who may only pass on what the other said, or be one person with two offices."""


def each_of_two(source: Node, names: Names) -> list[Actor]:
    """The two sides that "each army", "both governments" mean, or none."""
    told = source.noun_lemma in _PAIR and any(c.lower in _EACH for c in source.children)
    pair = names.pair() if told else []
    if source.noun_lemma in _ARMIES:
        pair = [names.fighters(one.country or "") or one for one in pair]
    return pair if len(pair) == len({one.key for one in pair}) > 1 else []


def echoes(item: Attribution, source: Node, scene: Scene, names: Names) -> list[Attribution]:
    """The same claim for each further speaker; of two who accuse each other each one's is made to name the other."""
    if item.claimant is None or item.act is SpeechAct.DENIES or item.negated:
        return []
    if pair := each_of_two(source, names):
        return [replace(item, claimant=actor) for actor in pair if actor.key != item.claimant.key]
    told = [(node, names.actor(node, scene)) for node in _beside(source)]
    others = [(node, a) for node, a in told if a is not None and a.kind not in _UNTOLD and a.key != item.claimant.key]
    made = [replace(item, source=node, claimant=actor) for node, actor in others]
    if len(made) == 1 and item.accused is not None and _reciprocal(item.accused):
        item.accused, made[0].accused = made[0].source, source
    return made


def _beside(source: Node) -> list[Node]:
    """The nouns that are coordinated with a source."""
    found: list[Node] = []
    pending = source.all("conj")
    while pending:
        node = pending.pop(0)
        found.append(node)
        pending += node.all("conj")
    return found


def _reciprocal(accused: Node) -> bool:
    """Whether it is each other that people accuse."""
    return _EACH_OTHER.get(accused.lower) in {c.lower for c in accused.children}
