"""One report read from first to last unit: attributions, frames, figures, roles, place, date, judgement, binding."""

import re

from reference import Reference
from schemas.slots import Actor, Casualty, Occurred, Place
from schemas.vocabulary import (
    EVENT_TYPES,
    ActorKind,
    Aspect,
    CasualtyCategory,
    Certainty,
    EventType,
    PlacePrecision,
    Polarity,
    SourceKind,
    SpeechAct,
    Temporal,
    Victims,
    family,
)
from services.ingest.extraction import dates, phrases
from services.ingest.extraction.attribution import Attribution, attribute, owner_of, quotations
from services.ingest.extraction.casualties import Toll, captured, count
from services.ingest.extraction.discourse import Draft, Memory, merge_figures, side
from services.ingest.extraction.document import Document
from services.ingest.extraction.frames import Frame, code, patients
from services.ingest.extraction.judge import judge
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.names import Names, Scene
from services.ingest.extraction.reactions import Answer, reactions
from services.ingest.extraction.roles import argue
from services.ingest.extraction.segment import Dateline, Unit
from services.ingest.extraction.tree import Node, Tree
from services.ingest.extraction.where import Located, Places, is_near, nearest

__all__ = ["Reading"]

_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
_OBSERVING = frozenset({ActorKind.OBSERVER_MISSION, ActorKind.CIVILIAN})
_PEOPLE_HARMED = frozenset({CasualtyCategory.KILLED, CasualtyCategory.INJURED})


class Reading:
    """Reads one document. `title` units tell of actors and places; the statements come from the text."""

    def __init__(self, document: Document, reference: Reference, lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        day = document.published_at.date() if document.published_at else None
        self.names = Names(reference, lexicon, document.publisher, document.publisher_kind, day)
        self.places = Places(reference, self.names)
        self.memory = Memory(document.publisher, document.publisher_kind, document.published_at)
        self.context: Occurred | None = None
        self.context_paragraph = -1
        self.paragraph = -1
        self.quoting: Attribution | None = None
        self.near: dict[int, Place] = {}
        self.title_places: dict[str, Place] = {}

    def read(self, units: list[Unit], trees: list[Tree | None]) -> list[Draft]:
        """All drafts of the units of one field, in order."""
        self.names.survey([unit.text for unit in units])
        for unit, tree in zip(units, trees, strict=True):
            if tree is not None and tree.nodes:
                self._unit(unit, tree)
        return self.memory.drafts

    def credit(self, dateline: Dateline) -> None:
        """Take what the dateline tells: where the report was filed from weighs a little as context."""
        if dateline.place:
            country = self.names.country_of(dateline.place)
            if country:
                self.names.countries[country] += 1

    # -- one unit -----------------------------------------------------------------------------------------------

    def _unit(self, unit: Unit, tree: Tree) -> None:
        scene = self.names.scene(tree)
        attributions = attribute(tree, self.lexicon)
        self._claimants(unit, scene, attributions)
        self._continued(unit, tree, attributions)
        frames = code(scene, attributions, self.names, self.lexicon)
        located = self.places.find(scene)
        moments = dates.find(tree.text)
        self._settled(unit, located)
        for frame in frames:
            argue(frame, scene, self.names, self.lexicon)
            judge(frame, self.lexicon)
            item = nearest(frame.nodes, frame.owner, located, attributions, scene)
            if item is not None:
                frame.place, frame.place_near = item.place, is_near(item)
            self._date(frame, unit, scene, moments, attributions)
        loose = self._figures(scene, frames, attributions)
        answers = reactions(tree, attributions, self.lexicon)
        self._bind(unit, scene, attributions, frames, loose, answers)
        for node in tree.nodes:
            mention = scene.mentions.get(node.i)
            if mention is not None and node.dep in ("nsubj", "nsubjpass", "poss", "pobj"):
                self.names.note(mention.actor)
        self.paragraph = unit.paragraph

    def _settled(self, unit: Unit, located: list[Located]) -> None:
        """Remember the last place that a paragraph, and the title, names more closely than a country."""
        for item in located:
            if item.place.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.UNKNOWN) or item.prep in ("from", "to"):
                continue
            if unit.field == "title":
                self.title_places.setdefault(item.place.name, item.place)
            else:
                self.near[unit.paragraph] = item.place

    def _claimants(self, unit: Unit, scene: Scene, attributions: list[Attribution]) -> None:
        """Resolve who speaks. A relative or pronoun speaker is looked for above, then among those who spoke."""
        for item in attributions:
            if item.source is None:
                continue
            source = item.source
            item.words = phrases.words(phrases.full(source))
            if item.kind == "colon" and not self._somebody(source, scene):
                item.content = set()
                continue
            if source.tag == "PRP":
                item.claimant = self._speaker(source, scene, item)
            else:
                outer = next(
                    (
                        a
                        for a in attributions
                        if a is not item and item.cue is not None and item.cue.i in a.content and a.claimant
                    ),
                    None,
                )
                item.claimant = self.names.actor(source, scene, outer.claimant if outer else None) or self._unknown(
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
        return phrases.people(node, self.lexicon) is not None or node.noun_lemma in _SPEAKER_KINDS

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
                subject = up.child("nsubj")
                if subject is not None and subject is not node and subject.tag != "PRP":
                    found = self.names.actor(subject, scene)
                    if found is not None:
                        return found
                if up.head is up:
                    break
                up = up.head
            if self.memory.speakers:
                return self.memory.speakers[-1]
            return self.names.recent[-1] if self.names.recent else None
        return self.memory.speakers[-1] if self.memory.speakers else None

    def _unknown(self, node: Node, scene: Scene) -> Actor:
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
                *[c for c in phrases.core(node)[:-1]],
                *[t for p in phrases.prep_objects(node, "of") for t in [p]],
            ):
                told = phrases.people(other, self.lexicon)
                if told is not None:
                    kind = told.kind
                    break
            if kind is ActorKind.UNKNOWN:
                kind = _SPEAKER_KINDS.get(node.noun_lemma, ActorKind.UNKNOWN)
        return Actor(
            name=words[:120],
            country=country
            or (self.names.nearest_country() if kind in (ActorKind.CIVILIAN, ActorKind.LOCAL_AUTHORITY) else None),
            kind=kind,
        )

    def _continued(self, unit: Unit, tree: Tree, attributions: list[Attribution]) -> None:
        """A quotation without a cue belongs to the last speaker of its neighbourhood."""
        spans = quotations(tree)
        if not attributions and spans and self.memory.speakers and sum(b - a for a, b in spans) > 0.7 * len(tree.nodes):
            made = Attribution(
                "continued", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, set(range(len(tree.nodes)))
            )
            made.claimant = self.memory.speakers[-1]
            attributions.append(made)
        self.quoting = attributions[0] if attributions else None

    # -- dates --------------------------------------------------------------------------------------------------

    def _date(
        self, frame: Frame, unit: Unit, scene: Scene, moments: list[dates.Moment], attributions: list[Attribution]
    ) -> None:
        best, least = None, 1e9
        for moment in moments:
            nodes = scene.tree.at(moment.start, moment.end)
            if _LIMIT.search(scene.tree.text, 0, moment.start) and frame.type is not EventType.THREAT:
                continue
            if not nodes:
                continue
            node = min(nodes, key=lambda n: n.depth)
            owner = owner_of(node.i, attributions)
            cost = float(min(scene.tree.distance(node, n) for n in frame.nodes))
            if owner is not frame.owner:
                if (
                    frame.owner is not None
                    and owner is None
                    and frame.owner.cue is not None
                    and node.head is frame.owner.cue
                ):
                    continue  # the day of the announcement
                cost += 5
            if cost < least:
                best, least = moment, cost
        future = frame.temporal is Temporal.FUTURE
        if best is not None and least < 12:
            frame.occurred = dates.resolve(best, self.memory.day, future=future, context=self.context if unit.paragraph == self.context_paragraph else None)
            frame.dated = frame.occurred is not None
        elif (
            unit.clock is not None
            and self.memory.day is not None
            and self.document.publisher_kind is not SourceKind.PRESS_OFFICE
        ):
            frame.occurred = None
        if frame.occurred is not None and dates.is_historical(frame.occurred, self.memory.published):
            frame.historical = True
            if frame.temporal in (Temporal.ACTUAL,):
                frame.temporal = Temporal.HISTORICAL
        elif frame.occurred is not None and frame.temporal is Temporal.ACTUAL:
            self.context, self.context_paragraph = frame.occurred, unit.paragraph

    # -- figures ------------------------------------------------------------------------------------------------

    def _figures(
        self, scene: Scene, frames: list[Frame], attributions: list[Attribution]
    ) -> list[tuple[Attribution | None, Node, list[Casualty], list[Toll]]]:
        """Give each frame its figures; what finds no frame of its claim is returned by claim."""
        groups: dict[int, tuple[Frame, list[Toll]]] = {}
        loose: dict[int, tuple[Attribution | None, list[Toll]]] = {}
        for toll in count(scene.tree, self.lexicon):
            owner = owner_of(toll.predicate.i, attributions)
            options = [
                f
                for f in frames
                if f.owner is owner and f.type is not EventType.THREAT and f.temporal is not Temporal.FUTURE
            ]
            host = next((f for f in options if toll.predicate in f.nodes), None)
            if host is None and options:
                host = min(options, key=lambda f: min(scene.tree.distance(toll.predicate, n) for n in f.nodes))
            if (
                toll.category is CasualtyCategory.CAPTURED
                and host is not None
                and host.type is EventType.TERRITORY_CHANGE
                and toll.predicate in host.nodes
            ):
                continue
            if host is not None:
                groups.setdefault(id(host), (host, []))[1].append(toll)
            else:
                loose.setdefault(id(owner), (owner, []))[1].append(toll)
        for frame in frames:
            if frame.type is EventType.CAPTURE_ABDUCTION and frame.temporal is not Temporal.FUTURE:
                _, tolls = groups.setdefault(id(frame), (frame, []))
                if not any(t.category is CasualtyCategory.CAPTURED for t in tolls):
                    tolls += captured([n for node in frame.nodes if node.is_verb for n in patients(node)], frame.trigger, self.lexicon)
        for frame, tolls in groups.values():
            frame.casualties = self._cells(
                tolls, frame.target, frame.initiator, frame.place.country if frame.place else None, scene, frame.owner
            )
            people = next((t.people for t in tolls if t.people is not None and t.person is not None), None)
            if (
                frame.target is None
                and any(t.figure.max != 0 for t in tolls)
                and frame.type is not EventType.INTERCEPTION
            ):
                frame.target = self._hit(tolls, scene, frame)
            frame.civilian = any(t.victims is Victims.CIVILIAN for t in tolls) and people is not None
        return [
            (owner, tolls[0].predicate, self._cells(tolls, None, None, None, scene, owner), tolls)
            for owner, tolls in loose.values()
        ]

    def _hit(self, tolls: list[Toll], scene: Scene, frame: Frame) -> Actor | None:
        """The target that counted people make."""
        for toll in tolls:
            if toll.people is None or toll.category is CasualtyCategory.MISSING:
                continue
            found = self.names.party(toll.people, scene, frame.owner.claimant if frame.owner else None)
            if found is not None and not (side(found) is not None and side(found) == side(frame.initiator)):
                return found
        return None

    def _cells(
        self,
        tolls: list[Toll],
        target: Actor | None,
        initiator: Actor | None,
        country: str | None,
        scene: Scene,
        owner: Attribution | None,
    ) -> list[Casualty]:
        cells: dict[tuple[CasualtyCategory, str | None, Victims], Casualty] = {}
        for toll in tolls:
            who = self._side(toll, scene, owner.claimant if owner else None)
            victims = toll.victims
            if who is None and target is not None and side(target) != side(initiator):
                who = side_key(target)
            if victims is Victims.UNKNOWN and target is not None and who == side_key(target):
                if target.kind in (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY):
                    victims = Victims.MILITARY
                elif target.kind is ActorKind.CIVILIAN:
                    victims = Victims.CIVILIAN
            if (
                who is None
                and victims is Victims.MILITARY
                and owner is not None
                and owner.claimant is not None
                and owner.claimant.kind in _STATE
                and side(initiator) != side(owner.claimant)
            ):
                # A ministry that counts fallen soldiers without saying whose counts its own.
                who = owner.claimant.country
            if who is None and country is not None and victims is not Victims.MILITARY:
                who = country
            figure = toll.figure
            cell = Casualty(
                category=toll.category,
                victims=victims,
                side=who,
                min=figure.min,
                max=figure.max,
                qualifier=figure.qualifier,
                words=toll.words[:120],
            )
            key = (cell.category, cell.side, cell.victims)
            held = cells.get(key)
            if held is None:
                cells[key] = cell
            elif (
                held.max is not None
                and cell.max is not None
                and toll.people is not None
                and held.words != cell.words
                and cell.max > 0
                and held.max > 0
                and self._coordinated(toll, tolls)
            ):
                cells[key] = held.model_copy(update={"min": held.min + cell.min, "max": held.max + cell.max})
        return list(cells.values())

    def _coordinated(self, toll: Toll, tolls: list[Toll]) -> bool:
        """ "an officer and three men" adds up; "N, including M" does not."""
        node = toll.people
        while node is not None and node.head is not node:
            if node.dep == "conj" and node.head.is_noun:
                return True
            if node.lower in ("including", "among"):
                return False
            if node.is_verb:
                return False
            node = node.head
        return False

    def _side(self, toll: Toll, scene: Scene, owner: Actor | None) -> str | None:
        if toll.people is None:
            return None
        node = toll.people
        found = self.names.actor(node, scene, owner) if node.is_noun else None
        if found is not None and found.kind is not ActorKind.MEDIA:
            return side_key(found)
        country = self.names._owned(node, scene, owner)
        if country:
            return country
        for inner in phrases.prep_objects(node, "of", "from"):
            found = self.names.actor(inner, scene, owner)
            if found is not None:
                return side_key(found)
        if node.tag == "PRP$" or (poss := phrases.possessor(node)) is None:
            return None
        whose = self.names.pronoun(poss, owner) if poss.tag == "PRP$" else self.names.actor(poss, scene, owner)
        return side_key(whose)

    # -- binding ------------------------------------------------------------------------------------------------

    def _bind(
        self, unit: Unit, scene: Scene, attributions: list[Attribution], frames: list[Frame],
        loose: list[tuple[Attribution | None, Node, list[Casualty], list[Toll]]], answers: list[Answer],
    ) -> None:  # fmt: skip
        answered: set[int] = set()
        charges = [a for a in answers if a.act is SpeechAct.ALLEGES]
        answers = [a for a in answers if a.act is not SpeechAct.ALLEGES]
        charged = {id(f.owner) for f in frames}
        answering = {id(a.owner): a for a in answers}
        made: list[Draft] = []
        for frame in frames:
            answer = answering.get(id(frame.owner))
            if answer is None:
                answer = next((a for a in answers if a.covers(frame.trigger.i)), None)
            draft = self._draft(unit, scene, frame, attributions, answer)
            if draft is not None and self._said(draft):
                answered.add(id(answer))
                continue
            if answer is not None:
                answered.add(id(answer))
            if draft is not None and not self._more_harm(draft, frame, made) and not self._anaphoric(draft, frame, made):
                self._carry(draft, made)
                made.append(draft)
                self.memory.drafts.append(draft)
        for owner, predicate, cells, tolls in loose:
            self._loose(unit, scene, owner, predicate, cells, tolls, made)
        answers += [a for a in charges if id(a.owner) not in charged]
        for answer in answers:
            if id(answer) not in answered:
                draft = self._answer(unit, scene, answer)
                if draft is not None and not self._said(draft):
                    made.append(draft)
                    self.memory.drafts.append(draft)

    def _said(self, draft: Draft) -> bool:
        """Whether this claimant has already answered the same claim in the same way close by."""
        if draft.answers is None or draft.answers[0] is None:
            return False
        return any(
            other.answers is not None
            and other.answers[0] is draft.answers[0]
            and other.act is draft.act
            and other.claimant.key == draft.claimant.key
            and draft.unit.paragraph - other.unit.paragraph <= 1
            for other in self.memory.drafts[-4:]
        )

    def _claimant(self, owner: Attribution | None) -> tuple[Actor, Actor | None]:
        """(claimant, relayer): without a speaker, the publisher."""
        if owner is None or owner.claimant is None:
            return self.document.publisher, None
        return owner.claimant, owner.relayer

    def _draft(
        self, unit: Unit, scene: Scene, frame: Frame, attributions: list[Attribution], answer: Answer | None
    ) -> Draft | None:
        claimant, relayer = self._claimant(frame.owner)
        if answer is not None and answer.claimant_node is not None:
            claimant = self.names.actor(answer.claimant_node, scene) or claimant
        elif answer is not None and frame.owner is not None and frame.owner.kind == "noun":
            claimant, relayer = self._claimant(owner_of(answer.node.i, attributions))
        start, end = self._span(unit, scene.tree, frame.nodes, frame.owner)
        act = self._act(frame, claimant)
        draft = Draft(
            unit, (start, end), unit.start + frame.trigger.start, claimant, act, frame.type, frame.rule, relayer,
            frame.owner.certainty if frame.owner else Certainty.UNSPECIFIED, frame.polarity, frame.temporal,
            frame.initiator, frame.target, frame.place, frame.occurred, merge_figures(frame.casualties), frame.civilian,
            generic=frame.generic, open=frame.open and frame.weapon is None, definite=frame.definite,
        )  # fmt: skip
        if frame.owner is not None and frame.owner.accused is not None:
            draft.accused = self.names.party(frame.owner.accused, scene, claimant)
            if draft.initiator is None:
                draft.initiator = draft.accused
        denying = answer is not None and answer.act is SpeechAct.DENIES
        if answer is not None:
            draft.act = answer.act
            draft.polarity = Polarity.NEGATIVE if denying else draft.polarity
            if answer.act in (SpeechAct.ADMITS,) and draft.initiator is None:
                draft.initiator = claimant
            if denying and draft.initiator is None and answer.gerund:
                draft.initiator = claimant
            if denying and draft.temporal is Temporal.HYPOTHETICAL:
                draft.temporal = Temporal.ACTUAL
            other = self.memory.answered(claimant, unit.text, draft.type, unit.field)
            if answer.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS, SpeechAct.CORRECTS):
                if other is not None:
                    draft.inherit(other)
                    if draft.generic or (frame.open and frame.weapon is None and other.violent):
                        draft.type = other.type
                        draft.carried["event_type"] = other
                accuser = answer.accuser
                draft.answers = (
                    other,
                    self._key(accuser, scene) or (other.claimant.key if other else None),
                    answer.aspect,
                )
                if draft.act is SpeechAct.DENIES:
                    draft.casualties = [c for c in draft.casualties if c.max == 0]
            return draft
        if draft.polarity is Polarity.NEGATIVE:
            return self._negative(draft, frame)
        if draft.temporal in (Temporal.HYPOTHETICAL, Temporal.FUTURE) and draft.type is not EventType.THREAT:
            return self._prospect(draft, frame, scene)
        return draft if self._worth(draft, frame) else None

    def _negative(self, draft: Draft, frame: Frame) -> Draft | None:
        """A non-event is a statement only where it contradicts a claim."""
        other = self.memory.answered(draft.claimant, draft.unit.text, draft.type, draft.unit.field)
        own = draft.initiator is not None and side(draft.initiator) == side(draft.claimant)
        if draft.temporal is not Temporal.ACTUAL or frame_harms(frame):
            zeros = [c for c in draft.casualties if c.max == 0]
            host = self.memory.last(paragraph=draft.unit.paragraph)
            if zeros and host is not None:
                self.memory.add_figures(host, self._sided(zeros, host))
            return None
        if own or (
            other is not None
            and (draft.type is other.type or draft.generic)
            and draft.claimant.kind is not ActorKind.MEDIA
        ):
            draft.act = SpeechAct.DENIES
            if other is not None:
                draft.inherit(other)
                if draft.generic:
                    draft.type = other.type
            draft.answers = (
                other,
                other.claimant.key if other else None,
                Aspect.AUTHORSHIP if own else Aspect.HAPPENING,
            )
            draft.casualties = [c for c in draft.casualties if c.max == 0]
            return draft
        official = draft.claimant.kind in _STATE or self.document.publisher_kind is SourceKind.PRESS_OFFICE
        if official and not draft.generic and (draft.place is not None or draft.target is not None):
            draft.act = SpeechAct.DENIES
            draft.answers = (None, None, Aspect.HAPPENING)
            draft.casualties = []
            return draft
        zeros = [c for c in draft.casualties if c.max == 0]
        if zeros:
            host = self.memory.last(paragraph=draft.unit.paragraph)
            if host is not None:
                self.memory.add_figures(host, self._sided(zeros, host))
        return None

    def _prospect(self, draft: Draft, frame: Frame, scene: Scene) -> Draft | None:
        """What is planned or possible: a threat if the speaker's own side would do it, else only what is dated."""
        own = draft.initiator is not None and side(draft.initiator) == side(draft.claimant)
        violent = EVENT_TYPES[draft.type].violent
        if violent and own and draft.claimant.kind is not ActorKind.MEDIA and frame.owner is not None:
            draft.type, draft.act = EventType.THREAT, SpeechAct.THREATENS
            draft.occurred, draft.casualties = None, []
            return draft
        planned = draft.type in (EventType.RESTRICTION_BLOCKADE, EventType.WITHDRAWAL_DISARMAMENT) or frame.sense.frame == "meet"
        if planned and draft.temporal is Temporal.FUTURE and (frame.dated or frame.owner is not None):
            return draft
        return None

    def _worth(self, draft: Draft, frame: Frame) -> bool:
        """Whether a frame says enough to be a statement."""
        if draft.casualties or draft.initiator is not None or draft.target is not None:
            return True
        if draft.place is not None and frame.place is not None:
            return True
        if frame.generic:
            return False
        return (
            frame.sense.pos == "V"
            or frame.dated
            or frame.owner is not None
            or self.document.publisher_kind in (SourceKind.OBSERVER, SourceKind.SOCIAL)
        )

    def _act(self, frame: Frame, claimant: Actor) -> SpeechAct:
        owner = frame.owner
        if frame.type is EventType.THREAT and frame.initiator is not None and side(frame.initiator) == side(claimant):
            return SpeechAct.THREATENS
        if owner is None:
            if claimant.kind is ActorKind.OBSERVER_MISSION and self.document.publisher_kind is SourceKind.OBSERVER:
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

    def _anaphoric(self, draft: Draft, frame: Frame, made: list[Draft]) -> bool:
        """ "The attack" again: gives its figures to what it means, or becomes another's account of it."""
        if (
            not frame.definite
            or frame.sense.pos != "N"
            or draft.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.ADMITS)
        ):
            return False
        if draft.temporal is not Temporal.ACTUAL:
            return False
        last = next(
            (
                d
                for d in reversed(self.memory.drafts)
                if d.temporal is Temporal.ACTUAL
                and d.violent
                and (frame.generic or d.type in family(draft.type) or (frame.weapon is None and EVENT_TYPES[frame.type].violent))
            ),
            None,
        )
        if last is None:
            return False
        if frame.place is not None and last.place is not None and frame.place.name != last.place.name:
            return False
        if draft.claimant.key == last.claimant.key:
            last.inherit(draft, ("initiator", "target", "place"))
            for slot in ("initiator", "target", "place"):
                if last.carried.get(slot) is draft:
                    del last.carried[slot]
            if draft.casualties and not self.memory.add_figures(last, draft.casualties):
                return False
            return True
        if frame.generic:
            draft.type = last.type
            draft.carried["event_type"] = last
        draft.inherit(last, ("target", "place", "occurred") if draft.claimant.kind is not ActorKind.OBSERVER_MISSION else ("place", "occurred"))
        return False

    def _more_harm(self, draft: Draft, frame: Frame, made: list[Draft]) -> bool:
        """People hurt and nothing else told: more of what the same claimant has just said."""
        if any(sense.frame not in ("kill", "casualty") for sense in frame.senses) or frame.weapon is not None:
            return False
        if draft.act in (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.ADMITS) or draft.temporal is not Temporal.ACTUAL:
            return False
        last = made[-1] if made else self.memory.last(paragraph=draft.unit.paragraph)
        if last is None or last.temporal is not Temporal.ACTUAL or not last.violent or draft.claimant.key != last.claimant.key:
            return False
        if frame.place is not None and (last.place is None or frame.place.name != last.place.name):
            return False
        if draft.initiator is not None and side(draft.initiator) != side(last.initiator):
            return False
        if last.target is None and draft.target is not None:
            last.target = draft.target
        return not draft.casualties or self.memory.add_figures(last, self._sided(draft.casualties, last))

    def _carry(self, draft: Draft, made: list[Draft]) -> None:
        """Place and day from the clause before, in the same paragraph, where it is of one kind; then the item's heading."""
        if draft.temporal in (Temporal.HISTORICAL, Temporal.FUTURE):
            return
        near = made[-1] if made else self.memory.last(paragraph=draft.unit.paragraph, violent=False)
        if near is not None and near.temporal is Temporal.ACTUAL:
            if draft.place is None and near.place is not None and draft.type is not EventType.THREAT:
                draft.inherit(near, ("place",))
            if draft.occurred is None:
                draft.inherit(near, ("occurred",))
        if draft.place is None and draft.type is not EventType.THREAT:
            place = self.near.get(draft.unit.paragraph)
            if place is None and len(self.title_places) == 1 and draft.unit.field == "text" and draft.unit.sentence <= 3:
                place = next(iter(self.title_places.values()))
            if place is not None:
                draft.place = place
                draft.carried["place"] = None
        if draft.place is None and draft.unit.heading:
            place = self.places.look_up(draft.unit.heading)
            if place is not None:
                draft.place = place
                draft.carried["place"] = None

    def _loose(
        self,
        unit: Unit,
        scene: Scene,
        owner: Attribution | None,
        predicate: Node,
        cells: list[Casualty],
        tolls: list[Toll],
        made: list[Draft],
    ) -> None:
        """Figures without an event of their own: to the same claimant's last happening, else a new statement of it."""
        claimant, relayer = self._claimant(owner)
        last = self.memory.about(unit.text) or (made[-1] if made else self.memory.last(paragraph=unit.paragraph) or self.memory.last())
        if last is None or last.temporal is not Temporal.ACTUAL:
            counted = [c for c in cells if c.max != 0 and c.category in _PEOPLE_HARMED]
            explicit = any(t.explicit for t in tolls)
            if counted and explicit and (owner is not None or self.document.publisher_kind is not SourceKind.OUTLET):
                start, end = self._span(unit, scene.tree, [predicate], owner)
                draft = Draft(unit, (start, end), unit.start + predicate.start, claimant, SpeechAct.ASSERTS, EventType.OTHER, f"figure:{predicate.lower}", relayer)
                draft.casualties, draft.generic = merge_figures(cells), True
                made.append(draft)
                self.memory.drafts.append(draft)
            return
        cells = self._sided(cells, last)
        zero = all(c.max == 0 for c in cells)
        if owner is None or claimant.key == last.claimant.key or (zero and owner is None):
            if self.memory.add_figures(last, cells):
                return
            if owner is None:
                return
        start, end = self._span(unit, scene.tree, [predicate], owner)
        draft = Draft(
            unit,
            (start, end),
            unit.start + predicate.start,
            claimant,
            SpeechAct.ASSERTS if owner is None else owner.act,
            last.type,
            f"figure:{predicate.lower}",
            relayer,
        )
        if draft.act not in (SpeechAct.ASSERTS, SpeechAct.ALLEGES, SpeechAct.OBSERVES, SpeechAct.ADMITS):
            draft.act = SpeechAct.ASSERTS
        draft.casualties = merge_figures(cells)
        draft.generic = last.generic
        if not last.generic:
            draft.carried["event_type"] = last
        draft.inherit(last, ("initiator", "target", "place", "occurred") if claimant.key == last.claimant.key else ("target", "place", "occurred"))
        moments = dates.find(scene.tree.text)
        if moments:
            pass
        made.append(draft)
        self.memory.drafts.append(draft)

    def _sided(self, cells: list[Casualty], host: Draft) -> list[Casualty]:
        """Figures whose side is not told take that of the party that was hit, else of the place."""
        fixed = []
        for cell in cells:
            if cell.side is None:
                who = side_key(host.target) if host.target is not None else None
                if who is None and host.place is not None and cell.victims is not Victims.MILITARY:
                    who = host.place.country
                victims = cell.victims
                if victims is Victims.UNKNOWN and host.target is not None:
                    victims = (
                        Victims.MILITARY
                        if host.target.kind in (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY)
                        else Victims.CIVILIAN
                        if host.target.kind is ActorKind.CIVILIAN
                        else victims
                    )
                cell = cell.model_copy(update={"side": who, "victims": victims})
            fixed.append(cell)
        return fixed

    def _answer(self, unit: Unit, scene: Scene, answer: Answer) -> Draft | None:
        """A reaction that names no event of its own copies what it answers."""
        claimant: Actor | None = None
        if answer.claimant_node is not None:
            claimant = (
                self.names.actor(answer.claimant_node, scene)
                if answer.claimant_node.tag != "PRP"
                else (
                    self.memory.speakers[-1]
                    if answer.claimant_node.lower not in ("we", "i") and self.memory.speakers
                    else self.document.publisher
                )
            )
            if claimant is None and answer.owner is None:
                claimant = (
                    self._unknown(answer.claimant_node, scene)
                    if answer.claimant_node.is_noun and answer.verb_is_cue
                    else None
                )
        if claimant is None and answer.owner is not None:
            claimant = answer.owner.claimant
        claimant = claimant or self.document.publisher
        other = self.memory.answered(claimant, unit.text, None, unit.field)
        if answer.act is SpeechAct.RETRACTS and other is None:
            other = self.memory.last()
        if other is None:
            return None
        start, end = self._span(unit, scene.tree, [answer.node], answer.owner)
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
            if draft.initiator is None or side(draft.initiator) == side(claimant):
                return None
            draft.accused = draft.initiator
        draft.inherit(other)
        if answer.accused is not None:
            return draft
        draft.polarity = (
            Polarity.NEGATIVE
            if answer.act is SpeechAct.DENIES
            else Polarity.UNKNOWN
            if answer.act is SpeechAct.CANNOT_CONFIRM
            else Polarity.POSITIVE
        )
        draft.answers = (other, other.claimant.key, answer.aspect)
        return draft

    def _key(self, node: Node | None, scene: Scene) -> str | None:
        if node is None:
            return None
        actor = self.names.actor(node, scene)
        return actor.key if actor is not None else None

    def _span(self, unit: Unit, tree: Tree, nodes: list[Node], owner: Attribution | None) -> tuple[int, int]:
        """The clause of a trigger inside its claim, in code points of the field."""
        head = min(nodes, key=lambda n: n.depth)
        while not head.is_verb and head.head is not head and (owner is None or head.head.i in owner.content):
            head = head.head
        inside = [n for n in head.subtree() if owner is None or n.i in owner.content] or nodes
        if owner is None:
            inside = [n for n in inside if not (n.dep == "punct" and (n.i == 0 or n.i == len(tree.nodes) - 1))] or nodes
        first, last = min(n.start for n in (*inside, *nodes)), max(n.end for n in (*inside, *nodes))
        text = tree.text[first:last]
        trimmed = re.sub(r"[\s.,;:]+$", "", text)
        lead = len(trimmed) - len(re.sub(r"^[\s.,;:]+", "", trimmed))
        return unit.start + first + lead, unit.start + first + len(trimmed)


_LIMIT = re.compile(r"\b(?:until|till|by|before)\s(?:the\s|around\s|noon\son\s|next\s)?$", re.IGNORECASE)
_SPEAKER_KINDS = {
    "hospital": ActorKind.LOCAL_AUTHORITY, "mayor": ActorKind.LOCAL_AUTHORITY, "governor": ActorKind.LOCAL_AUTHORITY,
    "medic": ActorKind.CIVILIAN, "witness": ActorKind.CIVILIAN, "municipality": ActorKind.LOCAL_AUTHORITY,
    "agency": ActorKind.MEDIA, "newspaper": ActorKind.MEDIA, "station": ActorKind.MEDIA, "daily": ActorKind.MEDIA,
    "television": ActorKind.MEDIA, "channel": ActorKind.MEDIA, "correspondent": ActorKind.MEDIA, "diplomat": ActorKind.GOVERNMENT,
    "minister": ActorKind.GOVERNMENT, "group": ActorKind.NGO, "organisation": ActorKind.NGO, "organization": ActorKind.NGO,
}  # fmt: skip


def frame_harms(frame: Frame) -> bool:
    """Whether a frame tells of harm alone, so that its negation is a zero and no denial."""
    return all(sense.frame in ("kill", "casualty", "damage") for sense in frame.senses)


def side_key(actor: Actor | None) -> str | None:
    """The `side` of a casualty figure: the ISO code for a state's people, else the actor's id."""
    if actor is None:
        return None
    if actor.country and (
        (actor.kind in _STATE
        and (actor.id is None or actor.id.split(".")[0] == actor.country.lower()))
        or actor.kind is ActorKind.CIVILIAN
    ):
        return actor.country
    return actor.id if actor.kind is not ActorKind.CIVILIAN else None
