"""A cluster in a folder: made once, then started as often as needed.

The folder holds `cluster` (PGDATA), `password` (of the superuser, for scram over loopback) and, where the server's
account cannot reach the wheel, a copy of the server's programs.
"""

import hashlib
import os
import secrets
import shutil
from pathlib import Path
from urllib.parse import quote

from deploy.database.account import Account, server_account
from deploy.database.programs import programs

SUPERUSER = "deconflict"
DATABASE = "deconflict"
# Where root keeps a cluster whose wished folder the server's account cannot reach, such as one in a private home.
REACHABLE = Path("/var/lib/deconflict")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
ENVIRONMENT = {
    # A query gives back the memory that it took. Returned to the system each time (mallopt(3): from 128 KiB), it is
    # taken anew page by page by the next, which is a third of what many searches cost.
    "MALLOC_TRIM_THRESHOLD_": str(8 * 1024 * 1024),
    "MALLOC_MMAP_THRESHOLD_": str(4 * 1024 * 1024),
}


def dsn(data: Path, port: int, database: str = DATABASE) -> str:
    """The address of a database of the cluster in `data`, with the superuser's password, for asyncpg or libpq."""
    password = (data / "password").read_text(encoding="ascii").strip()
    return f"postgresql://{SUPERUSER}:{quote(password)}@127.0.0.1:{port}/{database}"


class Cluster:
    """The cluster in a folder. Nothing is touched before `prepare`."""

    def __init__(self, data: Path, account: Account | None = None) -> None:
        self.data = data.absolute()
        self.account = account or server_account()

    def prepare(self) -> None:
        """Make what is missing: a reachable folder, the password, the initialised cluster.

        Safe to repeat after an ending at any point: the cluster gets its name only when it is whole.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        if not self.data.is_symlink() and not self.account.can("-x", self.data.parent):
            elsewhere = REACHABLE / hashlib.sha256(bytes(self.data)).hexdigest()[:16]
            # Whoever deleted the folder by hand could not see this one: its rows belong to a log that is gone.
            shutil.rmtree(elsewhere, ignore_errors=True)
            elsewhere.mkdir(parents=True)
            if self.data.exists():
                self.data.rmdir()
            self.data.symlink_to(elsewhere)
        self.data.mkdir(exist_ok=True)
        os.chown(self.data, self.account.uid, self.account.gid)
        if not (self.data / "cluster").exists():
            self._initialise()

    def _initialise(self) -> None:
        password = self.data / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
        os.chown(password, self.account.uid, self.account.gid)
        unfinished = self.data.resolve() / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        folder = programs(self.account, self.data.resolve())
        self._run(
            folder / "initdb",
            f"--pgdata={unfinished}",
            f"--username={SUPERUSER}",
            f"--pwfile={password.resolve()}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
        )
        # Single-user mode takes statements on its standard input: no server has to be up for it.
        self._run(folder / "postgres", "--single", "-D", unfinished, "postgres", told=f"create database {DATABASE};")
        unfinished.rename(self.data / "cluster")

    def _run(self, *command: str | Path, told: str = "") -> None:
        ended = self.account.run(*command, told=told)
        if ended.returncode or "ERROR" in ended.stderr:
            raise RuntimeError(f"{command[0]} failed: {ended.stderr.strip()}")

    def command(self, port: int, settings: dict[str, str] | None = None) -> list[str]:
        """The command that is the server, with the given settings over those of this module."""
        chosen = SETTINGS | {"port": str(port)} | (settings or {})
        pgdata = str(self.data.resolve() / "cluster")
        options = [f"--{name}={value}" for name, value in chosen.items()]
        return [str(programs(self.account, self.data.resolve()) / "postgres"), "-D", pgdata, *options]

    def forget_dead_server(self) -> None:
        """Remove a `postmaster.pid` whose number now belongs to some other program.

        PostgreSQL itself forgets a number that nothing has; it refuses to start when one's own unrelated process
        happens to have it, as after a restart of a container.
        """
        lock = self.data / "cluster" / "postmaster.pid"
        if lock.exists():
            pid = lock.read_text(encoding="utf-8").partition("\n")[0]
            program = Path("/proc") / pid / "comm"
            if program.exists() and program.read_text(encoding="utf-8").strip() != "postgres":
                lock.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete the cluster and everything beside it; the server must have ended."""
        if self.data.exists():
            shutil.rmtree(self.data.resolve())
        self.data.unlink(missing_ok=True)
