"""The list of processes names nothing that the code does not know."""

import tomllib
from pathlib import Path

from chassis.process.settings import Settings
from deploy.processes import Process, processes

ROOT = Path(__file__).parents[3]


def test_every_setting_is_one_that_the_processes_read() -> None:
    known = {name.upper() for name in Settings.model_fields}

    assert {setting for process in processes() for setting in process.settings} <= known


def test_every_extra_is_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert {process.extra for process in processes()} <= set(project["optional-dependencies"])


def test_every_module_can_be_started() -> None:
    assert [p.module for p in processes() if not (ROOT / p.module.replace(".", "/") / "__main__.py").exists()] == []


def test_names_and_ports_are_given_once() -> None:
    listed = processes()

    assert len({process.name for process in listed}) == len({process.port for process in listed}) == len(listed) == 6


def test_a_process_is_told_only_its_own_settings() -> None:
    process = Process(name="one", module="m", extra="e", port=1, settings=("HTTP_PORT",), needs=())

    assert process.environment({"HTTP_PORT": "9", "POSTGRES_DSN": "secret"}) == {
        "DECONFLICT_HTTP_PORT": "9",
        "OTEL_SERVICE_NAME": "one",
    }
