"""Making topics and holding them against what they must be."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import NoError, TopicAlreadyExistsError, UnknownTopicOrPartitionError, for_code

from chassis.log.errors import Misconfigured, Unavailable
from chassis.log.kafka.connection import CONNECT_MS, Connection, translated
from chassis.log.port import TopicSpec, TopicState

__all__ = ["administering", "check", "describe", "ensure"]


def ensure(connection: Connection, specs: Sequence[TopicSpec], replication: int) -> None:
    """`Log.ensure`."""
    wanted = {
        connection.outer(spec.name): {
            "num_partitions": spec.partitions,
            "replication_factor": replication,
            "configs": dict(spec.settings),
        }
        for spec in specs
    }
    if not wanted:
        return
    with administering(connection) as admin, translated("making topics"):
        existing = {topic["name"] for topic in admin.describe_topics(list(wanted)) if not topic["error_code"]}
        missing = {name: spec for name, spec in wanted.items() if name not in existing}
        if missing:
            _create(admin, missing)
            admin.wait_for_topics(list(missing), timeout_ms=CONNECT_MS)


def check(connection: Connection, specs: Sequence[TopicSpec]) -> None:
    """`Log.check`."""
    with administering(connection) as admin:
        states = _describe(admin, [connection.outer(spec.name) for spec in specs])
    faults = [fault for spec in specs for fault in _faults(connection.outer(spec.name), spec, states)]
    if faults:
        raise Misconfigured("; ".join(faults))


def describe(connection: Connection, topic: str) -> TopicState | None:
    """`Log.describe`."""
    name = connection.outer(topic)
    with administering(connection) as admin:
        state = _describe(admin, [name]).get(name)
    return state and TopicState(topic, state.id, state.partitions, state.settings)


@contextmanager
def administering(connection: Connection) -> Iterator[KafkaAdminClient]:
    """A client for administration, closed on leaving."""
    with translated("connecting to the broker"):
        admin = KafkaAdminClient(**connection.client(), request_timeout_ms=CONNECT_MS)
    try:
        yield admin
    finally:
        admin.close()


def _create(admin: KafkaAdminClient, topics: Mapping[str, Mapping[str, Any]]) -> None:
    answer = admin.create_topics(dict(topics), timeout_ms=CONNECT_MS, raise_errors=False)
    for topic in answer["topics"]:
        error = for_code(topic["error_code"])
        if error in (NoError, TopicAlreadyExistsError):
            continue
        if error.retriable:
            raise Unavailable(f"making topic {topic['name']}: {error.__name__}")
        raise Misconfigured(f"making topic {topic['name']}: {error.__name__}: {topic['error_message']}")


def _describe(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, TopicState]:
    if not names:
        return {}
    with translated("describing topics"):
        found = {}
        for topic in admin.describe_topics(list(names)):
            error = for_code(topic["error_code"])
            if error is NoError:
                found[topic["name"]] = topic
            elif error is not UnknownTopicOrPartitionError:
                raise error(topic["name"])
        if not found:
            return {}
        resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in found]
        settings = admin.describe_configs(resources, config_filter="all")["topic"]
    return {
        name: TopicState(
            name,
            UUID(str(topic["topic_id"])),
            len(topic["partitions"]),
            {key: str(entry["value"]) for key, entry in settings[name].items()},
        )
        for name, topic in found.items()
    }


def _faults(name: str, spec: TopicSpec, states: Mapping[str, TopicState]) -> Iterator[str]:
    state = states.get(name)
    if state is None:
        yield f"topic {name} is missing: make it with {spec.partitions} partitions and {dict(spec.settings)}"
        return
    if state.partitions != spec.partitions:
        yield (
            f"topic {name} has {state.partitions} partitions and needs {spec.partitions}, which cannot be changed: "
            "move it aside and make it anew"
        )
    for key, value in spec.settings.items():
        if (actual := state.settings.get(key)) != value:
            yield f"topic {name} has {key}={actual}: alter it to {value}"
