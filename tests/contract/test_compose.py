"""docker-compose.yml starts what deploy/processes.toml lists, with those settings, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_pydantic import ComposeSpecification

from deploy.broker.config import SETTINGS as BROKER_SETTINGS
from deploy.broker.jars import read_lock
from deploy.processes import PREFIX, Process, processes

ROOT = Path(__file__).parents[2]
RAW: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
# What follows from running in a container and not from the process.
OTHERS = {"broker", "database", "prepare", "operate", "collector", "jaeger"}

each_process = pytest.mark.parametrize("process", processes(), ids=lambda process: process.name)


def service(name: str) -> dict[str, Any]:
    return dict(RAW["services"][name])


def told(name: str) -> dict[str, str]:
    return {key: str(value) for key, value in service(name)["environment"].items()}


def test_it_is_a_compose_file_by_the_specification() -> None:
    # Fields named x-… are for the file's own anchors; the model knows only what compose acts on.
    parsed = ComposeSpecification.model_validate({name: part for name, part in RAW.items() if name[:2] != "x-"})

    assert parsed.services is not None
    assert set(parsed.services) == {process.name for process in processes()} | OTHERS


@each_process
def test_a_service_runs_the_module_of_its_process(process: Process) -> None:
    assert service(process.name)["command"] == ["python", "-m", process.module]


@each_process
def test_a_service_is_told_exactly_the_settings_of_its_process(process: Process) -> None:
    prefixed = {name.removeprefix(PREFIX) for name in told(process.name) if name.startswith(PREFIX)}

    assert prefixed == set(process.settings)
    assert told(process.name)["OTEL_SERVICE_NAME"] == process.name


@each_process
def test_a_service_answers_on_the_port_of_its_process(process: Process) -> None:
    assert told(process.name)[f"{PREFIX}HTTP_PORT"] == str(process.port)
    assert f":{process.port}/readyz" in service(process.name)["healthcheck"]["test"][-1]


@each_process
def test_a_service_installs_the_extra_of_its_process_alone(process: Process) -> None:
    build = service(process.name)["build"]

    assert build["args"] == {"EXTRA": process.extra}
    assert (ROOT / build["context"] / build["dockerfile"]).is_file()


@each_process
def test_a_service_starts_again_and_waits_for_topics_and_schemas(process: Process) -> None:
    assert service(process.name)["restart"] == "unless-stopped"
    assert service(process.name)["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


def test_what_a_process_needs_is_up_before_the_topics_are_made() -> None:
    needs = {need for process in processes() for need in process.needs}

    assert service("prepare")["depends_on"] == {need: {"condition": "service_healthy"} for need in needs}


def test_writer_and_standby_keep_their_state_apart() -> None:
    volumes = [service(process.name)["volumes"] for process in processes() if "STATE_DIR" in process.settings]

    assert len(volumes) == 2
    assert volumes[0] != volumes[1]


def test_the_broker_is_the_embedded_one_with_its_settings() -> None:
    version = read_lock()[0].coordinate.rpartition(":")[2]
    environment = told("broker")

    assert service("broker")["image"] == f"apache/kafka:{version}"
    assert {name: environment.get(f"KAFKA_{name.upper().replace('.', '_')}") for name in BROKER_SETTINGS} == {
        name: str(value) for name, value in BROKER_SETTINGS.items()
    }


def test_nothing_is_published_beyond_this_machine() -> None:
    published = [port for each in RAW["services"].values() for port in each.get("ports", [])]

    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_every_mounted_file_exists() -> None:
    mounted = [volume for each in RAW["services"].values() for volume in each.get("volumes", [])]
    files = [volume.partition(":")[0] for volume in mounted if volume.startswith("./")]

    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_image_copies_every_package_of_the_project() -> None:
    recipe = (ROOT / "deploy" / "images" / "Dockerfile").read_text(encoding="utf-8")
    packages = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {"tests"}

    assert {
        line.split()[1] for line in recipe.splitlines() if line.startswith("COPY") and line.count(" ") == 2
    } >= packages
