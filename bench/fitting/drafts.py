"""Which labelled statements the drafts of a report are, and who wrote a file of reports."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from services.ingest.extraction.discourse import Draft

__all__ = ["labels_of", "writer_of"]

_NUMBERED: Final = re.compile(r"-?\d+$")


def writer_of(file: Path) -> str:
    """Whose a file is: files of one folder that differ in a last number are one writer's."""
    return f"{file.parent.name}/{_NUMBERED.sub('', file.name.split('.')[0])}"


def labels_of(report: dict[str, Any], drafts: Sequence[Draft]) -> dict[int, int]:
    """The number of the labelled statement that stands where a draft does, by the number of the draft: one to one, the
    larger overlap first."""
    overlaps = []
    for number, label in enumerate(report["statements"]):
        start = report["text"].index(label["evidence"])
        end = start + len(label["evidence"])
        for at, draft in enumerate(drafts):
            inside = min(end, draft.span[1]) - max(start, draft.span[0])
            if inside > 0 and draft.unit.field == "text":
                share = inside / (max(end, draft.span[1]) - min(start, draft.span[0]))
                overlaps.append((-share, draft.type.value != label["event_type"], number, at))
    found: dict[int, int] = {}
    for _, _, number, at in sorted(overlaps):
        if at not in found and number not in found.values():
            found[at] = number
    return found
