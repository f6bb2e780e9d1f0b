"""The settings of a single KRaft node. What a deployment's brokers must share stands in `SETTINGS`."""

import base64
import uuid
from pathlib import Path

MAX_MESSAGE_BYTES = 8 * 1024 * 1024

SETTINGS: dict[str, str | int] = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    # The log is the record: nothing is made by accident, nothing expires, time is the broker's.
    "auto.create.topics.enable": "false",
    "log.retention.ms": -1,
    "log.message.timestamp.type": "LogAppendTime",
    "message.max.bytes": MAX_MESSAGE_BYTES,
    # One node keeps the only copy.
    "default.replication.factor": 1,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    # A handful of groups and one transactional id: fewer internal partitions start and recover faster.
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.num.partitions": 2,
    "group.initial.rebalance.delay.ms": 0,
    # After kill -9 the controller waits this long before it takes the same broker back.
    "broker.session.timeout.ms": 4000,
    "broker.heartbeat.interval.ms": 500,
    # One node has no other to tell that it lives; the records that say so take a quarter of what it does at rest.
    "metadata.max.idle.interval.ms": 0,
    "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
    "num.recovery.threads.per.data.dir": 2,
}


def server_properties(data: Path, port: int, controller_port: int) -> str:
    """The text of `server.properties` for a node that keeps its log in `data` and listens on loopback only."""
    places: dict[str, str | int] = {
        "log.dirs": str(data),
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
    }
    return "".join(f"{name}={value}\n" for name, value in (SETTINGS | places).items())


def cluster_id() -> str:
    """A new id in Kafka's form: 16 bytes as 22 characters of base64url, never with a dash in front, as its tools take
    such a word for an option."""
    while (written := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return written
