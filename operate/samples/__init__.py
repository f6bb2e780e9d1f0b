"""The sample dossier. Every report in it is invented: it shows how accounts of one night meet, not what happened."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from schemas.events.reports import Source

_HERE = files("operate.samples")


class SampleReport(NamedTuple):
    """A report as it is posted, and the id of the source that posts it."""

    source: str
    body: dict[str, Any]


def sample_sources() -> list[Source]:
    """The sources of the dossier, and `desk`, under which one posts reports of one's own."""
    return [Source.model_validate(one) for one in json.loads((_HERE / "sources.json").read_text(encoding="utf-8"))]


def sample_reports() -> Iterator[SampleReport]:
    """The dossier in the order in which it came in."""
    for line in (_HERE / "dossier.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield SampleReport(record["source"], record["report"])
