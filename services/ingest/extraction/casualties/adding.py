"""Figures of one speaker that go on from those he gave before: "another soldier died", "in all, 58 were killed"."""

import re
from collections.abc import Sequence
from typing import Final

from schemas.slots import Casualty
from schemas.vocabulary import Qualifier
from services.ingest.extraction.discourse import Draft

__all__ = ["told_on"]

_MORE: Final = frozenset({"another", "more", "others", "further", "additional"})
_IN_ALL: Final = re.compile(r"\b(?:in all|in total|altogether|all told|all in all)\b", re.IGNORECASE)


def told_on(draft: Draft, figures: Sequence[Casualty], words: str) -> bool:
    """Bring the figures of a statement up by more that are told in other words, in place; False where these neither
    add to them nor sum them up."""
    whole = _IN_ALL.search(words) is not None
    if not whole and not any(_more(figure) for figure in figures):
        return False
    changed = list(draft.casualties)
    for figure in figures:
        at = next((at for at, held in enumerate(changed) if _of_the_same(held, figure)), None)
        if at is None:
            changed.append(figure)
        elif whole and figure.min >= changed[at].min:
            changed[at] = figure
        elif _more(figure) and _exact(figure) and _exact(changed[at]):
            most = changed[at].min + figure.min
            changed[at] = changed[at].model_copy(update={"min": most, "max": most})
        elif figure.max != 0:
            return False
    draft.casualties = changed
    return True


def _of_the_same(held: Casualty, figure: Casualty) -> bool:
    return held.category is figure.category and (held.side == figure.side or None in (held.side, figure.side))


def _more(figure: Casualty) -> bool:
    return not _MORE.isdisjoint(figure.words.lower().split())


def _exact(figure: Casualty) -> bool:
    return figure.qualifier is Qualifier.EXACT and figure.min == figure.max
