"""A unit made ready: its tree, the places in it, and who says what in it."""

from typing import Final, NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, PlacePrecision, SpeechAct
from services.ingest.extraction import dates
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.places.gazetteer import Gazetteer
from services.ingest.extraction.places.items import BODIES
from services.ingest.extraction.places.located import Located
from services.ingest.extraction.places.tables import at_table
from services.ingest.extraction.places.where import Places
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.attribution import Attribution, attribute, owner_of
from services.ingest.extraction.speech.reactions import reactions
from services.ingest.extraction.speech.speakers import Speakers
from services.ingest.extraction.syntax.tree import Node, Tree
from services.ingest.extraction.text.segment import Unit

__all__ = ["Heard", "Listening", "Parsed"]

_NAMES = frozenset({"NNP", "NNPS"})
_TELLING = frozenset({SpeechAct.ASSERTS, SpeechAct.OBSERVES, SpeechAct.ADMITS})
_CALLING = word_set("calling")
_UNTRUTH = word_set("untruth")


class Parsed(NamedTuple):
    """The tree of a unit, and that of its final attribution where one was taken off."""

    tree: Tree
    tail: Tree | None = None


_LONGEST_HEAD: Final = 6
"""Tokens of a heading before its colon."""


class Heard(NamedTuple):
    """A unit made ready, the places in it, and who says what in it."""

    scene: Scene
    located: list[Located]
    attributions: list[Attribution]


class Listening:
    """Makes the units of one report ready, in the order of the text."""

    def __init__(self, setting: Setting, places: Places, gazetteer: Gazetteer, speakers: Speakers) -> None:
        self._names, self._lexicon, self._gazetteer = setting.names, setting.lexicon, gazetteer
        self._places, self._speakers = places, speakers
        self._outlet = setting.document.publisher.kind is ActorKind.MEDIA
        self._before: Unit | None = None
        self._open: Attribution | None = None

    def voices(self, unit: Unit, parsed: Parsed) -> Heard:
        """A unit made ready, with its places and its voices."""
        tree = parsed.tree
        scene = self._names.scene(tree)
        lands = [m.actor.country for m in scene.mentions.values()]
        lands += [self._names.country_of(unit.heading)] if unit.heading is not None else []
        self._gazetteer.beside = tuple(land for land in lands if land is not None)
        located = self._places.find(scene)
        for item in located:
            if item.place.precision is not PlacePrecision.COUNTRY:
                if not at_table(item, self._names):
                    self._names.stand(item.place)
                scene.places[item.node.i] = item.place.country
        for mention in scene.mentions.values():
            if mention.actor.kind in BODIES:
                self._names.note(mention.actor)  # "a spokesman for the group" at the end of its sentence
        attributions = [a for a in attribute(tree, self._lexicon) if not _heads(a, unit)]
        final = self._speakers.final(self._tail(parsed.tail), scene) if parsed.tail is not None else None
        if final is not None:
            attributions.insert(0, final)
        self._speakers.claimants(scene, attributions)
        self._speakers.go_on(final, tree, attributions)
        self._speakers.close(final)
        self._speakers.continued(tree, attributions)
        for claim in attributions:
            if claim.cue is not None:
                claim.denier = self._denier(claim.cue, scene, attributions)
        heard = [a for a in attributions if a.content]
        self._hold(unit, tree, heard, bool(located))
        return Heard(scene, located, heard)

    def _denier(self, cue: Node, scene: Scene, attributions: list[Attribution]) -> Actor | None:
        """Who denies what another claims, or calls it untrue."""
        outer = owner_of(cue.i, attributions)
        if outer is not None and outer.act is SpeechAct.DENIES:
            return outer.claimant
        calls = next((verb for verb in cue.ancestors() if verb.lower in _CALLING), None)
        if calls is None or not any(node.lower in _UNTRUTH for node in calls.subtree()):
            return None
        subject = calls.child("nsubj")
        return self._names.actor(subject, scene) if subject is not None else None

    def _hold(self, unit: Unit, tree: Tree, heard: list[Attribution], placed: bool) -> None:
        """What names no speaker goes on with the one whose claim ends before it: a clause behind a semicolon ("The army
        said rebels had shelled the post; two soldiers were wounded"), and in a paper the next sentence of its paragraph
        that names nobody, no place and no day: "Two soldiers were wounded."
        """
        before, last = self._open, self._before
        if not heard and before is not None and last is not None and last.field == unit.field:
            following = unit.paragraph == last.paragraph and unit.sentence == last.sentence + 1
            if unit.sentence == last.sentence or (following and not placed and self._goes_on(before, tree)):
                whole = set(range(len(tree.nodes)))
                heard.append(
                    Attribution("continued", None, None, before.act, before.certainty, whole, claimant=before.claimant)
                )
        end = next((n for n in reversed(tree.nodes) if n.dep != "punct"), None)
        owner = owner_of(end.i, heard) if end is not None else None
        self._before, self._open = unit, owner if owner is not None and owner.claimant is not None else None

    def _goes_on(self, before: Attribution, tree: Tree) -> bool:
        """Whether what a paper tells next is more of a claim: taken for the paper's own, it would be a second voice."""
        bare = not any(node.tag in _NAMES for node in tree.nodes) and not dates.find(tree.text)
        return self._outlet and before.act in _TELLING and bare and not reactions(tree, [], self._lexicon)

    def _tail(self, tree: Tree) -> Scene:
        """What was taken off a clause made ready, with the places that its speaker is of."""
        scene = self._names.scene(tree)
        for item in self._places.find(scene):
            if item.place.precision is not PlacePrecision.COUNTRY:
                scene.places[item.node.i] = item.place.country
        return scene


def _heads(claim: Attribution, unit: Unit) -> bool:
    """Whether what stands before a colon is the place of an item, and nobody who says what follows."""
    headed = unit.heading is not None and unit.text.startswith(unit.heading)
    return headed and claim.kind == "colon" and claim.cue is not None and claim.cue.i <= _LONGEST_HEAD
