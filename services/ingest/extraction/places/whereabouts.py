"""Where a happening without a place of its own was: "there", "the town", and what the story told last.

A report names its place once and leaves it to the reader from then on. In order: a word that points back; the clause
or paragraph before; the happening of the report that is most likely the same; the place where the text was filed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.slots import Place
from schemas.vocabulary import EVENT_TYPES, EventType, PlacePrecision, Temporal, family
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.bind import fit
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.places.aside import ASIDE, WHENCE
from services.ingest.extraction.places.gazetteer import Gazetteer, unknown
from services.ingest.extraction.places.located import WIDER, Located
from services.ingest.extraction.places.placing import HEADS, Named
from services.ingest.extraction.syntax.tree import Node
from services.ingest.extraction.text.datelines import Dateline
from services.ingest.extraction.text.headings import heading_of
from services.ingest.extraction.text.segment import Unit

__all__ = ["Whereabouts"]

_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.REGION)
_POINTED = word_set("pointed_at")
_AREAS = frozenset({"region", "province", "oblast", "governorate", "department"})
_STRETCHES = word_set("stretches")
"""What many texts call "the" without having named one."""
_ALL_OVER = frozenset({"over", "across", "throughout", "to", "into"})
_SPOKEN = frozenset({"say", "tell", "speak", "announce", "state", "declare"})
_POINTING = frozenset({"the", "that", "this", "same"})
_NAMED = re.compile(
    r"\b(?:in|at|near|outside|around)\s(?:the\s(?:\w+\s)?(?:village|town|city|camp|district)\sof\s)?"
    r"([A-ZÀ-Þ][\w'’-]{2,}(?:[ -](?:[A-ZÀ-Þ][\w'’-]+|al|el|de)){0,3})"
)
"""A place as it is told where nothing happens: units without a trigger are not parsed."""
FARTHEST = 6
"""Arcs beyond which a pointing word is no longer that of a trigger."""
LEAST = 1.6
LEAST_NEAR = 0.4
"""How well a happening must fit one that lends its place: of any kind, and of its own or an unknown kind."""
LEAST_DATED = 0.4
"""How well an undated happening must fit a dated one at its place to share its day."""
_HOMELESS = frozenset({EventType.THREAT, EventType.CEASEFIRE_AGREEMENT})
"""What is uttered or signed somewhere else than where it is about."""


class Told(NamedTuple):
    """A place, and the paragraph and item that named it."""

    place: Place
    unit: Unit


class Whereabouts:
    """The places of one report in the order of its story."""

    def __init__(self, names: Names, gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._last: Told | None = None
        self._near: dict[int, Place] = {}
        self._title: dict[str, Place] = {}
        self._filed: Place | None = None
        self._heading: Place | None = None
        self._area: Place | None = None
        self._paragraph = -1
        self.tables: set[str] = set()
        """Names of places where people sat down together: what was fought over is not theirs."""
        self.named: list[Named] = []
        """Every place that a unit names, in order."""

    def file(self, dateline: Dateline) -> None:
        """Take the place of the dateline, if it is no seat of government or press, from where all is told."""
        if dateline.place and self._names.country_of(dateline.place) is None:
            self._filed = self._gazetteer.filed(dateline.place) or unknown(dateline.place)

    def enter(self, unit: Unit) -> None:
        """Take who says a unit behind it, and the place that heads an item, where a unit is or carries its heading."""
        self._gazetteer.hear(unit.tail.text if unit.tail is not None else "")
        if unit.field == "title":
            return
        begins = unit.paragraph != self._paragraph
        self._paragraph = unit.paragraph
        own = begins or unit.text.startswith(unit.heading or " ")
        words = (unit.heading if own else None) or heading_of(unit.text)
        place = self._gazetteer.headed(words) if words is not None else None
        if place is not None and place.precision not in _WIDE:
            self._heading = place if begins and unit.heading is None else None
        elif begins:
            place = self._heading  # a line of its own heads what follows
        else:
            self._heading = None
        if place is not None and place.precision not in _WIDE:
            self._near[unit.paragraph] = place
            self._last = Told(place, unit)
            self.named.append(Named(place, unit, unit.start, unit.start, HEADS))

    def pass_through(self, unit: Unit, located: Sequence[Located]) -> None:
        """Remember the last place that a unit names more closely than a region; of a heading the first."""
        headed = unit.paragraph in self._near and heading_of(unit.text) is not None
        for item in located:
            start, end = unit.start + item.node.start, unit.start + item.node.end
            self.named.append(Named(item.place, unit, start, end, item.prep))
            if item.place.precision is PlacePrecision.REGION:
                self._area = item.place
            if headed or item.place.precision in _WIDE or item.prep in ("from", "to", ASIDE, WHENCE):
                continue
            if unit.field == "title":
                self._title.setdefault(item.place.name, item.place)
            else:
                self._near[unit.paragraph] = item.place
                self._last = Told(item.place, unit)

    def skim(self, unit: Unit) -> None:
        """The same for a unit that is not parsed."""
        if unit.field == "title":
            return
        for match in _NAMED.finditer(unit.text):
            if self._names.resolve(match[1]) is not None or not self._names.is_place(match[1]):
                continue
            place = self._gazetteer.look_up(match[1])
            if place is not None and place.precision not in _WIDE:
                self._last = Told(place, unit)
                self._near.setdefault(unit.paragraph, place)
                self.named.append(Named(place, unit, unit.start + match.start(1), unit.start + match.end(1), "in"))

    def meant(self, frame: Frame, scene: Scene, located: Sequence[Located]) -> Place | None:
        """The place that "there" or "the town" of a frame's clause points back to."""
        pointing = [
            node
            for node in scene.tree.nodes
            if _points(node) and min(scene.tree.distance(node, own) for own in frame.nodes) <= FARTHEST
        ]
        if not pointing:
            return None
        node = min(pointing, key=lambda n: min(scene.tree.distance(n, own) for own in frame.nodes))
        if node.noun_lemma in _AREAS:
            return self._area
        before = [item.place for item in located if item.node.i < node.i and item.place.precision not in _WIDE]
        if before:
            return before[-1]
        return self._last.place if self._last is not None else self._filed

    def talked(self, draft: Draft) -> bool:
        """Whether something happened at a table."""
        return draft.place is not None and draft.place.name in self.tables

    def near(self, unit: Unit) -> Place | None:
        """What the paragraph named last, or at the beginning of a text its title."""
        place = self._near.get(unit.paragraph)
        if place is None and len(self._title) == 1 and unit.field == "text" and unit.sentence <= 3:
            return next(iter(self._title.values()))
        return place

    def headed(self, unit: Unit) -> Place | None:
        """The place that heads an item."""
        return self._gazetteer.headed(unit.heading) if unit.heading else None

    def narrowed(self, unit: Unit, place: Place) -> Place:
        """The town that heads an item, where a clause of it names only a land or a line: "Yaroun: it crossed the Blue
        Line"."""
        head = self.headed(unit) if place.precision in WIDER else None
        return place if head is None or head.precision in WIDER else head

    def complete(self, drafts: Sequence[Draft]) -> None:
        """Give each placeless happening of the day the place of the one it most likely is, in place."""
        for at, draft in enumerate(drafts):
            if draft.place is not None or draft.temporal is not Temporal.ACTUAL or draft.type in _HOMELESS:
                continue
            host = _host(draft, at, drafts)
            if host is not None and not self.talked(host):
                draft.inherit(host, ("place",))
            elif EVENT_TYPES[draft.type].violent or draft.generic:
                place = self._filed or (next(iter(self._title.values())) if len(self._title) == 1 else None)
                if place is not None:
                    draft.place = place
                    draft.carried["place"] = None
        for at, draft in enumerate(drafts):
            if draft.occurred is None and draft.temporal is Temporal.ACTUAL and draft.type not in _HOMELESS:
                dated = _dated(draft, at, drafts) or _of_the_day([d for d in drafts[:at] if not self.talked(d)])
                if dated is not None:
                    draft.inherit(dated, ("occurred",))


def _host(draft: Draft, at: int, drafts: Sequence[Draft]) -> Draft | None:
    """The placed happening that a placeless one most likely is."""
    best, most = None, 0.0
    for other_at, other in enumerate(drafts):
        if (
            other is draft
            or other.place is None
            or other.place.precision is PlacePrecision.COUNTRY
            or other.temporal is not Temporal.ACTUAL
            or other.type in _HOMELESS
        ):
            continue
        kin = draft.generic or draft.open or other.type in family(draft.type)
        score = fit(draft, other, other_at - at)
        if score > most and score > (LEAST_NEAR if kin else LEAST):
            best, most = other, score
    return best


def _dated(draft: Draft, at: int, drafts: Sequence[Draft]) -> Draft | None:
    """The dated happening at the same place that an undated one most likely is."""
    best, most = None, LEAST_DATED
    for other_at, other in enumerate(drafts):
        if (
            other is draft
            or other.occurred is None
            or other.lasting
            or other.temporal is not Temporal.ACTUAL
            or draft.place is None
            or other.place is None
            or draft.place.name != other.place.name
        ):
            continue
        score = fit(draft, other, other_at - at)
        if score > most:
            best, most = other, score
    return best


def _of_the_day(before: Sequence[Draft]) -> Draft | None:
    """The last dated happening, if all that the report has dated so far was on one day."""
    dated = [d for d in before if d.occurred is not None and d.temporal is Temporal.ACTUAL and not d.lasting]
    days = {d.occurred.day for d in dated if d.occurred is not None}
    return dated[-1] if len(days) == 1 else None


def _points(node: Node) -> bool:
    """Whether a word points back to a place: "there", "here", "the town", "the same village"."""
    if node.lower in ("there", "here"):
        return node.dep == "advmod" and node.head.verb_lemma not in _SPOKEN  # "said here on Tuesday"
    if node.noun_lemma not in _POINTED | _AREAS | _STRETCHES or node.tag not in ("NN", "NNS"):
        return False
    same = any(c.lower in ("this", "same") for c in node.children if c.dep in ("det", "amod"))
    if node.dep not in ("pobj", "dobj", "nsubjpass", "conj") and not (same and node.dep == "nsubj"):
        return False
    if node.noun_lemma in _AREAS and (node.dep != "pobj" or node.head.lower not in _ALL_OVER):
        return False
    others = [c for c in node.children if c.dep in ("compound", "poss", "nmod", "relcl", "nummod")]
    named = any(c.lower == "of" for c in node.children)
    pointing = _POINTING if node.noun_lemma not in _STRETCHES else _POINTING - {"the"}
    return not others and not named and any(c.lower in pointing for c in node.children if c.dep in ("det", "amod"))
