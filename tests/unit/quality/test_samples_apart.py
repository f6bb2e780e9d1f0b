"""What everybody sees first: the sample dossier comes out as the happenings that it was written of, each by itself."""

from collections import defaultdict
from datetime import datetime

import reference
from bench.quality.gold import Posting
from bench.quality.pipeline import Deciding, Normalizing, published_set
from operate.samples import sample_reports, sample_sources
from services.dedup.matching import weights
from services.ingest.extraction import MODEL, Extractor
from services.ingest.normalizer.describing import Describing

SOTK, KALBAJAR, MARJAYOUN = "the shelling near Sotk", "the drones in Kalbajar", "the car near Marjayoun"
TOLD_OF = [
    {SOTK}, {KALBAJAR}, {SOTK, KALBAJAR}, {SOTK, KALBAJAR}, {SOTK, KALBAJAR}, {SOTK}, {SOTK}, {SOTK, KALBAJAR},
    {MARJAYOUN}, {SOTK},
]  # fmt: skip
"""By report, in order. Nothing is asked of two things told beside these, a build-up and a closed road."""


def test_accusations_of_one_night_and_another_theatre_are_incidents_of_their_own() -> None:
    world = reference.open()
    sources = {source.id: source for source in sample_sources()}
    normalizing = Normalizing(Describing(Extractor.load(world, MODEL), world), world)
    deciding = Deciding([weights.load()], world)
    told: dict[str | None, set[int]] = defaultdict(set)
    given = []
    for number, (source, body) in enumerate(sample_reports()):
        at = datetime.fromisoformat(body["published_at"])
        given.append(normalizing.post(Posting(str(number), sources[source], body, at)))
        deciding.decide(given[-1])
    for number, one in enumerate(given):
        for incident in deciding.incidents(said.id for said in published_set(one).statements).values():
            told[incident].add(number)

    mainly = sorted((reports for incident, reports in told.items() if incident and len(reports) > 2), key=len)
    wanted = {name: {number for number, names in enumerate(TOLD_OF) if name in names} for name in (KALBAJAR, SOTK)}
    assert mainly == [wanted[KALBAJAR], wanted[SOTK]]
    assert [reports for incident, reports in told.items() if incident and 8 in reports] == [{8}]
