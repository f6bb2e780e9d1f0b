"""The whole system as `make run` starts it, for a test to post to, read from and kill parts of."""

import os
import re
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx
import psutil
from rich.console import Console

from chassis.errors import Retry
from chassis.log.kafka import KafkaLog
from chassis.log.port import LogRecord
from chassis.postgres import retrying
from chassis.process.settings import Settings
from operate.access import people_key
from operate.home import Home
from operate.run import bring_up
from operate.supervision import Supervisor
from tests.projecting import rows
from tests.waiting import until

T = TypeVar("T")

RECOVERY_S = 90.0  # how long a killed process, broker and database included, may take to come back


class System:
    """Broker, database and the six processes under the supervisor, in a folder of their own."""

    def __init__(self, folder: Path, **values: str) -> None:
        self.home = Home(folder, values)
        self._supervisor = Supervisor(self.home)
        self.client = httpx.Client(timeout=10)

    def __enter__(self) -> Self:
        try:
            self.tokens = bring_up(self.home, self._supervisor, Console(stderr=True))
        except BaseException as error:
            self.__exit__(type(error))
            raise
        self.keys = {scope: self.tokens[people_key(scope)] for scope in ("ingest", "read", "review", "operate")}
        return self

    def __exit__(self, kind: type[BaseException] | None = None, *_: object) -> None:
        self.client.close()
        self._supervisor.stop()
        if kind is None:  # after a failure the logs are what one looks at
            self.home.remove()

    @property
    def settings(self) -> Settings:
        """How to reach the broker and the database."""
        return self.home.settings()

    @property
    def names(self) -> tuple[str, ...]:
        """Every supervised process."""
        return tuple(one.name for one in self._supervisor.running())

    def url(self, process: str) -> str:
        """Where a process answers HTTP."""
        return f"http://127.0.0.1:{self.home.ports()[process]}"

    def kill(self, name: str) -> None:
        """End a process with SIGKILL; returns when it is gone and was seen to be killed by that, by its supervisor."""
        pid = self._pid(name)
        deaths = self._deaths(name)
        os.kill(pid, signal.SIGKILL)
        until(lambda: self._deaths(name) > deaths and self._pid(name) != pid, RECOVERY_S, f"{name} is seen dead")

    def kill_child(self, name: str) -> None:
        """End the child of a process with SIGKILL; returns when the process is gone with it."""
        # One that has only just been started again has no child yet.
        pid, child = until(lambda: self._with_child(name), RECOVERY_S, f"{name} has a child")
        child.kill()
        until(lambda: self._pid(name) != pid, RECOVERY_S, f"{name} is gone with its child")

    def _with_child(self, name: str) -> tuple[int, psutil.Process] | None:
        """A process and the child that it spawned, once it has."""
        try:
            pid = self._pid(name)
            spawned = (one for one in psutil.Process(pid).children() if "spawn_main" in " ".join(one.cmdline()))
            child = next(spawned, None)
        except psutil.NoSuchProcess:
            return None
        return None if child is None else (pid, child)

    def running_again(self, name: str) -> bool:
        """Whether the supervisor has the process up."""
        return any(one.name == name and one.state == "RUNNING" and one.pid for one in self._supervisor.running())

    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Post one report and go on until it is taken, through every outage; the answer."""
        answer: httpx.Response = until(lambda: self._posted(body), RECOVERY_S, f"{body.get('external_id')} is taken")
        taken: dict[str, Any] = answer.json()
        return taken

    def get(self, path: str, **params: Any) -> Any:
        """What the query api answers, as JSON, waiting for it through every outage."""
        url = path if path.startswith("http") else self.url("query-api") + path
        answer: httpx.Response = until(lambda: self._got(url, params), RECOVERY_S, f"{path} is answered")
        return answer.json()

    def decided(self, status_url: str) -> Any:
        """The report at `status_url`, once it is decided and served."""

        def look() -> Any:
            report = self._got(status_url, {}, missing_is_none=True)
            return report.json() if report and report.json()["status"] != "queued" else None

        return until(look, RECOVERY_S, f"{status_url} is decided")

    def all_decided(self, reports: int) -> None:
        """Return when that many revisions are decided and projected; raise when none more was for `RECOVERY_S`."""
        done = 0
        while done < reports:
            done = until(partial(self._decided_beyond, done), RECOVERY_S, f"more than {done} of {reports} decided")

    def _decided_beyond(self, count: int) -> int:
        try:
            with retrying():
                now: int = self.rows("select count(distinct revision) as n from g1.decision")[0]["n"]
        except Retry:
            return 0  # the database was the last to be killed, and is coming up
        return now if now > count else 0

    def records(self, topic: str) -> list[LogRecord]:
        """Every committed record of a topic, partition by partition."""
        found: list[LogRecord] = []
        with KafkaLog(self.settings.kafka_bootstrap) as log, log.reader(topic) as reader:
            state = log.describe(topic)
            assert state is not None
            ends = {partition: reader.end(partition) for partition in range(state.partitions)}
            while any(reader.position(partition) < end for partition, end in ends.items()):
                found += reader.poll(timeout_s=1.0, limit=1000)
        return sorted(found, key=lambda record: (record.partition, record.offset))

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What the database answers."""
        return rows(self.settings.postgres_dsn.get_secret_value(), query)

    def _pid(self, name: str) -> int:
        return next((one.pid for one in self._supervisor.running() if one.name == name), 0)

    def _deaths(self, name: str) -> int:
        log = (self.home.logs / "supervisor.log").read_text(encoding="utf-8")
        return len(re.findall(rf"exited: {re.escape(name)} \(terminated by SIGKILL", log))

    def _posted(self, body: dict[str, Any]) -> httpx.Response | None:
        def send() -> httpx.Response:
            return self.client.post(
                self.url("ingest-api") + "/v1/reports", json=body, headers=_bearer(self.keys["ingest"])
            )

        answer = _unless_away(send)
        if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answer.raise_for_status()
        return None

    def _got(self, url: str, params: dict[str, Any], missing_is_none: bool = False) -> httpx.Response | None:
        headers = _bearer(self.keys["read"])
        answer = _unless_away(lambda: self.client.get(url, params=params, headers=headers))
        if answer is None or answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            return None
        if missing_is_none and answer.status_code == httpx.codes.NOT_FOUND:
            return None
        return answer.raise_for_status()


def _unless_away(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except httpx.TransportError:
        return None


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
