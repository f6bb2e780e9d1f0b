"""The README's map of the house leads to rooms that exist, and no room is missing from it."""

import re
from pathlib import Path

from tests.unit.query.test_parameters import parameters

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ASKED = re.findall(r"\$QUERY(/(?:v1|ogc)[^?\"` ]*)", README)
ROWS = re.findall(r"^\| .+ \| `([^`]+)/` \|$", README, re.MULTILINE)


def test_every_folder_on_the_map_exists() -> None:
    assert ROWS
    assert [row for row in ROWS if not (ROOT / row).is_dir()] == []


def test_every_room_of_a_service_is_on_the_map() -> None:
    rooms = {
        str(room.relative_to(ROOT))
        for service in (ROOT / "services").iterdir()
        if service.is_dir()
        for room in service.iterdir()
        if (room / "__init__.py").exists()
    }
    assert rooms - set(ROWS) <= {"services/ingest/formats"}


def test_every_address_that_is_asked_for_exists() -> None:
    assert len(ASKED) > 15
    known = [re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in parameters()]
    assert [path for path in ASKED if not any(each.fullmatch(path) for each in known)] == []
