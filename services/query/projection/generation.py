"""Which decisions are live: what topic `control` says, read to its end."""

from typing import Final

from chassis.errors import Fatal
from chassis.log.port import Log
from chassis.log.topics import CONTROL
from schemas.events import control
from schemas.events.envelope import unpack

__all__ = ["live_decisions"]

_WAIT_S: Final = 0.5


def live_decisions(log: Log) -> str | None:
    """The generation of decisions that is live, or None if the log names none yet.

    Raises:
        Fatal: the log names it in a way that this code does not understand.
    """
    live = None
    with log.reader(CONTROL) as reader:
        end = reader.end(0)
        while reader.position(0) < end:
            for record in reader.poll(_WAIT_S, limit=100):
                if record.value is not None and record.key == control.KEY:
                    try:
                        live = str(unpack(record.value, control.TYPES).data.generation)
                    except ValueError as error:
                        raise Fatal(f"control at {record.offset}: {error}") from error
    return live
