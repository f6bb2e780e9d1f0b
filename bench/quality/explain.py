"""A report with its statements underlined in the words that gave them, and every statement slot by slot."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bench.quality.extract import publisher
from schemas.slots import Actor, Casualty, Occurred, Place
from schemas.statement import Statement
from schemas.vocabulary import SourceKind
from services.ingest.extraction import Document, Extractor

__all__ = ["explained", "slots"]

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")


def explained(
    text: str,
    extractor: Extractor,
    *,
    title: str | None = None,
    source: str = "Reader",
    kind: SourceKind = SourceKind.OUTLET,
    country: str | None = None,
    published: datetime | None = None,
) -> RenderableType:
    """The text with numbered, underlined statements, then a table for each: slot, value, and where it came from."""
    voice = publisher({"name": source, "kind": kind.value, "country": country})
    found = extractor.extract(Document(UUID(int=0), title, text, None, published, voice, kind))
    if not found.statements:
        return Text(f"no statements: {found.why.value if found.why else ''} {found.detail or ''}".rstrip())
    return Group(
        _underlined(title or "", found.statements, "title"),
        _underlined(text, found.statements, "text"),
        *(_table(number, one, found.statements) for number, one in enumerate(found.statements, 1)),
    )


def _underlined(words: str, statements: Sequence[Statement], field: str) -> Text:
    shown = Text(words)
    marks = []
    for number, one in enumerate(statements, 1):
        if one.span is not None and one.span.field == field:
            shown.stylize(f"underline {_colour(number)}", one.span.start, one.span.end)
            marks.append((one.span.end, number))
    # A terminal without colours still tells one statement's words from the next one's.
    for at, number in sorted(marks, reverse=True):
        shown = Text.assemble(shown[:at], (f"[{number}]", f"bold {_colour(number)}"), shown[at:])
    return shown


def _colour(number: int) -> str:
    return _COLOURS[(number - 1) % len(_COLOURS)]


def _table(number: int, one: Statement, all_: Sequence[Statement]) -> Table:
    order = {other.id: place for place, other in enumerate(all_, 1)}
    origins = {
        carried.slot: f"from [{order[carried.statement]}]" if carried.statement in order else "from the report's header"
        for carried in one.carried
    }
    table = Table(title=f"[bold {_colour(number)}]\\[{number}][/] {one.rule or ''}", title_justify="left")
    for column in ("slot", "value", "where from"):
        table.add_column(column, overflow="fold")
    for slot, value in slots(one):
        table.add_row(slot, value, origins.get(slot, "stated" if value else ""))
    if one.answers is not None:
        answered = order.get(one.answers.statement) if one.answers.statement else None
        table.add_row("answers", f"{one.answers.aspect.value}", f"[{answered}]" if answered else "not in this report")
    return table


def slots(one: Statement) -> Iterator[tuple[str, str]]:
    """Every slot with its value in short, empty where there is none."""
    yield "claimant", _actor(one.claimant)
    if one.relayer is not None:
        yield "relayer", _actor(one.relayer)
    yield "speech_act", one.speech_act.value
    yield "polarity", one.polarity.value
    yield "certainty", one.certainty.value
    yield "temporal", one.temporal.value
    yield "event_type", one.event_type.value
    yield "initiator", _actor(one.initiator)
    yield "target", _actor(one.target)
    yield "place", _place(one.place)
    yield "occurred", _occurred(one.occurred)
    yield "casualties", "; ".join(map(_casualty, one.casualties))


def _actor(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return f"{actor.name} ({', '.join(filter(None, (actor.id, actor.country, actor.kind.value)))})"


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    spot = f" {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.name} ({place.country or 'no country'}, {place.precision.value}){spot}"


def _occurred(occurred: Occurred | None) -> str:
    if occurred is None:
        return ""
    return f"{occurred.start:%Y-%m-%d %H:%M} to {occurred.end:%Y-%m-%d %H:%M} ({occurred.precision.value})"


def _casualty(figure: Casualty) -> str:
    most = "and more" if figure.max is None else "" if figure.max == figure.min else f"to {figure.max}"
    return " ".join(
        filter(
            None, (figure.category.value, str(figure.min), most, figure.victims.value, figure.side, f"“{figure.words}”")
        )
    )
