"""How near something that a report names stands to a happening that it tells."""

from collections.abc import Iterable
from typing import Protocol

from schemas.vocabulary import family
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.text.segment import Unit

__all__ = ["Mention", "distance", "kinship", "stands"]


class Mention(Protocol):
    """Something named in a unit, from a code point of the unit's field on."""

    @property
    def unit(self) -> Unit: ...

    @property
    def start(self) -> int: ...


def distance(mention: Mention, draft: Draft) -> tuple[bool, bool, int, int]:
    """What the nearest of several mentions has least of."""
    same = mention.unit.field == draft.unit.field
    inside = same and draft.span[0] <= mention.start < draft.span[1]
    return not same, not inside, abs(mention.unit.sentence - draft.unit.sentence), abs(mention.start - draft.trigger)


def stands(mention: Mention, draft: Draft) -> str:
    """Where a mention stands from a draft: inside its clause, in its sentence, so far before or after it."""
    unit = mention.unit
    if unit.field != draft.unit.field:
        return "title"
    if unit.item != draft.unit.item:
        return "other item"
    if draft.span[0] <= mention.start < draft.span[1]:
        return "inside"
    if unit.sentence == draft.unit.sentence:
        return "unit" if unit.start == draft.unit.start else "sentence"
    away = unit.sentence - draft.unit.sentence
    order = "before" if away < 0 else "after"
    if unit.paragraph == draft.unit.paragraph:
        return f"paragraph {order} {min(abs(away), 2)}"
    return f"{'near' if abs(unit.paragraph - draft.unit.paragraph) == 1 else 'far'} {order}"


def kinship(told: Iterable[Draft], draft: Draft) -> str:
    """What else is told of some place or day: something of a draft's kind, by the same claimant, any, or nothing."""
    others = [other for other in told if other is not draft]
    kin = [other for other in others if other.type in family(draft.type)]
    if kin:
        same = any(other.claimant.key == draft.claimant.key for other in kin)
        return "same kind and claimant" if same else "same kind"
    return "another" if others else "none"
