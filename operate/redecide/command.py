"""`deconflict redecide`: see what other weights or code would decide before anything goes live."""

import re
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console

import reference
from chassis.errors import Fatal, Invalid, Retry
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import Log
from operate.home import DEFAULT_HOME, HomeOption, reach, write_json
from operate.progress import Bars, Telling
from operate.rebuild import LIMIT, Above, AboveOption, LimitOption, asking
from operate.rebuild import shown as how_it_ended
from operate.redecide.account import account
from operate.redecide.adopting import adopt as run_adoption
from operate.redecide.deciding import Redeciding, free_generation
from operate.redecide.difference import compare
from operate.redecide.live import Decided, read_decided
from operate.redecide.sentences import read_sentences
from operate.redecide.shown import shown
from reference import Reference
from services.dedup.matching.weights import SHIPPED, Weights, load
from services.dedup.writer.generation import live_generation
from services.dedup.writer.rules import deciding_rules

__all__ = ["redecide", "run_redecide"]

_GENERATION: Final = re.compile(r"g[0-9]+")


def redecide(
    weights: Annotated[
        Path, typer.Option(help="The weights to decide by; the shipped ones to try other code.", exists=True)
    ] = SHIPPED,
    generation: Annotated[
        str | None,
        typer.Option(help="What to call it, such as g2; else the next that is free.", metavar="gN"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to save the difference, as JSON.")] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Then make it live, decisions and projection together.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before that.")] = False,
    limit: LimitOption = LIMIT,
    above: AboveOption = Above.ASK,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Decide on the whole input again under other rules and tell the difference. Without `--adopt` nothing goes live.

    An unfinished run is gone on with when it is started again.
    """
    if generation is not None and not _GENERATION.fullmatch(generation):
        raise typer.BadParameter(f"{generation} is no generation: call it g and a number")
    console = Console()
    settings = reach(home)
    try:
        wanted = load(weights)
    except (ValueError, KeyError, TypeError) as error:
        raise typer.BadParameter(f"{weights} holds no weights: {error!r}") from None
    world = reference.open(settings.overlay)
    try:
        with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log, Bars(console) as bars:
            live = live_generation(log, settings.generation)
            name = generation or free_generation(log, live, deciding_rules(wanted, world))
            before = _read_live(log, live, bars)
            deciding = Redeciding(log, before, name, wanted, world)
            with deciding.begun(bars(f"deciding {name}"), settings.topic_replication):
                found = _tell_apart(log, before, deciding, bars)
                found["new"]["weights"] = str(weights)
                file = out or home / f"redecide-{live}-{name}.json"
                file.parent.mkdir(parents=True, exist_ok=True)
                write_json(file, found)
                console.print(shown(found))
                console.print(f"saved in {file}; {topics.decisions(name)} holds the decisions")
                if not adopt:
                    console.print(f"{live} stays live")
                    return
                if not yes:
                    bars.paused_for(_confirm)(name)
                dsn = settings.postgres_dsn.get_secret_value()
                done = run_adoption(
                    log, dsn, before, deciding, bars("folding"), bars.paused_for(asking(console, limit, above))
                )
    except Invalid as refused:
        raise typer.BadParameter(str(refused)) from None
    except (Retry, Fatal) as broken:
        console.print(f"[red]{broken}[/red]; started again, it goes on where it was")
        if adopt:
            console.print("once the writers are at the new decisions, `deconflict rebuild` finishes the adoption")
        raise typer.Exit(1) from None
    console.print(how_it_ended(done))


def _confirm(generation: str) -> None:
    typer.confirm(f"make {generation} the live generation?", abort=True)


def run_redecide(
    log: Log, live: str, generation: str, weights: Weights, world: Reference, telling: Telling, replication: int = 1
) -> dict[str, Any]:
    """Decide again what generation `live` has decided, as `generation`; the difference.

    Raises:
        OtherRules: that generation is the live one or was begun under other rules.
        Fatal: the log is not as it must be, or not what was decided on.
    """
    before = _read_live(log, live, telling)
    deciding = Redeciding(log, before, generation, weights, world)
    with deciding.begun(telling(f"deciding {generation}"), replication):
        return _tell_apart(log, before, deciding, telling)


def _read_live(log: Log, live: str, telling: Telling) -> Decided:
    log.check([*(spec for spec in topics.SPECS if spec.name == topics.STATEMENTS), topics.decisions_spec(live)])
    return read_decided(log, live, telling(f"reading {live}"))


def _tell_apart(log: Log, before: Decided, deciding: Redeciding, telling: Telling) -> dict[str, Any]:
    deciding.go_on()
    after = deciding.decided
    difference = compare(before, after)
    lost = {pointer for one in difference.lost for pointer in one.reasons}
    gained = {pointer for one in difference.gained for pointer in one.reasons}
    return account(
        before,
        after,
        difference,
        read_sentences(log, before.generation, lost, telling("why lost")),
        read_sentences(log, after.generation, gained, telling("why gained")),
    )
