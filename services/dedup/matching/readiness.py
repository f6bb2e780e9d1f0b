"""Readiness: everything compiled, or read from where it was kept, before the first report is waited for.

`python -m services.dedup.matching.readiness` does so once after an installation.
"""

from datetime import date
from typing import Final
from uuid import UUID

import numpy as np

from schemas.features import Features
from services.dedup.matching.candidates import Postings
from services.dedup.matching.facts import ROW
from services.dedup.matching.filing import Filing
from services.dedup.matching.frequency import FrequencyTable
from services.dedup.matching.index import Index
from services.dedup.matching.profile import gathered, profile_of, rarity_of
from services.dedup.matching.rank import ReportRanking, between
from services.dedup.matching.weights import Weights, load

__all__ = ["compile_all"]

_IDS: Final = (UUID(int=1), UUID(int=2))


def compile_all(weights: Weights) -> None:
    """Go once through all that is compiled, with two reports of one statement that say nothing."""
    index = Index(weights.candidates)
    profile, facts = profile_of(Features(sketch=(1,)), date.min), np.zeros(1, ROW)
    frequencies, words = FrequencyTable(), np.arange(1 << 12)
    frequencies.put(words, words + 1)
    frequencies.add(words)
    for number, id in enumerate(_IDS):
        for _ in ("filed", "filed again"):
            index.file_report(number, id, profile, True)
            index.file([Filing(number, number, 1, number)], facts)
    ReportRanking(index, weights, 0, None, profile, lambda keys: rarity_of(frequencies.of(keys), 0), facts, ()).rank(
        0, {}
    )
    between(index, weights, 0, lambda _: (profile, np.zeros(len(profile.words))), [0], [1], -np.inf)
    index.copies(profile.words, 0.0)
    gathered(index.said, index.words, 0)
    index.remove(0)
    postings = Postings(1)
    postings.make_room(len(postings.table))


if __name__ == "__main__":
    compile_all(load())
