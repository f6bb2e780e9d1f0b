"""The incident feed as a table that people like to read."""

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

COLOUR = {
    "admitted": "green",
    "corroborated": "green",
    "single_claimant": "yellow",
    "discounted": "dim",
    "none": "dim",
    "contested": "magenta",
    "denied": "red",
}
ISO_COUNTRY = 2  # letters of a country's code in ISO 3166-1 alpha-2
# The strongest first: a claimant who said it in several ways is shown by that one.
VERB = {
    "admits": "admits it",
    "observes": "observed it",
    "asserts": "says so",
    "alleges": "alleges it",
    "relays": "relays it",
    "threatens": "threatens it",
    "corrects": "corrects it",
    "retracts": "takes it back",
    "denies": "denies it",
    "cannot_confirm": "cannot confirm it",
}


def feed_table(incidents: Iterable[dict[str, Any]]) -> Table:
    """One row an incident, as `GET /v1/incidents/{id}` serves it: what happened, who says what, how it stands."""
    table = Table(title="Incidents", box=box.ROUNDED, show_lines=True, title_style="bold", expand=True)
    table.add_column("what happened", ratio=4)
    table.add_column("who says what", ratio=6)
    table.add_column("how it stands", ratio=3)
    for incident in incidents:
        table.add_row(_what(incident), _claims(incident), _standing(incident))
    return table


def _what(incident: dict[str, Any]) -> Text:
    cell = Text(incident["headline"], style="bold")
    by, on = (", ".join(actor["name"] for actor in incident[role]) for role in ("initiators", "targets"))
    if by or on:
        cell.append(f"\nby {by or 'unknown'}" + (f"\non {on}" if on else ""), style="not bold")
    return cell


def _claims(incident: dict[str, Any]) -> Text:
    lines = Text()
    for claim in incident["claims"]:
        lines.append("\n" if lines else "")
        lines.append("• ").append(claim["claimant"]["name"], style="bold")
        verb = next(words for act, words in VERB.items() if act in claim["speech_acts"])
        lines.append(f" {verb}", style="red" if claim["stance"] == "denies" else "")
        lines.append(f": {figures}" if (figures := _figures(claim["figures"])) else "")
    return lines


def _figures(figures: Iterable[dict[str, Any]]) -> str:
    # A figure whose side is not told adds nothing beside the same figure of a side.
    figures = sorted(figures, key=lambda figure: figure["side"] is None)
    told: dict[tuple[str, str], str] = {}
    for figure in figures:
        told.setdefault((figure["category"], _range(figure)), figure["side"])
    return ", ".join(
        f"{count} {category}" + (f" ({_side(side)})" if side else "") for (category, count), side in told.items()
    )


def _side(side: str) -> str:
    return side.upper() if len(side) == ISO_COUNTRY else side


def _range(figure: dict[str, Any]) -> str:
    low, high = figure["min"], figure["max"]
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low} to {high}"


def _standing(incident: dict[str, Any]) -> Text:
    lines = Text(_words(incident["support"]), style=COLOUR[incident["support"]])
    if incident["dispute"] != "none":
        lines.append(f"\n{_words(incident['dispute'])}", style=COLOUR[incident["dispute"]])
    counts = incident["counts"]
    return lines.append(f"\n{_count(counts['reports'], 'report')}, {_count(counts['origins'], 'origin')}", style="dim")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _words(name: str) -> str:
    return name.replace("_", " ")
