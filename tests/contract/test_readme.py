"""The README's map of the house leads to rooms that exist, and no room is missing from it."""

import json
import re
from pathlib import Path
from uuid import uuid4

from operate.access import PEOPLE
from operate.run import exports
from services.query.api.parameters import FILTERS
from services.query.api.reviews.instruction import instruction
from tests.unit.query.test_parameters import parameters

ROOT = Path(__file__).parents[2]
KEPT = {"CODED_KEY"}
"""What a reader makes for itself."""
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


def test_every_address_that_is_read_and_every_filter_is_shown() -> None:
    known = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in parameters()}
    # A client finds its way through those of the OGC by their links.
    assert [
        path
        for path, each in known.items()
        if not path.startswith("/ogc/") and not any(each.fullmatch(asked) for asked in ASKED)
    ] == []
    assert set(re.findall(r"[?&](\w+)=", README)) >= set(FILTERS)


def test_what_a_run_prints_sets_the_addresses_and_keys_of_the_commands() -> None:
    told = exports("http://query.example", "http://ingest.example", dict.fromkeys(PEOPLE, "dcf_x"))
    named = set(re.findall(r"\$(QUERY|INGEST|[A-Z]+_KEY)\b", README)) - KEPT
    assert named <= set(re.findall(r"export (\w+)=", told))


def test_every_action_of_a_review_is_shown_as_it_is_posted() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    bodies = re.findall(r"^review '(.+)'$", operations, re.MULTILINE)
    actions = [json.loads(re.sub(r"'\$\w+'", lambda _: str(uuid4()), body)) for body in bodies]
    read = [instruction({"action": each, "reason": "x", "seen_n": 1}).action.type for each in actions]
    assert set(read) == {"merge", "split", "move", "correct", "undo"}
