"""Who speaks: the claimants of the attributions of a unit, pronouns and quotations that go on included."""

from operator import attrgetter

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Certainty, SpeechAct
from services.ingest.extraction import phrases
from services.ingest.extraction.attribution import Attribution, attribute, quotations
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.names import GROUPS, WORDS, Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.tree import Node, Tree

__all__ = ["Speakers"]

_VOICES = word_set("voices")
_NO_SPEAKERS = word_set("no_speakers")
_HOSPITALS = word_set("hospitals")
_SPOKES = word_set("roles")
_HEADS = word_set("heads_of_place")
_OF_A_STATE = (ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE)
_OF_A_PLACE = (ActorKind.CIVILIAN, ActorKind.LOCAL_AUTHORITY, ActorKind.NGO)
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
            if "evidence" in phrases.classes(source, self.lexicon) or self._nobody(source):
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
                item.claimant = self.who(source, scene, outer.claimant if outer else None)
                self.names.note(item.claimant if item.claimant.id or item.claimant.kind in GROUPS else None)
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
        made.claimant = self.who(source, scene)
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

    def who(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor:
        """The speaker that a noun phrase names; one without an entry keeps the words."""
        house = self._hospital(node)
        if house is not None:
            words = phrases.words([n for n in phrases.full(house) if n.tag != "PRP$"]) or house.text
            person = phrases.people(node, self.lexicon)
            kind = ActorKind.LOCAL_AUTHORITY if person is None or node.noun_lemma in _SPOKES else ActorKind.CIVILIAN
            return Actor(name=words[:WORDS], country=self._where(house, scene), kind=kind)
        found = self.names.actor(node, scene, owner)
        if found is None:
            return self.unknown(node, scene)
        if found.id is None and found.country is None and found.kind in _OF_A_PLACE:
            return found.model_copy(update={"country": self._where(node, scene)})
        region = found.name.removesuffix(" authorities")
        if found.kind is ActorKind.LOCAL_AUTHORITY and found.id and region != found.name:
            office = next((n for n in self._around(node) if n.noun_lemma in _HEADS), None)
            if office is not None:
                return found.model_copy(update={"name": f"{region} {office.noun_lemma}"[:WORDS]})
        return found

    def _nobody(self, node: Node) -> bool:
        """Whether a source is nobody who speaks: "according to accurate intelligence", "preliminary information"."""
        return node.noun_lemma in _NO_SPEAKERS and node.tag == "NN" and node.child("det", "poss") is None

    def _where(self, node: Node, scene: Scene) -> str | None:
        """The country of somebody local: of the place told with them, else of the last place that was told."""
        return self.names.stands_in(node, scene) or self.names.here or self.names.nearest_country()

    def _around(self, node: Node) -> list[Node]:
        """A noun, what stands before it, and its appositions: where an office can be told."""
        told = [*node.all("appos"), *([node.head] if node.dep == "appos" else [])]
        for_whom = phrases.prep_objects(node, "of", "for", "to")
        return [n for one in (node, *told, *for_whom) for n in reversed(phrases.core(one))]

    def _hospital(self, node: Node) -> Node | None:
        """The hospital that a doctor, director or source speaks of or for."""
        for one in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            for inner in (one, *phrases.prep_objects(one, "of", "at", "from", "in", "for", "with")):
                if inner.noun_lemma in _HOSPITALS and inner.is_noun:
                    return inner
                deeper = (n for n in phrases.prep_objects(inner, "of", "at") if n.noun_lemma in _HOSPITALS)
                if (found := next(deeper, None)) is not None:
                    return found
            if (before := next((n for n in phrases.core(one)[:-1] if n.noun_lemma in _HOSPITALS), None)) is not None:
                return before  # "hospital officials"
        return None

    def unknown(self, node: Node, scene: Scene) -> Actor:
        """A speaker without an entry keeps the words: of the house spoken for where one is told, else of the person."""
        house = self._house(node)
        kind = self._kind(house or node)
        if kind is ActorKind.UNKNOWN and house is not None:
            kind = self._kind(node) if self._kind(node) not in _OF_A_PLACE[:1] else kind
        shown = house or node
        core, full = phrases.core(shown), phrases.full(shown)
        words = phrases.words(full if core and full[0].i >= core[0].i else core) or shown.text
        name = next((n for n in node.all("appos") if n.tag == "NNP" and n.child("compound") is not None), None)
        if house is None and phrases.people(node, self.lexicon) is not None and name is not None and name.i > node.i:
            words = phrases.words(phrases.core(name))  # "a community leader, Buba Adamu"
        country = self.names.owned(node, scene, None) or self.names.owner_of_office(node, scene)
        if country is None and kind in _OF_A_PLACE:
            country = self._where(shown, scene)
        elif country is None and kind in _OF_A_STATE:
            country = self.names.only_country()
        return Actor(name=words[:WORDS], country=country, kind=kind)

    def _house(self, node: Node) -> Node | None:
        """Whom a spokesperson or member without an entry speaks for: a name with "of", "for" or "from" before it."""
        for one in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            person = phrases.people(one, self.lexicon)
            speaks = one.noun_lemma in _SPOKES or one.tag in ("NNP", "NNPS")
            if not speaks and person is None:
                continue
            for inner in (*phrases.prep_objects(one, "of", "for", "from", "with"), phrases.possessor(one)):
                if inner is None or inner.tag not in ("NNP", "NNPS"):
                    continue
                long = len(phrases.core(inner)) > 1 or inner.text.isupper()
                if (one.noun_lemma in _SPOKES and not self.names.is_place(inner.text)) or (
                    long and not self.names.is_place(phrases.words(phrases.core(inner)))
                ):
                    return inner
        return None

    def _kind(self, node: Node) -> ActorKind:
        """What sort of speaker a noun makes, by itself, then by what stands beside it."""
        for one in phrases.prep_objects(node, "of") if node.noun_lemma in ("network", "group", "crowd") else ():
            told = phrases.people(one, self.lexicon)
            if told is not None and told.kind is ActorKind.CIVILIAN:
                return told.kind  # "a network of activists"
        for one in (node, *node.all("appos"), *reversed(phrases.core(node)[:-1]), *phrases.prep_objects(node, "of")):
            told = phrases.people(one, self.lexicon)
            if told is not None and told.kind is not ActorKind.UNKNOWN:
                listed = _KINDS.get(one.noun_lemma)
                return listed if listed is ActorKind.LOCAL_AUTHORITY else told.kind
            if one.noun_lemma in _KINDS and (one.tag in ("NN", "NNS") or one is node or one.lower != one.text):
                return _KINDS[one.noun_lemma]
        return ActorKind.UNKNOWN

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
