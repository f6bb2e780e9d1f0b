"""With nothing running, or a wrong setting, a command says so in one line and soon."""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chassis.process.loop import BROKEN, REFUSED
from deploy.ports import free_port
from operate.__main__ import app

SOON = 6.0  # seconds


@pytest.fixture
def nothing_runs(tmp_path: Path) -> CliRunner:
    return CliRunner(
        env={
            "DECONFLICT_POSTGRES_DSN": f"postgresql://nobody@127.0.0.1:{free_port()}/none",
            "DECONFLICT_KAFKA_BOOTSTRAP": f"127.0.0.1:{free_port()}",
            "DECONFLICT_HOME": str(tmp_path),
        }
    )


def told(result: Result, code: int) -> str:
    """The one line that a command said."""
    assert result.exit_code == code
    assert isinstance(result.exception, SystemExit), "no traceback"
    (line,) = result.output.splitlines()
    return line


@pytest.mark.parametrize(
    "words",
    [
        ("source", "list"),
        ("source", "add", "gazette", "--name", "Gazette", "--kind", "outlet"),
        ("key", "list"),
        ("key", "add", "--scope", "read", "--label", "reader"),
        ("signin", "--key", "some"),
        ("parked", "list"),
    ],
    ids=" ".join,
)
def test_what_is_down_is_told_in_one_line(nothing_runs: CliRunner, words: tuple[str, ...]) -> None:
    began = time.monotonic()
    line = told(nothing_runs.invoke(app, words), BROKEN)

    assert "is the run up?" in line
    assert time.monotonic() - began < SOON


def test_posting_to_where_nothing_answers_names_the_address(nothing_runs: CliRunner, tmp_path: Path) -> None:
    file, url = tmp_path / "reports", f"http://127.0.0.1:{free_port()}"
    file.write_text('{"text": "words"}\n', encoding="utf-8")

    line = told(nothing_runs.invoke(app, ["post", str(file), "--url", url, "--key", "some"]), BROKEN)

    assert line.startswith(f"{url} does not answer: ")


@pytest.mark.parametrize("words", [("run",), ("source", "list"), ("parked", "list")], ids=" ".join)
def test_a_wrong_setting_is_refused_by_name(nothing_runs: CliRunner, words: tuple[str, ...], tmp_path: Path) -> None:
    result = nothing_runs.invoke(app, words, env={"DECONFLICT_LOG_LEVEL": "loud"})

    assert told(result, REFUSED).startswith("refusing to run: DECONFLICT_LOG_LEVEL: ")
    assert list(tmp_path.iterdir()) == [], "nothing was started"
