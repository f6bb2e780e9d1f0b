"""Which generation of decisions is live, as `control` says."""

from chassis.errors import Fatal
from chassis.log.port import Log
from chassis.log.topics import CONTROL
from schemas.events import control
from schemas.events.envelope import Unreadable, unpack

__all__ = ["live_generation"]

_POLL_S = 0.5


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
                if record.key == control.KEY and record.value is not None:
                    try:
                        live = unpack(record.value, control.TYPES).data.generation
                    except Unreadable as error:
                        raise Fatal(f"the live generation cannot be read: {error}") from error
    return live
