"""Figures that stand without an event of their own: "three were killed, the ministry said"."""

import re

from schemas.slots import Actor, Casualty
from schemas.vocabulary import ActorKind, CasualtyCategory, EventType, SourceKind, SpeechAct, Temporal, Victims
from services.ingest.extraction.casualties.losses import Loose, Losses
from services.ingest.extraction.discourse import ATTACKS, Draft, side
from services.ingest.extraction.drafting import Drafting
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.syntax.extents import span
from services.ingest.extraction.syntax.grammar import subjects
from services.ingest.extraction.syntax.phrases import possessor
from services.ingest.extraction.syntax.tree import Node
from services.ingest.extraction.text.segment import Unit

__all__ = ["Tallies"]

_TOTAL = re.compile(
    r"\b(?:since(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day| yesterday| dawn| noon| midnight)|so far|already|"
    r"altogether|in total|war|insurgency|conflict|campaign|this year|years?)\b",
    re.IGNORECASE,
)
"""Marks of a figure over a time: no casualties of one happening."""
_FATES = frozenset({"dead", "death", "loss", "losses", "martyr", "fallen", "wounded", "casualty"})
_OWN = frozenset({"its", "our", "their", "it", "we", "they"})
_ARMED = (ActorKind.MILITARY, ActorKind.POLICE, ActorKind.REBEL, ActorKind.PARAMILITARY)
_RECENT = 3
"""How many drafts back a figure may count on."""
_HARMED = frozenset({CasualtyCategory.KILLED, CasualtyCategory.INJURED})


class Tallies:
    """Finds what figures of one report are of."""

    def __init__(self, setting: Setting, drafting: Drafting, losses: Losses) -> None:
        self.document = setting.document
        self.names = setting.names
        self.memory = setting.memory
        self.drafting = drafting
        self.losses = losses

    def meant(self, found: Loose) -> bool:
        """Whether it can be known what figures count: those that do not say it need others before them."""
        nameless = any(toll.nameless for toll in found[-1])
        recent = self.memory.drafts[-_RECENT:]
        return not nameless or any(one.casualties or one.type is EventType.CAPTURE_ABDUCTION for one in recent)

    def tell(self, unit: Unit, scene: Scene, found: Loose, made: list[Draft]) -> None:
        """Give figures to the same claimant's last happening, else make a new statement of it, one more of `made`."""
        owner, predicate, cells, tolls = found
        if _TOTAL.search(unit.text) or (owner is not None and owner.negated and owner.act is not SpeechAct.DENIES):
            return  # "has not acknowledged any loss"
        claimant, relayer = self.drafting.claimant(owner)
        for told in [one for one in made if one.told and one.claimant.key == claimant.key]:
            made.remove(told)  # a figure says more than words that only sound like a happening
            self.memory.drafts.remove(told)
        last = self.memory.about(unit.text) or (
            made[-1]
            if made and made[-1].type in ATTACKS
            else self.memory.last(paragraph=unit.paragraph, attack=True)
            or self.memory.last(attack=True)
            or (made[-1] if made else self.memory.last(paragraph=unit.paragraph) or self.memory.last())
        )
        if any(toll.nameless for toll in tolls):
            if last is None or owner is None or claimant.key == last.claimant.key:
                return
            cells = _as_before(cells, last)
            if not cells:
                return
        if last is None or last.temporal is not Temporal.ACTUAL:
            counted = [c for c in cells if c.max != 0 and c.category in _HARMED]
            explicit = any(t.explicit for t in tolls)
            if counted and explicit and (owner is not None or self.document.publisher_kind is not SourceKind.OUTLET):
                start, end = span(unit, scene.tree, [predicate], owner)
                draft = Draft(
                    unit,
                    (start, end),
                    unit.start + predicate.start,
                    claimant,
                    SpeechAct.ASSERTS,
                    EventType.OTHER,
                    f"figure:{predicate.lower}",
                    relayer,
                )
                draft.casualties, draft.generic = list(cells), True
                made.append(draft)
                self.memory.drafts.append(draft)
            return
        if owner is None or claimant.key == last.claimant.key:
            if self.memory.add_figures(last, self.losses.sided(cells, last)):
                return
            if owner is None:
                return
        start, end = span(unit, scene.tree, [predicate], owner)
        draft = Draft(
            unit,
            (start, end),
            unit.start + predicate.start,
            claimant,
            owner.act,
            last.type,
            f"figure:{predicate.lower}",
            relayer,
        )
        if draft.act not in (SpeechAct.ASSERTS, SpeechAct.ALLEGES, SpeechAct.OBSERVES, SpeechAct.ADMITS):
            draft.act = SpeechAct.ASSERTS
        draft.generic = last.generic
        if any(c.victims is Victims.CIVILIAN and c.max != 0 for c in cells) and (
            last.target is None or last.target.kind is not ActorKind.CIVILIAN
        ):
            draft.target = self.names.civilians(last.place.country if last.place else None)
        if not last.generic:
            draft.carried["event_type"] = last
        if (whose := self._whose(predicate, scene, claimant)) is not None:
            draft.target = whose
            draft.settled |= {"target"}
        draft.inherit(
            last,
            ("initiator", "target", "place", "occurred")
            if claimant.key == last.claimant.key
            else ("target", "place", "occurred"),
        )
        draft.casualties = self.losses.sided(cells, draft)
        made.append(draft)
        self.memory.drafts.append(draft)

    def _whose(self, predicate: Node, scene: Scene, claimant: Actor) -> Actor | None:
        """Whose people were hit, where words say whose the dead are: "the army's dead", "they lost nine men"."""
        whose = possessor(predicate) if predicate.noun_lemma in _FATES else None
        if whose is None and predicate.verb_lemma == "lose":
            whose = next(iter(subjects(predicate)), None)
        if whose is None:
            return None
        own = whose.lower in _OWN and side(claimant) is not None
        found = self.names.own_forces(claimant, wide=True) if own else self.names.party(whose, scene, claimant)
        return found if found is not None and found.kind in _ARMED else None


def _as_before(cells: list[Casualty], last: Draft) -> list[Casualty]:
    """Figures that do not say what they count, as of what was counted before: the dead, where those were."""
    counted = [cell.category for cell in last.casualties if cell.max != 0]
    if last.type is EventType.CAPTURE_ABDUCTION:
        counted = [CasualtyCategory.CAPTURED]
    category = min(counted, key=list(CasualtyCategory).index, default=None)
    return [cell.model_copy(update={"category": category}) for cell in cells] if category is not None else []
