"""Which labelled statements the drafts of a report are, and who wrote a file of reports."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from services.ingest.extraction.discourse import Draft

__all__ = ["Rank", "labels_of", "writer_of"]

_NUMBERED: Final = re.compile(r"-?\d+$")

Rank = Callable[[float, Draft, dict[str, Any]], tuple[float, ...]]
"""From the share that the words of a draft and of a labelled statement have in common, the draft and the statement to
where the two come in the order by which drafts are dealt out."""


def writer_of(file: Path) -> str:
    """Whose a file is: files of one folder that differ in a last number are one writer's."""
    return f"{file.parent.name}/{_NUMBERED.sub('', file.name.split('.')[0])}"


def _larger_first(share: float, draft: Draft, label: dict[str, Any]) -> tuple[float, ...]:
    return -share, draft.type.value != label["event_type"]


def labels_of(report: dict[str, Any], drafts: Sequence[Draft], rank: Rank = _larger_first) -> dict[int, int]:
    """The number of the labelled statement that stands where a draft does, by the number of the draft: one to one, in
    the order of `rank`; by itself the larger overlap first."""
    overlaps = []
    for number, label in enumerate(report["statements"]):
        start = report["text"].index(label["evidence"])
        end = start + len(label["evidence"])
        for at, draft in enumerate(drafts):
            inside = min(end, draft.span[1]) - max(start, draft.span[0])
            if inside > 0 and draft.unit.field == "text":
                share = inside / (max(end, draft.span[1]) - min(start, draft.span[0]))
                overlaps.append((rank(share, draft, label), number, at))
    found: dict[int, int] = {}
    for _, number, at in sorted(overlaps):
        if at not in found and number not in found.values():
            found[at] = number
    return found
