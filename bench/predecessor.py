"""`python -m bench.predecessor BOOTSTRAP PREFIX`: holds the writer's election and its right to append, until killed."""

import signal
import sys

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from services.dedup.writer.worker import GROUP, TRANSACTIONAL_ID

if __name__ == "__main__":
    log = KafkaLog(*sys.argv[1:3])
    with log.ownership(topics.STATEMENTS, GROUP) as ownership:
        while not ownership.wait(1.0):
            pass
        with log.exclusive_appender(TRANSACTIONAL_ID, []):
            print("active", flush=True)
            signal.pause()
