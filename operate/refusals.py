"""What the processes of a run say when they refuse to run, which starting them again does not mend."""

import json
from collections.abc import Iterator
from pathlib import Path

from chassis.process.loop import REFUSED

__all__ = ["Refusals", "Refused"]


class Refused(RuntimeError):
    """A process refuses to run. The message names it and has its words."""


class Refusals:
    """Logs in `folder`, one file a process, looked at for what is written from now on."""

    def __init__(self, folder: Path, processes: tuple[str, ...]) -> None:
        self._files = {name: folder / f"{name}.log" for name in processes}
        self._read = {name: _size(file) for name, file in self._files.items()}

    def look(self) -> None:
        """Raises: Refused, by the first of the processes that has said so."""
        for name in self._files:
            for line in self._fresh(name):
                if words := _refusal(line):
                    raise Refused(f"{name}: {words}")

    def _fresh(self, name: str) -> Iterator[bytes]:
        file = self._files[name]
        if _size(file) < self._read[name]:
            # It was full and is begun anew.
            self._read[name] = 0
        if not file.exists():
            return
        with file.open("rb") as lines:
            lines.seek(self._read[name])
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                self._read[name] += len(line)
                yield line


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _refusal(line: bytes) -> str | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    refuses = isinstance(told, dict) and told.get("level") == "CRITICAL" and told.get("code") == REFUSED
    return str(told["message"]) if refuses else None
