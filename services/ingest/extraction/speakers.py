"""Who speaks: the claimants of the attributions of a unit, pronouns and quotations that go on included."""

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Certainty, SpeechAct
from services.ingest.extraction import phrases
from services.ingest.extraction.attribution import Attribution, quotations
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.names import Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.tree import Node, Tree

__all__ = ["Speakers"]

_VOICES = word_set("voices")
_KINDS = {word: ActorKind(kind) for word, kind in word_table("speaker_kinds").items()}


class Speakers:
    """Resolves speakers in the order of the text."""

    def __init__(self, setting: Setting) -> None:
        self.document = setting.document
        self.lexicon = setting.lexicon
        self.names = setting.names
        self.memory = setting.memory
        self.quoting = False

    def claimants(self, scene: Scene, attributions: list[Attribution]) -> None:
        """Resolve who speaks. A relative or pronoun speaker is looked for above, then among those who spoke."""
        for item in attributions:
            if item.source is None:
                continue
            source = item.source
            item.words = phrases.words(phrases.full(source))
            if "evidence" in phrases.classes(source, self.lexicon):
                item.claimant = self.document.publisher
                continue
            if item.kind == "colon" and not self._somebody(source, scene):
                item.content = set()
                continue
            voice = source.noun_lemma in _VOICES and self.memory.speakers and phrases.possessor(source) is None
            if source.tag == "PRP":
                item.claimant = self._speaker(source, scene, item)
            elif voice and self.names.actor(source, scene) is None:
                item.claimant = self.memory.speakers[-1]  # "the communiqué added"
            else:
                outer = next(
                    (
                        a
                        for a in attributions
                        if a is not item and item.cue is not None and item.cue.i in a.content and a.claimant
                    ),
                    None,
                )
                item.claimant = self.names.actor(source, scene, outer.claimant if outer else None) or self.unknown(
                    source, scene
                )
                self.names.note(item.claimant if item.claimant.id else None)
            self.memory.speaker(item.claimant)

    def _somebody(self, node: Node, scene: Scene) -> bool:
        """Whether a head before a colon can speak: an actor, an office, people."""
        if any(n.text == "#" or n.tag == "CD" for n in scene.tree.nodes[: node.i + 1]):
            return False
        actor = self.names.actor(node, scene)
        if actor is not None:
            return actor.kind is not ActorKind.CIVILIAN or phrases.people(node, self.lexicon) is not None
        return phrases.people(node, self.lexicon) is not None or node.noun_lemma in _KINDS

    def _speaker(self, node: Node, scene: Scene, item: Attribution) -> Actor | None:
        if node.lower in ("we", "i"):
            return self.memory.speakers[-1] if self.memory.speakers and self.quoting else self.document.publisher
        if node.lower in ("he", "she") and self.memory.speakers:
            return self.memory.speakers[-1]
        if node.lower in ("it", "they"):
            left = [n for n in scene.tree.nodes[: node.i] if n.dep in ("nsubj", "nsubjpass") and n.tag != "PRP"]
            for subject in reversed(left):
                found = self.names.actor(subject, scene)
                if found is not None and found.id and found.kind is not ActorKind.CIVILIAN:
                    return found
            # "Baku denied it, but said it …": the subject above, else the last speaker
            up = item.cue.head if item.cue is not None else None
            while up is not None:
                above = up.child("nsubj")
                if above is not None and above is not node and above.tag != "PRP":
                    found = self.names.actor(above, scene)
                    if found is not None:
                        return found
                if up.head is up:
                    break
                up = up.head
            if self.memory.speakers:
                return self.memory.speakers[-1]
            return self.names.recent[-1] if self.names.recent else None
        return self.memory.speakers[-1] if self.memory.speakers else None

    def unknown(self, node: Node, scene: Scene) -> Actor:
        """A speaker without an entry keeps the words; kind and country where they are told."""
        person = phrases.people(node, self.lexicon)
        words = phrases.words(phrases.core(node)) or node.text
        country = self.names._owned(node, scene, None)
        kind = ActorKind.UNKNOWN
        if person is not None:
            kind = person.kind
        else:
            for other in (
                *node.all("appos"),
                *phrases.core(node)[:-1],
                *phrases.prep_objects(node, "of"),
            ):
                told = phrases.people(other, self.lexicon)
                if told is not None:
                    kind = told.kind
                    break
            if kind is ActorKind.UNKNOWN:
                kind = _KINDS.get(node.noun_lemma, ActorKind.UNKNOWN)
        return Actor(
            name=words[:120],
            country=country
            or (self.names.nearest_country() if kind in (ActorKind.CIVILIAN, ActorKind.LOCAL_AUTHORITY) else None),
            kind=kind,
        )

    def continued(self, tree: Tree, attributions: list[Attribution]) -> None:
        """A quotation without a cue belongs to the last speaker of its neighbourhood."""
        spans = quotations(tree)
        if not attributions and spans and self.memory.speakers and sum(b - a for a, b in spans) > 0.7 * len(tree.nodes):
            made = Attribution(
                "continued", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, set(range(len(tree.nodes)))
            )
            made.claimant = self.memory.speakers[-1]
            attributions.append(made)
        self.quoting = bool(attributions)
