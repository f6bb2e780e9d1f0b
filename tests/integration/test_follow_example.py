"""The consumer that the documentation shows, killed again and again, neither loses a change nor takes one twice."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from schemas.events import decisions as d
from services.query.feed.cursor import FeedCursor
from tests.histories import MONITORS, History, changed, killed, linked, named, report, statement
from tests.listening import listening
from tests.projecting import project, projecting
from tests.waiting import until_async

pytestmark = pytest.mark.integration

EXAMPLE = Path(__file__).parents[2] / "docs" / "follow.py"
BEFORE, AFTER, KILLS = 3, 40, 4


def eventful() -> History:
    """Incidents that open, change, merge and are withdrawn."""
    history = History()
    for number in range(BEFORE + AFTER):
        name = f"s{number}"
        match number % 5:
            case 2:
                said = statement(f"s{number - 1}", casualties=(killed(number),))
                history.decide(changed(said, f"s{number - 1}"), about=report(f"s{number - 1}", revision="2"))
            case 4:
                gone = d.StatementWithdrawn(statement=named("statement", f"s{number - 4}"), why=d.WithdrawnWhy.REVISED)
                history.decide(gone, about=report(f"s{number - 4}", revision="2"))
            case 3 if number > 5:
                history.decide(linked(f"s{number - 2}", f"s{number - 5 - 2}", name))
            case _:
                history.open(statement(name, MONITORS), name)
    return history


def heard(file: Path) -> list[tuple[str, str]]:
    """Kind and cursor of everything that the consumer has taken, in order."""
    if not file.exists():
        return []
    copy = sqlite3.connect(file)
    try:
        return copy.execute("select kind, cursor from heard order by at").fetchall()
    except sqlite3.OperationalError:  # it has not made its tables yet
        return []
    finally:
        copy.close()


def copied(file: Path) -> dict[str, Any]:
    """The incidents of the copy by id."""
    copy = sqlite3.connect(file)
    try:
        return {id: json.loads(document) for id, document in copy.execute("select id, document from incident")}
    finally:
        copy.close()


def test_the_example_is_short() -> None:
    code = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(code) <= 40


async def test_a_consumer_that_is_killed_loses_and_repeats_nothing(postgres: str, tmp_path: Path) -> None:
    history, file = eventful(), tmp_path / "copy.sqlite"
    await asyncio.to_thread(project, postgres, history.decisions[:BEFORE])
    async with listening(postgres) as client:
        key = client.headers["Authorization"].removeprefix("Bearer ")
        command = [sys.executable, str(EXAMPLE), str(client.base_url), key, str(file)]
        consumer = started(command)
        try:
            await has_heard(file, 1)
            for part in range(KILLS):
                folding = asyncio.create_task(asyncio.to_thread(fold_slowly, postgres, history, part))
                await has_heard(file, len(heard(file)) + 1)
                consumer.kill()
                assert consumer.wait() == -signal.SIGKILL
                consumer = started(command)
                await folding
            page = (await client.get("/v1/feed", params={"limit": 500})).json()
            await has_heard(file, 1, page["next"])
        finally:
            consumer.kill()
            consumer.wait()
        listed = (await client.get("/v1/incidents", params={"limit": 500})).json()["incidents"]
    (first, snapshot), *rest = heard(file)
    changes = [(each["kind"], each["cursor"]) for each in page["changes"]]
    assert first == "snapshot"
    assert rest == changes[FeedCursor.parse(snapshot).seq :]
    assert {kind for kind, _ in rest} >= {"opened", "changed", "merged", "withdrawn"}
    assert copied(file) == {each["id"]: each for each in listed}


async def test_a_consumer_whose_snapshot_fails_after_its_cursor_was_gone_asks_again(tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite"
    page = {"incidents": [{"id": "a"}], "next": None, "feed": "later"}
    answers = [(200, page | {"feed": "old"}), (410, {}), (503, {}), (410, {}), (200, page), (410, {}), (200, page)]
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers[min(len(asked), len(answers) - 1)]
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever).start()
    consumer = started([sys.executable, str(EXAMPLE), f"http://127.0.0.1:{server.server_port}", "key", str(file)])
    try:
        await has_heard(file, 6, "later")
    finally:
        consumer.kill()
        consumer.wait()
        server.shutdown()
        server.server_close()
    snapshot, stream = "/v1/incidents?limit=500", "/v1/feed/stream?since="
    assert asked[:7] == [snapshot, f"{stream}old", snapshot, snapshot, snapshot, f"{stream}later", snapshot]
    kinds = ["snapshot", "gone", "gone", "snapshot", "gone", "snapshot"]
    assert [kind for kind, _ in heard(file)][:6] == kinds
    assert copied(file) == {"a": {"id": "a"}}


def started(command: list[str]) -> subprocess.Popen[bytes]:
    """One more life of the consumer."""
    return subprocess.Popen(command)


async def has_heard(file: Path, least: int, last: str | None = None) -> None:
    """Return once the consumer has taken so much, and `last` as the last."""

    async def so_much() -> bool:
        found = heard(file)
        return len(found) >= least and (last is None or found[-1][1] == last)

    await until_async(so_much)


def fold_slowly(dsn: str, history: History, part: int) -> None:
    """Decision by decision, so that the consumer hears of them one by one."""
    first = BEFORE + part * AFTER // KILLS
    with projecting(dsn) as projector:
        projector.append(history.decisions[:first])
        projector.fold()
        for decision in history.decisions[first : first + AFTER // KILLS]:
            projector.append([decision])
            projector.fold()
