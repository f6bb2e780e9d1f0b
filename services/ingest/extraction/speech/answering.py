"""Reactions that stand by themselves, and threats: statements without a happening of their own."""

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Aspect, EventType, Polarity, SpeechAct, Temporal
from services.ingest.extraction.discourse import PARTIES, Draft, side
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.reactions import Answer
from services.ingest.extraction.speech.speakers import Speakers
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.extents import span
from services.ingest.extraction.syntax.tree import Node
from services.ingest.extraction.text.segment import Unit

__all__ = ["Answering"]

_ABLE = (ActorKind.UNKNOWN, ActorKind.LOCAL_AUTHORITY, ActorKind.UNIDENTIFIED_ARMED)
"""Who can threaten besides the parties to a conflict."""
_ABUSE = word_set("abuse")
_NOBODY_KNOWN = frozenset({ActorKind.UNIDENTIFIED_ARMED, ActorKind.UNKNOWN, ActorKind.CIVILIAN})


class Answering:
    """Makes drafts of the reactions of one report."""

    def __init__(self, setting: Setting, speakers: Speakers) -> None:
        self.document = setting.document
        self.names = setting.names
        self.memory = setting.memory
        self.speakers = speakers

    def answer(self, unit: Unit, scene: Scene, answer: Answer) -> Draft | None:
        """A reaction that names no event of its own copies what it answers."""
        claimant: Actor | None = None
        if answer.claimant_node is not None:
            claimant = (
                self.speakers.referring.meant(answer.claimant_node, scene)
                or self.speakers.known(answer.claimant_node, scene)
                if answer.claimant_node.tag != "PRP"
                else (
                    self.memory.speakers[-1]
                    if answer.claimant_node.lower not in ("we", "i") and self.memory.speakers
                    else self.document.publisher
                )
            )
            if claimant is None and answer.owner is None:
                claimant = (
                    self.speakers.unknown(answer.claimant_node, scene)
                    if answer.claimant_node.is_noun
                    and answer.claimant_node.i not in scene.places
                    and (answer.verb_is_cue or self.speakers.can_speak(answer.claimant_node))
                    else None
                )
        if claimant is None and answer.owner is not None:
            claimant = answer.owner.claimant
        claimant = claimant or self.document.publisher
        if answer.act is SpeechAct.THREATENS:
            return self.threat(unit, scene, answer, claimant)
        other = self.memory.answered(claimant, unit, None)
        own = other is None and claimant.key == self.document.publisher.key
        if other is None and (answer.act is SpeechAct.RETRACTS or answer.accused is not None):
            other = self.memory.last()
        if own and answer.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM):
            other = self.memory.last()  # what a party denies of its own accord was said of what it speaks of
        if other is None:
            return None
        start, end = span(unit, scene.tree, [answer.node], answer.owner)
        draft = Draft(
            unit,
            (start, end),
            unit.start + answer.node.start,
            claimant,
            answer.act,
            other.type,
            f"reaction:{answer.act.value}",
        )
        draft.carried["event_type"] = other
        if answer.accused is not None:
            draft.initiator = self.names.party(answer.accused, scene, claimant)
            if draft.initiator is None and answer.accused.is_noun:
                draft.initiator = self._unknown(answer.accused, scene)
            if draft.initiator is None or side(draft.initiator) == side(claimant):
                return None
            draft.accused = draft.initiator
        if (
            answer.act is SpeechAct.DENIES
            and answer.aspect is Aspect.AUTHORSHIP
            and claimant.kind in PARTIES
            and (other.initiator is None or other.initiator.kind in _NOBODY_KNOWN)
        ):
            draft.initiator = claimant
        draft.inherit(other)
        if other.accused is not None and draft.initiator is other.accused:
            draft.settled |= {"initiator"}  # a charge that is denied is one against whom it accuses
        if answer.accused is not None:
            return draft
        draft.polarity = (
            Polarity.NEGATIVE
            if answer.act is SpeechAct.DENIES
            else Polarity.UNKNOWN
            if answer.act is SpeechAct.CANNOT_CONFIRM
            else Polarity.POSITIVE
        )
        # To deny a charge that tells of no happening of its own is to deny having done what was told before.
        charged = other.accused is not None and other.rule == f"reaction:{SpeechAct.ALLEGES}"
        aspect = Aspect.AUTHORSHIP if charged and answer.aspect is Aspect.HAPPENING else answer.aspect
        draft.answers = (None, None, aspect) if own else (other, other.claimant.key, aspect)
        return draft

    def _unknown(self, accused: Node, scene: Scene) -> Actor:
        """Whom no table knows, by his own words: "the army", in whatever it is accused "of involvement"."""
        found = self.speakers.unknown(accused, scene)
        if accused.tag.startswith("NNP"):
            return found
        return found.model_copy(update={"name": phrases.words(phrases.core(accused))})

    def threat(self, unit: Unit, scene: Scene, answer: Answer, claimant: Actor) -> Draft | None:
        """An ultimatum or the promise of an answer: by a party, against whom it names."""
        if claimant.kind not in PARTIES and claimant.kind not in _ABLE:
            return None
        start, end = span(unit, scene.tree, [answer.node], answer.owner)
        draft = Draft(
            unit,
            (start, end),
            unit.start + answer.node.start,
            claimant,
            SpeechAct.THREATENS,
            EventType.THREAT,
            "reaction:threatens",
        )
        draft.temporal = Temporal.HYPOTHETICAL
        draft.initiator = claimant
        named = (self.names.party(n, scene, claimant) for n in scene.tree.nodes if n.dep in ("dobj", "dative", "pobj"))
        draft.target = next((a for a in named if a is not None and a.id and side(a) != side(claimant)), None)
        return draft

    def accuser(self, answer: Answer, scene: Scene, claimant: Actor) -> str | None:
        """Whose claim a reaction names, by key: nobody answers himself, and whom one calls hirelings may be anybody."""
        node = answer.accuser
        actor = self.names.actor(node, scene) if node is not None and node.noun_lemma not in _ABUSE else None
        return actor.key if actor is not None and actor.key != claimant.key else None
