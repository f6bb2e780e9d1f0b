"""`deconflict post`: reports from a file."""

import json
from pathlib import Path
from typing import Annotated

import httpx
import typer

from chassis.log.errors import Unavailable
from operate.home import DEFAULT_HOME, Home, HomeOption, read_json


def post(
    file: Annotated[Path, typer.Argument(help="Reports, one JSON object a line.", exists=True, dir_okay=False)],
    url: Annotated[str | None, typer.Option(help="The ingest api; without it the one of this machine's run.")] = None,
    key: Annotated[str | None, typer.Option(envvar="DECONFLICT_KEY", help="A key that may post.")] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Post every line of a file as a report and print one answer a line; fails if any line was refused."""
    running = read_json(Home(home).run)
    if running is None and not (url and key):
        raise typer.BadParameter("nothing has run here: give --url and --key")
    url, key = url or running["ingest_url"], key or running["keys"]["ingest"]
    with file.open("rb") as lines:
        try:
            answer = httpx.post(
                f"{url}/v1/reports:batch",
                content=lines,
                headers={"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"},
                timeout=None,
            )
        except httpx.TransportError as away:
            raise Unavailable(f"{url} does not answer: {away}") from away
    typer.echo(answer.text.rstrip())
    statuses = [json.loads(line)["status"] for line in answer.text.splitlines()]
    if answer.is_error or any(status >= httpx.codes.BAD_REQUEST for status in statuses):
        raise typer.Exit(1)
