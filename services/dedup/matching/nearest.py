"""Which statements are worth comparing with those of a report: by what they share, and by whom they stand for."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import keys
from services.dedup.matching.ahead import expect
from services.dedup.matching.candidates import near
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.found import best, credit, forget
from services.dedup.matching.members import ABSENT, NOBODY, WAITING, standing

__all__ = ["CANDIDATE", "Caps", "gather", "these"]

CANDIDATE: Final = np.dtype([("number", "i4"), ("seed", "i4"), ("report", "i4"), ("told", "i4"), ("stands", "?")])
"""A statement that others are compared with: its number, its seed, its report; whether it stands for its seed. `told`
is the place of its report among those of all candidates."""
_REPORTS_CONSIDERED: Final = 20

Caps = tuple[int, int, int, int]
"""Postings visited, newest kept a key, statements compared, newest members that stand for a seed."""


@compiled
def gather(
    rows: NDArray[Any], said: Any, words: Any, own: int, caps: Caps,
    statements: Any, statement_chunks: Any, statement_tally: Any, reports: Any, report_chunks: Any, report_tally: Any,
    held: Any, made: Any, seeds: Any,
) -> tuple[NDArray[np.int32], NDArray[Any], int]:  # fmt: skip
    """For each statement of a report the places of those most worth comparing, best first, then -1; and the candidates,
    of which none is made by the report whose number is `own`: what was found for any of its statements, and those that
    stand for their seeds; and how many places those are."""
    postings, newest, compared, newest_members = caps
    report_numbers = np.empty(_REPORTS_CONSIDERED, np.int64)
    report_bits = np.empty(_REPORTS_CONSIDERED, np.float64)
    alike = near(reports, report_chunks, report_tally, newest, postings, keys.of_report(said, words), 0)
    considered = best(alike, report_numbers, report_bits)
    others, others_bits = _made_by(report_numbers[:considered], report_bits, held, made)
    asked = np.full((len(rows), compared), np.int32(-1), np.int32)
    numbers, bits = np.empty(compared, np.int64), np.empty(compared, np.float64)
    candidates = np.empty(len(rows) * compared * (newest_members + 2), CANDIDATE)
    n, many = 0, 0
    for i in range(len(rows)):
        of = keys.asked(rows[i])
        found = near(statements, statement_chunks, statement_tally, newest, postings, of, len(others))
        for o in range(len(others)):
            credit(found, others[o], others_bits[o])
        if own != ABSENT:
            _forget(found, held, made[own].first)
        most = best(found, numbers, bits)
        many += most
        for k in range(most):
            expect(held, numbers[k])
        for k in range(most):
            n = _take(candidates, n, held, numbers[k], False)
            asked[i, k] = held[numbers[k]].place
    members = np.empty(newest_members + 1, np.int64)
    for k in range(n):
        expect(seeds, candidates[k].seed)
    for k in range(n):
        if candidates[k].seed == WAITING:
            continue
        for m in range(standing(held, seeds, candidates[k].seed, newest_members, members)):
            if held[members[m]].report != own:
                n = _take(candidates, n, held, members[m], True)
    return asked, candidates[:n], many


@compiled
def these(held: Any, numbers: NDArray[np.int64]) -> NDArray[Any]:
    """Statements as candidates."""
    candidates = np.empty(len(numbers), CANDIDATE)
    n = 0
    for number in numbers:
        n = _take(candidates, n, held, number, True)
    return candidates


@part
def _made_by(reports: Any, bits: Any, held: Any, made: Any) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The statements of reports, each with the bits of its own."""
    many = 0
    for report in reports:
        expect(made, report)
    for report in reports:
        expect(held, made[report].first)
        many += made[report].many
    statements, of = np.empty(many, np.int64), np.empty(many, np.float64)
    n = 0
    for r in range(len(reports)):
        statement = made[reports[r]].first
        while statement != NOBODY:
            statements[n], of[n] = statement, bits[r]
            statement = held[statement].sibling
            n += 1
    return statements, of


@part
def _forget(found: Any, held: Any, statement: int) -> None:
    """Take back all that is for a statement and the next of its report."""
    while statement != NOBODY:
        forget(found, statement)
        statement = held[statement].sibling


@part
def _take(candidates: Any, n: int, held: Any, number: int, stands: bool) -> int:
    """Take a statement among the candidates, of which there are `n` so far; how many there are then."""
    one = held[number]
    place = one.place
    if 0 <= place < n and candidates[place].number == number:
        candidates[place].stands |= stands
        return n
    one.place = n
    candidates[n].number, candidates[n].seed, candidates[n].report = number, one.seed, one.report
    candidates[n].stands = stands
    return n + 1
