"""Make what the processes expect to find, topics and schemas: `python -m deploy.prepare`, as often as one likes.

It reads the same settings as the processes. What exists is left as it is; the processes themselves check it at start.
"""

import asyncio

from chassis.log.kafka import KafkaLog
from chassis.log.topics import SPECS, decisions_spec
from chassis.postgres import open_pool, retrying
from chassis.process.settings import Settings, load
from chassis.registry import migrate_registry


def make_topics(settings: Settings) -> None:
    """Every topic that does not exist yet. Raises `chassis.log.errors.Unavailable` while the broker is away."""
    with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log:
        log.ensure((*SPECS, decisions_spec(settings.generation)), settings.topic_replication)


async def migrate_schemas(settings: Settings) -> None:
    """Every schema, brought to what this release needs. Raises DatabaseAway while the server cannot be had."""
    pool = await open_pool(settings.postgres_dsn.get_secret_value(), application="prepare", size=1)
    with retrying():
        async with pool:
            await migrate_registry(pool)


def main() -> None:
    """Topics, then schemas."""
    settings = load()
    make_topics(settings)
    asyncio.run(migrate_schemas(settings))
    print("topics and schemas are there")


if __name__ == "__main__":
    main()
