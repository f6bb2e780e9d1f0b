"""When a frame happened: the time expression of its clause that belongs to it, or none."""

import re
from datetime import date

from schemas.slots import Occurred
from schemas.vocabulary import EventType, Temporal
from services.ingest.extraction import dates
from services.ingest.extraction.attribution import Attribution, owner_of
from services.ingest.extraction.frames import Frame
from services.ingest.extraction.names import Scene
from services.ingest.extraction.segment import Unit
from services.ingest.extraction.setting import Setting

__all__ = ["Calendar"]

FARTHEST = 12
"""Arcs beyond which a time expression is no longer that of a trigger."""
_LIMIT = re.compile(r"\b(?:until|till|by|before)\s(?:the\s|around\s|noon\son\s|next\s)?$", re.IGNORECASE)


class Calendar:
    """Dates frames; remembers the last dated one for "the same morning"."""

    def __init__(self, setting: Setting) -> None:
        self.memory = setting.memory
        self.context: Occurred | None = None
        self.context_paragraph = -1
        self.days: set[date] = set()

    def survey(self, moments: list[dates.Moment]) -> None:
        """Note the days that a unit names, whatever happened on them."""
        for moment in moments:
            found = dates.resolve(moment, self.memory.day) if moment.day is not None else None
            if found is not None:
                self.days.add(found.start.date())

    def date(
        self, frame: Frame, unit: Unit, scene: Scene, moments: list[dates.Moment], attributions: list[Attribution]
    ) -> None:
        """Set when a frame happened, and whether that makes it background."""
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
        if best is not None and least < FARTHEST:
            context = self.context if unit.paragraph == self.context_paragraph else None
            frame.occurred = dates.resolve(best, self.memory.day, future=future, context=context)
            frame.dated = frame.occurred is not None
            frame.lasting = best.since and frame.dated
        if frame.occurred is not None and dates.is_historical(frame.occurred, self.memory.published):
            frame.historical = True
            if frame.temporal is Temporal.ACTUAL:
                frame.temporal = Temporal.HISTORICAL
        elif frame.occurred is not None and frame.temporal is Temporal.ACTUAL and not frame.lasting:
            self.context, self.context_paragraph = frame.occurred, unit.paragraph
        if frame.lasting and frame.occurred is not None and self.memory.published is not None:
            end = max(frame.occurred.end, self.memory.published)
            frame.occurred = frame.occurred.model_copy(update={"end": end})
