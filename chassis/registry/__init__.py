"""The registry: who may post and read, in Postgres schema `registry`, held in memory by the APIs.

`store` writes and reads it, `sessions` signs browsers in, `cache` holds it, `tokens` makes what is shown once.
"""

from chassis.registry.cache import RegistryCache, Snapshot
from chassis.registry.records import Key, Session, normalized_name
from chassis.registry.sessions import add_ticket, close_session, open_session
from chassis.registry.store import (
    NameTaken,
    UnknownSource,
    add_key,
    add_source,
    list_keys,
    list_sources,
    load,
    migrate_registry,
    revoke_key,
)

__all__ = [
    "Key",
    "NameTaken",
    "RegistryCache",
    "Session",
    "Snapshot",
    "UnknownSource",
    "add_key",
    "add_source",
    "add_ticket",
    "close_session",
    "list_keys",
    "list_sources",
    "load",
    "migrate_registry",
    "normalized_name",
    "open_session",
    "revoke_key",
]
