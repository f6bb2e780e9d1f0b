"""Why, in the words of the decisions themselves: the evidence sentences behind some of their events."""

from collections.abc import Collection
from typing import Final

from chassis.log import topics
from chassis.log.port import Log
from operate.progress import Told
from operate.redecide.partition import Pointer
from schemas.events import decisions as d
from schemas.events.decisions import Decision
from services.dedup.writer.following import read_decision

__all__ = ["read_sentences"]

_LIMIT: Final = 1000
_POLL_S: Final = 1.0


def read_sentences(log: Log, generation: str, wanted: Collection[Pointer], told: Told) -> dict[Pointer, str]:
    """The sentence behind each, where it has one. Only the decisions that are pointed at are parsed."""
    by_offset: dict[int, list[Pointer]] = {}
    for pointer in wanted:
        by_offset.setdefault(pointer[0], []).append(pointer)
    if not by_offset:
        return {}
    found: dict[Pointer, str] = {}
    first, last = min(by_offset), max(by_offset)
    with log.reader(topics.decisions(generation), [0], {0: first}) as reader:
        while (position := reader.position(0)) <= last:
            told(position - first, last - first + 1)
            for record in reader.poll(_POLL_S, _LIMIT):
                if record.offset in by_offset:
                    decision = read_decision(record)
                    found |= {one: says for one in by_offset[record.offset] if (says := _sentence(decision, one))}
    told(last - first + 1, last - first + 1)
    return found


def _sentence(decision: Decision, pointer: Pointer) -> str | None:
    _, one, other = pointer
    for event in decision.events:
        match event:
            case d.StatementPlaced() if event.statement.id == one and other is None:
                return event.evidence.sentence
            case d.StatementMoved() if event.statement == one and other is None:
                return event.evidence.sentence
            case d.IncidentsLinked() if {event.a, event.b} == {one, other}:
                return event.evidence.sentence if event.evidence else None
    return None
