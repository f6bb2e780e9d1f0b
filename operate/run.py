"""`deconflict run`: everything on one machine, from nothing to a feed that one can read."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Annotated

import httpx
import typer
from rich.console import Console

from chassis.errors import Retry
from chassis.process.loop import REFUSED
from chassis.process.settings import load
from deploy.broker.jars import class_path
from deploy.database.cluster import Cluster
from deploy.ports import is_open
from deploy.prepare import make_topics, migrate_schemas
from deploy.processes import processes
from operate.access import PAGE, PEOPLE, give_access, people_key, sign_in_link
from operate.dossier import incidents, show_dossier
from operate.feed_table import feed_table
from operate.home import DEFAULT_HOME, Home, HomeOption, write_json
from operate.refusals import Refusals, Refused
from operate.registry import in_registry
from operate.supervision import Supervisor
from operate.waiting import NotInTime, wait_for

SERVER_TIMEOUT = 90.0  # seconds for broker and database
READY_TIMEOUT = 120.0  # seconds for the six processes


def run(
    fresh: Annotated[bool, typer.Option("--fresh", help="Delete what earlier runs left and start clean.")] = False,
    once: Annotated[bool, typer.Option("--once", help="End after printing.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Run broker, database and the six processes, show the sample incidents, and stay up until Ctrl-C."""
    console = Console()
    # What the processes would refuse too, once everything else had been started.
    load()
    here = Home(home)
    supervisor = Supervisor(here)
    if supervisor.answers():
        raise typer.BadParameter(f"already running from {here.folder}: end that one first")
    if fresh:
        here.remove()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _ending(supervisor, console):
            _show(here, bring_up(here, supervisor, console), console)
            if not once:
                console.print(f"Running; logs are in {here.logs}. Ctrl-C ends everything.")
                supervisor.wait()
    except KeyboardInterrupt:
        return
    except Refused as refused:
        console.print(str(refused), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(REFUSED) from None
    except (NotInTime, httpx.HTTPError) as failed:
        console.print(f"[red]{failed}[/red]; the logs in {here.logs} say why")
        raise typer.Exit(1) from None


@contextlib.contextmanager
def _ending(supervisor: Supervisor, console: Console) -> Iterator[None]:
    try:
        yield
    finally:
        # From here on another Ctrl-C must not leave half of it running.
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)
        console.print("ending everything")
        supervisor.stop()


def bring_up(home: Home, supervisor: Supervisor, console: Console) -> dict[str, str]:
    """Start everything in a home where nothing runs; the tokens of its keys, once all six processes are ready.

    Raises NotInTime, or Refused as soon as a process refuses to run.
    """
    tokens = bring_servers_up(home, supervisor, console)
    refusals = Refusals(home.logs, tuple(process.name for process in processes()))
    supervisor.start_services()
    ports = home.ports()
    # One client for all looks: each new one reads the machine's certificates, and the processes need the time.
    console.print("starting the six processes")
    with httpx.Client(timeout=5) as client:
        for process in processes():
            ready = partial(_ready, client, ports[process.name], refusals)
            wait_for(f"{process.name} ready", ready, READY_TIMEOUT)
    return tokens


def bring_servers_up(home: Home, supervisor: Supervisor, console: Console) -> dict[str, str]:
    """Start broker and database in a home where nothing runs, with topics, tables and keys; the tokens of these.

    Raises NotInTime.
    """
    # Here, where a person sees what takes long or fails, and not in a log.
    class_path()
    home.make()
    Cluster(home.database).prepare()
    home.settle_ports()
    supervisor.start()
    ports = home.ports()
    # Lines and no spinner: the thread that turns one would wait for ever on a lock that a signal left with this one.
    console.print("starting broker and database")
    wait_for("database", lambda: _tried(lambda: asyncio.run(migrate_schemas(home.settings()))), SERVER_TIMEOUT)
    wait_for("broker", lambda: is_open(ports["broker"]), SERVER_TIMEOUT)
    wait_for("topics", lambda: _tried(lambda: make_topics(home.settings())), SERVER_TIMEOUT)
    # Before the APIs start, so that they know the keys at once and not only when they next refresh them.
    return in_registry(home.values()["POSTGRES_DSN"], lambda pool: give_access(pool, home))


def _tried(work: Callable[[], None]) -> bool:
    try:
        work()
    except Retry:
        return False
    return True


def _ready(client: httpx.Client, port: int, refusals: Refusals) -> bool:
    refusals.look()
    try:
        return client.get(f"http://127.0.0.1:{port}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _show(home: Home, tokens: dict[str, str], console: Console) -> None:
    ports = home.ports()
    ingest_url, query_url = (f"http://127.0.0.1:{ports[api]}" for api in ("ingest-api", "query-api"))
    keys = {scope: tokens[people_key(scope)] for scope in PEOPLE}
    write_json(home.run, {"ingest_url": ingest_url, "query_url": query_url, "keys": keys})
    show_dossier(home, ingest_url, tokens, keys["read"])
    console.print(feed_table(incidents(query_url, keys["read"])))
    link = in_registry(home.values()["POSTGRES_DSN"], lambda pool: sign_in_link(pool, query_url, tokens[PAGE]))
    console.print(
        f"open the page     {link}\n"
        f"                  (signs in once, within the hour; `deconflict signin` prints another)\n"
        f"post reports to   {ingest_url}\nread incidents at {query_url}   (described by {query_url}/openapi.json)\n"
        f"keys are in       {home.run}\n\nfor commands as the README has them:\n"
        f"{exports(query_url, ingest_url, keys)}\n"
        f'  curl "$QUERY/v1/feed" -H "Authorization: Bearer $READ_KEY"\n',
        soft_wrap=True,
        highlight=False,
    )


def exports(query_url: str, ingest_url: str, keys: Mapping[str, str]) -> str:
    """What a shell is told so that the commands of the README can be pasted: where the APIs are, and a key a scope."""
    told = {"QUERY": query_url, "INGEST": ingest_url} | {f"{scope.upper()}_KEY": key for scope, key in keys.items()}
    return "\n".join(f"  export {name}={value}" for name, value in told.items())
