"""What everybody sees first: the sample dossier comes out as the happenings that it was written of, each by itself."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

import reference
from bench.quality.gold import Posting
from bench.quality.pipeline import Deciding, Normalizing, published_set
from operate.samples import sample_reports, sample_sources
from reference import Reference
from services.dedup.incidents.decide import Input
from services.dedup.matching import weights
from services.ingest.extraction import MODEL, Extractor
from services.ingest.normalizer.describing import Describing

SOTK, KALBAJAR, MARJAYOUN = "the shelling near Sotk", "the drones in Kalbajar", "the car near Marjayoun"
TOLD_OF = [
    {SOTK}, {KALBAJAR}, {SOTK, KALBAJAR}, {SOTK, KALBAJAR}, {SOTK, KALBAJAR}, {SOTK}, {SOTK}, {SOTK, KALBAJAR},
    {MARJAYOUN}, {SOTK},
]  # fmt: skip
"""By report, in order. Nothing is asked of two things told beside these, a build-up and a closed road."""


def orders() -> Iterator[list[int]]:
    """As they were published, and as partitions that are read side by side may give them to the writer."""
    yield list(range(len(TOLD_OF)))
    for seed in range(7):
        late = random.Random(seed)
        yield sorted(range(len(TOLD_OF)), key=lambda number: number + late.uniform(0, 3))


@pytest.fixture(scope="module")
def read() -> tuple[Reference, Sequence[Input]]:
    """The reports of the dossier, normalized."""
    world = reference.open()
    sources = {source.id: source for source in sample_sources()}
    normalizing = Normalizing(Describing(Extractor.load(world, MODEL), world), world)
    given = []
    for number, (source, body) in enumerate(sample_reports()):
        at = datetime.fromisoformat(body["published_at"])
        given.append(normalizing.post(Posting(str(number), sources[source], body, at)))
    return world, given


@pytest.mark.parametrize("order", list(orders()))
def test_accusations_of_one_night_and_another_theatre_are_incidents_of_their_own(
    read: tuple[Reference, Sequence[Input]], order: Sequence[int]
) -> None:
    world, given = read
    deciding = Deciding([weights.load()], world)
    told: dict[str | None, set[int]] = defaultdict(set)
    for number in order:
        deciding.decide(given[number])
    for number, one in enumerate(given):
        for incident in deciding.incidents(said.id for said in published_set(one).statements).values():
            told[incident].add(number)

    mainly = sorted((reports for incident, reports in told.items() if incident and len(reports) > 2), key=len)
    wanted = {name: {number for number, names in enumerate(TOLD_OF) if name in names} for name in (KALBAJAR, SOTK)}
    assert mainly == [wanted[KALBAJAR], wanted[SOTK]]
    assert [reports for incident, reports in told.items() if incident and 8 in reports] == [{8}]
