"""Who speaks: the claimants of the attributions of a unit, pronouns and quotations that go on included."""

import re
from operator import attrgetter

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Certainty, SourceKind, SpeechAct
from services.ingest.extraction.lexicon import Cue, word_set, word_table
from services.ingest.extraction.parties.names import GROUPS, Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.attribution import Attribution, attribute, quotations
from services.ingest.extraction.speech.authors import author_of, cited
from services.ingest.extraction.speech.claims import QUOTES, looking_back
from services.ingest.extraction.speech.hidden import SPEAKERS
from services.ingest.extraction.speech.persons import main_subject
from services.ingest.extraction.speech.pointing import Pointing
from services.ingest.extraction.speech.several import each_of_two, echoes
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["LABELS", "Speakers"]

_VOICES, _DESK = word_set("voices"), word_set("desks")
_TAIL_CUES = word_set("tail_cues") | word_set("tail_cues_of_many")
_NO_SPEAKERS, LABELS = word_set("no_speakers"), word_set("labels")
"""What heads an item and says nothing: "FACT: …"."""
_INSTRUMENTS = word_set("instruments")
"""What one acts according to, and what tells nothing."""
_ISSUING = word_set("issuing")
_ISSUERS = (ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.LOCAL_AUTHORITY)
_PEOPLE = (ActorKind.CIVILIAN, ActorKind.UNKNOWN, ActorKind.MEDIA)
_HOSPITALS = word_set("hospitals")
_SPOKES = word_set("roles")
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ent|ee|eur|ess|people|person|men|women)s?$")
"""How most nouns for people end."""
_KINDS = word_table("speaker_kinds")
_NOBODY = frozenset({"nobody", "none", "nothing"})
_EITHER = frozenset({"friendly", "enemy"})
_NEW = frozenset({"a", "an", "another"})
_GAP = re.compile(r" {5,}")
"""What is left of an attribution put between."""
_PLAINLY = Cue(SpeechAct.ASSERTS, Certainty.UNSPECIFIED, False, True)
"""What a verb does that no table holds and that ends a clause as one of speech."""


def _outer(item: Attribution, attributions: list[Attribution]) -> Attribution | None:
    """The claim inside which another one is made."""
    others = (a for a in attributions if a is not item and a.claimant)
    return next((a for a in others if item.cue is not None and item.cue.i in a.content), None)


_THINGS = frozenset({"weapon", "drone", "air", "projectile", "vehicle", "ship"})
_PASSING_ON = (ActorKind.MEDIA, ActorKind.UNKNOWN)
"""Who passes on the words of those whom it cites; a minister who cites the army speaks himself."""


class Speakers(Pointing):
    """Resolves speakers in the order of the text."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.before: Actor | None = None

    def claimants(self, scene: Scene, attributions: list[Attribution]) -> None:
        """Resolve who speaks. A relative or pronoun speaker is looked for above, then among those who spoke."""
        told = self.referring.person
        self.before = told or (self.memory.speakers[-1] if self.memory.speakers else None)
        for item in attributions:
            if item.source is None:
                continue
            source = item.source
            item.words = phrases.words(
                sorted((n for n in source.subtree() if n.i not in item.content), key=attrgetter("i"))
            )
            mute = "evidence" in phrases.classes(source, self.lexicon) or self._nobody(source)
            if mute and author_of(source, self.names) is None:
                # "The firm said pictures showed…": what shows it is told by whoever speaks of it.
                outer = _outer(item, attributions)
                item.claimant = outer.claimant if outer is not None else self.document.publisher
                continue
            if item.kind == "colon" and not self._somebody(source, scene):
                item.content = set()
                continue
            item.claimant = self._claimant(item, source, scene, attributions)
            if item.claimant is None:
                outer = _outer(item, attributions)
                item.claimant = outer.claimant if outer is not None else self.document.publisher
                continue
            if source.tag != "PRP":
                self.names.note(item.claimant if item.claimant.id or item.claimant.kind in GROUPS else None)
                self.referring.remember(item.words, item.claimant)
            self._pass_on(item)
            item.echoes = echoes(item, source, scene, self.names)
            self.memory.speaker(item.claimant)
            self.spoke(item, source, item.claimant, scene)
        self._go_back(scene, attributions)
        if not any(item.content for item in attributions):
            self.tell_of(scene)
        else:
            self.introduce(scene, attributions)

    def _go_back(self, scene: Scene, attributions: list[Attribution]) -> None:
        """After "X rejected Y's accusation that …" it is X who speaks on: what Y said is only told by the way."""
        last = next((a for a in reversed(attributions) if a.claimant is not None), None)
        outer = _outer(last, attributions) if last is not None and last.kind == "noun" else None
        if outer is not None and outer.claimant is not None and outer.source is not None and outer.source.tag != "PRP":
            self.memory.speaker(outer.claimant)
            self.spoke(outer, outer.source, outer.claimant, scene)
            self.referring.remember(outer.words or "", outer.claimant)

    def _pass_on(self, item: Attribution) -> None:
        """An agency whose report begins "The Committee informs that…" passes on what the committee issued."""
        first = not self.memory.speakers and not self.memory.drafts and item.cue is not None
        agency = self.document.publisher_kind in (SourceKind.OUTLET, SourceKind.AGGREGATOR)
        body = item.claimant is not None and item.claimant.kind in _ISSUERS
        if first and agency and body and item.cue is not None and item.cue.verb_lemma in _ISSUING:
            self.memory.passing_on = item.claimant

    def _claimant(self, item: Attribution, source: Node, scene: Scene, attributions: list[Attribution]) -> Actor | None:
        """Who a source is; None for a thing that cannot speak."""
        if source.tag == "PRP":
            return self.pointed(source, scene, item)
        if source.tag == "DT" and phrases.of_object(source) is None and self.memory.speakers:
            return self.memory.speakers[-1]  # "each repeated it", "both said"
        if (one := self.one_of_them(source, scene)) is not None:
            return one
        if pair := each_of_two(source, self.names):
            return pair[0]
        if self.names.is_foe(source, scene):
            return self.names.foe(source, scene, None) or self.unknown(source, scene)
        meant = self.referring.meant(source, scene)
        if meant is not None:
            return meant
        bare = not any(n.dep in ("compound", "amod", "nmod", "poss") for n in phrases.core(source))
        bare = bare and not any(c.lower in _NEW for c in source.all("det"))  # "a source" is no one who spoke
        bare = bare and (source.tag != "NNS" or source.child("det") is not None)  # nor are "sources"
        voice = source.noun_lemma in _VOICES and self.memory.speakers and bare
        if voice and self.names.actor(source, scene) is None:
            return self.memory.speakers[-1]  # "the communiqué added"
        outer = _outer(item, attributions)
        found = self._of_foe(source, scene) or self.who(source, scene, outer.claimant if outer else None)
        body = outer.claimant if outer is not None else None
        if body is not None and body.kind not in _PEOPLE and found.kind in _PEOPLE and self._its(source):
            return body  # "KFOR said its engineers had found residue"
        if found.kind in _PASSING_ON and (told := cited(source, item.cue, scene.tree, self.lexicon)) is not None:
            item.relayer = found
            return self.who(told, scene)
        if found.id is None and found.kind is ActorKind.UNKNOWN:
            if (house := self.referring.beside(source, scene)) is not None:
                return house
            if source.tag in ("NNP", "NNPS"):
                # Whom a press office quotes by a mere name is its own.
                mere = self.names.official and phrases.people(source, self.lexicon) is None
                return self.document.publisher if mere and self._house(source) is None else found
            if not (self.can_speak(author_of(source, self.names) or source) or self._uttered(item, source, scene)):
                return None
        return found

    def _of_foe(self, source: Node, scene: Scene) -> Actor | None:
        """An office told as the other side's: "the aggressor's Ministry of Defence"."""
        poss = phrases.possessor(source)
        if poss is None or not poss.is_noun or not self.names.is_foe(poss, scene):
            return None
        foe = self.names.foe(poss, scene, None)
        words = phrases.words([n for n in phrases.full(source) if not n.within(poss)])
        return self.names.resolve(words, foe.country) if foe is not None and foe.country is not None else None

    def _uttered(self, item: Attribution, source: Node, scene: Scene) -> bool:
        """Whether a claim is a direct quotation, which only those utter who can speak."""
        said = item.cue is not None and item.cue.verb_lemma in self.lexicon.cues and source.i not in item.content
        return said and any(a in item.content and b in item.content for a, b in quotations(scene.tree))

    def _its(self, node: Node) -> bool:
        """Whether somebody is told to be of whoever spoke before, and named by no more than that."""
        poss = phrases.possessor(node)
        named = any(n.tag in ("NNP", "NNPS") for n in (*phrases.core(node), *node.all("appos")))
        return poss is not None and poss.lower in ("its", "his", "their") and not named

    def can_speak(self, node: Node) -> bool:
        """Whether a common noun of no known kind is one for people or bodies: no "loudspeakers", no "radar"."""
        of = phrases.of_object(node) if node.tag == "CD" else None
        node = of if of is not None else node
        if phrases.weapon(node, self.lexicon) is not None:
            return False  # "two of its F-16s"
        named = any(n.text[:1].isupper() for n in phrases.core(node) if n.i)
        person = phrases.people(node, self.lexicon) is not None or _AGENT.search(node.lower) is not None
        return named or person or node.noun_lemma in SPEAKERS or node.tag not in ("NN", "NNS")

    def final(self, scene: Scene, clause: Scene) -> Attribution | None:
        """The attribution that was taken off the end of a clause and owns all of it. "Its commander" in it is of the
        body that the clause is about."""
        self.referring.above = self._subject(clause)
        self.names.grounds = self._grounds(clause)
        self.clause = clause
        try:
            return self._final(scene, clause.tree)
        finally:
            self.referring.above, self.names.grounds, self.clause = None, (), None

    def _grounds(self, clause: Scene) -> tuple[str, ...]:
        """The countries whose offices may tell of a clause: that of the forces it is about, then those it names places
        of."""
        about = self.referring.above
        own = about.country if about is not None and about.kind in (ActorKind.MILITARY, ActorKind.POLICE) else None
        return tuple(dict.fromkeys(c for c in (own, *clause.places.values()) if c is not None))

    def _subject(self, clause: Scene) -> Actor | None:
        """The body that a clause is about."""
        subject = main_subject(clause.tree)
        if subject is None or subject.tag == "PRP":
            return None
        if phrases.classes(subject, self.lexicon) & _THINGS and subject.i not in clause.mentions:
            return None  # "a drone hit the field, its owner said"
        found = self.names.actor(subject, clause) or self.names.party(subject, clause)
        if found is None or found.kind is ActorKind.CIVILIAN or (found.kind is ActorKind.MEDIA and found.id is None):
            return None  # people, reporters among them
        return found

    def _final(self, scene: Scene, clause: Tree) -> Attribution | None:
        inner = next((a for a in attribute(scene.tree, self.lexicon) if a.source is not None), None)
        cue = inner.cue if inner is not None else None
        if cue is None:
            cue = next((n for n in scene.tree.nodes if n.verb_lemma in self.lexicon.cues and n.is_verb), None)
        if cue is None:  # tagged a noun: "the governor's office informs"
            cue = next((n for n in scene.tree.nodes if n.i and n.lower in _TAIL_CUES), None)
        if cue is None:  # "made known", "let it be known"
            cue = next((n for n in scene.tree.nodes if n.tag in ("VBD", "VBZ", "VBP")), None)
        if cue is None:
            return self._signature(scene, clause)
        agent = cue.child("agent")  # "a fact confirmed by the coast guard"
        source = inner.source if inner is not None else agent.child("pobj") if agent is not None else cue.child("nsubj")
        if source is None:
            source = next((n for n in reversed(scene.tree.nodes[: cue.i]) if n.is_noun and n.head.i >= n.i), None)
        source = source or cue.child("dobj", "attr", "npadvmod")  # "said the mayor"
        if source is None:
            return None
        lemma = self.lexicon.verb_lemmas.get(cue.lower, "")
        found = self.lexicon.cues.get(cue.verb_lemma) or self.lexicon.cues.get(lemma) or _PLAINLY
        whole = set(range(len(clause.nodes)))
        gap, back = _GAP.search(clause.text), looking_back(clause)
        if gap is not None and back is not None and gap.start() <= back[0]:
            whole -= back[1]
        made = Attribution("tail", None, None, found.act, found.certainty, whole)
        made.words = phrases.words(sorted(source.subtree(), key=attrgetter("i")))
        made.claimant = self._claimant(made, source, scene, []) or self.document.publisher
        made.echoes = echoes(made, source, scene, self.names)
        self.spoke(made, source, made.claimant, scene)
        return made

    def _signature(self, scene: Scene, clause: Tree) -> Attribution | None:
        """Who stands behind a clause without a verb: "… - governor's office"."""
        source = next((n for n in reversed(scene.tree.nodes) if n.is_noun), None)
        speaks = any(n.dep == "ROOT" and n.is_verb and n.verb_lemma in self.lexicon.cues for n in clause.nodes)
        if source is None or speaks:
            return None
        whole = set(range(len(clause.nodes)))
        made = Attribution("tail", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, whole, words=scene.tree.text)
        made.claimant = who = self._claimant(made, source, scene, [])
        return None if who is None or (who.id is None and self.names.is_place(scene.tree.text)) else made

    def go_on(self, final: Attribution | None, tree: Tree, attributions: list[Attribution]) -> None:
        """What follows an attribution put between is the same speaker's: "Two died, the office said, adding that…"."""
        gap = _GAP.search(tree.text)
        if final is None or gap is None:
            return
        for item in attributions:
            if item.cue is not None and item.cue.tag == "VBG" and item.cue.start >= gap.end():
                item.claimant, item.source = final.claimant, None

    def close(self, final: Attribution | None) -> None:
        """Remember the speaker at the end of a clause after those inside it."""
        if final is not None and final.claimant is not None:
            self.memory.speaker(final.claimant)
            self.names.note(final.claimant if final.claimant.id or final.claimant.kind in GROUPS else None)
            self.referring.remember(final.words or "", final.claimant)

    def speaks(self, words: str) -> bool:
        """Whether words before a colon are an office's or a house's rather than a place's: "The National Hospital"."""
        return words.rpartition(" ")[2].lower() in _KINDS

    def _somebody(self, node: Node, scene: Scene) -> bool:
        """Whether a head before a colon can speak: an actor, an office, people."""
        before = scene.tree.nodes[: node.i + 1]
        if node.lower in LABELS or any(n.text == "#" or n.tag == "CD" or n.lower in _EITHER for n in before):
            return False
        if node.noun_lemma in _HOSPITALS:
            return True
        actor = self.names.actor(node, scene)
        if self.names.official and (actor is None or actor.id is None) and any(n.lower in _DESK for n in before):
            return False  # "Media and Communication Directorate: …", of whoever publishes it
        if actor is None and self._quoted(node, scene):
            named = node.tag in ("NNP", "NNPS") and not self.names.is_place(phrases.words(phrases.core(node)))
            return named or node.noun_lemma in _SPOKES or phrases.people(node, self.lexicon) is not None
        if actor is None and node.tag in ("NNP", "NNPS") and self.names.owner_of_office(node, scene) is not None:
            return True
        several = node.tag == "NNS" and node.noun_lemma in _SPOKES  # "Hospital sources at Kaya: …"
        if actor is not None:
            return several or actor.kind is not ActorKind.CIVILIAN or phrases.people(node, self.lexicon) is not None
        named = node.tag == "NNP" and self._person(node) is not None  # "Council member Haji Rauf: …"
        return named or several or phrases.people(node, self.lexicon) is not None or node.noun_lemma in _KINDS

    def _quoted(self, node: Node, scene: Scene) -> bool:
        """Whether the colon after a head opens a quotation."""
        after = scene.tree.nodes[node.i + 1 :]
        colon = next((n for n in after if n.text.endswith(":")), None)
        return (
            colon is not None and colon.i + 1 < len(scene.tree.nodes) and scene.tree.nodes[colon.i + 1].text in QUOTES
        )

    def _nobody(self, node: Node) -> bool:
        """Whether a source is nobody who speaks: "according to accurate intelligence", "nobody told us"."""
        return (
            node.lower in _NOBODY
            or any(c.lower == "no" and c.dep == "det" for c in node.children)
            or (node.lower in _INSTRUMENTS and node.tag not in ("NNP", "NNPS"))
            or (node.noun_lemma in _NO_SPEAKERS and node.tag == "NN" and node.child("det", "poss") is None)
        )

    def continued(self, tree: Tree, attributions: list[Attribution]) -> None:
        """A quotation without a cue belongs to the last speaker of its neighbourhood."""
        spans = quotations(tree)
        quoted = {i for a, b in spans for i in range(a, b + 1)}
        outside = any(a.cue is None or a.cue.i not in quoted for a in attributions)
        if not outside and spans and self.before is not None and len(quoted) > 0.7 * len(tree.nodes):
            made = Attribution(
                "continued", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, set(range(len(tree.nodes)))
            )
            made.claimant = self.before
            self.memory.speaker(self.before)
            attributions.insert(0, made)
