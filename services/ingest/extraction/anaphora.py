"""Speaking of it again: "the attack", more victims, a place or day told before."""

import re

from schemas.vocabulary import (
    EVENT_TYPES,
    ActorKind,
    EventType,
    Polarity,
    SpeechAct,
    Temporal,
    family,
)
from services.ingest.extraction.casualties.adding import told_on
from services.ingest.extraction.casualties.losses import Losses
from services.ingest.extraction.dates.when import Calendar
from services.ingest.extraction.discourse import ATTACKS, Draft, side
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.places.whereabouts import Whereabouts
from services.ingest.extraction.setting import Setting

__all__ = ["Anaphora", "opens"]

_NOT_TOLD_AGAIN = (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.ADMITS)


_RESULT = re.compile(r"\s*(?:as a (?:result|consequence)|resultantly|consequently|in result|thereby|as such)\b", re.I)
_REPLIES = frozenset(
    {"answer", "fire_back", "hit_back", "reply", "respond", "retaliate", "retaliation", "return_fire", "shoot_back"}
)
"""Triggers that say of themselves that they answer what was told just before."""
_ANSWERS = _REPLIES | {"silence", "suppress", "counterattack", "counter-attack", "fire", "neutralise", "neutralize"}
"""Triggers that mostly do."""


_UNHURT = (":take", ":release")
"""Rules of what hurts nobody by itself: after an arrest the dead are of the attack before it."""


def opens(frame: Frame) -> bool:
    """Whether a frame tells of an attack that answers none."""
    struck = (EVENT_TYPES[frame.type].violent or frame.type is EventType.OTHER) and frame.initiator is not None
    actual = frame.temporal is Temporal.ACTUAL and frame.polarity is Polarity.POSITIVE
    return struck and actual and frame.rule.split(":")[0] not in _ANSWERS - {"fire"}


def _one_sentence(one: Draft, other: Draft) -> bool:
    return one.unit.field == other.unit.field and one.unit.sentence_start == other.unit.sentence_start


def _runs_on(last: Draft, draft: Draft, frame: Frame) -> bool:
    """Whether a count without a speaker goes on with that of the sentence before: "two died, the mayor said. Nine are
    hurt"."""
    near = last.unit.field == draft.unit.field and 0 <= draft.unit.sentence - last.unit.sentence <= 1
    return frame.owner is None and near and bool(last.casualties and draft.casualties)


class Anaphora:
    """Joins what is told again to what was told first."""

    def __init__(self, setting: Setting, losses: Losses, whereabouts: Whereabouts, calendar: Calendar) -> None:
        self.memory = setting.memory
        self.losses = losses
        self.whereabouts = whereabouts
        self.calendar = calendar

    def said(self, draft: Draft) -> bool:
        """Whether this claimant has already answered the same claim in the same way close by."""
        if draft.answers is None or draft.answers[0] is None:
            return False
        if draft.place is not None and "place" not in draft.carried:
            return False
        return any(
            other.answers is not None
            and other.answers[0] is draft.answers[0]
            and other.act is draft.act
            and other.claimant.key == draft.claimant.key
            and draft.unit.paragraph - other.unit.paragraph <= 1
            for other in self.memory.drafts[-4:]
        )

    def again(self, draft: Draft, frame: Frame) -> bool:
        """ "The attack" again: gives its figures to what it means, or becomes another's account of it."""
        if not frame.definite or frame.sense.pos != "N" or draft.act in _NOT_TOLD_AGAIN:
            return False
        if draft.temporal is not Temporal.ACTUAL:
            return False
        meant = [
            d
            for d in reversed(self.memory.drafts)
            if d.temporal is Temporal.ACTUAL
            and d.violent
            and (
                frame.generic
                or d.type in family(draft.type)
                or (frame.weapon is None and EVENT_TYPES[frame.type].violent)
            )
        ]
        # "The ambush" is no arrest that was told since.
        last = next((d for d in meant if not d.rule.endswith(_UNHURT)), meant[0] if meant else None)
        if last is None:
            return False
        if frame.place is not None and last.place is not None and frame.place.name != last.place.name:
            return False
        if draft.claimant.key == last.claimant.key:
            last.inherit(draft, ("initiator", "target", "place"))
            for slot in ("initiator", "target", "place"):
                if last.carried.get(slot) is draft:
                    del last.carried[slot]
            return not (draft.casualties and not self.memory.add_figures(last, draft.casualties))
        if frame.generic:
            draft.type = last.type
            draft.carried["event_type"] = last
        draft.inherit(
            last,
            ("target", "place", "occurred")
            if draft.claimant.kind is not ActorKind.OBSERVER_MISSION
            else ("place", "occurred"),
        )
        return False

    def more_harm(self, draft: Draft, frame: Frame, made: list[Draft]) -> bool:
        """People hurt and nothing else told: more of what the same claimant has just said."""
        kinds = {sense.frame for sense in frame.senses}
        if kinds.isdisjoint(HARM - {"damage"}) or not kinds <= HARM:
            return False
        # "A bomb came through the wall and killed a boy": the bomb is told already.
        known = frame.weapon is None or (bool(made) and frame.type in family(made[-1].type))
        if not known and _RESULT.match(draft.unit.text) is None:
            return False
        if draft.act in _NOT_TOLD_AGAIN or draft.temporal is not Temporal.ACTUAL:
            return False
        last = made[-1] if made else self._before(draft, frame)
        if (
            last is None
            or (last.temporal is not Temporal.ACTUAL and not _one_sentence(last, draft))
            or not last.violent
            or not (draft.claimant.key == last.claimant.key or _runs_on(last, draft, frame))
        ):
            return False
        follows = _RESULT.match(draft.unit.text) is not None
        if not follows and frame.place is not None and (last.place is None or frame.place.name != last.place.name):
            return False
        if draft.initiator is not None and side(draft.initiator) != side(last.initiator):
            return False
        if draft.soldiers is not None and last.soldiers is not None and draft.soldiers != last.soldiers:
            return False  # "militants attacked the post; soldiers killed nine"
        if last.target is None and draft.target is not None:
            last.target = draft.target
        cells = self.losses.sided(draft.casualties, last)
        return told_on(last, cells, draft.unit.text) or self.memory.add_figures(last, cells)

    def _before(self, draft: Draft, frame: Frame) -> Draft | None:
        """What was told last in the same paragraph; of old where the same sentence told it."""
        before = self.memory.drafts[-1] if self.memory.drafts else None
        old = before is not None and before.temporal is Temporal.HISTORICAL and not frame.dated
        if before is not None and old and _one_sentence(before, draft):
            return before
        last = self.memory.last(paragraph=draft.unit.paragraph)
        if last is not None and last.rule.endswith(_UNHURT):
            here = (d for d in reversed(self.memory.drafts) if d.unit.paragraph == draft.unit.paragraph)
            return next((d for d in here if d.type in ATTACKS and d.claimant.key == draft.claimant.key), last)
        return last

    def _lends(self, before: Draft, draft: Draft) -> bool:
        """Whether what was told in the same paragraph and not at a table may be where a draft goes on."""
        here = before.unit.paragraph == draft.unit.paragraph and before.temporal is Temporal.ACTUAL
        return here and not self.whereabouts.talked(before)

    def carry(self, draft: Draft, made: list[Draft]) -> None:
        """Place and day from the clause before, in the same paragraph; then from the title or the item's heading."""
        if draft.temporal in (Temporal.HISTORICAL, Temporal.FUTURE):
            return
        if draft.occurred is None and self.calendar.alone and self.calendar.headed != draft.unit.paragraph:
            draft.occurred = self.calendar.covering
            draft.carried["occurred"] = None
            draft.settled |= {"occurred"}
        near = made[-1] if made else self.memory.last(paragraph=draft.unit.paragraph, violent=False)
        if near is not None and self.whereabouts.talked(near):
            near = next((d for d in reversed(self.memory.drafts) if self._lends(d, draft)), None)
        if near is not None and near.temporal is Temporal.ACTUAL:
            if draft.place is None and near.place is not None and draft.type is not EventType.THREAT:
                draft.inherit(near, ("place",))
            if draft.occurred is None:
                draft.inherit(near, ("occurred",))
        if near is not None and draft.rule.split(":")[0] in _ANSWERS and draft.initiator is not None:
            foe = near.initiator if side(near.initiator) != side(draft.initiator) else near.target
            if draft.target is None and foe is not None and side(foe) != side(draft.initiator):
                draft.target = foe  # return fire goes to where the first came from
                if foe is near.initiator and draft.rule.split(":")[0] in _REPLIES:
                    draft.settled |= {"target"}
                draft.carried["target"] = near
        if draft.occurred is None and (day := self.calendar.headed_day(draft.unit)) is not None:
            draft.occurred = day
            draft.carried["occurred"] = None
        if draft.place is None and draft.type is not EventType.THREAT:
            place = self.whereabouts.near(draft.unit) or self.whereabouts.headed(draft.unit)
            if place is not None:
                draft.place = place
                draft.carried["place"] = None
