"""Who speaks: the claimants of the attributions of a unit, pronouns and quotations that go on included."""

from operator import attrgetter

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Certainty, SpeechAct
from services.ingest.extraction import phrases
from services.ingest.extraction.attribution import Attribution, attribute, quotations
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
        self.before: Actor | None = None

    def claimants(self, scene: Scene, attributions: list[Attribution]) -> None:
        """Resolve who speaks. A relative or pronoun speaker is looked for above, then among those who spoke."""
        self.before = self.memory.speakers[-1] if self.memory.speakers else None
        for item in attributions:
            if item.source is None:
                continue
            source = item.source
            item.words = phrases.words(
                sorted((n for n in source.subtree() if n.i not in item.content), key=attrgetter("i"))
            )
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

    def final(self, scene: Scene, clause: Tree) -> Attribution | None:
        """The attribution that was taken off the end of a clause and owns all of it."""
        inner = next((a for a in attribute(scene.tree, self.lexicon) if a.source is not None), None)
        cue = inner.cue if inner is not None else None
        if cue is None:
            cue = next((n for n in scene.tree.nodes if n.verb_lemma in self.lexicon.cues and n.is_verb), None)
        if cue is None:
            return None
        source = inner.source if inner is not None else cue.child("nsubj")
        if source is None:
            source = next((n for n in reversed(scene.tree.nodes[: cue.i]) if n.is_noun and n.head.i >= n.i), None)
        if source is None:
            return None
        found = self.lexicon.cues.get(cue.verb_lemma)
        if found is None:
            return None
        made = Attribution("tail", None, None, found.act, found.certainty, set(range(len(clause.nodes))))
        made.words = phrases.words(sorted(source.subtree(), key=attrgetter("i")))
        made.claimant = self.names.actor(source, scene) or self.unknown(source, scene)
        return made

    def _somebody(self, node: Node, scene: Scene) -> bool:
        """Whether a head before a colon can speak: an actor, an office, people."""
        if any(n.text == "#" or n.tag == "CD" for n in scene.tree.nodes[: node.i + 1]):
            return False
        actor = self.names.actor(node, scene)
        if actor is None and node.tag in ("NNP", "NNPS") and self.names.owner_of_office(node, scene) is not None:
            return True
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
        core, full = phrases.core(node), phrases.full(node)
        words = phrases.words(full if full[0].i >= core[0].i else core) or node.text
        name = next((n for n in node.all("appos") if n.tag == "NNP" and n.child("compound") is not None), None)
        if person is not None and name is not None and name.i > node.i:
            words = phrases.words(phrases.core(name))  # "a community leader, Buba Adamu"
        country = self.names.owned(node, scene, None) or self.names.owner_of_office(node, scene)
        kind = ActorKind.UNKNOWN
        if person is not None:
            kind = person.kind
        else:
            for other in (
                *node.all("appos"),
                *core[:-1],
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
        quoted = {i for a, b in spans for i in range(a, b + 1)}
        outside = any(a.cue is None or a.cue.i not in quoted for a in attributions)
        if not outside and spans and self.memory.speakers and len(quoted) > 0.7 * len(tree.nodes):
            made = Attribution(
                "continued", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, set(range(len(tree.nodes)))
            )
            made.claimant = self.before or self.memory.speakers[-1]
            attributions.insert(0, made)
        self.quoting = bool(attributions)
