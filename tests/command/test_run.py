"""`deconflict run` as a person starts it: it shows the incidents, continues on the same data, and ends whole."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.process.loop import REFUSED
from operate.home import Home, read_json
from tests.waiting import until

pytestmark = pytest.mark.e2e

LONGEST = 240.0  # seconds; the first start on a machine downloads the broker's jars


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("run") / "home")
    yield home
    home.remove()


def command(home: Home, *options: str) -> list[str]:
    return [sys.executable, "-m", "operate", "run", "--home", str(home.folder), *options]


def once(home: Home) -> str:
    environment = os.environ | {"COLUMNS": "140"}
    return subprocess.run(
        command(home, "--once"), env=environment, check=True, capture_output=True, text=True, timeout=LONGEST
    ).stdout


def left_running(home: Home) -> list[str]:
    """The command lines of processes that name this home."""
    lines = (file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline") if file.exists())
    return [line.decode(errors="replace") for line in lines if bytes(home.folder) in line]


def test_it_shows_the_incidents_and_leaves_no_process_behind(home: Home) -> None:
    shown = once(home)

    assert "Sotk" in shown
    assert "denies" in shown
    assert left_running(home) == []
    told = read_json(home.run)
    assert set(told) == {"ingest_url", "query_url", "keys"}
    assert set(told["keys"]) == {"ingest", "read", "review", "operate"}


def test_a_setting_that_a_process_refuses_ends_it_at_once_in_words(home: Home, tmp_path: Path) -> None:
    environment = os.environ | {"DECONFLICT_WEIGHTS": str(tmp_path / "none.json")}
    refused = subprocess.run(
        command(home, "--once"), env=environment, check=False, capture_output=True, text=True, timeout=LONGEST
    )

    assert refused.returncode == REFUSED
    # Writer and standby are told the same, and either may be the first to say so.
    assert re.search("dedup-(writer|standby): refusing to run: DECONFLICT_WEIGHTS: ", refused.stdout)
    assert left_running(home) == []


def test_a_second_run_continues_and_a_signal_ends_it_whole(home: Home) -> None:
    posted = read_json(home.dossier)
    with subprocess.Popen(command(home), stdout=subprocess.DEVNULL) as running, httpx.Client() as client:
        try:
            told = until(lambda: _answering(client, home), LONGEST, "the query api answers")
            threads = len(list(Path(f"/proc/{running.pid}/task").iterdir()))
            second = subprocess.run(command(home, "--once"), capture_output=True, text=True, check=False)
        finally:
            running.send_signal(signal.SIGTERM)
            ended = _ended(running)

    assert threads == 1, "a signal that comes while two draw may leave one without its lock"
    assert ended, "it heard the signal"
    assert len(told["incidents"]) > 1
    assert read_json(home.dossier) == posted, "the dossier was posted again"
    assert "already running" in second.stderr
    assert left_running(home) == []


def _ended(running: subprocess.Popen[bytes]) -> bool:
    """Whether it ended by itself; it is gone afterwards."""
    try:
        running.wait(LONGEST)
    except subprocess.TimeoutExpired:
        running.kill()
        return False
    return True


def _answering(client: httpx.Client, home: Home) -> Any:
    told = read_json(home.run)
    try:
        answer = client.get(
            f"{told['query_url']}/v1/incidents", headers={"Authorization": f"Bearer {told['keys']['read']}"}
        )
    except httpx.TransportError:
        return None
    return answer.json() if answer.is_success else None
