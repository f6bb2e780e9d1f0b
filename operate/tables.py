"""Tables of what there is, for a terminal and for a pipe."""

from rich.console import Console
from rich.table import Table

__all__ = ["show", "table"]

_UNBOUNDED = 100_000
"""Columns of what is no terminal: a line is as long as what it says."""


def table(*names: str, ids: frozenset[str] = frozenset({"id"})) -> Table:
    """An empty table with columns of these names; where there is little room all are folded but `ids`, which stay
    whole on one line each."""
    made = Table()
    for name in names:
        made.add_column(name, no_wrap=name in ids, overflow="fold")
    return made


def show(made: Table) -> None:
    """Print it, nothing of it cut."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_UNBOUNDED)
    console.print(made, crop=False)
