"""What a standby reads of a decision is the decision, but for its evidence."""

from pathlib import Path
from typing import Any

import pytest

from schemas import generate
from schemas.events import decisions
from schemas.events.envelope import unpack
from services.dedup.writer import foldable
from services.dedup.writer.touched import touched

GOLDEN = sorted((Path(generate.__file__).parent / "golden").glob("decisions/decision/v1/*.json"))


def without_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_evidence(inner) for name, inner in value.items() if name != "evidence"}
    return [without_evidence(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_everything_but_evidence_is_read(path: Path) -> None:
    whole, read = (unpack(path.read_bytes(), types).data for types in (decisions.TYPES, foldable.TYPES))

    assert without_evidence(read.model_dump(mode="json")) == without_evidence(whole.model_dump(mode="json"))
    for event, full in zip(read.events, whole.events, strict=True):
        assert isinstance(event, type(full))
    assert touched(read) == touched(whole), "what follows files the same statements"
