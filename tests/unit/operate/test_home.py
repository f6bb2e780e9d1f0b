"""A home keeps its ports from run to run, unless another program took one, and its keys to itself."""

import socket
import stat
from pathlib import Path

from deploy.processes import processes
from operate.home import SERVERS, Home, read_json, write_json


def test_ports_are_kept_from_run_to_run(tmp_path: Path) -> None:
    Home(tmp_path).settle_ports()
    first = Home(tmp_path).ports()
    Home(tmp_path).settle_ports()

    assert Home(tmp_path).ports() == first
    assert set(first) == {*SERVERS, *(process.name for process in processes())}
    assert len(set(first.values())) == len(first)


def test_a_port_that_another_program_took_is_replaced(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settle_ports()
    first = home.ports()
    with socket.create_server(("127.0.0.1", first["query-api"])):
        home.settle_ports()

    after = home.ports()
    assert after.pop("query-api") != first.pop("query-api")
    assert after == first


def test_a_file_with_keys_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    write_json(file, {"read": "token"})

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_json(file) == {"read": "token"}


def test_removing_a_home_that_never_ran_is_harmless(tmp_path: Path) -> None:
    home = Home(tmp_path / "never")

    home.remove()
    home.make()
    home.remove()

    assert not home.folder.exists()
