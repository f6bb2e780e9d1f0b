"""A rebuild in a process of its own, that dies where a test wants it to.

python -m tests.integration.rebuild_program BOOTSTRAP PREFIX DSN WHERE, of which the last is `folding`, `asked` or
`nowhere`.
"""

import os
import signal
import sys

from chassis.log.kafka import KafkaLog
from services.query.projection.rebuilding.rebuild import rebuild
from services.query.projection.rebuilding.swap import Telling

BATCH = 10


def main(bootstrap: str, prefix: str, dsn: str, where: str) -> None:
    """Rebuild, or die."""

    def die_if(here: str) -> None:
        if where == here:
            os.kill(os.getpid(), signal.SIGKILL)

    def told(done: int, of: int) -> None:
        if of // 3 < done < of:
            die_if("folding")

    def ask(changed: int) -> Telling:
        die_if("asked")
        return Telling.CHANGES

    with KafkaLog(bootstrap, prefix) as log:
        rebuild(log, dsn, "g1", told, ask, batch=BATCH)


if __name__ == "__main__":
    main(*sys.argv[1:])
