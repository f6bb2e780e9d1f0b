"""Statements that were posted already coded: looked up, named and given their sentences, as extraction would have."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from reference import Reference
from reference.actors import Actors
from schemas import ids
from schemas.coded import CodedActor, CodedStatement
from schemas.slots import Actor, Answers, Casualty, Place, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, PlacePrecision, Polarity, SpeechAct
from services.ingest.extraction import Document
from services.ingest.extraction.assemble import sentence_hash
from services.ingest.extraction.text.segment import Segmented
from services.ingest.extraction.text.sketch import minhash, minhash_of_words, words_of

__all__ = ["CodedDocument", "statements_of"]

_POLARITY = {SpeechAct.DENIES: Polarity.NEGATIVE, SpeechAct.CANNOT_CONFIRM: Polarity.UNKNOWN}
_REACTIONS = frozenset(
    {SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.ADMITS, SpeechAct.CORRECTS, SpeechAct.RETRACTS}
)

_UPDATED = {"casualties", "answers", "span"}


@dataclass(frozen=True, slots=True)
class CodedDocument(Document):
    """A report whose statements were posted with it."""

    statements: tuple[CodedStatement, ...] = ()


def statements_of(
    document: CodedDocument, title: Segmented, text: Segmented, reference: Reference
) -> tuple[Statement, ...]:
    """The statements of a report as records have them.

    Ids are of the sentence that a span begins in; without a span, of what the statement is about, so that a later
    revision which changes a toll is paired with it. A function of the document and the reference alone.
    """
    coded = document.statements
    sentences = list(_sentences(document, {"title": title, "text": text}))
    ordinals: Counter[tuple[str, int]] = Counter()
    named: list[UUID] = []
    for sentence in sentences:
        key = (sentence.hash, sentence.occurrence)
        named.append(ids.statement_id(document.report_id, *key, ordinals[key]))
        ordinals[key] += 1
    resolve = _Resolver(document, reference)
    return tuple(
        resolve.statement(one, id, sentence, named) for one, id, sentence in zip(coded, named, sentences, strict=True)
    )


def _sentences(document: CodedDocument, fields: dict[str, Segmented]) -> Iterator[Sentence]:
    words = {"title": document.title or "", "text": document.text}
    known: dict[tuple[str, int], Sentence] = {}
    seen: Counter[str] = Counter()
    for field, segmented in fields.items():
        for unit in segmented.units:
            if (field, unit.sentence_start) not in known:
                said = words[field][unit.sentence_start : unit.sentence_end]
                known[field, unit.sentence_start] = _sentence(said, seen, unit.sentence, unit.sentence_start)
    for index, one in enumerate(document.statements):
        if one.span is None:
            yield _numbered(_name(one), seen, index, 0, minhash_of_words(_about(one)))
            continue
        holding = _holding(fields[one.span.field], one.span)
        if holding is not None:
            yield known[one.span.field, holding]
        else:
            # In a line that segmenting leaves out, the words themselves stand for their sentence.
            yield _sentence(words[one.span.field][one.span.start : one.span.end], seen, index, one.span.start)


def _holding(segmented: Segmented, span: Span) -> int | None:
    """Where the sentence begins that holds the first of a span."""
    return next(
        (unit.sentence_start for unit in segmented.units if unit.sentence_start <= span.start < unit.sentence_end), None
    )


def _sentence(words: str, seen: Counter[str], index: int, start: int) -> Sentence:
    return _numbered(sentence_hash(words), seen, index, start, minhash(words))


def _numbered(name: str, seen: Counter[str], index: int, start: int, sketch: tuple[int, ...]) -> Sentence:
    seen[name] += 1
    return Sentence(hash=name, occurrence=seen[name] - 1, index=index, start=start, sketch=sketch)


def _name(one: CodedStatement) -> str:
    """What a statement without a span is known by: all that it is about, but not its figures, which are updated."""
    # JSON of a statement with no figures, of which ids are made for ever.
    key = one.model_dump_json(exclude_none=True, exclude=_UPDATED)[:-1] + ',"casualties":[]}'
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _about(one: CodedStatement) -> list[str]:
    """A statement without a span in words, slot by slot, so that two that differ in one slot are still alike."""
    words = [*_slot("act", one.speech_act.value), *_slot("type", one.event_type.value)]
    for name, actor in (("claimant", one.claimant), ("initiator", one.initiator), ("target", one.target)):
        words += _slot(name, actor.id or actor.name, actor.country or "") if actor else _slot(name, "nobody")
    words += _slot("place", one.place.name if one.place else "nowhere")
    words += _slot("day", one.occurred.start.date() if one.occurred else "never")
    for figure in one.casualties:
        words += _slot(figure.category.value, figure.side, figure.min, figure.max)
    return words


@lru_cache(maxsize=1 << 12)
def _slot(*told: object) -> tuple[str, ...]:
    """The words of one slot. Remembered, since the statements of one report have most slots in common."""
    return tuple(words_of(" ".join(map(str, told))))


class _Resolver:
    """Looks up the actors and places of one report."""

    def __init__(self, document: CodedDocument, reference: Reference) -> None:
        self._document = document
        self._publisher = reference.actors.called(document.publisher)
        self._reference = reference
        self._published = document.published_at.date() if document.published_at else None

    @cached_property
    def _countries(self) -> tuple[str, ...]:
        """Those that the report is about, the likeliest first."""
        coded = self._document.statements
        given = [actor.country for one in coded for actor in (one.initiator, one.target) if actor is not None]
        counted = Counter(code for code in (*(place.country for place in self._places), *given) if code)
        return tuple(country for country, _ in counted.most_common(4))

    @cached_property
    def _near(self) -> tuple[tuple[float, float], ...]:
        """Where the report says itself that something is."""
        return tuple((one.lat, one.lon) for one in self._places if one.lat is not None and one.lon is not None)[:4]

    @cached_property
    def _places(self) -> list[Place]:
        return [one.place for one in self._document.statements if one.place is not None]

    def statement(self, one: CodedStatement, id: UUID, sentence: Sentence, named: Sequence[UUID]) -> Statement:
        day = one.occurred.start.date() if one.occurred else self._published
        return Statement(
            id=id,
            claimant=self._speaker(one.claimant, day) or self._publisher,
            relayer=self._speaker(one.relayer, day),
            speech_act=one.speech_act,
            polarity=one.polarity or _POLARITY.get(one.speech_act, Polarity.POSITIVE),
            certainty=one.certainty,
            temporal=one.temporal,
            answers=self._answers(one, day, named),
            event_type=one.event_type,
            civilian_targeting=one.civilian_targeting,
            initiator=self._actor(one.initiator, day),
            target=self._actor(one.target, day),
            place=self._place(one.place),
            occurred=one.occurred,
            casualties=tuple(self._casualty(figure, day) for figure in one.casualties),
            span=one.span,
            sentence=sentence,
            rule="coded",
        )

    def _answers(self, one: CodedStatement, day: date | None, named: Sequence[UUID]) -> Answers | None:
        if one.answers is None:
            return Answers() if one.speech_act in _REACTIONS else None
        statement = one.answers.statement
        claimant = self._speaker(one.answers.claimant, day)
        if claimant is None and statement is not None:
            claimant = self._speaker(self._document.statements[statement].claimant, day) or self._publisher
        return Answers(
            statement=None if statement is None else named[statement],
            claimant=claimant.key if claimant else None,
            aspect=one.answers.aspect,
        )

    def _actor(self, given: CodedActor | None, day: date | None) -> Actor | None:
        if given is None:
            return None
        return _looked_up(self._reference.actors, given.id, given.name, given.country, given.kind, day)

    def _speaker(self, given: CodedActor | None, day: date | None) -> Actor | None:
        """Who is named as the one who speaks: a teacher is not all civilians of a country, though she is hit as one."""
        found = self._actor(given, day)
        if given is None or found is None or not given.name or given.id or found.kind is not ActorKind.CIVILIAN:
            return found
        return Actor(name=given.name, country=found.country, kind=found.kind)

    def _casualty(self, given: Casualty, day: date | None) -> Casualty:
        side = given.side
        if side is None or (len(side) == 2 and side.isupper()) or self._reference.actors.get(side) is not None:
            return given
        found = self._reference.actors.resolve(side, day=day)
        return given.model_copy(update={"side": found.id}) if found is not None and found.id else given

    def _place(self, given: Place | None) -> Place | None:
        """The place as given, with what the gazetteer knows beside it where that is the same country."""
        if given is None or given.lat is not None:
            return given
        countries = (given.country,) if given.country else self._countries
        places = self._reference.places
        found = places.get(given.id) if given.id else places.look_up(given.name, countries=countries, near=self._near)
        if found is None or given.country not in (None, found.country):
            return given
        stated = given.model_dump(exclude_none=True)
        if given.precision is PlacePrecision.UNKNOWN:
            del stated["precision"]
        return found.model_copy(update=stated | {"precision": stated.get("precision", found.precision)})


@lru_cache(maxsize=1 << 12)
def _looked_up(
    actors: Actors, id: str | None, words: str | None, country: str | None, kind: ActorKind | None, day: date | None
) -> Actor:
    """The actor with the given id, else the one that the words name if country and kind do not speak against it.

    Remembered, so that reports share the actors that they name.
    """
    name = words or id or ""
    found = actors.get(id) if id else actors.resolve(name, country=country, day=day)
    if found is not None and found.id is not None:
        agrees = country in (None, found.country) and kind in (None, ActorKind.UNKNOWN, found.kind)
        if id or agrees:
            return found
    return Actor(name=name, country=country, kind=kind or ActorKind.UNKNOWN)
