"""What kind of happening a draft tells, weighed: its trigger, its words, and what the report tells near it.

A trigger says a type by its words alone and is wrong where they are said of something else ("returned fire" from
tanks, "attacked" with rocks); words say one by all of their company; and what stands near is often the same happening.
None is enough, so all are added up in bits, one weight for each piece of evidence and sort of draft, and the family of
types is taken that has most of the whole. The weights are a conditional logistic model, estimated by `bench.fit_types`
from labelled dossiers under word weights that had not seen them, and kept as data.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from schemas.vocabulary import EVENT_TYPES, EventType, SpeechAct, Temporal, family
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.wording import FAINT, Hearing, Shares
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.places.apart import apart
from services.ingest.extraction.syntax.grammar import controlled, is_passive
from services.ingest.extraction.syntax.tree import Node, Tree
from services.ingest.extraction.text.segment import Unit

__all__ = [
    "WEIGHTS",
    "Account",
    "Evidence",
    "Heard",
    "Sort",
    "Weigh",
    "evidence",
    "hear",
    "likeliest",
    "shipped",
    "sort",
    "weigh",
    "weighed",
]

WEIGHTS: Final = "types.json"
"""The file under `data/`: bits by sort of draft and by evidence, with what they were estimated from."""
_KINDS: Final = tuple(EVENT_TYPES)
_DRONES: Final = frozenset({EventType.DRONE_STRIKE, EventType.DRONE_ACTIVITY})
_LEAST: Final = 0.001
"""A share of a report's words below which a type counts as not told of."""

Evidence = Mapping[str, Mapping[EventType, float]]
"""How much each piece of evidence speaks for each type, before it is weighed."""


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


Heard = Sequence[tuple[Unit, Hearing]]
"""What the words of each unit of a report say, in order."""
Weigh = Callable[[Sequence[Draft], Sequence[Account], Heard], None]


def weigh(drafts: Sequence[Draft], accounts: Sequence[Account], heard: Heard) -> None:
    """Settle the types of the drafts of one report, in place."""
    drones = any(one.drones for _, one in heard)
    for draft, found in evidence(drafts, accounts, heard):
        origin = draft.carried.get("event_type")
        score = weighed(found, shipped()[sort(draft).name])
        # A word is known to stand near drones in other reports; no report tells of drones without a word for them.
        draft.type = likeliest({kind: bits for kind, bits in score.items() if drones or kind not in _DRONES})
        if draft.type is EventType.DRONE_ACTIVITY and any(figure.max != 0 for figure in draft.casualties):
            draft.type = EventType.OTHER  # drones that only fly hurt nobody
        if origin is not None and found.get("copied", {}).get(draft.type) is None:
            del draft.carried["event_type"]


def hear(drafts: Sequence[Draft], tree: Tree, lexicon: Lexicon, *, overhead: bool = False) -> Hearing:
    """Note what the own words of each draft of a unit say, those of its whole clause and those of the unit; gives the
    latter. Where drones are told of as only `overhead`, their name tells of no strike."""
    sentence = Hearing(tree.nodes, lexicon, overhead)
    for draft in drafts:
        clause = tree.at(draft.span[0] - draft.unit.start, draft.span[1] - draft.unit.start)
        own, whole = (Hearing(nodes, lexicon, overhead) for nodes in (_own_words(draft, drafts, clause), clause))
        whole = sentence if whole.words in (sentence.words, frozenset()) else whole
        draft.heard = (whole if own.words in (whole.words, frozenset()) else own), whole, sentence
    return sentence


def _own_words(draft: Draft, drafts: Sequence[Draft], clause: Sequence[Node]) -> Sequence[Node]:
    """The words of a draft's clause without the clauses of others in it that have a subject of their own: "shelled X
    after Y had bombed Z"."""
    at = {node.start: node for node in clause}
    own = at.get(draft.trigger - draft.unit.start)
    if own is None:
        return clause
    others = [at.get(other.trigger - draft.unit.start) for other in drafts if other is not draft]
    apart = {n.i for one in others if one is not None and _by_itself(one, own) for n in one.subtree()}
    return [node for node in clause if node.i not in apart] or clause


def _by_itself(other: Node, own: Node) -> bool:
    """Whether a clause beside or under another has a subject of its own, or tells what was done to the other's."""
    apart = other.child("nsubj", "nsubjpass") is not None or (is_passive(other) and not is_passive(own))
    beside = apart and other.dep in ("advcl", "conj", "parataxis")
    made = controlled(other) is not None and other.head is not own
    return (beside or made) and not own.within(other)


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


def evidence(
    drafts: Sequence[Draft], accounts: Sequence[Account], heard: Heard
) -> Iterator[tuple[Draft, dict[str, Mapping[EventType, float]]]]:
    """What speaks for the types of each draft whose type is not settled by who speaks."""
    whole = [draft.heard[-1].shares for draft in drafts if draft.heard is not None]
    report = {kind: math.log2(sum(2.0 ** one[kind] for one in whole) / len(whole) + _LEAST) for kind in _KINDS if whole}
    titles = [one for unit, one in heard if unit.field == "title"]
    text = [(unit, one) for unit, one in heard if unit.field == "text"]
    starts = [unit.start for unit, _ in text]
    settled = {id(draft): account.bound for draft, account in zip(drafts, accounts, strict=True)}
    for draft, account in zip(drafts, accounts, strict=True):
        uttered = draft.type is EventType.THREAT or draft.act is SpeechAct.THREATENS
        if draft.heard is None or uttered or "event_type" in draft.settled or _by_itself_there(draft, drafts):
            continue
        clause, _, sentence = draft.heard
        found: dict[str, Mapping[EventType, float]] = {
            "clause": clause.shares,
            "sentence": sentence.shares,
            "report": report,
            "near": {kind: fit for kind, fit in account.near.items() if fit > 0.0},
            "told": {account.told: 1.0},
            "bound": {account.bound: 1.0},
        }
        origin = draft.carried.get("event_type")
        if origin is not None and id(origin) in settled:
            found["copied"] = {settled[id(origin)]: 1.0}
        if titles:
            found["title"] = _above(titles[0].shares)
        at = max(0, bisect_right(starts, draft.unit.start) - 1)
        beside = {"lead": 0, "after": at + 1}
        if at and starts[at] == draft.unit.start:
            beside["before"] = at - 1
        for name, other in beside.items():
            if other < len(text):
                said = text[other][1]
                found[name if said.bits >= 0.0 else f"{name} idle"] = _above(said.shares)
        yield draft, found


def _by_itself_there(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether somebody tells, without a kind, of a town of its own, and all that others tell happened in other towns:
    of what kind that was says nothing of this."""
    if not draft.generic or draft.place is None or "place" in draft.carried:
        return False
    if draft.initiator is None and draft.casualties:
        return False  # the dead of whom a hospital tells died of what the report tells
    others = [other for other in drafts if other is not draft]
    told = all(other.claimant.key != draft.claimant.key and apart(draft.place, other.place) for other in others)
    return told and bool(others)


def weighed(found: Evidence, weights: Mapping[str, float]) -> Shares:
    """The bits of each type."""
    score = {kind: weights.get(f"is {kind.value}", 0.0) for kind in _KINDS}
    for name, amounts in found.items():
        weight = weights.get(name, 0.0)
        for kind, amount in amounts.items():
            score[kind] += weight * amount
    return score


def _above(shares: Shares) -> Shares:
    return {kind: max(FAINT, bits) for kind, bits in shares.items()}


def likeliest(score: Shares) -> EventType:
    """The likeliest type of the likeliest family: types of one family are told apart by little."""
    most = max(score.values())
    share = {kind: 2.0 ** (bits - most) for kind, bits in score.items()}
    return max(share, key=lambda kind: (sum(share.get(one, 0.0) for one in _KIN[kind]), share[kind]))


_KIN: Final = {kind: tuple(one for one in _KINDS if one in family(kind)) for kind in _KINDS}


@cache
def shipped() -> dict[str, dict[str, float]]:
    """The weights of `WEIGHTS`."""
    file = resources.files("services.ingest.extraction.data") / WEIGHTS
    held: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))["bits"]
    return held
