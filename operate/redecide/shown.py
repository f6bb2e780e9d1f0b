"""The difference as people like to read it."""

from collections.abc import Sequence
from typing import Any, Final

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

__all__ = ["shown"]

_MOST: Final = 10
_SHORT: Final = 8


def shown(account: dict[str, Any]) -> RenderableType:
    """Counts of either side, how far they agree, and the largest incidents that one merges and the other does not."""
    parts: list[RenderableType] = [_counts(account), _agreement(account)]
    for name, title in (("merges_gained", "Merges gained"), ("merges_lost", "Merges lost")):
        if account[name]:
            parts.append(_merges(f"{title}: {len(account[name])}", account[name]))
    for one in account["reviews_not_held"]:
        parts.append(Text(f"review {one['review']} does not hold: {one['detail']}", style="red"))
    return Group(*parts)


def _counts(account: dict[str, Any]) -> Table:
    live, new = account["live"], account["new"]
    table = Table(box=box.SIMPLE, title=f"{account['inputs']} inputs", title_style="bold")
    table.add_column("")
    for side in (live, new):
        table.add_column(side["generation"], justify="right")
    table.add_row("rules", live["rules"], new["rules"])
    for name, count in live["counts"].items():
        other = new["counts"][name]
        table.add_row(name, str(count), Text(str(other), style="" if other == count else "yellow"))
    return table


def _agreement(account: dict[str, Any]) -> Text:
    incidents, only = account["incidents"], account["placed_only"]
    b3, pairs = account["b3"], account["pairwise"]
    return Text(
        f"agreement over {account['statements']} statements: B³ {b3['f1']:.4f}, pairwise {pairs['f1']:.4f}\n"
        f"live incidents unchanged {incidents['same']}, changed {incidents['changed']}; "
        f"statements placed in one generation only: {only['live']} live, {only['new']} new\n"
    )


def _merges(title: str, merges: Sequence[dict[str, Any]]) -> Table:
    table = Table(title=title, box=box.ROUNDED, title_style="bold", show_lines=True, expand=True)
    table.add_column("incident", width=_SHORT)
    table.add_column("made of", ratio=2)
    table.add_column("because", ratio=5)
    for one in merges[:_MOST]:
        made_of = ", ".join(
            f"{part['incident'][:_SHORT] if part['incident'] else 'none'} ({part['statements']})"
            for part in one["parts"]
        )
        table.add_row(one["incident"][:_SHORT], made_of, "\n".join(one["because"]))
    return table
