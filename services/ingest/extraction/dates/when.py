"""When a frame happened: the time expression of its clause that belongs to it, or none."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from reference import Reference
from schemas.slots import Occurred
from schemas.vocabulary import Temporal, TimePrecision
from services.ingest.extraction import dates
from services.ingest.extraction.dates.comparing import compares
from services.ingest.extraction.dates.dating import Named
from services.ingest.extraction.dates.sums import counts_on, lasts, sums_up
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.syntax.repaying import paid_back
from services.ingest.extraction.syntax.tree import Node
from services.ingest.extraction.text.segment import Unit

__all__ = ["Calendar"]

FARTHEST = 12
"""Arcs beyond which a time expression is no longer that of a trigger."""
_UNDATED = 6
"""What it costs that only how long something took is told."""
_COUNTED = 1.5
"""What it costs to be counted from a day of the same sentence: "on 3 May, and the market the day after"."""
_LIMIT = re.compile(r"\b(?:until|till|by|before)\s(?:the\s|around\s|noon\son\s|next\s)?$", re.IGNORECASE)
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_BOUND = frozenset({"is", "are", "due", "set", "expected", "scheduled", "planned"})
_OPEN = frozenset({"to", "if", "unless", "must", "should", "would", "will"})
_SET = word_set("set_for")
_DURING = frozenset({"in", "over", "during", "through", "after"})
_DEGREES_AN_HOUR = 15.0
_SUMMER = 1.5
"""Hours by which clocks may be ahead of the sun, by summer time or since a land lies far west in its zone."""
_DONE = re.compile(r"\b(?:by|before)\s$", re.IGNORECASE)
"""Before a part of a day this tells the day that something was done on: "before sunrise on Tuesday", "by noon"."""


def _under(node: Node, after: Node) -> bool:
    """Whether a node is of what "two days after" says it follows: a noun below it or the clause it marks."""
    return node.within(after.head if after.dep == "mark" else after)


def _length(moment: dates.Moment) -> bool:
    """Whether a time is how long something took, or how long ago it was: "three days of fighting", "two years after
    the raid"."""
    return moment.clause and moment.span is not None


def _within(own: Node, node: Node, moment: dates.Moment) -> bool:
    """Whether what is told came about in a length of time: "430 people died in eight months of raids"."""
    return _length(moment) and node.dep == "pobj" and node.head.lower in _DURING and node.head.head is own


def _over(node: Node) -> tuple[Node, Node]:
    """What a time hangs on, as it stands or behind its preposition: "said Monday", "said on Monday"."""
    up = node.head
    return up, up.head if node.dep == "pobj" else up


def _governing(node: Node) -> Node | None:
    """The verb that a time hangs on."""
    return next((above for above in node.ancestors() if above.is_verb), None)


def _ahead(node: Node) -> bool:
    """Whether a time is that of what is to come: "will meet on Friday", "are to meet on Friday", "is set for it"."""
    if node.dep == "pobj" and node.head.lower == "for" and node.head.head.lower in _SET:
        return True
    verb = _governing(node)
    helpers = {child.lower for child in verb.children if child.dep == "aux"} if verb is not None else set()
    return bool(helpers & _WILL) or ("to" in helpers and verb is not None and verb.head.lower in _BOUND)


def _open(node: Node) -> bool:
    """Whether something may still come until a limit: "unless talks resume by Friday", "agreed to stop by then"."""
    verbs = [above for above in node.ancestors() if above.is_verb]
    words = {c.lower for verb in verbs for c in verb.children if c.dep in ("aux", "mark")}
    return bool(words & _OPEN)


def _role(moment: dates.Moment, unit: Unit, node: Node | None, said: Collection[Node]) -> str:
    """How a day is told: as that of a speech, as an end or a beginning, counted from another, or plainly."""
    if node is not None and any(over in said for over in _over(node)):
        return "said"
    if _LIMIT.search(unit.text, 0, moment.start):
        return "limit"
    if moment.since:
        return "since"
    if node is None:
        return "skimmed"
    return "counted" if moment.clause or moment.base is not dates.Base.PUBLICATION else "told"


class Calendar:
    """Dates frames; remembers what was dated last for "the same morning" and "the next day"."""

    def __init__(self, setting: Setting, reference: Reference) -> None:
        self.memory = setting.memory
        self._countries = setting.names.countries
        self._places = reference.places
        self.told: Occurred | None = None
        self.told_in = -1
        self.heading: Occurred | None = None
        self.headed = -1
        self.covering: Occurred | None = None
        self.alone = False
        """Whether that day is all that its line says: what follows is of no other."""
        self._summed: tuple[Occurred, int] | None = None
        self._counted_in: Unit | None = None
        self._counted: dict[tuple[int, bool], Occurred | None] = {}
        self.named: list[Named] = []
        """Every day that a unit names, in order."""

    def head(self, unit: Unit, moments: list[dates.Moment]) -> None:
        """A unit without a happening dates what its paragraph tells after it: "12 Feb, approx. 0650 hrs."."""
        for moment in moments:
            if moment.day is None or moment.since or _LIMIT.search(unit.text, 0, moment.start):
                continue
            found = self._resolve(moment, unit, future=False)
            if (
                found is not None
                and not dates.is_historical(found, self.memory.published)
                and (self.memory.published is None or found.start <= self.memory.published)
            ):
                self.heading, self.headed = found, unit.paragraph
                self.told, self.told_in = found, unit.paragraph
                alone = not (unit.text[: moment.start] + unit.text[moment.end :]).strip(" .:")
                self.alone = alone and found.start.date() != self.memory.day
                if alone or unit.text.rstrip().endswith(":"):
                    self.covering = found
                return

    def pass_through(
        self, unit: Unit, moments: list[dates.Moment], scene: Scene | None = None, said: Collection[Node] = ()
    ) -> None:
        """Remember the days that a unit names, and how each is told; `said` are its verbs of speech. What is paid
        back or has lasted has its day to itself."""
        for moment in moments:
            nodes = scene.tree.at(moment.start, moment.end) if scene is not None else []
            node = min(nodes, key=lambda n: n.depth) if nodes else None
            alone = moment.lasting or _length(moment) or (node is not None and paid_back(node) is not None)
            alone = alone or (scene is not None and compares(moment, scene.tree))
            if alone or not moment.has_day:
                continue
            ahead = node is not None and _ahead(node)
            found = self._resolve(moment, unit, future=ahead, beside=self._before(moment, moments))
            if found is not None:
                role = _role(moment, unit, node, said)
                if role == "limit" and node is not None and _open(node):
                    continue
                self.named.append(Named(found, unit, unit.start + moment.start, unit.start + moment.end, role))

    def headed_day(self, unit: Unit) -> Occurred | None:
        """The day that a unit before this one gave to the paragraph, or a line with a colon to all that follows it."""
        return self.heading if self.headed == unit.paragraph else self.covering

    def looks_back(self, unit: Unit, moments: list[dates.Moment]) -> bool:
        """Whether a unit gives a time, and none that is not long before the report."""
        found = [self._resolve(moment, unit, future=False) for moment in moments if not moment.since]
        return bool(found) and all(one is not None and dates.is_historical(one, self.memory.published) for one in found)

    def _before(self, moment: dates.Moment, moments: list[dates.Moment]) -> Occurred | None:
        """The day told earlier in the sentence that "two days after" and "a day earlier" count from."""
        if moment.base not in (dates.Base.BESIDE, dates.Base.ONLY_TOLD):
            return None
        told = [m for m in moments if m.end <= moment.start and m.day is not None]
        return dates.resolve(told[-1], self.memory.day) if told else None

    def _resolve(
        self, moment: dates.Moment, unit: Unit, *, future: bool, beside: Occurred | None = None
    ) -> Occurred | None:
        told = self.told_in == unit.paragraph or moment.base in (dates.Base.TOLD, dates.Base.ONLY_TOLD)
        if moment.base is dates.Base.ONLY_TOLD and moment.span is not None:
            return dates.resolve(moment, self.memory.day, context=beside or self._named_before(moment, unit))
        # "Since sunrise" holds until now, whatever was told before.
        plain = not (moment.since and not moment.has_day)
        context = beside or (self.told if told and plain else self.covering if self.alone and plain else None)
        found = dates.resolve(moment, self.memory.day, future=future, context=context)
        if found is not None and not future and moment.span is None and self._yet_to_come(found, moment):
            # "At 23:10", told at nine in the morning, was the evening before, and so was "the night of the 7th".
            day = timedelta(days=1)
            found = found.model_copy(update={"start": found.start - day, "end": found.end - day})
        return found

    def _yet_to_come(self, found: Occurred, moment: dates.Moment) -> bool:
        """Whether a time of day is ahead of publication, where its day is not told or is that of a night."""
        latest = self._latest() if moment.day is None or moment.part == "night" else None
        return latest is not None and found.start > latest and found.precision is not TimePrecision.DAY

    def _named_before(self, moment: dates.Moment, unit: Unit) -> Occurred | None:
        """What was named last before a moment, whatever it was told of: "that year" is of that."""
        at = unit.start + moment.start
        before = (n for n in reversed(self.named) if n.unit is not unit or n.start < at)
        return next((named.occurred for named in before), None)

    def _counted_once(
        self, moment: dates.Moment, unit: Unit, *, future: bool, beside: Occurred | None
    ) -> Occurred | None:
        """A time of a unit, for whichever of its happenings asks: "two days earlier" that dates two of them is counted
        from what was told before the first, and not for the second from that one again."""
        if self._counted_in is not unit:
            self._counted_in, self._counted = unit, {}
        key = moment.start, future
        if key not in self._counted:
            self._counted[key] = self._resolve(moment, unit, future=future, beside=beside)
        return self._counted[key]

    def _latest(self) -> datetime | None:
        """The latest that clocks of the country that the report is about can have shown when it was published."""
        likeliest = next((country for country, _ in self._countries.most_common(1)), None)
        land = self._places.get(f"country:{likeliest}") if likeliest is not None else None
        if self.memory.published is None or land is None or land.lon is None:
            return self.memory.published
        return self.memory.published + timedelta(hours=max(0.0, land.lon / _DEGREES_AN_HOUR + _SUMMER))

    def date(
        self, frame: Frame, unit: Unit, scene: Scene, moments: list[dates.Moment], attributions: list[Attribution]
    ) -> None:
        """Set when a frame happened, and whether that makes it background."""
        best, least = None, 1e9
        for moment in moments:
            nodes = scene.tree.at(moment.start, moment.end)
            promised = frame.temporal is Temporal.FUTURE and _DONE.search(scene.tree.text, 0, moment.start)
            if (
                not promised  # "will leave by Friday" is on Friday at the latest
                and _LIMIT.search(scene.tree.text, 0, moment.start)
                and not (moment.part is not None and _DONE.search(scene.tree.text, 0, moment.start))
            ):
                continue
            if not nodes:
                continue
            node = min(nodes, key=lambda n: n.depth)
            if moment.clause and not any(_under(own, nodes[-1]) or _within(own, node, moment) for own in frame.nodes):
                continue
            if (answered := paid_back(node)) is not None and not any(own.within(answered) for own in frame.nodes):
                continue
            if (moment.lasting and not lasts(frame)) or compares(moment, scene.tree):
                continue
            if frame.temporal is Temporal.ACTUAL and _ahead(node):
                if _governing(node) not in frame.nodes:
                    continue  # "ahead of talks that are set for Friday"
                frame.temporal = Temporal.FUTURE
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
            if _length(moment):
                cost += _UNDATED  # "three days of fighting in July"
            elif self._before(moment, moments) is not None and not moment.clause:
                cost += _COUNTED
            if cost < least:
                best, least = moment, cost
        future = frame.temporal is Temporal.FUTURE
        if best is not None and least < FARTHEST:
            frame.occurred = self._counted_once(best, unit, future=future, beside=self._before(best, moments))
            frame.dated = frame.occurred is not None
            frame.lasting = best.since and frame.dated
            frame.clocked = frame.dated and not frame.lasting and not best.has_day and self.told_in != unit.paragraph
        elif self._summed is not None and self._summed[1] == unit.paragraph and counts_on(frame):
            frame.occurred, frame.dated = self._summed[0], True
        elif frame.temporal is Temporal.ACTUAL and sums_up(frame, scene.tree):
            frame.temporal = Temporal.HISTORICAL
        if frame.occurred is not None and dates.is_historical(frame.occurred, self.memory.published):
            if frame.occurred.precision in (TimePrecision.MONTH, TimePrecision.YEAR):
                self._summed = frame.occurred, unit.paragraph
            frame.historical = True
            if frame.temporal is Temporal.ACTUAL:
                frame.temporal = Temporal.HISTORICAL
        elif (
            frame.occurred is not None
            and frame.temporal is Temporal.ACTUAL
            and not frame.lasting
            and not (best is not None and best.clause)  # "a day after a drone struck" goes back for a clause alone
        ):
            self.told, self.told_in = frame.occurred, unit.paragraph
        if frame.lasting and frame.occurred is not None and self.memory.published is not None:
            end = max(frame.occurred.end, self.memory.published)
            frame.occurred = frame.occurred.model_copy(update={"end": end})
