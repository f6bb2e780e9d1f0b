"""Filing: statements and reports are put under their keys, with what they are compared by."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import keys, members
from services.dedup.matching.candidates import add, remove, roomy
from services.dedup.matching.compiled import compiled, part
from services.dedup.matching.copies import indexed
from services.dedup.matching.members import ABSENT

__all__ = ["Filing", "file", "file_report"]


class Filing(NamedTuple):
    """Where a statement belongs: its number, those of its report and of the seed that holds it, and when it joined
    that."""

    number: int
    report: int
    seed: int
    joined: int


@compiled
def file(
    filings: NDArray[np.int64], rows: NDArray[Any], table: Any, chunks: Any, tally: Any,
    facts: Any, held: Any, made: Any, seeds: Any,
) -> int:  # fmt: skip
    """File statements, each a row of what `Filing` has, of which `rows` are the facts, anew where they are filed
    already; how many were not."""
    fresh = 0
    for i in range(len(filings)):
        number, report, seed, joined = filings[i]
        if held[number].seed == ABSENT:
            fresh += 1
        else:
            remove(table, chunks, tally, number, keys.held(facts[number]))
        add(table, chunks, tally, number, keys.held(rows[i]))
        facts[number] = rows[i]
        members.file(held, made, seeds, number, report, seed, joined)
    return fresh


@compiled
def file_report(
    number: int, original: bool, given: Any, words: Any, made: Any, said: Any, arena: Any, end: Any,
    reports: Any, report_chunks: Any, report_tally: Any, originals: Any, original_chunks: Any, original_tally: Any,
) -> int:  # fmt: skip
    """File a report by what it says, anew if it is filed already: see `Index.file_report`.

    `given` and `words` are its profile. There must be room in the `arena` for the words, which go to its `end` if they
    do not fit in place of what was there. Where there is too little room among the postings nothing is
    filed: then it gives how many more keys there must be room for, otherwise 0.
    """
    found = keys.of_report(given[0], words)
    if not roomy(reports, report_chunks, report_tally, len(found)):
        return len(found)
    sketched = indexed(given[0], words)
    if not roomy(originals, original_chunks, original_tally, len(sketched)):
        return len(sketched)
    before = said[number]
    if before.start != ABSENT:
        remove(reports, report_chunks, report_tally, number, keys.of_report(before, arena))
        if made[number].original:
            remove(originals, original_chunks, original_tally, number, indexed(before, arena))
    add(reports, report_chunks, report_tally, number, found)
    if original:
        add(originals, original_chunks, original_tally, number, sketched)
    made[number].original = original
    _write(number, given, words, said, arena, end)
    return 0


@part
def _write(number: int, given: Any, words: Any, said: Any, arena: Any, end: Any) -> None:
    """In place of what was there, if it fits."""
    start = said[number].start
    if start == ABSENT or len(words) > said[number].ends[-1]:
        start = end[0]
        end[0] += len(words)
    arena[start : start + len(words)] = words
    said[number] = given[0]
    said[number].start = start
