"""A desk: reports are published on it one by one, and it decides on each with the shipped weights.

Statements are coded by hand. Every decision is also written out, read back and folded into a second record, which must
end up the same.
"""

import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from reference import Reference
from reference.sides import Sides
from reference.theatres import Theatres
from schemas import ids
from schemas.events.decisions import Decision
from schemas.events.position import Position
from schemas.events.reports import Publisher, ReportErased, ReportRetracted, Source
from schemas.events.statements import (
    EmptyReason,
    ReportHeader,
    ReviewAction,
    ReviewSubmitted,
    Rules,
    StatementsPublished,
)
from schemas.features import Features
from schemas.slots import Actor, Answers, Casualty, Occurred, Place, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    EventType,
    PlacePrecision,
    Polarity,
    SourceKind,
    SpeechAct,
    Stance,
    Temporal,
    TimePrecision,
    stance,
)
from services.dedup.incidents import links
from services.dedup.incidents.decide import Input, decide
from services.dedup.incidents.dump import dump
from services.dedup.incidents.fold import fold
from services.dedup.incidents.precedents import Precedent
from services.dedup.incidents.record import Record
from services.dedup.matching.weights import load
from services.dedup.writer.matcher import RecordMatcher

NOON = datetime(2024, 4, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
_TESTS = UUID("00000000-0000-5000-8000-000000000000")


class ByCountry(Sides):
    """An actor stands with its country; observers are neutral."""

    def __init__(self) -> None: ...

    def alignment(self, actor: Actor, theatre: str | None, day: date | None) -> str | None:
        return "neutral" if actor.kind is ActorKind.OBSERVER_MISSION else actor.country


class OneTheatre(Theatres):
    """Everything happens in one theatre."""

    def __init__(self) -> None: ...

    def of(self, place: Place | None, actors: Iterable[Actor | None] = ()) -> str | None:
        return "hills"


def world() -> Reference:
    """Just enough of a world to decide in."""
    unasked: Any = object()
    return Reference("w", "", unasked, unasked, ByCountry(), OneTheatre(), unasked)


def ministry(country: str) -> Actor:
    return Actor(
        id=f"{country.lower()}.mod", name=f"{country} defence ministry", country=country, kind=ActorKind.GOVERNMENT
    )


def army(country: str) -> Actor:
    return Actor(id=f"{country.lower()}.mil", name=f"{country} armed forces", country=country, kind=ActorKind.MILITARY)


OBSERVERS = Actor(id="observers", name="Observer Mission", kind=ActorKind.OBSERVER_MISSION)
OUTLET = Actor(id="courier", name="The Courier", kind=ActorKind.MEDIA)

ZENDA = Place(name="Zenda", id="p:zenda", lat=40.10, lon=45.90, country="AM", precision=PlacePrecision.SETTLEMENT)
HENTZAU = Place(name="Hentzau", id="p:hentzau", lat=39.20, lon=46.40, country="AM", precision=PlacePrecision.SETTLEMENT)
STRELSAU = Place(
    name="Strelsau", id="p:strelsau", lat=40.12, lon=46.20, country="AZ", precision=PlacePrecision.SETTLEMENT
)


def on(day: date | None) -> Occurred | None:
    """All of one day."""
    if day is None:
        return None
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Occurred(start=start, end=start + timedelta(hours=23, minutes=59), precision=TimePrecision.DAY)


def killed(number: int, side: str | None) -> Casualty:
    return Casualty(category="killed", side=side, min=number, max=number)  # type: ignore[arg-type]


def injured(number: int, side: str | None) -> Casualty:
    return Casualty(category="injured", side=side, min=number, max=number)  # type: ignore[arg-type]


def says(
    claimant: Actor,
    kind: EventType = EventType.SHELLING,
    *,
    by: Actor | None = None,
    at: Actor | None = None,
    place: Place | None = ZENDA,
    day: date | None = TODAY,
    toll: Sequence[Casualty] = (),
    act: SpeechAct = SpeechAct.ASSERTS,
    temporal: Temporal = Temporal.ACTUAL,
    answers: Answers | None = None,
    sentence: str = "s",
    occurrence: int = 0,
    at_char: int = 0,
    span: tuple[int, int] | None = (0, 40),
    ordinal: int = 0,
    sketch: Sequence[int] = (),
) -> Statement:
    """A statement whose id is proposed when it is published (`Desk.publish`)."""
    denying = stance(act) is Stance.DENIES
    return Statement(
        id=uuid5(_TESTS, f"{sentence}/{occurrence}/{ordinal}"),
        claimant=claimant,
        event_type=kind,
        initiator=by,
        target=at,
        place=place,
        occurred=on(day),
        casualties=tuple(toll),
        speech_act=act,
        polarity=Polarity.NEGATIVE if denying else Polarity.POSITIVE,
        temporal=temporal,
        answers=answers if answers or stance(act) is Stance.SUPPORTS else Answers(),
        span=Span(field="text", start=at_char + span[0], end=at_char + span[1]) if span else None,
        sentence=Sentence(
            hash=sentence,
            occurrence=occurrence,
            index=at_char,
            start=at_char,
            sketch=tuple(sketch) or sketched(sentence),
        ),
    )


def sketched(words: str) -> tuple[int, ...]:
    """A MinHash of 16 over the words, so that sentences that share most words are alike."""
    tokens = words.split() or [words]
    return tuple(min(zlib.crc32(f"{seed}:{one}".encode()) for one in tokens) for seed in range(16))


def published_set(
    name: str,
    statements: Sequence[Statement],
    *,
    source: str = "courier",
    revision: int = 1,
    rules: str = "r1",
    published: datetime = NOON,
    updated: datetime | None = None,
    features: Features | None = None,
    why: EmptyReason | None = None,
    position: int = 0,
    aliases: tuple[UUID, ...] = (),
    retracts: UUID | None = None,
    report: UUID | None = None,
) -> StatementsPublished:
    """What the normalizer would publish for revision number `revision` of report `name`."""
    report = report or ids.report_id(source, external_id=name)
    publisher = Actor(id=source, name=source, kind=ActorKind.MEDIA)
    return StatementsPublished(
        report_id=report,
        revision=ids.revision_id(report, f"{name}/{revision}"),
        aliases=aliases,
        retracts=retracts,
        position=Position(topic="reports", offset=position),
        header=ReportHeader(
            source=Source(id=source, name=source, kind=SourceKind.OUTLET, actor=publisher),
            publisher=Publisher(id=source, name=source, actor=publisher),
            external_id=name,
            published_at=published,
            updated_at=updated,
            received_at=published,
        ),
        extraction_rules=Rules(fingerprint=rules, code=rules, model="m", reference="w"),
        features=features or Features(),
        statements=_proposed(report, statements),
        why=why,
    )


def _proposed(report: UUID, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    ordinals: dict[tuple[str, int], int] = {}
    renamed: dict[UUID, UUID] = {}
    given = []
    for one in statements:
        key = one.sentence.hash, one.sentence.occurrence
        ordinal = ordinals[key] = ordinals.get(key, -1) + 1
        id = ids.statement_id(report, *key, ordinal)
        renamed[one.id] = id
        given.append(one.model_copy(update={"id": id}))
    return tuple(_answering(one, renamed) for one in given)


def _answering(one: Statement, renamed: dict[UUID, UUID]) -> Statement:
    if one.answers is None or one.answers.statement not in renamed:
        return one
    answers = one.answers.model_copy(update={"statement": renamed[one.answers.statement]})
    return one.model_copy(update={"answers": answers})


class Desk:
    """Reports in, decisions out."""

    def __init__(self) -> None:
        self.reference = world()
        self.weights = load()
        self.record = Record()
        self.mirror = Record()
        self.matcher = RecordMatcher(self.record, self.weights)
        self.inputs: list[Input] = []
        self.decisions: list[Decision] = []
        self._offset = 0

    def report_id(self, name: str, source: str = "courier") -> UUID:
        return ids.report_id(source, external_id=name)

    def publish(
        self,
        name: str,
        *statements: Statement,
        source: str = "courier",
        revision: int = 1,
        rules: str = "r1",
        published: datetime = NOON,
        updated: datetime | None = None,
        features: Features | None = None,
        why: EmptyReason | None = None,
        position: int | None = None,
        aliases: tuple[UUID, ...] = (),
        retracts: UUID | None = None,
        report: UUID | None = None,
    ) -> Decision:
        """Publish a set for report `name`, as revision number `revision` of it."""
        given = published_set(
            name,
            statements,
            source=source,
            revision=revision,
            rules=rules,
            published=published,
            updated=updated,
            features=features,
            why=why,
            position=self._offset if position is None else position,
            aliases=aliases,
            retracts=retracts,
            report=report,
        )
        return self.decide(given, ids.published_id(given.revision, rules))

    def retract(self, name: str, source: str = "courier", by: str | None = None) -> Decision:
        report = self.report_id(name, by or source)
        return self.decide(ReportRetracted(report_id=report, source=source, received_at=NOON))

    def erase(self, name: str, source: str = "courier") -> Decision:
        return self.decide(
            ReportErased(report_id=self.report_id(name, source), reason="asked", by="ops", received_at=NOON)
        )

    def review(self, action: ReviewAction, seen_n: int | None = None, id: UUID | None = None) -> Decision:
        """Submit a review by someone who has seen everything, unless told otherwise."""
        given = ReviewSubmitted(
            id=id or uuid5(_TESTS, f"review {self._offset}"),
            author="desk",
            reason="looked at it",
            seen_n=self.record.head.next_n if seen_n is None else seen_n,
            action=action,
            received_at=NOON,
        )
        return self.decide(given, given.id)

    def decide(self, data: Any, id: UUID | None = None) -> Decision:
        position = Position(topic="statements", offset=self._offset)
        given = Input(
            id or uuid5(_TESTS, f"input {self._offset}"), position, NOON + timedelta(seconds=self._offset), data
        )
        self._offset += 1
        return self.take(given)

    def take(self, given: Input, precedent: Precedent | None = None) -> Decision:
        """Decide on an input, perhaps one that another desk has decided before."""
        decision = decide(self.record, given, self.matcher, self.reference, "d1", precedent)
        self.matcher.follow(decision)
        self.inputs.append(given)
        self.decisions.append(decision)
        fold(self.mirror, Decision.model_validate_json(decision.model_dump_json(exclude_none=True)))
        return decision

    def check(self) -> None:
        """The record that decided and the record that only folded are the same."""
        assert dump(self.record) == dump(self.mirror)

    def incident(self, statement: UUID) -> UUID | None:
        return links.resolve(self.record, statement).incident

    def together(self, *statements: UUID) -> bool:
        found = {self.incident(one) for one in statements}
        return len(found) == 1 and None not in found

    def statements(self, name: str, source: str = "courier") -> tuple[UUID, ...]:
        return self.record.report(self.report_id(name, source)).statements
