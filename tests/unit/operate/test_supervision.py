"""The supervisor's configuration is one that Supervisor itself reads, and starts exactly the list of processes."""

from pathlib import Path

import pytest
from supervisor.options import ServerOptions

from deploy.database.cluster import Cluster
from deploy.processes import processes
from operate.home import Home
from operate.supervision import SERVERS, SERVICES, configuration


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "with 100% odd name")
    home.make()
    home.settle_ports()
    Cluster(home.database)
    home.database.mkdir()
    (home.database / "password").write_text("secret", encoding="ascii")
    return home


@pytest.fixture
def options(home: Home) -> ServerOptions:
    home.supervisor.write_text(configuration(home), encoding="utf-8")
    options = ServerOptions()
    options.realize(["--configuration", str(home.supervisor)])
    return options


def test_servers_start_by_themselves_and_services_wait_for_them(options: ServerOptions) -> None:
    groups = {group.name: group for group in options.process_group_configs}

    assert {one.name: one.autostart for one in groups[SERVERS].process_configs} == {"broker": True, "database": True}
    assert {one.name: one.autostart for one in groups[SERVICES].process_configs} == {
        process.name: False for process in processes()
    }


def test_services_end_before_the_servers_they_stand_on(options: ServerOptions) -> None:
    priorities = {group.name: group.priority for group in options.process_group_configs}

    assert priorities[SERVICES] > priorities[SERVERS]


def test_every_process_is_told_its_own_port_and_state(options: ServerOptions, home: Home) -> None:
    services = next(group for group in options.process_group_configs if group.name == SERVICES)
    environments = {one.name: one.environment for one in services.process_configs}

    assert {name: told["DECONFLICT_HTTP_PORT"] for name, told in environments.items()} == {
        process.name: str(home.ports()[process.name]) for process in processes()
    }
    assert environments["dedup-writer"]["DECONFLICT_STATE_DIR"] == str(home.state / "dedup-writer")
    assert environments["dedup-standby"]["DECONFLICT_STATE_DIR"] == str(home.state / "dedup-standby")
    assert "DECONFLICT_POSTGRES_DSN" not in environments["dedup-writer"]


def test_the_configuration_holds_a_password_that_nobody_else_can_read(home: Home) -> None:
    first, second = configuration(home), configuration(home)

    assert first != second, "the password is the same at each start"
