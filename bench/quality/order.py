"""The order effect: how much of what is decided hangs on the order in which a day's reports happened to come."""

import random
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, groupby
from typing import Final, TypeVar
from uuid import UUID

from bench.quality.alignment import align
from bench.quality.figures import Clustering, clustering
from bench.quality.gold import Posting
from bench.quality.pipeline import Deciding, Normalizing, published_set
from reference import Reference
from services.dedup.incidents.decide import Input
from services.dedup.matching.weights import Weights

__all__ = ["SHUFFLES", "OrderEffect", "run", "shuffles"]

SHUFFLES: Final = 10

T = TypeVar("T")

Found = dict[UUID, str | None]
"""The incident of each statement; None if it was set aside."""


@dataclass(frozen=True)
class OrderEffect:
    """`between` has every two shuffles compared, over `statements`; `labelled` each shuffle with the labels."""

    reports: int
    statements: int
    between: tuple[Clustering, ...]
    labelled: tuple[Clustering, ...]


def run(
    postings: Sequence[Posting],
    normalizing: Normalizing,
    weights: Sequence[Weights],
    reference: Reference,
    times: int,
    seed: int,
    step: Callable[[], None],
) -> OrderEffect:
    """Normalize every report once, then decide on all of them `times` times, each time in another order of a day's."""
    inputs, labels = _read(postings, normalizing)
    dated = [(posting.published.date(), given) for posting, given in zip(postings, inputs, strict=True)]
    found: list[Found] = []
    for order in shuffles(dated, times, seed):
        deciding = Deciding(weights, reference)
        for offset, given in enumerate(order):
            position = given.position.model_copy(update={"offset": offset})
            deciding.decide(replace(given, position=position))
        found.append(deciding.incidents(labels))
        step()
    right = [one for one, label in labels.items() if label is not None]
    return OrderEffect(
        reports=len(postings),
        statements=len(labels),
        between=tuple(clustering(_beside(labels, a, b)) for a, b in combinations(found, 2)),
        labelled=tuple(clustering([(labels[id], one[id]) for id in right]) for one in found),
    )


def shuffles(dated: Sequence[tuple[date, T]], times: int, seed: int) -> Iterator[list[T]]:
    """Orders that keep the days, which come sorted, and shuffle what is of one day."""
    for number in range(times):
        draw = random.Random(seed + number)
        order: list[T] = []
        for _, same in groupby(dated, key=lambda one: one[0]):
            of_day = [thing for _, thing in same]
            draw.shuffle(of_day)
            order += of_day
        yield order


def _read(postings: Iterable[Posting], normalizing: Normalizing) -> tuple[list[Input], dict[UUID, str | None]]:
    """What the writer gets, and the label of each statement in the text of a report, if it has one."""
    inputs: list[Input] = []
    labels: dict[UUID, str | None] = {}
    for posting in postings:
        given = normalizing.post(posting)
        inputs.append(given)
        body = [one for one in published_set(given).statements if one.span is not None and one.span.field == "text"]
        known = align(posting.gold, body)
        labels |= {one.id: known[one.id].incident if one.id in known else None for one in body}
    return inputs, labels


def _beside(statements: Iterable[UUID], a: Found, b: Found) -> list[tuple[Hashable, Hashable]]:
    """Two results, statement by statement. What was set aside stands alone in both."""
    return [(a[id] or id, b[id] or id) for id in statements]
