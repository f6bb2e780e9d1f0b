"""A port that was chosen is still free when it is used."""

import socket
from pathlib import Path

from deploy.ports import free_port

OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_outgoing_connection_sits_on_a_chosen_port() -> None:
    lowest, highest = map(int, OUTGOING.read_text().split())
    assert free_port() not in range(lowest, highest + 1)


def test_no_port_is_given_twice() -> None:
    assert len({free_port() for _ in range(100)}) == 100


def test_a_port_that_is_held_is_passed_over() -> None:
    held = free_port() + 1
    with socket.create_server(("127.0.0.1", held)):
        assert free_port() != held
