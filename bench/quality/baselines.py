"""What a desk could do with a spreadsheet: the plain ways beside which matching is measured, on the same input."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from typing import Final

from schemas.statement import Statement

__all__ = ["Text", "day_and_place", "single_pass"]

COSINE: Final = 0.20
DAYS: Final = 7

_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Text:
    """Words that were published on a day."""

    words: str
    day: date


def day_and_place(statements: Iterable[Statement]) -> list[Hashable | None]:
    """For each statement its day and place as a label; None where it lacks one, so that it stands alone."""
    labels: list[Hashable | None] = []
    for one in statements:
        if one.place is None or one.occurred is None:
            labels.append(None)
        else:
            place = one.place.gazetteer_name or one.place.name
            labels.append((one.occurred.start.date().toordinal(), " ".join(place.lower().split())))
    return labels


def single_pass(texts: Sequence[Text]) -> list[int]:
    """The number of a cluster for each text, in their order: that of the likest one before it, if that is like enough.

    Terms are weighed by (1 + log tf) * log(N / df), df over all of the texts; likeness is the cosine; a text more than
    `DAYS` back is out of sight. The usual first story detection (Allan 2002).
    """
    bags = [Counter(_WORD.findall(text.words.lower())) for text in texts]
    documents = Counter(term for bag in bags for term in bag)
    vectors = [_weighed(bag, documents, len(texts)) for bag in bags]
    holding: dict[str, list[int]] = {}
    found: list[int] = []
    for number, vector in enumerate(vectors):
        likeness: dict[int, float] = {}
        for term, weight in vector.items():
            filed = holding.setdefault(term, [])
            for other in reversed(filed):
                if (texts[number].day - texts[other].day).days > DAYS:
                    break
                likeness[other] = likeness.get(other, 0.0) + weight * vectors[other][term]
            filed.append(number)
        best = max(likeness, key=lambda other: likeness[other], default=None)
        found.append(found[best] if best is not None and likeness[best] >= COSINE else number)
    return found


def _weighed(bag: Counter[str], documents: Counter[str], count: int) -> dict[str, float]:
    weights = {term: (1 + log(n)) * log(count / documents[term]) for term, n in bag.items() if documents[term] < count}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
