"""The folder in which one machine's Deconflict lives: `.deconflict`, kept between runs."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from chassis.process.settings import PREFIX, Settings, load
from deploy.database.cluster import Cluster, dsn
from deploy.ports import free_port, is_open
from deploy.processes import processes

SERVERS = ("broker", "database", "supervisor")


class Home:
    """Where everything of one run lies. Nothing is made before `make`.

    `environment` has variables that every process is told beside its settings.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder.absolute()
        self.environment = dict(environment or {})
        self.broker = self.folder / "broker"
        self.database = self.folder / "database"
        self.state = self.folder / "state"
        self.logs = self.folder / "logs"
        self.supervisor = self.folder / "supervisord.conf"
        self.run = self.folder / "run.json"
        self.keys = self.folder / "keys.json"
        self.dossier = self.folder / "dossier.json"
        self._ports = self.folder / "ports.json"

    def make(self) -> None:
        """The folders that processes write into."""
        for folder in (self.folder, self.logs, self.state):
            folder.mkdir(parents=True, exist_ok=True)

    def remove(self) -> None:
        """Delete everything, the database included wherever its account made it live."""
        if self.folder.exists():
            Cluster(self.database).remove()
            shutil.rmtree(self.folder)

    def has_run(self) -> bool:
        """Whether there is a database here to reach."""
        return self._ports.exists() and self.database.exists()

    def ports(self) -> dict[str, int]:
        """The port of each server and process, by name, as settled."""
        return dict(read_json(self._ports))

    def settle_ports(self) -> None:
        """Pick the ports: those of the run before, but where another program listens now. Only while nothing runs."""
        kept = read_json(self._ports) or {}
        names = (*SERVERS, *(process.name for process in processes()))
        wished = {name: kept.get(name) or free_port() for name in names}
        write_json(self._ports, {name: free_port() if is_open(port) else port for name, port in wished.items()})

    def settings(self) -> Settings:
        """What the `deconflict` command itself needs to reach this machine's broker and database."""
        return load(**{name.lower(): value for name, value in self.values().items()})

    def values(self) -> dict[str, str]:
        """The settings that all processes of this machine share, by name without prefix."""
        ports = self.ports()
        return {
            "KAFKA_BOOTSTRAP": f"127.0.0.1:{ports['broker']}",
            "POSTGRES_DSN": dsn(self.database, ports["database"]),
            "PUBLIC_QUERY_URL": f"http://127.0.0.1:{ports['query-api']}",
        }


def read_json(file: Path) -> Any:
    """What the file holds; None when there is no such file."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def write_json(file: Path, value: Any) -> None:
    """Replace the file at once, so that a reader sees the old or the new; readable by its owner alone."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(file)


HomeOption = Annotated[
    Path, typer.Option("--home", envvar="DECONFLICT_HOME", help="Folder of this machine's data, kept between runs.")
]
DEFAULT_HOME = Path(".deconflict")


def reach(folder: Path) -> Settings:
    """How a command reaches the broker and the database: by the environment if it names them, else by this home."""
    home = Home(folder)
    if f"{PREFIX}POSTGRES_DSN" in os.environ or not home.has_run():
        return load()
    return home.settings()
