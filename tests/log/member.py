"""A process to be killed: `python -m tests.log.member ROLE BOOTSTRAP PREFIX NAME NAME`.

Roles: `owner TOPIC GROUP`, `reader TOPIC GROUP`, `transaction TRANSACTIONAL_ID TOPIC`. Each writes one line once it
stands where it shall be killed (owner, holding partitions, with two records in an open transaction), and waits.
"""

import sys
import threading

from kafka import KafkaProducer

from chassis.log.kafka import KafkaLog


def own(log: KafkaLog, topic: str, group: str) -> None:
    owner = log.ownership(topic, group)
    while not owner.wait(1):
        pass
    print("owner", flush=True)


def read(log: KafkaLog, topic: str, group: str) -> None:
    reader = log.group_reader(topic, group)
    while not reader.partitions():
        reader.poll(0.2, 0)
    print(sorted(reader.partitions()), flush=True)
    while True:
        reader.poll(0.2, 0)


def transact(bootstrap: str, transactional_id: str, topic: str) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, transactional_id=transactional_id)
    producer.init_transactions()
    producer.begin_transaction()
    offsets = [producer.send(topic, value, partition=0).get(30).offset for value in (b"left open", b"left open too")]
    print(offsets, flush=True)


def main() -> None:
    role, bootstrap, prefix, first, second = sys.argv[1:]
    log = KafkaLog(bootstrap, prefix)
    if role == "owner":
        own(log, first, second)
    elif role == "reader":
        read(log, first, second)
    else:
        transact(bootstrap, prefix + first, prefix + second)
    threading.Event().wait()


if __name__ == "__main__":
    main()
