"""The feed as it is, and as a fold of the log from nothing gives it."""

from typing import Any

from chassis.log.port import Outgoing
from chassis.log.topics import decisions
from tests.projecting import fresh_database, project, rows
from tests.system import System

__all__ = ["feed_of", "fresh_feed"]

FOLD_S = 600.0  # how long folding the log of twenty rounds anew may take
_FEED = "select seq, incident_id, kind, n, before, after from feed.change order by seq"


def feed_of(system: System) -> list[dict[str, Any]]:
    """Every change that the running system has fed, in order; when it did is left out."""
    return rows(system.settings.postgres_dsn.get_secret_value(), _FEED)


def fresh_feed(system: System) -> list[dict[str, Any]]:
    """The changes that the same decisions give in an empty database."""
    log = system.records(decisions(system.settings.generation))
    records = [Outgoing("decisions.g1", record.key, record.value, record.headers) for record in log]
    with fresh_database(system.settings.postgres_dsn.get_secret_value()) as dsn:
        project(dsn, records, FOLD_S)
        return rows(dsn, _FEED)
