"""Pairs: statements of one report beside each other and beside those of others, each with its bits.

A pair's score is the sum of a prior, of what the words of the two reports say, and of what the slots of the two
statements say. Words tell that two reports share a happening, not which of those they tell of: where they tell of
several, prior and words together count no more than the odds that the pair's two statements are of the one that is
shared, by the shares of their reports that their happenings have. Two leads, each of what its report tells most of, may
count for more: as much as what both reports say that a running story does not repeat (`words.PARTICULAR`), which by
itself speaks for several times the bits that it has beside all other words. Where both are leads, most of what slots
say for it that were read from the same words is said already, and counts for less; what they say against it does so
only where words say something particular, which a slot that was misread does not undo.
"""

from math import inf, log2, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import slots, words
from services.dedup.matching.ahead import expect
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.facts import CARRIED
from services.dedup.matching.members import NOBODY
from services.dedup.matching.nearest import these

__all__ = ["PAIR", "SIBLING", "STANDS_FOR", "STEADY", "best", "by_slots", "by_words", "survey", "these_by_slots"]

Rows = NDArray[Any]
Bits = NDArray[np.float64]
Numbers = NDArray[np.int64]

_SLOTS: Final = tuple(slots.LEVELS)
_WORDS: Final = tuple(words.LEVELS)
STEADY: Final = sum(name not in words.STANDS_FOR for name in _WORDS)
"""So many comparisons of words always count; the others where a slot is left open."""
STANDS_FOR: Final = tuple(_SLOTS.index(words.STANDS_FOR[name]) for name in _WORDS[STEADY:])
"""The places of those slots."""
_FROM_HEADER: Final = tuple(CARRIED.get(name, 0) for name in _SLOTS)
_TEXT: Final = _WORDS.index("text")
_PARTICULAR: Final = tuple(_WORDS.index(name) for name in words.PARTICULAR)
_TOWN: Final = _WORDS.index("report place")
_OF_BOTH: Final = words.LEVELS["report place"].index("rare main town")
_MOST_SHARE: Final = 0.98
_WORDS_A_LINE: Final = 16
_SPEAK: Final = 2.0
"""Bits of what is particular, as it counts, from which on words tell of one happening whatever slots say."""

SIBLING: Final = np.dtype([("bits", "f8"), ("read", "?"), ("levels", "i1", (len(_SLOTS),))])
"""Two statements of one report, which was `read` from words or coded."""
PAIR: Final = np.dtype(
    [
        ("bits", "f8"),
        ("said", "f8"),
        ("over", "f8"),
        ("slots", "f8"),
        ("against", "f8"),
        ("odds", "f8"),
        ("read", "?"),
        ("repeated", "?"),
        ("spoken", "?"),
        ("levels", "i1", (len(_SLOTS),)),
    ]
)
"""Two statements of two reports, and what their bits add up from: what prior and words say and how far that is over
what it may be, what slots say, and what of it `against`, before it counts for less because it is `repeated`: `read`
from the words of two reports that tell most of what is compared here; `spoken` where these say something particular,
and what is against it counts for less as well. `odds` is what prior and words may come to. `levels` are those of the
slots."""


@compiled
def survey(
    rows: Rows, beside: Rows, candidates: Any, said: Any, own: Any, bits: Bits,
    facts: Any, held: Any, made: Any, reports: Any, arena: Any,
    of_slots: Bits, of_siblings: Bits, of_words: Bits,
    within: Bits, attach: float, repeated: float, times: float, prior: float,
) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int8]]:  # fmt: skip
    """Statements of a report beside all of its own and beside candidates, and the levels of the words of the
    candidates' reports. See `by_slots` and `by_words`."""
    for one in candidates:
        expect(facts, one.number)
        expect(made, one.report)
        expect(reports, one.report)
    siblings, pairs = by_slots(rows, beside, candidates, facts, held, made, of_slots, of_siblings, within, attach)
    told = by_words(said, own, bits, candidates, made, reports, arena, pairs, of_words, repeated, times, prior)
    return siblings, pairs, told


@compiled
def by_slots(
    rows: Rows, beside: Rows, candidates: Any, facts: Any, held: Any, made: Any,
    of_slots: Bits, of_siblings: Bits, within: Bits, attach: float,
) -> tuple[NDArray[Any], NDArray[Any]]:  # fmt: skip
    """What slots say of a report's statements, the first of all those `beside` each other, and beside candidates of
    other reports.

    The odds are those that the two statements of a pair, were they taken at random from their reports, are of the
    happening that these share.
    """
    siblings = _siblings(rows, beside, of_siblings, within)
    share = _shares(beside, siblings, attach)
    leads = _leads(rows, siblings, share, attach)
    pairs = np.empty((len(rows), len(candidates)), PAIR)
    for j in range(len(candidates)):
        other = candidates[j]
        others = _share(held, made, other.report, other.seed)
        theirs = facts[other.number]
        # A report is coded as a whole or not at all.
        read = not (rows[0].coded and theirs.coded)
        led = read and _led(held, made, other.report, other.seed)
        for i in range(len(rows)):
            pair = pairs[i, j]
            slots.compare(rows[i], theirs, pair.levels)
            pair.slots = pair.against = 0.0
            for k in range(len(_FROM_HEADER)):
                worth = of_slots[int(read), k, pair.levels[k]]
                pair.slots += worth
                pair.against += min(worth, 0.0)
            both = sqrt(share[i] * others)
            pair.odds = inf if both >= _MOST_SHARE else log2(both / (1.0 - both))
            pair.read = read
            pair.repeated = read and (both >= _MOST_SHARE or (leads[i] and led))
    return siblings, pairs


@compiled
def these_by_slots(
    mine: Numbers, others: Numbers, facts: Any, held: Any, made: Any,
    of_slots: Bits, of_siblings: Bits, within: Bits, attach: float,
) -> tuple[NDArray[Any], NDArray[Any], float, float]:  # fmt: skip
    """The same of statements of one report that are on record beside `others` as candidates, also given; with the best
    and the sum of what the bits may come to with any words, which is no more than infinite where these outweigh slots.
    """
    rows, candidates = facts[mine], these(held, others)
    _, pairs = by_slots(rows, rows, candidates, facts, held, made, of_slots, of_siblings, within, attach)
    best, total = -inf, 0.0
    for i in range(len(rows)):
        for j in range(len(candidates)):
            most = inf if pairs[i, j].repeated else pairs[i, j].odds + pairs[i, j].slots
            best = max(best, most)
            total += most
    return candidates, pairs, best, total


@compiled
def best(pairs: Any, total: float) -> tuple[float, float, int, int]:
    """The most bits that one of these pairs has, the bits of all on top of a `total`, and the place of the first that
    has the most."""
    most, statement, place = -inf, 0, 0
    for i in range(pairs.shape[0]):
        for j in range(pairs.shape[1]):
            bits = pairs[i, j].bits
            total += bits
            if bits > most:
                most, statement, place = bits, i, j
    return most, total, statement, place


@part
def _siblings(rows: Rows, beside: Rows, worth: Bits, prior: Bits) -> NDArray[Any]:
    """Their words say nothing, nor what they have from the report's header."""
    found = np.empty((len(rows), len(beside)), SIBLING)
    # A report is coded as a whole or not at all.
    read = len(rows) > 0 and not rows[0].coded
    for i in range(len(rows)):
        for j in range(len(beside)):
            pair = found[i, j]
            slots.compare(rows[i], beside[j], pair.levels)
            carried = rows[i].carried | beside[j].carried
            pair.read = read
            bits = 0.0
            for k in range(len(_FROM_HEADER)):
                if carried & _FROM_HEADER[k] and worth[int(read), k, pair.levels[k]] > 0.0:
                    pair.levels[k] = 0
                else:
                    bits += worth[int(read), k, pair.levels[k]]
            pair.bits = bits + prior[int(read)]
    return found


@part
def _shares(rows: Rows, siblings: Any, attach: float) -> Bits:
    """For each statement beside its siblings the share of the report's claims that its slots say are one with it."""
    found = np.ones(len(siblings))
    for i in range(len(siblings)):
        # A reaction is of what it answers, whatever else its report tells.
        if rows[i].reacts:
            continue
        claims, one = 0, 0
        for j in range(len(rows)):
            if not rows[j].reacts:
                claims += 1
                one += i == j or siblings[i, j].bits >= attach
        found[i] = one / claims
    return found


@part
def _leads(rows: Rows, siblings: Any, share: Bits, attach: float) -> NDArray[np.bool_]:
    """Which statements are of the happening that the report tells most of, of two the one it tells first."""
    leads = np.zeros(len(rows), np.bool_)
    lead = -1
    for i in range(len(rows)):
        if not rows[i].reacts and (lead < 0 or share[i] > share[lead]):
            lead = i
    for i in range(len(rows)):
        leads[i] = lead >= 0 and (i == lead or siblings[i, lead].bits >= attach)
    return leads


@part
def _led(held: Any, made: Any, report: int, seed: int) -> bool:
    """Whether a seed holds most of a report's candidates, of two that hold as many the one that holds the first."""
    lead, most, first = seed, 0, NOBODY
    one = made[report].first
    while one != NOBODY:
        many, statement = 0, made[report].first
        while statement != NOBODY:
            many += held[statement].seed == held[one].seed
            statement = held[statement].sibling
        # Numbers follow the order in which statements were met; that in which they were filed may not.
        if many > most or (many == most and one < first):
            lead, most, first = held[one].seed, many, one
        one = held[one].sibling
    return bool(lead == seed)


@part
def _share(held: Any, made: Any, report: int, seed: int) -> float:
    """The share of a report's candidates that a seed holds."""
    one, statement = 0, made[report].first
    while statement != NOBODY:
        one += held[statement].seed == seed
        statement = held[statement].sibling
    return float(one / made[report].many)


@compiled
def by_words(
    said: Any, own: Any, bits: Bits, candidates: Any, made: Any, reports: Any, arena: Any, pairs: Any, worth: Bits,
    repeated: float, times: float, prior: float,
) -> NDArray[np.int8]:  # fmt: skip
    """Add what a report's words say beside those of the candidates' reports, and give the levels of each of these.

    The words are `own`, the bits of their rarity `bits`, those of all other reports in `arena`.
    """
    places = words.found_by(said, own)
    whose = _reports(candidates, made)
    levels = np.empty((len(whose), len(worth)), np.int8)
    for n in range(len(whose)):
        if n + 1 < len(whose):
            _expect_words(reports[whose[n + 1]], arena)
        words.compare(said, own, bits, places, reports[whose[n]], arena, levels[n])
    for j in range(len(candidates)):
        of_words = levels[candidates[j].told]
        always = 0.0
        for k in range(STEADY):
            always += worth[k, of_words[k]]
        particular = 0.0
        for k in _PARTICULAR:
            particular += times * max(worth[k, of_words[k]], 0.0)
        # A town that one of them merely names is shared by all reports of one border.
        passing = times * max(worth[_TOWN, of_words[_TOWN]], 0.0) if of_words[_TOWN] < _OF_BOTH else 0.0
        for i in range(len(pairs)):
            pair = pairs[i, j]
            stands_in = 0.0
            for k in range(len(STANDS_FOR)):
                if pair.levels[STANDS_FOR[k]] == 0:
                    stands_in += worth[STEADY + k, of_words[STEADY + k]]
            pair.said = prior + always + stands_in
            pair.repeated &= of_words[_TEXT] != 0
            pair.spoken = pair.repeated and particular - passing >= _SPEAK
            most = pair.odds + particular if pair.repeated else pair.odds
            pair.over = min(most - pair.said, 0.0)
            favour = pair.slots - pair.against
            pair.bits = pair.said + pair.over + favour * (repeated if pair.repeated else 1.0)
            pair.bits += pair.against * (repeated if pair.spoken else 1.0)
    return levels


@part
def _reports(candidates: Any, made: Any) -> NDArray[np.int64]:
    """The reports of candidates, each once, whose places among these the candidates are told."""
    whose = np.empty(len(candidates), np.int64)
    n = 0
    for one in candidates:
        at = made[one.report].place
        if not (0 <= at < n and whose[at] == one.report):
            at, whose[n], made[one.report].place = n, one.report, n
            n += 1
        one.told = at
    return whose[:n]


@part
def _expect_words(said: Any, arena: Any) -> None:
    for at in range(said.start, said.start + said.ends[-1], _WORDS_A_LINE):
        expect(arena, at)
