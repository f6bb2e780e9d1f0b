"""`deconflict source`, `deconflict key` and `deconflict signin`: who may post and read."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

import typer

import reference
from chassis import registry
from chassis.errors import Invalid
from chassis.postgres import Pool, open_pool, retrying
from operate.access import PAGE, sign_in_link
from operate.home import DEFAULT_HOME, Home, HomeOption, reach, read_json
from operate.tables import show, table
from reference.countries import is_country_code
from schemas.events.reports import Source
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Reliability, Scope, SourceKind

T = TypeVar("T")

sources = typer.Typer(help="The sources that post reports.", no_args_is_help=True)
keys = typer.Typer(help="The keys of sources and readers.", no_args_is_help=True)


def in_registry(dsn: str, work: Callable[[Pool], Awaitable[T]]) -> T:
    """Run `work` on a pool to the database at `dsn`, its registry brought up to date first.

    Raises:
        DatabaseAway: and what `work` raises.
    """

    async def run() -> T:
        async with await open_pool(dsn, application="deconflict", size=1) as pool:
            await registry.migrate_registry(pool)
            return await work(pool)

    with retrying():
        return asyncio.run(run())


def _run(home: HomeOption, work: Callable[[Pool], Awaitable[T]]) -> T:
    try:
        return in_registry(reach(home).postgres_dsn.get_secret_value(), work)
    except Invalid as refused:
        raise typer.BadParameter(str(refused)) from None


@sources.command("add")
def add_source(
    id: Annotated[str, typer.Argument(help="A slug that never changes, such as `border-gazette`.")],
    name: Annotated[str, typer.Option(help="The name that readers see.")],
    kind: Annotated[SourceKind, typer.Option(help="What kind of upstream it is.")],
    country: Annotated[str | None, typer.Option(help="Its country, ISO 3166-1 alpha-2.")] = None,
    reliability: Annotated[Reliability, typer.Option(help="Its Admiralty grade, A to F.")] = Reliability.F,
    actor: Annotated[str | None, typer.Option(help="Id of the actor whose voice it is, such as `am.mod`.")] = None,
    actor_kind: Annotated[ActorKind, typer.Option(help="What kind of actor that is.")] = ActorKind.MEDIA,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Add a source, or replace what is said of the one with this id."""
    if country is not None and not is_country_code(country):
        raise typer.BadParameter(f"no country has the code {country} (ISO 3166-1 alpha-2)", param_hint="--country")
    if actor is not None and reference.open(reach(home).overlay).actors.get(actor) is None:
        raise typer.BadParameter(f"no actor is known by the id {actor}", param_hint="--actor")
    voice = Actor(id=actor, name=name, country=country, kind=actor_kind)
    source = Source(id=id, name=name, kind=kind, country=country, actor=voice, reliability=reliability)
    added = _run(home, lambda pool: registry.add_source(pool, source))
    typer.echo(f"{'added' if added else 'changed'} {id}")


@sources.command("list")
def list_sources(home: HomeOption = DEFAULT_HOME) -> None:
    """Show every source."""
    listed = table("id", "name", "kind", "country", "grade", "voice")
    for one in _run(home, registry.list_sources):
        voice = one.actor.id or one.actor.name
        listed.add_row(one.id, one.name, one.kind.value, one.country, one.reliability.value, voice)
    show(listed)


@keys.command("add")
def add_key(
    scope: Annotated[list[Scope], typer.Option(help="What it allows; may be given more than once.")],
    label: Annotated[str, typer.Option(help="Whose it is, in words.")],
    source: Annotated[str | None, typer.Option(help="Id of the source it posts for.")] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Make a key and print it, this once: only its hash is stored."""
    _, token = _run(home, lambda pool: registry.add_key(pool, scope, label=label, source=source))
    typer.echo(token)


@keys.command("list")
def list_keys(home: HomeOption = DEFAULT_HOME) -> None:
    """Show every key, without its secret."""
    listed = table("id", "label", "scopes", "source", "made", "revoked")
    for one in _run(home, registry.list_keys):
        revoked = f"{one.revoked_at:%Y-%m-%d %H:%M}" if one.revoked_at else ""
        scopes = " ".join(sorted(one.scopes))
        listed.add_row(str(one.id), one.label, scopes, one.source, f"{one.created_at:%Y-%m-%d %H:%M}", revoked)
    show(listed)


@keys.command("revoke")
def revoke_key(id: UUID, home: HomeOption = DEFAULT_HOME) -> None:
    """Let a key in no more. Running APIs hear of it within ten seconds."""
    if _run(home, lambda pool: registry.revoke_key(pool, id)) is None:
        raise typer.BadParameter(f"there is no key {id}")
    typer.echo(f"revoked {id}")


def signin(
    key: Annotated[
        str | None, typer.Option(envvar="DECONFLICT_KEY", help="Whose session it becomes; the run's own if not given.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Print an address that opens the page signed in. It is good once, for an hour."""
    token = key or (read_json(Home(home).keys) or {}).get(PAGE)
    if token is None:
        raise typer.BadParameter("nothing has run here: say with which key to sign in")
    typer.echo(_run(home, lambda pool: sign_in_link(pool, reach(home).public_query_url, token)))
