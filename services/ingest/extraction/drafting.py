"""Frames to drafts of statements: act, polarity, what is worth saying, what is answered."""

from schemas.slots import Actor
from schemas.vocabulary import (
    EVENT_TYPES,
    ActorKind,
    Aspect,
    Certainty,
    EventType,
    Polarity,
    SourceKind,
    SpeechAct,
    Temporal,
    family,
)
from services.ingest.extraction.casualties.losses import Losses
from services.ingest.extraction.discourse import ATTACKS, PARTIES, Draft, side
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.happenings.marks import voiced
from services.ingest.extraction.happenings.settling import settled
from services.ingest.extraction.parties.belonging import side_key
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.parties.roles import forces
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.answering import Answering
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.speech.reactions import Answer
from services.ingest.extraction.speech.silence import granted, unsaid
from services.ingest.extraction.syntax.extents import span
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.phrases import possessor, weapon
from services.ingest.extraction.syntax.tree import Node
from services.ingest.extraction.text.segment import Unit

__all__ = ["Drafting"]


_NOT_SEEN = frozenset(
    {
        EventType.OBSERVER_ACCESS,
        EventType.RESTRICTION_BLOCKADE,
        EventType.CAPTURE_ABDUCTION,
        EventType.TERRITORY_CHANGE,
        EventType.CEASEFIRE_AGREEMENT,
        EventType.THREAT,
        EventType.OTHER,
    }
)
"""What an observer reports without having watched it: what befell itself, who holds what, who was taken."""


_COMING = frozenset({"come", "happen", "occur"})
_BESIDES = frozenset({"after", "before", "as", "since"})
_FOLLOWING = frozenset({"follow", "precede"})


class Drafting:
    """Makes drafts of one report."""

    def __init__(self, setting: Setting, answering: Answering, losses: Losses) -> None:
        self.document = setting.document
        self.lexicon = setting.lexicon
        self.names = setting.names
        self.memory = setting.memory
        self.answering = answering
        self.losses = losses

    def claimant(self, owner: Attribution | None) -> tuple[Actor, Actor | None]:
        """(claimant, relayer): without a speaker, the publisher or whose communiqué it passes on."""
        if owner is None or owner.claimant is None:
            if self.memory.passing_on is not None:
                return self.memory.passing_on, self.document.publisher
            return self.document.publisher, None
        return owner.claimant, owner.relayer

    def draft(
        self, unit: Unit, scene: Scene, frame: Frame, attributions: list[Attribution], answer: Answer | None
    ) -> Draft | None:
        if answer is None and ((self.memory.drafts and _alluded(frame)) or _placed_in_time(frame)):
            return None
        told = is_passive(frame.trigger)  # "they were threatened by gunmen" is not what gunmen say
        if told and frame.sense.frame == "threaten" and frame.trigger.child("agent") is None:
            return None  # "its traditions would be threatened" by nobody
        speaking = next((a for a in attributions if a.cue is frame.trigger and not told), None)  # "X warned that …"
        claimant, relayer = self.claimant(frame.owner if speaking is None else speaking)
        if frame.owner is None and speaking is None and frame.sense.frame == "threaten" and not told:
            claimant = self._threatening(frame.trigger, scene) or claimant
        if answer is not None and answer.claimant_node is not None:
            whose = possessor(answer.claimant_node)
            its = whose is not None and whose.tag == "PRP$"  # "his ministry"
            meant = self.answering.speakers.referring.meant(answer.claimant_node, scene) if its else None
            own = answer.owner is not None and answer.owner.source is answer.claimant_node
            meant = meant or (answer.owner.claimant if own and answer.owner is not None else None)
            claimant = meant or self.answering.speakers.known(answer.claimant_node, scene) or claimant
        elif answer is not None and frame.owner is not None and frame.owner.kind == "noun":
            claimant, relayer = self.claimant(owner_of(answer.node.i, attributions))
        silent = answer is None and unsaid(frame)
        if silent:
            if not granted(frame):
                return None
            claimant, relayer = self.claimant(None)
        start, end = span(unit, scene.tree, frame.nodes, frame.owner)
        act = SpeechAct.ASSERTS if silent else self._act(frame, claimant)
        draft = Draft(
            unit,
            (start, end),
            unit.start + frame.trigger.start,
            claimant,
            act,
            frame.type,
            frame.rule,
            relayer,
            frame.owner.certainty if frame.owner else Certainty.UNSPECIFIED,
            Polarity.UNKNOWN if act is SpeechAct.CANNOT_CONFIRM else frame.polarity,
            frame.temporal,
            frame.initiator,
            frame.target,
            frame.place,
            frame.occurred,
            list(frame.casualties),
            frame.civilian,
            generic=frame.generic,
            open=frame.open and frame.weapon is None,
            definite=frame.definite,
            lasting=frame.lasting,
            clocked=frame.clocked,
            told=frame.sense.frame == "tell",
            soldiers=frame.soldiers,
            settled=settled(frame, self.lexicon),
            armed=frame.weapon is not None and frame.weapon.type is frame.type,
            voiced=voiced(frame.owner),
        )
        if draft.type is EventType.THREAT and speaking is not None and draft.initiator is None:
            draft.initiator, draft.settled = claimant, draft.settled | {"initiator"}  # whoever no table knows, too
        if frame.owner is not None and frame.owner.accused is not None:
            draft.accused = self.names.party(frame.owner.accused, scene, claimant)
            self._charge(draft)
        if (
            act is SpeechAct.ADMITS
            and draft.initiator is None
            and claimant.kind in PARTIES
            and side(draft.target) != side(claimant)
            and draft.type not in (EventType.TERRITORY_CHANGE, EventType.INFRASTRUCTURE_DAMAGE)
        ):
            # "acknowledged that shots were fired"
            draft.initiator = self.names.own_forces(claimant, wide=draft.violent) or claimant
        if answer is not None and answer.act is SpeechAct.THREATENS:
            # "leave the camp, otherwise …": what is demanded is no happening of its own.
            return self.answering.threat(unit, scene, answer, claimant)
        denying = answer is not None and answer.act is SpeechAct.DENIES
        if answer is not None:
            draft.act = answer.act
            if denying or answer.act is SpeechAct.CANNOT_CONFIRM:
                draft.polarity = Polarity.NEGATIVE if denying else Polarity.UNKNOWN
            if answer.act is SpeechAct.ADMITS and draft.initiator is None:
                draft.initiator = claimant
            if denying and draft.initiator is None and (answer.gerund or answer.aspect is Aspect.AUTHORSHIP):
                draft.initiator = forces(claimant, self.names) if draft.violent else claimant
            if denying and draft.initiator is None and self._accused(draft, answer, scene):
                draft.initiator = forces(claimant, self.names)
            if draft.temporal is Temporal.HYPOTHETICAL and (denying or answer.act is SpeechAct.CANNOT_CONFIRM):
                draft.temporal = Temporal.ACTUAL
            other = self.memory.answered(claimant, unit, draft.type, draft.place)
            if answer.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS, SpeechAct.CORRECTS):
                if other is not None:
                    draft.inherit(other)
                    if draft.generic or (frame.open and frame.weapon is None and other.violent):
                        draft.type = other.type
                        draft.carried["event_type"] = other
                named = self.answering.accuser(answer, scene, claimant)
                draft.answers = (other, named or (other.claimant.key if other else None), answer.aspect)
                if draft.act is not SpeechAct.CORRECTS:
                    draft.casualties = [c for c in draft.casualties if c.max == 0]
            return draft
        if draft.polarity is Polarity.NEGATIVE:
            return self._negative(draft, frame)
        if draft.temporal in (Temporal.HYPOTHETICAL, Temporal.FUTURE) and draft.type is not EventType.THREAT:
            return self._prospect(draft, frame, scene)
        return draft if self._worth(draft, frame) else None

    def _charge(self, draft: Draft) -> None:
        """Whom somebody accuses is who did it by his words. Nobody accuses another of what he did himself: "accused
        Azerbaijan of a build-up of troops"."""
        if draft.accused is None:
            return
        charged = forces(draft.accused, self.names) if draft.violent else draft.accused
        if draft.initiator is None or side(draft.initiator) == side(draft.claimant):
            draft.initiator = charged
        if side(draft.initiator) in (side(draft.accused), side(charged)):
            draft.settled |= {"initiator"}

    def _accused(self, draft: Draft, answer: Answer, scene: Scene) -> bool:
        """Whether a claim that is denied is one of the denier's foe, of an attack that hit none of the denier's."""
        accuser = self.names.actor(answer.accuser, scene) if answer.accuser is not None else None
        hostile = accuser is not None and self.names.party_of(accuser) in self.names.foes(draft.claimant)
        acts = (n.head for n in scene.tree.nodes if n.tag == "TO" and n.i in answer.content)
        if hostile and any(act.dep == "acl" and act.head.dep == "dobj" for act in acts):
            return False  # "a Houthi claim to have struck it" is of the Houthis' own deed
        return hostile and draft.type in ATTACKS and side(draft.target) != side(draft.claimant)

    def _threatening(self, node: Node, scene: Scene) -> Actor | None:
        """Who utters a threat: "the rebels threatened to march on X"."""
        found = (self.names.actor(subject, scene) for subject in subjects(node) if subject.i in scene.mentions)
        return next((actor for actor in found if actor is not None), None)

    def _negative(self, draft: Draft, frame: Frame) -> Draft | None:
        """A non-event is a statement only where it contradicts a claim."""
        other = self.memory.answered(draft.claimant, draft.unit, draft.type, draft.place)
        own = draft.initiator is not None and side(draft.initiator) == side(draft.claimant)
        if draft.told and draft.type is EventType.DRONE_STRIKE:
            draft.type = self._flown()
        if draft.temporal is not Temporal.ACTUAL or _harms_only(frame):
            return self._zero(draft, frame)
        official = self.document.publisher_kind is SourceKind.PRESS_OFFICE
        party = draft.claimant.kind in PARTIES or official
        loose = draft.told or frame.sense.frame == "likely"
        if loose and not (own or official or self._contested(draft, other, frame)):
            if draft.claimant.kind is not ActorKind.CIVILIAN:
                return self._zero(draft, frame)
            draft.polarity = Polarity.POSITIVE
            return draft  # a witness, to whom nobody came
        if own or (
            other is not None
            and not draft.elsewhere(other)
            and (draft.type in family(other.type) or draft.generic)
            and draft.claimant.kind is not ActorKind.MEDIA
        ):
            draft.act = SpeechAct.DENIES
            if other is not None:
                draft.inherit(other)
                if draft.generic:
                    draft.type = other.type
                    draft.carried["event_type"] = other
            draft.answers = (
                other,
                other.claimant.key if other else None,
                Aspect.AUTHORSHIP if own else Aspect.HAPPENING,
            )
            draft.casualties = [c for c in draft.casualties if c.max == 0]
            return draft
        if party and (loose or (not draft.generic and (draft.place or draft.target or draft.initiator))):
            draft.act = SpeechAct.DENIES
            draft.answers = (None, None, Aspect.HAPPENING)
            draft.casualties = []
            return draft
        return self._zero(draft, frame)

    def _contested(self, draft: Draft, other: Draft | None, frame: Frame) -> bool:
        """Whether what was claimed is a foe's claim or the speaker's deed, or arms are denied: "the minister has
        no agenda" denies nothing of what was told before."""
        if any(weapon(node, self.lexicon) is not None for node in frame.trigger.subtree()):
            return True
        return other is not None and (other.claimant.kind in PARTIES or side(other.initiator) == side(draft.claimant))

    def _flown(self) -> EventType:
        """What drones that "were not ours" are said to have done: what the report tells of drones, else only flown."""
        kinds = (EventType.DRONE_STRIKE, EventType.DRONE_ACTIVITY, EventType.INTERCEPTION)
        return next((d.type for d in reversed(self.memory.drafts) if d.type in kinds), EventType.DRONE_ACTIVITY)

    def _zero(self, draft: Draft, frame: Frame) -> Draft | None:
        """A harm that is denied gives its zeros to the happening that its claimant told before it; of what another told
        it is an account of its own, "Iran said nobody died"."""
        zeros = [c for c in draft.casualties if c.max == 0]
        host = self.memory.last(paragraph=draft.unit.paragraph) if zeros else None
        if host is None:
            return None
        if frame.owner is None or draft.claimant.key == host.claimant.key or host.temporal is not draft.temporal:
            self.memory.add_figures(host, self.losses.sided(zeros, host))
            return None
        draft.type, draft.act, draft.polarity = host.type, SpeechAct.ASSERTS, Polarity.POSITIVE
        draft.carried["event_type"] = host
        draft.inherit(host, ("target", "place", "occurred"))
        draft.casualties = self.losses.sided(zeros, draft)
        if all(c.side == side_key(draft.claimant) for c in draft.casualties):
            draft.settled |= {"casualties"}  # who lost nobody says so of its own
        return draft

    def _prospect(self, draft: Draft, frame: Frame, scene: Scene) -> Draft | None:
        """What is planned or possible: a threat if the speaker's own side would do it, else only what is dated."""
        own = draft.initiator is not None and side(draft.initiator) == side(draft.claimant)
        violent = EVENT_TYPES[draft.type].violent or frame.open  # "would attack", with whatever weapon
        if violent and own and draft.claimant.kind in PARTIES and frame.owner is not None:
            draft.type, draft.act, draft.temporal = EventType.THREAT, SpeechAct.THREATENS, Temporal.HYPOTHETICAL
            draft.occurred, draft.casualties = None, []
            return draft
        planned = (
            draft.type in (EventType.RESTRICTION_BLOCKADE, EventType.WITHDRAWAL_DISARMAMENT)
            or frame.sense.frame == "meet"
        )
        if planned and draft.temporal is Temporal.FUTURE and (frame.dated or frame.owner is not None):
            return draft
        return None

    def _worth(self, draft: Draft, frame: Frame) -> bool:
        """Whether a frame says enough to be a statement."""
        if draft.told or frame.sense.frame == "likely":
            return True  # that it is about something is seen when all of the report is known
        if draft.casualties or draft.initiator is not None or draft.target is not None:
            return True
        if draft.place is not None and frame.place is not None:
            return True
        if frame.generic:
            return _wrecked(frame)
        return (
            frame.sense.pos == "V"
            or frame.dated
            or (frame.owner is not None and frame.trigger.head is frame.owner.cue)
            or (frame.owner is not None and frame.owner.act is SpeechAct.OBSERVES)
            or self.document.publisher_kind in (SourceKind.OBSERVER, SourceKind.SOCIAL)
        )

    def _act(self, frame: Frame, claimant: Actor) -> SpeechAct:
        owner = frame.owner
        if frame.type is EventType.THREAT and frame.initiator is not None and side(frame.initiator) == side(claimant):
            return SpeechAct.THREATENS
        if owner is None:
            seen = frame.type not in _NOT_SEEN and frame.sense.frame != "meet"
            if seen and claimant.kind is ActorKind.OBSERVER_MISSION and self._observing():
                return SpeechAct.OBSERVES
            return SpeechAct.ASSERTS
        if owner.act is SpeechAct.OBSERVES:
            return SpeechAct.OBSERVES
        if (
            owner.act is SpeechAct.ALLEGES
            and frame.initiator is not None
            and side(frame.initiator) == side(claimant)
            and owner.cue is not None
            and owner.cue.verb_lemma in ("claim", "maintain")
        ):
            return SpeechAct.ASSERTS
        if owner.act is SpeechAct.DENIES and owner.negated:
            return SpeechAct.ASSERTS
        if (
            claimant.kind is ActorKind.OBSERVER_MISSION
            and owner.cue is not None
            and owner.cue.verb_lemma in ("report", "record", "observe", "count", "register", "document")
        ):
            return SpeechAct.OBSERVES
        return owner.act

    def _observing(self) -> bool:
        return self.document.publisher_kind is SourceKind.OBSERVER


def _harms_only(frame: Frame) -> bool:
    """Whether a frame tells of people's harm alone, so that its negation is a zero and no denial."""
    return all(sense.frame in ("kill", "casualty") for sense in frame.senses)


def _alluded(frame: Frame) -> bool:
    """Whether a happening is only told to have come after another thing: "the raid followed what the army called…"."""
    noun, verb = frame.trigger, frame.trigger.head
    subject = frame.definite and frame.sense.pos == "N" and noun.dep == "nsubj" and not frame.casualties
    return subject and verb.verb_lemma in _FOLLOWING


def _placed_in_time(frame: Frame) -> bool:
    """Whether a happening told before is only set before or after another: "the attack came a day after rebels killed
    nine", which tells of the nine alone."""
    noun, verb = frame.trigger, frame.trigger.head
    came = frame.definite and frame.sense.pos == "N" and noun.dep == "nsubj" and verb.verb_lemma in _COMING
    return came and any(c.lower in _BESIDES for clause in verb.all("advcl") for c in clause.all("mark", "advmod"))


def _wrecked(frame: Frame) -> bool:
    """Whether things that are counted were damaged: "nine houses were reduced to ash" is a happening by itself."""
    damaged = frame.sense.frame == "damage" and frame.sense.pos == "V"
    return damaged and any(thing.child("nummod") is not None for thing in patients(frame.trigger))
