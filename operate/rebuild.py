"""`deconflict rebuild`: the same decisions folded anew beside what is served, and swapped in."""

from enum import StrEnum
from typing import Annotated, Final

import typer
from rich.console import Console

from chassis.errors import Fatal, Invalid, Retry
from chassis.log.kafka import KafkaLog
from chassis.process.settings import Settings
from operate.home import DEFAULT_HOME, HomeOption, reach
from operate.progress import Bars
from services.query.projection.generation import live_decisions
from services.query.projection.rebuilding.rebuild import Ask, Rebuilt
from services.query.projection.rebuilding.rebuild import rebuild as run_rebuild
from services.query.projection.rebuilding.swap import Telling

__all__ = ["LIMIT", "Above", "AboveOption", "LimitOption", "NotSwapped", "asking", "rebuild", "shown"]

LIMIT: Final = 1000


class Above(StrEnum):
    """What to do when more incidents than the limit are served otherwise."""

    ASK = "ask"
    TELL = "tell"
    ANEW = "anew"


class NotSwapped(Invalid):
    """It was not wanted so. What was folded stays, to be gone on with."""


LimitOption = Annotated[int, typer.Option(min=0, help="How many incidents followers are told of without asking.")]
AboveOption = Annotated[
    Above,
    typer.Option(help="Above it: ask; tell of each; or begin the feed anew, so that every reader takes a snapshot."),
]


def rebuild(limit: LimitOption = LIMIT, above: AboveOption = Above.ASK, home: HomeOption = DEFAULT_HOME) -> None:
    """Fold the decisions into the next generation beside live traffic and swap it in.

    Incidents that are served as before give followers nothing to read. An unfinished run is gone on with.
    """
    console = Console()
    try:
        done = _rebuild(reach(home), console, asking(console, limit, above))
    except Invalid as refused:
        raise typer.BadParameter(str(refused)) from None
    except (Retry, Fatal) as broken:
        console.print(f"[red]{broken}[/red]\nnothing was swapped; started again, it goes on where it was")
        raise typer.Exit(1) from None
    console.print(shown(done))


def _rebuild(settings: Settings, console: Console, ask: Ask) -> Rebuilt:
    with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log, Bars(console) as bars:
        live = live_decisions(log) or settings.generation
        dsn = settings.postgres_dsn.get_secret_value()
        return run_rebuild(log, dsn, live, bars("folding"), bars.paused_for(ask))


def asking(console: Console, limit: int, above: Above) -> Ask:
    """How followers are to hear of the changes: the operator is asked where there are more than `limit`."""

    def ask(changed: int) -> Telling:
        if changed <= limit or above is Above.TELL:
            return Telling.CHANGES
        if above is Above.ANEW:
            return Telling.ANEW
        console.print(f"{changed} incidents would be served otherwise, more than {limit}.")
        if not console.is_terminal:
            raise NotSwapped("nothing was swapped: say --above tell or --above anew, or a higher --limit")
        word = typer.prompt("tell followers of each, begin the feed anew, or stop", default="stop")
        if word not in (Above.TELL, Above.ANEW):
            raise NotSwapped("nothing was swapped; what was folded stays")
        return Telling.CHANGES if word == Above.TELL else Telling.ANEW

    return ask


def shown(done: Rebuilt) -> str:
    """What was done, in words."""
    told = "the feed begins anew" if done.told is None else f"{done.told} incidents are served otherwise and were told"
    dropped = (
        f"dropped {', '.join(done.dropped)}" if done.dropped else "the next rebuild drops what is still being read"
    )
    return f"{done.generation} is served in the place of {done.before}: {told}; {dropped}"
