"""`deconflict reextract`: better extraction for what is in the log already."""

import typer
from rich.console import Console

from chassis.errors import Fatal, Retry
from chassis.log.kafka import KafkaLog
from operate.home import DEFAULT_HOME, HomeOption, reach
from operate.progress import Bars

__all__ = ["reextract"]


def reextract(home: HomeOption = DEFAULT_HOME) -> None:
    """Extract every report again by the code at hand and publish the sets on the live path.

    The normalizers go on beside it; let them be of the same release. An unfinished run is gone on with.
    """
    # It brings spaCy, which takes seconds to load and which no other command needs.
    from operate.reextracting import extractor_of, reextract_all

    console = Console()
    settings = reach(home)
    try:
        with (
            KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log,
            extractor_of(settings) as extractor,
            Bars(console) as bars,
        ):
            done = reextract_all(log, extractor, bars("extracting"))
    except (Retry, Fatal) as broken:
        console.print(f"[red]{broken}[/red]; started again, it goes on where it was")
        raise typer.Exit(1) from None
    console.print(f"{done.published} reports were published anew; the writer decides on them as on any other")
    for where in done.failed:
        console.print(f"[yellow]not extracted, stands as before:[/yellow] {where}", soft_wrap=True)
