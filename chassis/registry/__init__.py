"""The registry: who may post and read, in Postgres schema `registry`, held in memory by the APIs.

`store` writes and reads it, `cache` holds it, `tokens` makes what is shown once.
"""

from chassis.registry.cache import RegistryCache, Snapshot
from chassis.registry.records import Key, normalized_name
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
    "Snapshot",
    "UnknownSource",
    "add_key",
    "add_source",
    "list_keys",
    "list_sources",
    "load",
    "migrate_registry",
    "normalized_name",
    "revoke_key",
]
