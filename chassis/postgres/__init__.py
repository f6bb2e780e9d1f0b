"""The database: a pool, migrations, named queries. Schemas belong to the code beside their `sql/` folders."""

from chassis.postgres.errors import DatabaseAway, retrying
from chassis.postgres.migrations import NOT_MIGRATED, MigrationMismatch, SchemaOutdated, check, migrate
from chassis.postgres.pool import Connection, Pool, connected, open_pool, reading_pool
from chassis.postgres.queries import Queries, load_queries
from chassis.postgres.reading import ReadingPool

__all__ = [
    "NOT_MIGRATED",
    "Connection",
    "DatabaseAway",
    "MigrationMismatch",
    "Pool",
    "Queries",
    "ReadingPool",
    "SchemaOutdated",
    "check",
    "connected",
    "load_queries",
    "migrate",
    "open_pool",
    "reading_pool",
    "retrying",
]
