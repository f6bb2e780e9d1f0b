"""Which labelled statement a found one is: by where they stand, one to one, the larger overlap first."""

from collections.abc import Sequence
from uuid import UUID

from bench.quality.gold import Gold
from schemas.statement import Statement
from schemas.vocabulary import EventType, family

__all__ = ["align"]


def align(gold: Sequence[Gold], found: Sequence[Statement]) -> dict[UUID, Gold]:
    """The labelled statement of each found one whose span overlaps it and whose type is of its family."""
    overlaps = [
        (-share, one.event_type.value != label.event_type, number, at)
        for number, label in enumerate(gold)
        for at, one in enumerate(found)
        if (share := _overlap(label, one)) > 0 and one.event_type in family(EventType(label.event_type))
    ]
    aligned: dict[int, int] = {}
    for _, _, number, at in sorted(overlaps):
        if at not in aligned and number not in aligned.values():
            aligned[at] = number
    return {found[at].id: gold[number] for at, number in aligned.items()}


def _overlap(label: Gold, one: Statement) -> float:
    if one.span is None or one.span.field != "text":
        return 0.0
    inside = min(label.end, one.span.end) - max(label.start, one.span.start)
    return max(0, inside) / (max(label.end, one.span.end) - min(label.start, one.span.start))
