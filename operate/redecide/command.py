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
from operate.redecide.account import account
from operate.redecide.deciding import Redeciding, free_generation
from operate.redecide.difference import compare
from operate.redecide.live import read_decided
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
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Decide on the whole input again under other rules and tell the difference. Nothing goes live by it.

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
            found = run_redecide(log, live, name, wanted, world, bars, settings.topic_replication)
    except Invalid as refused:
        raise typer.BadParameter(str(refused)) from None
    except (Retry, Fatal) as broken:
        console.print(f"[red]{broken}[/red]; started again, it goes on where it was")
        raise typer.Exit(1) from None
    found["new"]["weights"] = str(weights)
    file = out or home / f"redecide-{live}-{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_json(file, found)
    console.print(shown(found))
    console.print(f"saved in {file}; {topics.decisions(name)} holds the decisions, {live} stays live")


def run_redecide(
    log: Log, live: str, generation: str, weights: Weights, world: Reference, telling: Telling, replication: int = 1
) -> dict[str, Any]:
    """Decide again what generation `live` has decided, as `generation`; the difference.

    Raises:
        OtherRules: that generation is the live one or was begun under other rules.
        Fatal: the log is not as it must be, or not what was decided on.
    """
    log.check([*(spec for spec in topics.SPECS if spec.name == topics.STATEMENTS), topics.decisions_spec(live)])
    before = read_decided(log, live, telling(f"reading {live}"))
    after = Redeciding(log, before, generation, weights, world).run(telling(f"deciding {generation}"), replication)
    difference = compare(before, after)
    lost = {pointer for one in difference.lost for pointer in one.reasons}
    gained = {pointer for one in difference.gained for pointer in one.reasons}
    return account(
        before,
        after,
        difference,
        read_sentences(log, live, lost, telling("why lost")),
        read_sentences(log, generation, gained, telling("why gained")),
    )
