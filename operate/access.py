"""The keys of one machine: one for each sample source, and one a scope for people to use."""

from chassis import registry
from chassis.postgres import Pool
from operate.home import Home, read_json, write_json
from operate.samples import sample_sources
from schemas.vocabulary import Scope

DESK = "desk"
PEOPLE = {"ingest": DESK, "read": None, "review": None, "operate": None}
"""The keys in `run.json`, by their one scope, and for which source they post."""


async def give_access(pool: Pool, home: Home) -> dict[str, str]:
    """Register the sample sources and make the keys that are not there yet.

    Returns tokens by source id and by `key:SCOPE`. They are kept in the home, since the registry has only hashes.
    """
    tokens: dict[str, str] = read_json(home.keys) or {}
    for source in sample_sources():
        await registry.add_source(pool, source)
        if source.id not in tokens:
            _, tokens[source.id] = await registry.add_key(
                pool, [Scope.INGEST], label=f"sample: {source.name}", source=source.id
            )
    for scope, posts_for in PEOPLE.items():
        if people_key(scope) not in tokens:
            _, tokens[people_key(scope)] = await registry.add_key(
                pool, [Scope(scope)], label=f"make run: {scope}", source=posts_for
            )
    write_json(home.keys, tokens)
    return tokens


def people_key(scope: str) -> str:
    """Under which name the tokens hold the key for people with that scope."""
    return f"key:{scope}"
