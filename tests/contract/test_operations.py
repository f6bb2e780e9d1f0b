"""The operations page names everything that an operator can set, look for or run, and nothing that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import typer

from chassis.http.settings import HttpLimits
from chassis.log.topics import SPECS, decisions
from chassis.process.settings import PREFIX, Settings
from chassis.telemetry import metrics
from operate.__main__ import app

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")


def variables() -> set[str]:
    own = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    return own | {f"{PREFIX}HTTP_{name.upper()}" for name in HttpLimits.model_fields}


def commands(group: typer.Typer, path: tuple[str, ...] = ()) -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield " ".join((*path, command.name or command.callback.__name__))
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from commands(inner.typer_instance, (*path, str(inner.name)))


def test_every_setting_is_on_the_page_and_every_variable_on_it_is_one() -> None:
    assert set(re.findall(rf"`({PREFIX}\w+)`", PAGE)) == variables()


def test_every_topic_is_on_the_page() -> None:
    rows = set(re.findall(r"^\| `([a-z0-9.]+)` \| \d+", PAGE, re.MULTILINE))

    assert rows == {spec.name for spec in SPECS} | {decisions(Settings().generation)}  # type: ignore[call-arg]


def test_the_table_of_commands_has_them_all_and_no_other() -> None:
    table = PAGE.partition("## Commands")[2]
    cells = re.findall(r"^\| (`[a-z].*?) \| ", table, re.MULTILINE)
    named = re.findall(r"`([a-z]+(?: [a-z]+)?)\b", " ".join(cells))

    assert set(named) == set(commands(app))


def test_every_metric_on_the_page_is_measured() -> None:
    families = {family.name for family in metrics.REGISTRY.collect()}

    named = {name.removesuffix("_total") for name in re.findall(r"`(deconflict_\w+)`", PAGE)}
    assert named <= families
