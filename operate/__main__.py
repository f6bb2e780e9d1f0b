"""The `deconflict` command: `python -m operate`."""

import typer

from operate import parked, post, registry
from operate.commands import Commands
from operate.erase import erase
from operate.rebuild import rebuild
from operate.redecide.command import redecide
from operate.reextract import reextract
from operate.run import run

app = typer.Typer(
    cls=Commands,
    help="Attributed statements from contested borders, merged into incidents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(post.post)
app.command()(erase)
app.command()(rebuild)
app.command()(redecide)
app.command()(reextract)
app.command()(registry.signin)
app.add_typer(registry.sources, name="source")
app.add_typer(registry.keys, name="key")
app.add_typer(parked.parked, name="parked")


def main() -> None:
    """The entry point of the project's script."""
    app()


if __name__ == "__main__":
    main()
