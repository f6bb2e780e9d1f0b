"""What kind of happening a draft tells, weighed: its trigger, its words, and what the report tells near it.

A trigger says a type by its words alone and is wrong where they are said of something else ("returned fire" from
tanks, "attacked" with rocks); words say one by all of their company; and what stands near is often the same happening.
None is enough, so all are added up in bits, one weight each, and the type with most is taken. The weights were
estimated as a conditional logistic model on labelled dossiers, each under word weights that had not seen it.
"""

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from schemas.vocabulary import EVENT_TYPES, EventType, SpeechAct, Temporal
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happening import Hearing, Shares, hearing, words
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.tree import Tree

__all__ = ["Account", "Sort", "hear", "sort", "weigh"]

_KINDS: Final = tuple(EVENT_TYPES)
_LEAST: Final = 0.001
"""A share of a report's words below which a type counts as not told of."""


class Sort(Enum):
    """How a draft came to be, by which its evidence counts differently."""

    ARMED = "a weapon names its type"
    NAMED = "its trigger names a type"
    ANSWER = "a reaction without a happening of its own"
    PLANNED = "something set for a day to come"
    PAST = "the same, of what lies back: a war's dead are of no one happening, and the report is about today"
    OPEN = "told without a type of its own: a generic word, a figure, words alone"


class Account(NamedTuple):
    """What is known of a draft before its words count: the type of its trigger, the type that binding gave it, and by
    type how well the best draft that names it fits."""

    told: EventType
    bound: EventType
    near: Mapping[EventType, float]


class _Weights(NamedTuple):
    """Bits: for each bit of the words of the clause, of the sentence and of the report; for being the trigger's type
    and the bound one; for each point of the fit of a neighbour; for being what the draft copies; for being `other`."""

    clause: float
    sentence: float
    report: float
    told: float
    bound: float
    near: float
    copied: float
    other: float


_WEIGHTS: Final = {
    Sort.ARMED: _Weights(0.4, 0.0, 0.4, 1.6, 2.2, 0.5, -0.6, 0.9),
    Sort.NAMED: _Weights(0.15, 0.4, 0.45, 1.3, 1.95, 0.3, -0.6, -0.4),
    Sort.ANSWER: _Weights(0.0, 0.4, 0.4, 1.2, 3.3, 0.9, -1.6, -2.0),
    Sort.PLANNED: _Weights(0.5, 0.5, 0.15, 1.9, 2.5, 0.45, -0.6, 0.3),
    Sort.PAST: _Weights(0.2, 0.3, 0.1, 0.75, 1.1, 0.55, 0.1, 0.2),
    Sort.OPEN: _Weights(0.2, 0.3, 0.7, 0.75, 1.1, 0.55, 0.1, -1.1),
}


def weigh(drafts: Sequence[Draft], accounts: Sequence[Account]) -> None:
    """Settle the types of the drafts of one report, in place."""
    heard = [draft.heard for draft in drafts if draft.heard is not None]
    if not heard:
        return
    report = {
        kind: math.log2(sum(2.0 ** sentence.shares[kind] for _, sentence in heard) / len(heard) + _LEAST)
        for kind in _KINDS
    }
    settled = {id(draft): account.bound for draft, account in zip(drafts, accounts, strict=True)}
    for draft, account in zip(drafts, accounts, strict=True):
        if draft.heard is None or draft.type is EventType.THREAT or draft.act is SpeechAct.THREATENS:
            continue
        origin = draft.carried.get("event_type")
        copied = settled.get(id(origin)) if origin is not None else None
        draft.type = _likeliest(_WEIGHTS[sort(draft)], draft.heard, report, account, copied)
        if origin is not None and draft.type is not copied:
            del draft.carried["event_type"]


def hear(drafts: Sequence[Draft], tree: Tree, lexicon: Lexicon) -> None:
    """Note what the words of each draft of a unit say, and those of the unit."""
    whole = words(tree.nodes, lexicon)
    sentence = hearing(whole)
    for draft in drafts:
        start, end = draft.span[0] - draft.unit.start, draft.span[1] - draft.unit.start
        said = words(tree.at(start, end), lexicon)
        draft.heard = (sentence if said in (whole, frozenset()) else hearing(said)), sentence


def sort(draft: Draft) -> Sort:
    """Which of these a draft is."""
    if draft.rule.startswith("reaction"):
        return Sort.ANSWER
    if draft.rule.startswith("plan"):
        return Sort.PLANNED
    unnamed = draft.generic or draft.open or draft.told or draft.rule.startswith(("figure", "happening"))
    if unnamed:
        return Sort.PAST if draft.temporal is Temporal.HISTORICAL else Sort.OPEN
    return Sort.ARMED if draft.armed else Sort.NAMED


def _likeliest(
    weights: _Weights, heard: tuple[Hearing, Hearing], report: Shares, account: Account, copied: EventType | None
) -> EventType:
    clause, sentence = (told.shares for told in heard)

    def bits(kind: EventType) -> float:
        return (
            weights.clause * clause[kind]
            + weights.sentence * sentence[kind]
            + weights.report * report[kind]
            + weights.near * max(0.0, account.near.get(kind, 0.0))
            + weights.told * (kind is account.told)
            + weights.bound * (kind is account.bound)
            + weights.copied * (kind is copied)
            + weights.other * (kind is EventType.OTHER)
        )

    return max(_KINDS, key=bits)
