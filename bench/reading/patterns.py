"""Documents of the record as patterns: made once by the projection's own code, then filled in by the million.

What differs from incident to incident is marked by words and numbers that nothing else has. Filling one in is a
replacement of text, which takes microseconds where assessing takes a millisecond.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic_core import to_json

from schemas.events.decisions import Alignments, Decision, InputRef
from schemas.events.position import Position
from schemas.events.reports import Publisher, Source
from schemas.events.statements import ReportHeader
from schemas.slots import Actor, Answers, Casualty, Occurred, Place, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    Aspect,
    CasualtyCategory,
    EventType,
    PlacePrecision,
    Polarity,
    Reliability,
    SourceKind,
    SpeechAct,
    TimePrecision,
)
from services.query.assessment import Account, assess
from services.query.projection.rows import SeedRow
from services.query.projection.summary import filters_of, summary_of

__all__ = ["STAGES", "Happening", "Pattern", "Version", "header", "version"]

STAGES: Final = 3
"""Versions that differ in kind: one side claims; the other denies; somebody else saw it."""

_ID: Final = UUID("11111111-1111-4111-8111-111111111111")
_OPENED: Final = datetime(2001, 3, 4, 5, 6, 7, tzinfo=UTC)
_SAID: Final = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
_DAY: Final = datetime(2002, 2, 2, tzinfo=UTC)
_END: Final = _DAY + timedelta(hours=23, minutes=59)
_TOLL: Final = 777_777
_N: Final = 8_888_888_888
_QUOTE_END: Final = 999_999
_LAT, _LON = 11.111111, 22.222222
_PLACE: Final = Place(
    name="PLACENAME",
    id="PLACEID",
    gazetteer_name="PLACENAME",
    lat=_LAT,
    lon=_LON,
    radius_km=2.0,
    admin1="DIVISION",
    precision=PlacePrecision.SETTLEMENT,
)
_MARKS: Final = {
    str(_ID): "id",
    "2001-03-04T05:06:07Z": "opened_at",
    "2001-02-03T04:05:06Z": "known_at",
    "2002-02-02T00:00:00Z": "start",
    "2002-02-02T23:59:00Z": "end",
    "2 February 2002": "day",
    str(_TOLL): "toll",
    str(_N): "n",
    str(_QUOTE_END): "quote_end",
    str(_LAT): "lat",
    str(_LON): "lon",
    "PLACENAME": "place",
    "PLACEID": "place_id",
    "DIVISION": "division",
    "OUTLETID": "outlet",
    "OUTLETNAME": "outlet_name",
}
_MARK: Final = re.compile("|".join([*map(re.escape, _MARKS), r"<(\w+)>"]))


class Pattern:
    """A text with gaps: the marks of this module, and `<name>` for a value of that name."""

    def __init__(self, text: str) -> None:
        self._text = _MARK.sub("%s", text.replace("%", "%%"))
        self._names = tuple(_MARKS.get(found[0]) or found[1] for found in _MARK.finditer(text))

    def fill(self, values: Mapping[str, Any]) -> str:
        """The text with these values in the gaps."""
        return self._text % tuple([values[name] for name in self._names])


@dataclass(frozen=True)
class Happening:
    """What a family of incidents has in common."""

    kind: EventType
    initiator: Actor
    target: Actor
    claimant: Actor
    denier: Actor
    observer: Actor
    theatre: str


@dataclass(frozen=True)
class Version:
    """An incident at a stage, and the statement that brought it there. Texts are those of patterns."""

    summary: str
    filters: Mapping[str, Any]
    """The columns that filters look at, by name; those with marks stand in texts of their own."""
    words: str
    filters_json: str
    statement: str
    alignment: str
    claimant: str
    speech_act: str
    quote: str


def version(happening: Happening, stage: int) -> Version:
    """How an incident of this family stands at a stage."""
    accounts = [_account(happening, each) for each in range(stage + 1)]
    assessment = assess(accounts)
    eldest = SeedRow(
        from_n=0, id=_ID, founding_statement=_ID, opened_n=0, opened_ordinal=0, opened_at=_OPENED
    )  # fmt: skip
    decision = Decision(
        id=_ID,
        n=_N,
        known_at=_SAID,
        input=InputRef(position=Position(topic="statements", offset=0), id=_ID),
        deciding_rules="bench",
    )
    summary = summary_of(eldest, assessment, happening.theatre, decision)
    filters = filters_of(assessment, summary, ())
    newest = accounts[-1].statement
    said = f"{newest.claimant.name} {_says(newest)} {_PLACE.name}"
    return Version(
        summary=_json(summary),
        words=filters["words"],
        filters=filters,
        filters_json=_json(filters | {"sources": ["OUTLETID"]}),
        statement=_json(newest).replace(str(_ID), "<statement>"),
        alignment=accounts[-1].alignment.model_dump_json(),
        claimant=newest.claimant.key,
        speech_act=newest.speech_act.value,
        quote=said,
    )


def header() -> str:
    """A report's header, as the text of a pattern."""
    outlet = Actor(id="OUTLETID", name="OUTLETNAME", country="GB", kind=ActorKind.MEDIA)
    source = Source(
        id="OUTLETID",
        name="OUTLETNAME",
        kind=SourceKind.OUTLET,
        country="GB",
        actor=outlet,
        reliability=Reliability.C,
    )
    publisher = Publisher(id=source.id, name=source.name, actor=outlet, grade=Reliability.C)
    return _json(
        ReportHeader(
            source=source,
            publisher=publisher,
            url="https://OUTLETID.example/<report>",
            published_at=_SAID,
            received_at=_SAID,
            language="en",
        )
    )


def _json(document: Any) -> str:
    """As it is stored."""
    return to_json(document).decode()


def _account(happening: Happening, stage: int) -> Account:
    outlet = Actor(id="OUTLETID", name="OUTLETNAME", kind=ActorKind.MEDIA)
    report = UUID(int=stage + 1)
    speakers: Sequence[Actor] = (happening.claimant, happening.denier, happening.observer)
    speaker = speakers[stage]
    return Account(
        statement=_statement(happening, speaker, stage),
        alignment=Alignments(
            claimant=speaker.country or "neutral",
            initiator=happening.initiator.country,
            target=happening.target.country,
        ),
        report_id=report,
        origin_id=report,
        publisher=outlet,
        grade=Reliability.C,
        said_at=_SAID,
        n=stage,
    )


def _statement(happening: Happening, speaker: Actor, stage: int) -> Statement:
    denies = stage == 1
    toll = Casualty(category=CasualtyCategory.KILLED, side=happening.target.country, min=_TOLL, max=_TOLL)
    return Statement(
        id=_ID,
        claimant=speaker,
        speech_act=(SpeechAct.ASSERTS, SpeechAct.DENIES, SpeechAct.OBSERVES)[stage],
        polarity=Polarity.NEGATIVE if denies else Polarity.POSITIVE,
        answers=Answers(claimant=happening.claimant.key, aspect=Aspect.AUTHORSHIP) if denies else None,
        event_type=happening.kind,
        initiator=happening.initiator,
        target=happening.target,
        place=_PLACE.model_copy(update={"country": happening.target.country}),
        occurred=Occurred(start=_DAY, end=_END, precision=TimePrecision.DAY),
        casualties=() if denies else (toll,),
        span=Span(field="text", start=0, end=_QUOTE_END),
        sentence=Sentence(hash="bench", sketch=tuple(range(1_000_000_000, 1_000_000_016))),
    )


def _says(statement: Statement) -> str:
    act = "denied" if statement.speech_act == SpeechAct.DENIES else "said"
    kind = statement.event_type.value.replace("_", " ")
    initiator = statement.initiator.name if statement.initiator else "somebody"
    return f"{act} that {initiator} was behind the {kind} that killed {_TOLL} people in"
