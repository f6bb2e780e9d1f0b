"""`deconflict source`, `deconflict key` and `deconflict signin` on a real database."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from operate.__main__ import app

pytestmark = pytest.mark.integration


@pytest.fixture
def command(postgres: str) -> CliRunner:
    return CliRunner(env={"DECONFLICT_POSTGRES_DSN": postgres, "COLUMNS": "200"})


def ask(command: CliRunner, *words: str) -> Result:
    return command.invoke(app, words)


def add_source(command: CliRunner, id: str = "gazette", name: str = "Border Gazette") -> Result:
    return ask(
        command, "source", "add", id, "--name", name, "--kind", "outlet", "--country", "GE", "--reliability", "B"
    )


def test_a_source_once_added_is_listed_with_its_grade(command: CliRunner) -> None:
    assert add_source(command).output == "added gazette\n"
    assert add_source(command, name="Frontier Gazette").output == "changed gazette\n"

    listed = ask(command, "source", "list").output
    assert "Frontier Gazette" in listed
    assert "│ B " in listed


@pytest.mark.parametrize(
    ("id", "options", "named"),
    [
        ("gazette", ["--country", "XX"], "--country"),
        ("gazette", ["--country", "ge"], "--country"),
        ("gazette", ["--actor", "zz.nobody"], "zz.nobody"),
        ("BAD_ID", [], "small letters"),
    ],
)
def test_what_a_source_cannot_be_is_refused_in_words(
    command: CliRunner, id: str, options: list[str], named: str
) -> None:
    refused = ask(command, "source", "add", id, "--name", "Border Gazette", "--kind", "outlet", *options)

    assert refused.exit_code == 2
    assert named in refused.output
    assert "Border Gazette" not in ask(command, "source", "list").output


def test_a_key_is_shown_once_and_never_listed(command: CliRunner) -> None:
    add_source(command)

    token = ask(command, "key", "add", "--scope", "ingest", "--source", "gazette", "--label", "feeder").output.strip()

    listed = ask(command, "key", "list").output
    assert token.startswith("dcf_")
    assert "feeder" in listed
    assert token not in listed


def test_a_revoked_key_stays_listed_as_such(command: CliRunner) -> None:
    ask(command, "key", "add", "--scope", "read", "--label", "map team")
    id = next(word for word in ask(command, "key", "list").output.split() if word.count("-") == 4)

    assert ask(command, "key", "revoke", id).output == f"revoked {id}\n"
    line = next(line for line in ask(command, "key", "list").output.splitlines() if id in line)
    assert line.count(":") == 2, "it shows when it was made and when it was revoked"


def test_a_posting_key_for_an_unknown_source_is_refused_in_words(command: CliRunner) -> None:
    refused = ask(command, "key", "add", "--scope", "ingest", "--source", "nobody", "--label", "x")

    assert refused.exit_code == 2
    assert "nobody" in refused.output


def test_a_link_signs_in_with_a_key_that_it_does_not_show(command: CliRunner) -> None:
    token = ask(command, "key", "add", "--scope", "read", "--label", "map team").output.strip()

    link = ask(command, "signin", "--key", token).output.strip()

    assert re.fullmatch(r"http://127\.0\.0\.1:8081/#sign-in=dct_[A-Za-z0-9_-]{43}", link)


def test_a_link_needs_a_key(command: CliRunner, tmp_path: Path) -> None:
    assert ask(command, "signin", "--home", str(tmp_path)).exit_code == 2
    assert ask(command, "signin", "--key", "dcf_" + "x" * 43).exit_code == 2
