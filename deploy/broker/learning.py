"""Have a broker learnt by heart: `python -m deploy.broker.learning`, once after an installation.

A broker runs on a folder that is thrown away, does once what the processes ask of theirs, and writes down what its
virtual machine learnt as it ends.
"""

import signal
import subprocess
import sys
import tempfile
import time

from chassis.errors import Retry
from chassis.log.kafka import KafkaLog
from chassis.log.port import Log, Outgoing, TopicSpec
from deploy.broker.archive import archive, is_made_by
from deploy.broker.jars import class_path
from deploy.broker.java import find_java
from deploy.ports import free_port

START_S, END_S = 60.0, 180.0  # seconds; writing it down takes most of them
TURNS = 20
TOPIC = TopicSpec("learnt", 2)


def main() -> None:
    """Make the archive, unless it is there or this Java makes none."""
    java = find_java()
    kept = archive(java, class_path())
    if kept.exists() or not is_made_by(java):
        return
    unfinished = kept.with_suffix(".unfinished")
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        broker = subprocess.Popen(
            [
                *(sys.executable, "-m", "deploy.broker", "--data", folder),
                *("--port", str(port), "--learn", str(unfinished)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with _log(f"127.0.0.1:{port}") as log:
                _use(log)
            broker.send_signal(signal.SIGTERM)
            broker.wait(END_S)
        finally:
            broker.kill()
            broker.wait()
    if unfinished.exists():
        unfinished.replace(kept)


def _log(bootstrap: str) -> KafkaLog:
    """The log, as soon as its broker answers. Raises what it said last, when it does not in time."""
    deadline = time.monotonic() + START_S
    while True:
        log = KafkaLog(bootstrap)
        try:
            log.ensure([TOPIC])
        except Retry:
            log.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return log


def _use(log: Log) -> None:
    """Append in transactions and without, own, read alone and in a group."""
    records = [Outgoing(TOPIC.name, None, bytes(1000), partition=partition) for partition in range(TOPIC.partitions)]
    with (
        log.appender() as appender,
        log.exclusive_appender("learner", [TOPIC.name]) as exclusive,
        log.reader(TOPIC.name) as reader,
        log.ownership(TOPIC.name, "owners") as owner,
        log.group_reader(TOPIC.name, "readers") as member,
    ):
        owner.wait(START_S)
        for _ in range(TURNS):
            appender.append_all(records)
            exclusive.append_batch(records)
            reader.poll(0.1, 100)
            member.commit({record.partition: record.offset + 1 for record in member.poll(0.1, 100)})


if __name__ == "__main__":
    main()
