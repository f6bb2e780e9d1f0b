"""The embedded broker and database as child processes that a test can kill."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from deploy.database.cluster import Cluster, dsn
from deploy.ports import free_port, is_open
from tests.waiting import until

START_TIMEOUT = 120.0  # seconds; the first start on a machine downloads the broker's jars


class Embedded:
    """One foreground command of `deploy`, on a port of its own, that can be started again on the same folder."""

    def __init__(self, module: str, data: Path, *options: str) -> None:
        self.data = data
        self.port = free_port()
        self.command: Sequence[str] = (
            sys.executable, "-m", module, "--data", str(data), "--port", str(self.port), *options,
        )  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; it may not answer yet."""
        self.process = subprocess.Popen(self.command)

    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether clients are served now. Raises when the process has ended instead."""
        assert self.process is not None
        if not self.runs():
            raise RuntimeError(f"{' '.join(self.command)} ended with {self.process.returncode}")
        return is_open(self.port)

    def wait(self) -> None:
        """Return once clients are served."""
        until(self.answers, START_TIMEOUT, what=" ".join(self.command))

    def end(self, sign: signal.Signals = signal.SIGKILL) -> int:
        """Send the signal, wait for the ending and return its status (negative: the signal that ended it)."""
        assert self.process is not None
        self.process.send_signal(sign)
        return self.process.wait(60)


class EmbeddedBroker(Embedded):
    """A broker with a small heap."""

    def __init__(self, data: Path) -> None:
        super().__init__("deploy.broker", data)

    @property
    def bootstrap(self) -> str:
        """`host:port` for clients."""
        return f"127.0.0.1:{self.port}"


class EmbeddedDatabase(Embedded):
    """A PostgreSQL cluster, with settings of the server as `NAME=VALUE`."""

    def __init__(self, data: Path, *settings: str) -> None:
        super().__init__("deploy.database", data, *(f"--set={setting}" for setting in settings))

    def dsn(self) -> str:
        """The address of its database."""
        return dsn(self.data, self.port)

    def remove(self) -> None:
        """Delete its data, wherever the server's account could reach it."""
        Cluster(self.data).remove()

    def answers(self) -> bool:
        """Whether queries are served: the port alone is open while the server still recovers."""
        return super().answers() and run_query(self.dsn(), "select 1", ignore=asyncpg.CannotConnectNowError)


def run_query(address: str, statement: str, ignore: type[Exception] | tuple[type[Exception], ...] = ()) -> bool:
    """Run one statement on a connection of its own; False when it failed in a way to be ignored."""

    async def run() -> None:
        connection = await asyncpg.connect(address)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    # Not asyncio.run: it would take away the loop that pytest-asyncio has set for this thread.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(run())
    except ignore:
        return False
    finally:
        loop.close()
    return True
