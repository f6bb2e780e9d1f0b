"""Which generation of decisions is live, as `control` says, and following it."""

import time
from typing import Final

from chassis.errors import Fatal
from chassis.log.port import Log, LogRecord, Reader
from chassis.log.topics import CONTROL
from schemas.events import control
from schemas.events.envelope import Unreadable, unpack

__all__ = ["Following", "Superseded", "live_generation"]

_POLL_S: Final = 0.5
_LOOK_S: Final = 1.0


class Superseded(Fatal):
    """Another generation of decisions is live by now. Started again, the process goes on in that one."""


def live_generation(log: Log, default: str) -> str:
    """The generation named last, or `default` where none was named yet.

    Raises:
        Fatal: what is named cannot be read.
    """
    live = default
    with log.reader(CONTROL) as reader:
        end = reader.end(0)
        while reader.position(0) < end:
            for record in reader.poll(_POLL_S, 100):
                live = _named(record) or live
    return live


class Following:
    """Notices that another generation than the one that this process writes has become live."""

    def __init__(self, log: Log, generation: str, default: str) -> None:
        self._log = log
        self._generation = generation
        self._default = default
        self._reader: Reader = log.reader(CONTROL)
        self._looked_at = 0.0

    def look(self) -> None:
        """See once in a while whether anything was named.

        Raises:
            Superseded: another generation is live.
        """
        if time.monotonic() - self._looked_at < _LOOK_S:
            return
        self._looked_at = time.monotonic()
        if self._reader.poll(0.0, 100):
            self.require()

    def require(self) -> None:
        """Read all there is.

        Raises:
            Superseded: another generation is live.
        """
        if (live := live_generation(self._log, self._default)) != self._generation:
            raise Superseded(f"decisions of {live} are live, not of {self._generation}: starting again with those")

    def close(self) -> None:
        """Look no more."""
        self._reader.close()


def _named(record: LogRecord) -> str | None:
    if record.key != control.KEY or record.value is None:
        return None
    try:
        return str(unpack(record.value, control.TYPES).data.generation)
    except Unreadable as error:
        raise Fatal(f"the live generation cannot be read: {error}") from error
