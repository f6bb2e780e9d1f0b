"""The system on this machine, as `make run` starts it, in a folder that is gone afterwards: whole, or its servers."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from chassis.process.settings import Settings
from operate.access import people_key
from operate.home import Home
from operate.run import bring_servers_up, bring_up
from operate.supervision import Supervisor

__all__ = ["Standing", "servers", "standing"]


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


def standing(console: Console) -> AbstractContextManager[Standing]:
    """Start everything, and end it on leaving."""
    return _up(bring_up, console)


def servers(console: Console) -> AbstractContextManager[Standing]:
    """Start broker and database alone, and end them on leaving. Nobody answers at the addresses of the APIs."""
    return _up(bring_servers_up, console)


@contextmanager
def _up(bring: Callable[[Home, Supervisor, Console], dict[str, str]], console: Console) -> Iterator[Standing]:
    with tempfile.TemporaryDirectory(prefix="deconflict-bench-", ignore_cleanup_errors=True) as folder:
        home = Home(Path(folder) / "home")
        supervisor = Supervisor(home)
        try:
            tokens = bring(home, supervisor, console)
            ingest_url, query_url = (f"http://127.0.0.1:{home.ports()[api]}" for api in ("ingest-api", "query-api"))
            yield Standing(home.settings(), ingest_url, tokens[people_key("ingest")], query_url, tokens, supervisor)
        finally:
            supervisor.stop()
            home.remove()


def _worked(process: psutil.Process) -> float:
    parts = [process, *process.children(recursive=True)] if process.pid != psutil.Process().pid else [process]
    return float(sum(times.user + times.system for times in (part.cpu_times() for part in parts)))
