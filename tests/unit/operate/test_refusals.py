"""What a process says when it refuses to run is found in its log, if it was said in this run."""

import json
from pathlib import Path

import pytest

from chassis.process.loop import BROKEN, REFUSED
from operate.refusals import Refusals, Refused


def line(message: str, code: int = REFUSED) -> bytes:
    return json.dumps({"level": "CRITICAL", "message": message, "code": code}).encode() + b"\n"


def write(folder: Path, *lines: bytes) -> None:
    with (folder / "writer.log").open("ab") as log:
        log.writelines(lines)


def test_a_refusal_is_told_with_the_name_of_the_process(tmp_path: Path) -> None:
    refusals = Refusals(tmp_path, ("api", "writer"))
    refusals.look()
    write(tmp_path, b"Traceback of a library\n", line("ended by an error", BROKEN), b"[1]\n")
    refusals.look()
    write(tmp_path, line("refusing to run: THIS: is wrong"))

    with pytest.raises(Refused, match=r"^writer: refusing to run: THIS: is wrong$"):
        refusals.look()


def test_what_an_earlier_run_said_is_past(tmp_path: Path) -> None:
    write(tmp_path, line("refusing to run: as it was yesterday"))

    Refusals(tmp_path, ("writer",)).look()


def test_a_line_is_read_once_it_is_whole(tmp_path: Path) -> None:
    refusals = Refusals(tmp_path, ("writer",))
    write(tmp_path, line("refusing to run: at length")[:20])
    refusals.look()
    write(tmp_path, line("refusing to run: at length")[20:])

    with pytest.raises(Refused, match="at length"):
        refusals.look()


def test_a_log_that_was_begun_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    write(tmp_path, b"what filled it\n" * 100)
    refusals = Refusals(tmp_path, ("writer",))
    (tmp_path / "writer.log").write_bytes(line("refusing to run: anew"))

    with pytest.raises(Refused, match="anew"):
        refusals.look()
