"""A worker process ends in one of few ways, says why, and answers for itself while it lives."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chassis.process.loop import BROKEN, REFUSED, STOPPED
from chassis.process.watchdog import HUNG
from tests.waiting import until

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "tests.unit.process.living")


@contextmanager
def living(*workers: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {f"DECONFLICT_{name.upper()}": value for name, value in settings.items()}
    with subprocess.Popen(
        [*COMMAND, *workers], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ending(*workers: str, **settings: str) -> tuple[int, str, str]:
    """Let it run to its end: code, stdout, stderr."""
    with living(*workers, **settings) as process:
        out, err = process.communicate(timeout=30)
        return process.returncode, out, err


def lines(stderr: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stderr.splitlines() if line.startswith("{")]


def await_line(process: subprocess.Popen[str], wanted: str) -> None:
    assert process.stdout is not None
    assert any(line.strip() == wanted for line in process.stdout), f"never said {wanted!r}"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_step_end_and_is_no_failure(sign: signal.Signals) -> None:
    with living("slow") as process:
        await_line(process, "step begun")
        process.send_signal(sign)
        out, _ = process.communicate(timeout=20)
    assert out.splitlines() == ["step done", "slow stopped"]
    assert process.returncode == STOPPED


def test_a_step_that_hangs_is_ended_with_the_stacks_of_all_threads() -> None:
    code, out, err = ending("hanging")
    assert code == HUNG
    assert "watchdog: hanging: step is over its limit" in err
    assert "in step" in err
    assert "stopped" not in out


def test_a_start_that_hangs_is_ended() -> None:
    code, _, err = ending("hangingstart")
    assert code == HUNG
    assert "hangingstart: start" in err


def test_a_hanging_step_beside_a_sound_worker_ends_the_process() -> None:
    assert ending("idle", "hanging")[0] == HUNG


def test_a_signal_does_not_save_a_hanging_step_from_its_watchdog() -> None:
    with living("hanging") as process:
        await_line(process, "hanging hangs")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == HUNG


@pytest.mark.parametrize(
    ("worker", "told", "raised"),
    [
        ("dying", "the third step was too much", "Fatal"),
        ("buggy", "no known kind", "ZeroDivisionError"),
        ("waiting", "Unavailable: the broker is away", "Unavailable"),
    ],
)
def test_an_error_ends_the_process_with_its_traceback_in_one_line(worker: str, told: str, raised: str) -> None:
    code, out, err = ending(worker)
    assert code == BROKEN
    critical = [line for line in lines(err) if line["level"] == "CRITICAL"]
    assert len(critical) == 1
    assert told in critical[0]["message"]
    assert critical[0]["error"].startswith("Traceback")
    assert raised in critical[0]["error"]
    assert "stopped" not in out, "what broke is not asked to tidy up"


def test_one_broken_worker_ends_its_process() -> None:
    assert ending("idle", "dying")[0] == BROKEN


def test_a_process_refuses_to_run_on_what_it_cannot_rely_on() -> None:
    code, _, err = ending("refusing")
    assert code == REFUSED
    assert "topic reports has 3 partitions and needs 32" in lines(err)[-2]["message"]


def test_a_process_refuses_what_a_setting_names_even_when_that_shows_only_at_its_start() -> None:
    code, _, err = ending("misled")
    assert code == REFUSED
    assert "DECONFLICT_NLP_MODEL: there is none" in lines(err)[-2]["message"]


def test_a_process_refuses_settings_that_are_wrong_and_names_the_variable() -> None:
    code, _, err = ending("idle", http_port="many")
    assert code == REFUSED
    assert "DECONFLICT_HTTP_PORT" in lines(err)[-1]["message"]


def test_a_process_answers_for_itself() -> None:
    with living("idle", "standby") as process:
        assert process.stderr is not None
        started = next(line for raw in process.stderr if (line := json.loads(raw))["message"] == "started")
        assert (started["process"], started["workers"]) == ("living", ["idle", "standby"])
        base = f"http://127.0.0.1:{started['health_port']}"
        until(lambda: "standby: the owner" in str(ask(f"{base}/readyz")[1]), 10)
        assert ask(f"{base}/livez") == (200, {"status": "ok"})
        assert ask(f"{base}/readyz") == (503, {"status": "unavailable", "reason": "standby: the owner to die"})
        with urllib.request.urlopen(f"{base}/metrics", timeout=5) as answer:
            assert 'deconflict_step_seconds_count{worker="idle"}' in answer.read().decode()
        assert ask(f"{base}/else")[0] == 404


def test_a_worker_that_has_started_is_ready() -> None:
    with living("idle") as process:
        assert process.stderr is not None
        port = json.loads(process.stderr.readline())["health_port"]
        until(lambda: ask(f"http://127.0.0.1:{port}/readyz") == (200, {"status": "ok"}), 10)


def ask(url: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            body = error.read()
            return error.code, json.loads(body) if body.startswith(b"{") else body
