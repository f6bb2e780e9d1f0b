"""Free ports on loopback."""

import random
import socket
from itertools import count, islice
from typing import Final

_LISTENED: Final = range(20_000, 32_768)
"""Below what kernels take for the near end of a connection (Linux from 32768, others from 49152, RFC 6335): between the
choice of a port and its use, or while who listens there starts again, no connection sits on it."""
_walk: Final = count(random.randrange(len(_LISTENED)))
"""Begun anywhere, so that processes which choose at once do not meet."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing held a moment ago; another one each time.

    Raises RuntimeError when there is none.
    """
    for step in islice(_walk, len(_LISTENED)):
        port = _LISTENED[step % len(_LISTENED)]
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no port of {_LISTENED.start} to {_LISTENED.stop - 1} is free")


def is_open(port: int) -> bool:
    """Whether something on loopback accepts connections at that port now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
