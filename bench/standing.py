"""The whole system on this machine, as `make run` starts it, in a folder that is gone afterwards."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from chassis.process.settings import Settings
from operate.access import give_access, people_key
from operate.home import Home
from operate.registry import in_registry
from operate.run import bring_up
from operate.supervision import Supervisor

__all__ = ["Standing", "standing"]


@dataclass(frozen=True)
class Standing:
    """How to post to it and how to look at it."""

    settings: Settings
    ingest_url: str
    ingest_key: str
    query_url: str
    tokens: Mapping[str, str]
    """As `operate.access` makes them."""
    supervisor: Supervisor

    @property
    def dsn(self) -> str:
        """The database's address."""
        return self.settings.postgres_dsn.get_secret_value()

    def seconds_worked(self) -> dict[str, float]:
        """Seconds of one core that each process has used so far with its children, this one as `load`.

        `others` is what everything else on the machine has used: near nothing, or the figures are not worth much.
        """
        pids = {one.name: one.pid for one in self.supervisor.running() if one.pid}
        ours = {name: _worked(psutil.Process(pid)) for name, pid in pids.items()} | {"load": _worked(psutil.Process())}
        machine = psutil.cpu_times()
        return ours | {"others": sum(machine) - machine.idle - getattr(machine, "iowait", 0.0) - sum(ours.values())}


@contextmanager
def standing(console: Console) -> Iterator[Standing]:
    """Start everything, and end it on leaving."""
    with tempfile.TemporaryDirectory(prefix="deconflict-bench-", ignore_cleanup_errors=True) as folder:
        home = Home(Path(folder) / "home")
        supervisor = Supervisor(home)
        try:
            bring_up(home, supervisor, console)
            settings = home.settings()
            tokens = in_registry(settings.postgres_dsn.get_secret_value(), lambda pool: give_access(pool, home))
            ingest_url, query_url = (f"http://127.0.0.1:{home.ports()[api]}" for api in ("ingest-api", "query-api"))
            yield Standing(settings, ingest_url, tokens[people_key("ingest")], query_url, tokens, supervisor)
        finally:
            supervisor.stop()
            home.remove()


def _worked(process: psutil.Process) -> float:
    parts = [process, *process.children(recursive=True)] if process.pid != psutil.Process().pid else [process]
    return float(sum(times.user + times.system for times in (part.cpu_times() for part in parts)))
