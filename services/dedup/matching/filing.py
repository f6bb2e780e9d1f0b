"""Filing: statements are put under their keys, with the report that makes them and the seed that holds them."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import keys, members
from services.dedup.matching.candidates import add, remove
from services.dedup.matching.compiled import compiled
from services.dedup.matching.members import ABSENT

__all__ = ["FILING", "Filing", "file"]


class Filing(NamedTuple):
    """Where a statement belongs: its number, those of its report and of the seed that holds it, and when it joined
    that."""

    number: int
    report: int
    seed: int
    joined: int


FILING: Final = np.dtype([("number", "i4"), ("report", "i4"), ("seed", "i4"), ("joined", "i4")])


@compiled
def file(
    filings: NDArray[Any], rows: NDArray[Any], table: Any, chunks: Any, tally: Any,
    facts: Any, held: Any, made: Any, seeds: Any,
) -> int:  # fmt: skip
    """File statements, of which `rows` are the facts, anew where they are filed already; how many were not."""
    fresh = 0
    for i in range(len(filings)):
        one = filings[i]
        if held[one.number].seed == ABSENT:
            fresh += 1
        else:
            remove(table, chunks, tally, one.number, keys.held(facts[one.number]))
        add(table, chunks, tally, one.number, keys.held(rows[i]))
        facts[one.number] = rows[i]
        members.file(held, made, seeds, one.number, one.report, one.seed, one.joined)
    return fresh
