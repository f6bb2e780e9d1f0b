"""The keys of one machine: one for each sample source, one a scope for people to use, and one behind the page."""

from chassis import registry
from chassis.postgres import Pool
from operate.home import Home, read_json, write_json
from operate.samples import sample_sources
from schemas.vocabulary import Scope

DESK = "desk"
PEOPLE = {"ingest": DESK, "read": None, "review": None, "operate": None}
"""The keys in `run.json`, by their one scope, and for which source they post."""

PAGE = "key:page"
"""Under which name the tokens hold the key that links to the page sign in with."""


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
    if PAGE not in tokens:
        _, tokens[PAGE] = await registry.add_key(pool, [Scope.READ, Scope.REVIEW], label="make run: page")
    write_json(home.keys, tokens)
    return tokens


async def sign_in_link(pool: Pool, query_url: str, token: str) -> str:
    """An address of the page that signs in, once, with the key that has this token.

    The ticket stands behind the `#`, which no browser sends and no log keeps; the page takes it out of the address.

    Raises:
        Invalid: no valid key has it.
    """
    return f"{query_url}/#sign-in={await registry.add_ticket(pool, token)}"


def people_key(scope: str) -> str:
    """Under which name the tokens hold the key for people with that scope."""
    return f"key:{scope}"
