"""Free ports on loopback."""

import socket


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listened on a moment ago; the kernel does not offer it again soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    """Whether something on loopback accepts connections at that port now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
