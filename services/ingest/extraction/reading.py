"""One report read from first to last unit: each stage in its order, then binding to what was said before."""

from dataclasses import replace

from reference import Reference
from schemas.slots import Actor, Occurred
from schemas.vocabulary import (
    ActorKind,
    Certainty,
    EventType,
    SourceKind,
    SpeechAct,
    Temporal,
)
from services.ingest.extraction import dates
from services.ingest.extraction.anaphora import Anaphora, opens
from services.ingest.extraction.casualties.losses import Loose, Losses
from services.ingest.extraction.casualties.tallies import Tallies
from services.ingest.extraction.dates import Base
from services.ingest.extraction.dates.when import Calendar
from services.ingest.extraction.discourse import Draft, Memory
from services.ingest.extraction.document import Document
from services.ingest.extraction.drafting import Drafting
from services.ingest.extraction.happenings.coding import code, figurative
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.happenings.judge import judge
from services.ingest.extraction.happenings.weigh import hear
from services.ingest.extraction.happenings.wording import Hearing
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.listening import Listening, Parsed
from services.ingest.extraction.parties.names import GROUPS, Names, Scene
from services.ingest.extraction.parties.roles import argue
from services.ingest.extraction.parties.sightings import look
from services.ingest.extraction.places.gazetteer import Gazetteer
from services.ingest.extraction.places.items import BODIES, Items
from services.ingest.extraction.places.located import Located
from services.ingest.extraction.places.situating import hits, local, nearest, seat, spoken_at, threatened
from services.ingest.extraction.places.tables import at_table
from services.ingest.extraction.places.where import Places
from services.ingest.extraction.places.whereabouts import Whereabouts
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.answering import Answering
from services.ingest.extraction.speech.attribution import Attribution
from services.ingest.extraction.speech.bluster import blusters
from services.ingest.extraction.speech.reactions import Answer, reactions, takes_part
from services.ingest.extraction.speech.silence import unspoken
from services.ingest.extraction.speech.speakers import Speakers
from services.ingest.extraction.speech.telling import likely, planned, told
from services.ingest.extraction.speech.voice import identified, passed_on
from services.ingest.extraction.text.datelines import Dateline
from services.ingest.extraction.text.segment import Unit

__all__ = ["Reading"]

_STRIKING = frozenset({"act", "fire", "ground", "hold", "land"})
"""Frames of verbs that a place may be the object of."""
LEADING = 3
"""Code points of a unit before a date that heads it: "On Tuesday, …", "12 Feb. …"."""


def _overhead(frames: list[Frame]) -> bool:
    """Whether drones are told of that were only seen or flew, and no attack."""
    flown = [frame for frame in frames if frame.sense.frame == "drone"]
    return bool(flown) and all(frame in flown or frame.sense.frame in HARM for frame in frames)


def _of_deed(charge: Answer) -> bool:
    """Whether a charge names what it charges with; where that is no happening, neither is the charge."""
    cue = charge.node
    of = next((c for c in cue.children if c.lower == "of" and c.i > cue.i), None)
    return cue.verb_lemma == "accuse" and of is not None and not takes_part(of)


def _threatened_twice(made: list[Draft]) -> list[Draft]:
    """What is threatened with where the threat itself was told: "threatened to strike the port" is one threat."""
    threats = [draft for draft in made if draft.type is EventType.THREAT]
    return [
        inner
        for inner in threats
        if any(
            outer is not inner
            and outer.claimant.key == inner.claimant.key
            and outer.span != inner.span
            and outer.span[0] <= inner.span[0]
            and inner.span[1] <= outer.span[1]
            for outer in threats
        )
    ]


class Reading:
    """Reads one document. The title's units tell of actors and places first; the statements come from the text."""

    def __init__(self, document: Document, reference: Reference, lexicon: Lexicon) -> None:
        day = document.published_at.date() if document.published_at else None
        voice = identified(document.publisher, document.publisher_kind, reference, day)
        official = document.publisher_kind is SourceKind.PRESS_OFFICE
        statement = passed_on(
            document.text,
            reference,
            document.publisher.country,
            day,
            official,
            (document.title or "") if voice.id is None else "",
        )
        if statement is not None:
            document = replace(document, publisher_kind=SourceKind.PRESS_OFFICE)
        document = replace(document, publisher=statement or voice)
        self.document = document
        self.lexicon = lexicon
        self.names = Names(reference, lexicon, document.publisher, document.publisher_kind, day)
        self.gazetteer = Gazetteer(reference, self.names)
        self.roll: list[tuple[Unit, tuple[Actor, ...]]] = []
        self.heard: list[tuple[Unit, Hearing]] = []
        self.memory = Memory(document.publisher, document.publisher_kind, document.published_at)
        setting = Setting(document, lexicon, self.names, self.memory)
        self.speakers = Speakers(setting)
        self.listening = Listening(setting, Places(self.names, self.gazetteer), self.gazetteer, self.speakers)
        self.calendar = Calendar(setting, reference)
        self.losses = Losses(setting)
        self.whereabouts = Whereabouts(self.names, self.gazetteer)
        self.anaphora = Anaphora(setting, self.losses, self.whereabouts, self.calendar)
        self.answering = Answering(setting, self.speakers)
        self.drafting = Drafting(setting, self.answering, self.losses)
        self.items = Items(self.names, self.gazetteer, self.speakers)
        self.tallies = Tallies(setting, self.drafting, self.losses)

    def read(self, units: list[Unit], trees: list[Parsed | None]) -> list[Draft]:
        """All drafts of the units of one field, in order."""
        self.names.survey([unit.text for unit in units])
        self.gazetteer.survey([unit.text for unit in units])
        self.items.survey(units)
        for unit, parsed in zip(units, trees, strict=True):
            unit = self.items.headed(unit)
            self.names.strikes.enter(unit.item if unit.field == "text" else -1, unit.sentence)
            self.whereabouts.enter(unit)
            if parsed is not None and parsed.tree.nodes:
                self._unit(unit, parsed)
            else:
                self.whereabouts.skim(unit)
                self.speakers.skim(unit.text)
                moments = dates.find(unit.text)
                self.calendar.pass_through(unit, moments)
                self.calendar.head(unit, moments)
        return self.memory.drafts

    def credit(self, dateline: Dateline) -> None:
        """Take what the dateline tells: where the report was filed from weighs a little as context; and when."""
        self.memory.filed = dates.eve(dateline.date, self.memory.day)
        country = self._country_of(dateline.place) if dateline.place else None
        if country:
            self.names.countries[country] += 1
        if self.document.publisher_kind is not SourceKind.PRESS_OFFICE:  # which writes from where it sits
            self.names.filed_in = country
            self.whereabouts.file(dateline)

    def _country_of(self, town: str) -> str | None:
        """The country that a town sits in or rules."""
        seat = self.names.country_of(town)
        place = self.gazetteer.filed(town) if seat is None else None
        return place.country if place is not None else seat

    def _unit(self, unit: Unit, parsed: Parsed) -> None:
        tree = parsed.tree
        scene, located, attributions = self.listening.voices(unit, parsed)
        body = self.items.body(unit)
        if body is not None and not any(len(a.content) == len(tree.nodes) for a in attributions):
            whole = set(range(len(tree.nodes)))
            attributions.insert(
                0, Attribution("colon", None, None, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, whole, claimant=body)
            )
            self.memory.speaker(body)
        frames = code(scene, attributions, self.names, self.lexicon)
        moments = dates.find(tree.text)
        self.calendar.pass_through(unit, moments, scene, [a.cue for a in attributions if a.cue is not None])
        if not frames or (moments and moments[0].start <= LEADING):
            # "Two days later", with something told, is counted once, by what is told.
            self.calendar.head(unit, moments if not frames else [m for m in moments[:1] if m.base is Base.PUBLICATION])
        headed = unit.heading if unit.heading is not None and unit.text.startswith(unit.heading) else ""
        inside = [item for item in located if item.node.end > len(headed)]

        tables = [item for item in located if at_table(item, self.names)]
        ground = [item for item in located if item not in tables]
        self.whereabouts.tables |= {item.place.name for item in tables}
        fought = [item for item in inside if item in ground]
        lent: list[Located] = []

        def situate(frame: Frame) -> None:
            argue(frame, scene, self.names, self.lexicon)
            judge(frame, self.lexicon, unit.text)
            if opens(frame):
                self.names.strikes.struck(frame.initiator, frame.target, frame.type)
            held = inside if frame.sense.frame == "agree" else fought
            item = nearest(frame.nodes, frame.owner, held, attributions, scene)
            if item is not None:
                if local(frame.owner):
                    lent.append(item)
                frame.place = self.whereabouts.narrowed(unit, item.place)
                frame.hit_place = frame.sense.frame in _STRIKING and hits(frame.trigger, item)
                if frame.target is not None and frame.target.kind is ActorKind.CIVILIAN and frame.target.id is None:
                    frame.target = self.names.civilians_at(frame.target, item.place.country)
            else:
                frame.place = self.whereabouts.meant(frame, scene, located) or seat(frame.owner, located)
            self.calendar.date(frame, unit, scene, moments, attributions)

        for frame in frames:
            situate(frame)
        # Where somebody speaks is no place of the story, unless he is of there and tells of it.
        story = [
            item
            for item in located
            if item in lent or not (item in tables or spoken_at(item, attributions, self.names))
        ]
        self.whereabouts.pass_through(unit, story)
        # The dead of years ago are not those of what was told before.
        back = not frames and self.calendar.looks_back(unit, moments)
        loose = (
            [] if back else [one for one in self.losses.figures(scene, frames, attributions) if self.tallies.meant(one)]
        )
        answers = reactions(tree, attributions, self.lexicon)
        if loose and not (frames or answers or self.memory.drafts) and unit.field == "text":
            frames = likely(tree, attributions, self.lexicon)  # "a bullet broke the arm of a farmer", told first
            for frame in frames:
                situate(frame)
            loose = self.losses.figures(scene, frames, attributions)
        if unit.field == "text":
            busy = {node.i for frame in frames for node in frame.nodes} | {predicate.i for _, predicate, *_ in loose}
            silent = unspoken(tree)
            busy |= silent | {i for a in answers for i in (a.node.i, *(a.owner.content if a.owner is not None else ()))}
            if self.memory.drafts:
                for frame in told(tree, attributions, busy, self.document.publisher_kind, self.lexicon):
                    situate(frame)
                    frames.append(frame)
            for frame in planned(tree, attributions, busy | {f.trigger.i for f in frames}):
                situated = nearest(frame.nodes, frame.owner, inside, attributions, scene)
                frame.place = situated.place if situated is not None else None
                self.calendar.date(frame, unit, scene, moments, attributions)
                if frame.dated and frame.occurred is not None and self._ahead(frame.occurred):
                    frames.append(frame)
            if not (frames or loose or answers or silent or tables or figurative(scene, self.names, self.lexicon)):
                for frame in likely(tree, attributions, self.lexicon):
                    situate(frame)
                    frames.append(frame)
        before = len(self.memory.drafts)
        self._bind(unit, scene, attributions, frames, loose, answers)
        for frame in frames:
            if frame.initiator is not None and frame.initiator.id is None and frame.initiator.kind in GROUPS:
                self.names.note(frame.initiator)
        for draft in _threatened_twice(self.memory.drafts[before:]):
            self.memory.drafts.remove(draft)
        made = self.memory.drafts[before:]
        for draft in made:
            if draft.type is EventType.THREAT and blusters(unit.text):
                draft.temporal = Temporal.FUTURE
            if draft.type is EventType.THREAT and draft.place is None:
                draft.place = threatened(tree.at(draft.span[0] - unit.start, draft.span[1] - unit.start), inside)
        self.heard.append((unit, hear(made, tree, self.lexicon, overhead=_overhead(frames))))
        for draft in made:
            trigger = next((n for n in tree.nodes if n.start == draft.trigger - unit.start), None)
            if trigger is not None:
                clause = tree.at(draft.span[0] - unit.start, draft.span[1] - unit.start)
                draft.around = look(trigger, clause, scene, attributions, self.names, self.lexicon)
        people = {m.start for i, m in scene.mentions.items() if self.names.land_of_people(tree.nodes[i]) is not None}
        # That a Kenyan was shot tells of no Kenyan office.
        named = [(tree.nodes[i], m) for i, m in scene.mentions.items() if m.start not in people]
        self.roll.append((unit, tuple({mention.start: mention.actor for _, mention in named}.values())))
        for node, mention in sorted(named, key=lambda each: each[0].i):
            if node.dep in ("nsubj", "nsubjpass", "poss", "pobj") or mention.actor.kind in BODIES:
                self.names.note(mention.actor)

    def _ahead(self, when: Occurred) -> bool:
        """Whether a time is not over when the report is published."""
        return self.memory.published is not None and when.end > self.memory.published

    def _of_each(self, frame: Frame, scene: Scene) -> list[Frame]:
        """A frame as each of those tells it who say it in one breath; its "its" and "the other" are of each."""
        told = [frame]
        for voice in frame.owner.echoes if frame.owner is not None else ():
            other = replace(frame, owner=voice, initiator=None, target=None, casualties=list(frame.casualties))
            argue(other, scene, self.names, self.lexicon)
            told.append(other)
        return told

    def _bind(
        self,
        unit: Unit,
        scene: Scene,
        attributions: list[Attribution],
        frames: list[Frame],
        loose: list[Loose],
        answers: list[Answer],
    ) -> None:
        answered: set[int] = set()
        charges = [a for a in answers if a.act is SpeechAct.ALLEGES]
        answers = [a for a in answers if a.act is not SpeechAct.ALLEGES]
        charged: set[int] = set()
        # "…, which X called a fabrication" inside another's claim answers it and is not all that the other says.
        answering = {
            id(a.owner): a
            for a in answers
            if a.act is not SpeechAct.CANNOT_CONFIRM  # "said it had struck a post and was looking into reports of harm"
            and (a.claimant_node is None or (a.owner is not None and a.owner.source is a.claimant_node))
        }
        made: list[Draft] = []
        for frame in [each for one in frames for each in self._of_each(one, scene)]:
            if any(a.node is frame.trigger and a.act in (SpeechAct.RETRACTS, SpeechAct.CORRECTS) for a in answers):
                continue  # "we withdraw the post" moves no troops
            answer = answering.get(id(frame.owner))
            if answer is None:
                answer = next((a for a in answers if a.covers(frame.trigger.i)), None)
            draft = self.drafting.draft(unit, scene, frame, attributions, answer)
            if answer is not None:
                answered.add(id(answer))
            if draft is None or self.anaphora.said(draft):
                continue
            if not self.anaphora.more_harm(draft, frame, made) and not self.anaphora.again(draft, frame):
                self.anaphora.carry(draft, made)
                made.append(draft)
                self.memory.drafts.append(draft)
                charged.add(id(frame.owner))
        for found in loose:
            self.tallies.tell(unit, scene, found, made)
        answers += [a for a in charges if id(a.owner) not in charged and not _of_deed(a)]
        for answer in answers:
            if id(answer) not in answered:
                draft = self.answering.answer(unit, scene, answer)
                if draft is not None and not self.anaphora.said(draft):
                    made.append(draft)
                    self.memory.drafts.append(draft)
