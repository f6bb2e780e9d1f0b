"""The supervisor of one machine: broker, database and the six processes, restarted whenever one dies.

Its configuration is made from the list of processes and never edited. It is asked and told over its XML-RPC interface
on loopback, with a password that changes at each start.
"""

import configparser
import ctypes
import io
import os
import secrets
import shlex
import signal
import subprocess
import sys
import xmlrpc.client
from typing import Any, NamedTuple, cast

from deploy.processes import processes
from operate.home import Home

SERVERS, SERVICES = "servers", "services"
END_TIMEOUT = 60.0  # seconds for everything to end before it is killed
_PR_SET_PDEATHSIG = 1


class Running(NamedTuple):
    """A supervised process: its name, its state in Supervisor's words, and its number (0 when it is down)."""

    name: str
    state: str
    pid: int


class Supervisor:
    """The supervisor of a home: started here as a child, or found running."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Write the configuration and start the supervisor with broker and database; the services wait."""
        home = self._home
        home.supervisor.touch(mode=0o600)
        home.supervisor.write_text(configuration(home), encoding="utf-8")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--configuration", str(home.supervisor)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches only us, and we end the rest in order
            preexec_fn=_end_with_parent,
        )

    def start_services(self) -> None:
        """Start the six processes."""
        self._rpc().startProcessGroup(SERVICES, False)

    def answers(self) -> bool:
        """Whether a supervisor of this home can be asked, whoever started it."""
        if not self._home.supervisor.exists():
            return False
        try:
            return bool(self._rpc().getState())
        except (OSError, xmlrpc.client.Error):
            return False

    def running(self) -> list[Running]:
        """Every supervised process as it is now."""
        told = cast(list[dict[str, Any]], self._rpc().getAllProcessInfo())
        return [Running(one["name"], one["statename"], one["pid"]) for one in told]

    def wait(self) -> None:
        """Return when the supervisor ends by itself, which it never should."""
        if self._child is not None:
            self._child.wait()

    def stop(self) -> None:
        """End every process in order and the supervisor with them; whoever does not end in time is killed."""
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(END_TIMEOUT)
        except subprocess.TimeoutExpired:
            for one in self.running():
                if one.pid:
                    os.kill(one.pid, signal.SIGKILL)
            self._child.kill()
            self._child.wait()

    def _rpc(self) -> Any:
        parsed = configparser.ConfigParser(interpolation=None)
        parsed.read(self._home.supervisor, encoding="utf-8")
        server = parsed["inet_http_server"]
        return xmlrpc.client.ServerProxy(
            f"http://{server['username']}:{server['password']}@{server['port']}"
        ).supervisor


def configuration(home: Home) -> str:
    """The text of `supervisord.conf` for the ports and folders of this home."""
    ports = home.ports()
    listed = processes()
    sections: dict[str, dict[str, object]] = {
        "supervisord": {"logfile": home.logs / "supervisor.log", "pidfile": home.folder / "supervisord.pid"},
        "inet_http_server": {
            "port": f"127.0.0.1:{ports['supervisor']}",
            "username": "deconflict",
            "password": secrets.token_urlsafe(24),
        },
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        },
        # What has the higher priority starts later and ends earlier.
        f"group:{SERVERS}": {"programs": "broker,database", "priority": 1},
        f"group:{SERVICES}": {"programs": ",".join(process.name for process in listed), "priority": 2},
        "program:broker": _program(
            home, "broker", "deploy.broker", "--data", str(home.broker), "--port", str(ports["broker"])
        ),
        # PostgreSQL ends at once on SIGINT; on SIGTERM it would wait for its clients.
        "program:database": _program(
            home, "database", "deploy.database", "--data", str(home.database), "--port", str(ports["database"])
        )
        | {"stopsignal": "INT"},
    }
    for process in listed:
        own = {"HTTP_PORT": str(ports[process.name]), "STATE_DIR": str(home.state / process.name)}
        sections[f"program:{process.name}"] = _program(home, process.name, process.module) | {
            "autostart": "false",
            "environment": _environment(home.environment | process.environment(home.values() | own)),
        }
    text = io.StringIO()
    writer = configparser.RawConfigParser()
    for name, section in sections.items():
        # Supervisor expands its own variables behind a percent sign; there are none here.
        writer[name] = {key: str(value).replace("%", "%%") for key, value in section.items()}
    writer.write(text)
    return text.getvalue()


def _program(home: Home, name: str, module: str, *options: str) -> dict[str, object]:
    return {
        "command": shlex.join((sys.executable, "-m", module, *options)),
        "autorestart": "true",
        # A process that ends within its first seconds is started again after a pause that grows; it is never given up.
        "startsecs": 3,
        "startretries": 1_000_000,
        "stopwaitsecs": 20,
        "killasgroup": "true",
        "redirect_stderr": "true",
        # Supervisor expands this one option twice.
        "stdout_logfile": str(home.logs / f"{name}.log").replace("%", "%%"),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": 2,
    }


def _environment(variables: dict[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in variables.items())


def _end_with_parent() -> None:
    # On Linux the kernel then ends the supervisor, and it everything else, even when we are killed with -9.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
