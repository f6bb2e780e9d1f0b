"""Making the other generation the live one: its decisions and the projection of them, one behind the other.

The projection is folded first, beside what is served. Then the right to append as the writer is taken over, which ends
the live generation: what it has decided last is decided again, and the other is named in `control` by that same right.
A writer that has taken it back meanwhile makes that fail, and it is tried again. A writer that takes it over afterwards
reads `control` and starts again. Then the projection is swapped in. Killed in between, `deconflict rebuild` finishes.
"""

from datetime import UTC, datetime
from typing import Final

from chassis.errors import Retry
from chassis.log import topics
from chassis.log.errors import Fenced
from chassis.log.port import Log, Outgoing
from chassis.telemetry.headers import event_headers
from operate.progress import Told
from operate.redecide.deciding import Redeciding
from operate.redecide.live import Decided, read_on
from schemas.events import control
from schemas.events.control import GenerationLive
from schemas.events.envelope import Envelope, pack
from schemas.ids import act_id
from services.dedup.writer.worker import TRANSACTIONAL_ID
from services.query.projection.rebuilding.rebuild import READERS_S, Ask, Rebuilt, rebuild

__all__ = ["adopt", "hand_over"]

_ATTEMPTS: Final = 10
_SOURCE: Final = "deconflict/operate"
_TYPE: Final = "generation.live"


def adopt(
    log: Log, dsn: str, live: Decided, deciding: Redeciding, told: Told, ask: Ask, readers_s: float = READERS_S
) -> Rebuilt:
    """Make live what `deciding`, which has begun, has decided; raises as `rebuild` and `hand_over`."""

    def before_swap() -> None:
        hand_over(log, live, deciding)

    name = deciding.generation
    return rebuild(log, dsn, name, told, ask, before_swap=before_swap, readers_s=readers_s)


def hand_over(log: Log, live: Decided, deciding: Redeciding) -> None:
    """End the live generation and name the other one, which has decided on the same inputs by then.

    Raises:
        Retry: the writer took its right back each time. Both generations are as they were.
    """
    held = [topics.decisions(live.generation), topics.CONTROL]
    for _ in range(_ATTEMPTS):
        _decide_the_rest(log, live, deciding)
        try:
            with log.exclusive_appender(TRANSACTIONAL_ID, held) as as_writer:
                _decide_the_rest(log, live, deciding)
                as_writer.append_batch([_named(deciding.generation)])
        except Fenced:
            continue
        return
    raise Retry("the writer would not be kept waiting")


def _decide_the_rest(log: Log, live: Decided, deciding: Redeciding) -> None:
    read_on(log, live, lambda done, of: None)
    deciding.go_on()


def _named(generation: str) -> Outgoing:
    now = datetime.now(UTC)
    event = Envelope[GenerationLive](
        id=act_id(),
        source=_SOURCE,
        type=_TYPE,
        subject=generation,
        time=now,
        data=GenerationLive(generation=generation, since=now),
    )
    return Outgoing(topics.CONTROL, control.KEY, pack(event), event_headers(_TYPE))
