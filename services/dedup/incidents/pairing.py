"""Pairing: which statement of a new set is which of the held one, so that an edit keeps the ids that people know.

First within equal sentences (hash and occurrence): by overlap of the spans relative to the sentence's start, then by
event family. Then among what is left: by resemblance of the sentences, with equal event family and claimant.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from schemas.statement import Statement
from schemas.vocabulary import family

__all__ = ["ALIKE", "pair", "sentence_likeness"]

ALIKE = 0.5
"""Share of a sketch's minima from which an edited sentence is the same one."""


class _Match(NamedTuple):
    """Sorts best first; ties go to the claimant, the act, the nearest place and then to order."""

    apart: float
    other_family: bool
    other_claimant: bool
    other_act: bool
    distance: int
    new: int
    old: int


def pair(held: Sequence[Statement], given: Sequence[Statement]) -> Mapping[int, UUID]:
    """The id of the held statement that each given one is, by its index in `given`. Each held one is paired once."""
    pairs: dict[int, UUID] = {}
    if not held:
        return pairs
    free = set(range(len(held)))
    equal = [
        match
        for new, old in _candidates(held, given, lambda one: (one.sentence.hash, one.sentence.occurrence))
        if (match := _same_sentence(held, given, old, new)) is not None
    ]
    _take(equal, held, free, pairs)
    left_old = {number: one for number, one in enumerate(held) if number in free}
    left_new = {number: one for number, one in enumerate(given) if number not in pairs}
    edited = [
        match
        for new, old in _candidates(held, given, lambda one: (family(one.event_type), one.claimant.key))
        if old in left_old and new in left_new and (match := _edited(held, given, old, new)) is not None
    ]
    _take(edited, held, free, pairs)
    return pairs


def sentence_likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Share of equal minima of two MinHash sketches; 0 where one is missing."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(one == other for one, other in zip(a, b, strict=True)) / len(a)


def _take(matches: list[_Match], held: Sequence[Statement], free: set[int], pairs: dict[int, UUID]) -> None:
    for match in sorted(matches):
        if match.old in free and match.new not in pairs:
            free.discard(match.old)
            pairs[match.new] = held[match.old].id


def _candidates(
    held: Sequence[Statement], given: Sequence[Statement], key: Callable[[Statement], Hashable]
) -> list[tuple[int, int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for old, one in enumerate(held):
        groups[key(one)].append(old)
    return [(new, old) for new, one in enumerate(given) for old in groups.get(key(one), ())]


def _same_sentence(held: Sequence[Statement], given: Sequence[Statement], old: int, new: int) -> _Match | None:
    a, b = held[old], given[new]
    overlap = _overlap(a, b)
    akin = a.event_type in family(b.event_type)
    if not overlap and not (akin and a.claimant.key == b.claimant.key):
        return None
    return _match(-overlap, a, b, old, new)


def _edited(held: Sequence[Statement], given: Sequence[Statement], old: int, new: int) -> _Match | None:
    a, b = held[old], given[new]
    alike = sentence_likeness(a.sentence.sketch, b.sentence.sketch)
    return _match(-alike, a, b, old, new) if alike >= ALIKE else None


def _match(apart: float, a: Statement, b: Statement, old: int, new: int) -> _Match:
    return _Match(
        apart,
        a.event_type not in family(b.event_type),
        a.claimant.key != b.claimant.key,
        a.speech_act is not b.speech_act,
        abs(a.sentence.index - b.sentence.index),
        new,
        old,
    )


def _overlap(a: Statement, b: Statement) -> float:
    if a.span is None or b.span is None:
        return 0.0
    start = max(a.span.start - a.sentence.start, b.span.start - b.sentence.start)
    end = min(a.span.end - a.sentence.start, b.span.end - b.sentence.start)
    longest = max(a.span.end - a.span.start, b.span.end - b.span.start)
    return max(0, end - start) / longest if longest else 0.0
