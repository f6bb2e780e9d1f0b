"""What a setting names is looked at before a process connects anything, and what is wrong is told by its variable."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.http import HttpLimits
from chassis.process.settings import BadSettings, Settings, load
from services.dedup.writer.__main__ import wire as writer
from services.ingest.api.__main__ import wire as ingest_api
from services.ingest.normalizer.__main__ import wire as normalizer
from services.ingest.normalizer.furnishing import make_extractor


def _ingest_api(settings: Settings) -> object:
    return ingest_api(settings, HttpLimits())


@pytest.mark.parametrize("wire", [writer, _ingest_api, normalizer])
@pytest.mark.parametrize("holds", [None, "id\tno such column\n"])
def test_an_overlay_that_cannot_be_read_is_refused(
    wire: Callable[[Settings], object], holds: str | None, tmp_path: Path
) -> None:
    overlay = tmp_path / "overlay"
    if holds is not None:
        overlay.mkdir()
        (overlay / "theatres.tsv").write_text(holds, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"^DECONFLICT_OVERLAY: "):
        wire(load(overlay=overlay))


@pytest.mark.parametrize("holds", [None, "{}", "not JSON"])
def test_weights_that_cannot_be_read_are_refused(holds: str | None, tmp_path: Path) -> None:
    weights = tmp_path / "weights.json"
    if holds is not None:
        weights.write_text(holds, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"^DECONFLICT_WEIGHTS: "):
        writer(load(weights=weights))


def test_a_pipeline_that_is_not_installed_is_refused() -> None:
    with pytest.raises(BadSettings, match=r"^DECONFLICT_NLP_MODEL: "):
        make_extractor("no_such_pipeline", None)
