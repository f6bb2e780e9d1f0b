"""Bodies and those they send: "the UN mission", "an EU patrol", and "our units" in a report of their own."""

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.bare import Bare
from services.ingest.extraction.scene import Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["KEEP_THEIR_OWN", "Senders"]

KEEP_THEIR_OWN = (
    ActorKind.REBEL,
    ActorKind.PARAMILITARY,
    ActorKind.MILITARY,
    ActorKind.POLICE,
    ActorKind.OBSERVER_MISSION,
    ActorKind.IGO,
)
"""Whose units are no one else's: a mission's patrols are the mission."""
_ARMED_OFFICES = (".coast-guard", ".border-guard", ".customs")
"""Offices of governments whose officers bear arms themselves."""
_UNIT = word_set("own_units")
_BODIES = word_set("own_bodies")
_OBSERVERS = word_set("own_observers")
_OF_BODIES = word_set("of_bodies")
"""What stands before the team of a mission in its own words: "the monitoring team"."""
_SENDING = (ActorKind.OBSERVER_MISSION, ActorKind.IGO, ActorKind.NGO)


class Senders(Bare):
    """Resolves whose a mission, a patrol or a unit is."""

    def _sender(self, node: Node, scene: Scene) -> Actor | None:
        """The body whose mission it is: "the UN mission" is no embassy. A mission that is named whole is itself."""
        whole = scene.mentions.get(node.i)
        if node.noun_lemma != "mission" or (whole is not None and whole.actor.kind is not ActorKind.GOVERNMENT):
            return None
        named = (self.resolve(n.text) for n in node.all("compound", "amod", "nmod", "poss") if n.text[:1].isupper())
        return next((actor for actor in named if actor is not None and actor.kind is ActorKind.IGO), None)

    def sent_by(self, node: Node, body: Actor) -> Actor | None:
        """The mission that a body sent, of those that the report tells of: "an EU patrol" is its mission's."""
        if not any(n.noun_lemma in _OBSERVERS or n.noun_lemma == "mission" for n in phrases.core(node)):
            return None
        told = [m for key in self.missions if (m := self._actors.get(key)) is not None]
        names = {body.name.split()[0], "".join(w[0] for w in body.name.split())}
        sent = [m for m in told if m.name.split()[0] in names or any(m.name.startswith(n) for n in names)]
        if sent:
            return sent[0] if len(sent) == 1 else None
        named = self.resolve(phrases.words(phrases.core(node)))
        if named is not None and named.kind is ActorKind.OBSERVER_MISSION:
            return named  # "the European Union's monitoring mission"
        state = self._actors.get((self.here or self._ground() or "").lower())
        short = "".join(word[0] for word in body.name.split() if word[:1].isupper())
        found = self.resolve(f"{short} mission in {state.name}") if state is not None and len(short) > 1 else None
        return found if found is not None and found.kind is ActorKind.OBSERVER_MISSION else None

    def _publisher(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Words by which a report speaks of its publisher: "our units", "the mission" in its own report."""
        poss = phrases.possessor(node)
        core = phrases.core(node)
        if poss is not None and poss.lower in ("our", "its", "their", "his"):
            whose = self.pronoun(poss, owner)
            if whose is not None and ("armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT):
                if whose.kind in KEEP_THEIR_OWN or (whose.id or "").endswith(_ARMED_OFFICES):
                    return whose
                person = phrases.people(node, self._lexicon)
                if person is not None and person.kind is ActorKind.POLICE and whose.country:
                    return self.resolve("police", whose.country)
                if whose.kind is ActorKind.GOVERNMENT and whose.country:
                    return self.military(whose.country)
        bare = len(core) == 1 and node.tag in ("NN", "NNS", "NNP")
        lemma = node.noun_lemma
        if self.publisher.kind in (ActorKind.MEDIA, ActorKind.UNKNOWN) and lemma in (
            "correspondent",
            "newspaper",
            "newsroom",
            "reporter",
            "bulletin",
        ):
            shown = {c.lower for c in node.children}
            if any(
                phrases.words(phrases.full(of)).lower() == self.publisher.name.lower()
                for of in phrases.prep_objects(node, "of")
            ):
                return self.publisher
            if shown & {"our", "this"} or any(
                c.text in self.publisher.name or c.text.isupper() for c in core[:-1] if c.text[:1].isupper()
            ):
                return self.publisher
        alone = not any(n.i in scene.mentions for n in core)
        observing = self.kind in (SourceKind.OBSERVER, SourceKind.PRESS_OFFICE)
        whose = owner or (self.publisher if observing else None)
        if whose is None or whose.kind not in _SENDING or not alone:
            return None
        told = lemma in _BODIES and all(n.lower in _OF_BODIES for n in core[:-1])
        told = told and (not bare or whose.key == self.publisher.key)
        return whose if told or lemma in _OBSERVERS else None
