"""Building histories of decisions by hand: actors, statements, reports, and a chain of decisions on them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from chassis.log.port import Outgoing
from chassis.telemetry.headers import event_headers
from schemas import ids
from schemas.events import decisions as d
from schemas.events.decisions import Alignments, Decision, InputRef, ReportDecided
from schemas.events.envelope import Envelope, pack
from schemas.events.evidence import Candidate, Comparison, Evidence
from schemas.events.position import Position
from schemas.events.reports import Publisher, ReportErased, ReportFields, ReportSubmitted, Source
from schemas.events.statements import ReportHeader, ReviewAction, ReviewSubmitted, Rules
from schemas.slots import Actor, Answers, Casualty, Occurred, Place, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    Aspect,
    CasualtyCategory,
    EventType,
    PlacePrecision,
    Reliability,
    SourceKind,
    SpeechAct,
    TimePrecision,
)

NAMESPACE = UUID("0e0f7b54-3a0c-4a6e-9f6b-1f6d7f5d9a10")
DAY = datetime(2024, 4, 12, tzinfo=UTC)

NORTH_MOD = Actor(id="ne.mod", name="Northern Ministry of Defence", country="NE", kind=ActorKind.GOVERNMENT)
NORTH_ARMY = Actor(id="ne.mil", name="Northern army", country="NE", kind=ActorKind.MILITARY)
SOUTH_MOD = Actor(id="so.mod", name="Southern Ministry of Defence", country="SO", kind=ActorKind.GOVERNMENT)
SOUTH_ARMY = Actor(id="so.mil", name="Southern army", country="SO", kind=ActorKind.MILITARY)
MONITORS = Actor(id="monitors", name="Border Monitors", kind=ActorKind.OBSERVER_MISSION)
OTHER_MONITORS = Actor(id="monitors2", name="River Monitors", kind=ActorKind.OBSERVER_MISSION)
HERALD = Actor(id="herald", name="The Herald", country="GB", kind=ActorKind.MEDIA)
GAZETTE = Actor(id="gazette", name="The Gazette", country="FR", kind=ActorKind.MEDIA)
HOSPITAL = Actor(name="the hospital in Kesh", kind=ActorKind.UNKNOWN)

SIDES = {"ne.mod": "NE", "ne.mil": "NE", "so.mod": "SO", "so.mil": "SO", "monitors": "neutral", "monitors2": "neutral"}

KESH = Place(
    name="Kesh",
    id="geonames:7",
    gazetteer_name="Kesh",
    lat=40.25,
    lon=46.5,
    radius_km=2,
    country="NE",
    precision=PlacePrecision.NEAR_SETTLEMENT,
)
THAT_DAY = Occurred(start=DAY, end=DAY + timedelta(days=1, seconds=-1), precision=TimePrecision.DAY)


def named(kind: str, name: str) -> UUID:
    """An id that is the same for the same name."""
    return uuid5(NAMESPACE, f"{kind}:{name}")


def killed(low: int, high: int | None = -1, *, side: str | None = "NE", **more: Any) -> Casualty:
    """So many killed; with one number exactly so many."""
    return Casualty(category=CasualtyCategory.KILLED, side=side, min=low, max=low if high == -1 else high, **more)


def injured(low: int, high: int | None = -1, *, side: str | None = "NE", **more: Any) -> Casualty:
    """So many injured; with one number exactly so many."""
    return Casualty(category=CasualtyCategory.INJURED, side=side, min=low, max=low if high == -1 else high, **more)


def statement(name: str, claimant: Actor = NORTH_MOD, act: SpeechAct = SpeechAct.ASSERTS, **slots: Any) -> Statement:
    """A statement that the Southern army shelled the Northern one near Kesh, but for the slots given."""
    given: dict[str, Any] = {
        "event_type": EventType.SHELLING,
        "initiator": SOUTH_ARMY,
        "target": NORTH_ARMY,
        "place": KESH,
        "occurred": THAT_DAY,
        "span": Span(field="text", start=0, end=10),
    } | slots
    return Statement(
        id=named("statement", name), claimant=claimant, speech_act=act, sentence=Sentence(hash=name), **given
    )


def denial(name: str, claimant: Actor = SOUTH_MOD, aspect: Aspect = Aspect.AUTHORSHIP, **slots: Any) -> Statement:
    """A denial of what `statement` says."""
    return statement(name, claimant, SpeechAct.DENIES, answers=Answers(claimant="ne.mod", aspect=aspect), **slots)


def alignments(said: Statement) -> Alignments:
    """The sides of its actors."""

    def side(actor: Actor | None) -> str | None:
        return SIDES.get(actor.id or "") if actor else None

    return Alignments(claimant=side(said.claimant), initiator=side(said.initiator), target=side(said.target))


def seed(name: str) -> UUID:
    """The seed that statement `name` founds."""
    return ids.seed_id(named("statement", name))


def evidence(sentence: str = "Nothing on record is like it.", cause: str = "opened") -> Evidence:
    """Evidence with one comparison."""
    nearest = Candidate(
        seed=seed("x"),
        statement=named("statement", "x"),
        bits=3.5,
        comparisons=(Comparison(name="day", level="same", bits=1.9),),
    )
    return Evidence(cause=cause, sentence=sentence, threshold=0.5, chosen=nearest)


def report(
    name: str,
    publisher: Actor = HERALD,
    *,
    revision: str = "1",
    at: datetime = DAY + timedelta(hours=12),
    origin: str | None = None,
    grade: Reliability = Reliability.C,
    **more: Any,
) -> ReportDecided:
    """A report published at `at`."""
    source = Source(
        id=publisher.id or "source",
        name=publisher.name,
        kind=SourceKind.OUTLET,
        country=publisher.country,
        actor=publisher,
        reliability=grade,
    )
    return ReportDecided(
        report_id=named("report", name),
        posted_as=named("report", name),
        revision=named("revision", name + revision),
        position=Position(topic="reports", partition=3, offset=1),
        extraction_rules=Rules(fingerprint="e1", code="1", model="m", reference="r"),
        header=ReportHeader(
            source=source,
            publisher=Publisher(id=source.id, name=source.name, actor=publisher, grade=grade),
            published_at=at,
            received_at=at,
            url=f"https://{source.id}.example/{name}",
        ),
        origin_id=named("report", origin or name),
        **more,
    )


def placed(said: Statement, of: str, *, theatre: str | None = "borderlands") -> d.StatementPlaced:
    """The statement belongs to the seed that statement `of` founded."""
    return d.StatementPlaced(
        statement=said, alignment=alignments(said), theatre=theatre, seed=seed(of), evidence=evidence()
    )


def changed(said: Statement, of: str) -> d.StatementChanged:
    """The statement has these slots now, in the same seed."""
    return d.StatementChanged(
        statement=said, alignment=alignments(said), theatre="borderlands", seed=seed(of), evidence=evidence()
    )


def opened(name: str) -> d.IncidentOpened:
    """Statement `name` founds a seed."""
    return d.IncidentOpened(seed=seed(name), statement=named("statement", name))


def linked(a: str, b: str, cause: str = "review") -> d.IncidentsLinked:
    """The seeds of these two founding statements are linked."""
    return d.IncidentsLinked(a=seed(a), b=seed(b), cause=named("cause", cause))


def unlinked(a: str, b: str, cause: str = "review") -> d.IncidentsUnlinked:
    """That link is gone."""
    return d.IncidentsUnlinked(a=seed(a), b=seed(b), cause=named("cause", cause))


def suggested(a: str, b: str, bits: float = -0.5) -> d.LinkSuggested:
    """The seeds of these two founding statements may be of one incident."""
    says = evidence("They are much alike.", "matched")
    return d.LinkSuggested(a=seed(a), b=seed(b), bits=bits, statement=named("statement", b), evidence=says)


def reviewed(name: str, action: ReviewAction, seen_n: int = 0) -> ReviewSubmitted:
    """A review that somebody submitted."""
    return ReviewSubmitted(
        id=named("review", name), author="desk", reason="I looked.", seen_n=seen_n, action=action, received_at=DAY
    )


def moved(name: str, to: str, came_from: str | None = None) -> d.StatementMoved:
    """Statement `name` belongs to the seed of statement `to` now."""
    origin = seed(came_from) if came_from else None
    return d.StatementMoved(
        statement=named("statement", name), came_from=origin, seed=seed(to), evidence=evidence("Moved.", "review")
    )


class History:
    """A chain of decisions, a minute apart."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []

    def decide(self, *events: d.DecisionEvent, about: ReportDecided | None = None) -> Decision:
        """One more decision."""
        n = len(self.decisions)
        given = InputRef(position=Position(topic="statements", offset=n), id=named("input", str(n)))
        decision = Decision(
            id=ids.decision_id(self.decisions[-1].id if self.decisions else None, given.id, "w1"),
            n=n,
            known_at=DAY + timedelta(hours=13, minutes=n),
            input=given,
            deciding_rules="w1",
            report=about,
            events=events,
        )
        self.decisions.append(decision)
        return decision

    def open(self, said: Statement, name: str, about: ReportDecided | None = None) -> Decision:
        """A decision in which the statement of this name opens an incident."""
        return self.decide(opened(name), placed(said, name), about=about or report(name))


def record_of(decision: Decision, topic: str = "decisions.g1") -> Outgoing:
    """The decision as the dedup writer appends it."""
    event = Envelope[Decision](
        id=decision.id, source="deconflict/dedup", type="decision", time=decision.known_at, data=decision
    )
    return Outgoing(topic, None, pack(event), event_headers("decision"))


def submission_of(decided: ReportDecided, text: str, title: str | None = None) -> Outgoing:
    """The posting of a report as the ingest api appends it."""
    header = decided.header
    event = Envelope[ReportSubmitted](
        id=ids.act_id(),
        source="deconflict/ingest",
        type="report.submitted",
        time=header.received_at,
        data=ReportSubmitted(
            report_id=decided.posted_as,
            revision=decided.revision,
            source=header.source,
            publisher=header.publisher,
            fields=ReportFields(url=header.url, title=title, text=text, published_at=header.published_at),
            received_at=header.received_at,
        ),
    )
    return Outgoing("reports", f"{decided.posted_as}/{event.id}".encode(), pack(event), event_headers(event.type), 3)


def erasure_of(decided: ReportDecided) -> Outgoing:
    """The lasting record that the words of a report are gone."""
    event = Envelope[ReportErased](
        id=ids.act_id(),
        source="deconflict/operate",
        type="report.erased",
        time=DAY,
        data=ReportErased(report_id=decided.report_id, reason="court order", by="operator", received_at=DAY),
    )
    return Outgoing("reports", f"{decided.report_id}/{event.id}".encode(), pack(event), event_headers(event.type), 3)
