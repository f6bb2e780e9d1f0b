"""The wounded who died: "nine wounded, one of whom has died" are eight and one, "of nine wounded two died" seven and
two; beside dead that are counted they are so many more.
"""

from collections.abc import Sequence
from typing import Final

from schemas.vocabulary import CasualtyCategory, Qualifier
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.syntax.phrases import prep_objects

__all__ = ["moved"]

_THEM: Final = frozenset({"whom", "them", "wounded", "injured"})


def moved(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls, with those of the wounded who died among the dead alone."""
    kept = list(tolls)
    for one in tolls:
        hurt = next((other for other in tolls if _of_these(one, other)), None)
        if hurt is None:
            continue
        hurt.figure = _changed(hurt.figure, -one.figure.min)
        others = [t for t in kept if t is not one and t.category is CasualtyCategory.KILLED and _exact(t.figure)]
        if len(others) == 1 and not others[0].total:
            others[0].figure = _changed(others[0].figure, one.figure.min)
            kept.remove(one)
    return kept


def _of_these(dead: Toll, hurt: Toll) -> bool:
    """Whether those who died are some of the wounded."""
    if (dead.category, hurt.category) != (CasualtyCategory.KILLED, CasualtyCategory.INJURED) or dead.people is None:
        return False
    if not (_exact(dead.figure) and _exact(hurt.figure) and 0 < dead.figure.min < hurt.figure.min):
        return False
    of = prep_objects(dead.people, "of")
    ahead = prep_objects(dead.predicate, "of")
    return any(n.lower in _THEM for n in of) or any(hurt.people is n for n in ahead)


def _exact(figure: Figure) -> bool:
    return figure.qualifier is Qualifier.EXACT and figure.min == figure.max


def _changed(figure: Figure, by: int) -> Figure:
    return Figure(figure.min + by, figure.min + by, figure.qualifier)
