"""Drafts to statements: ids, sentences, spans, and references between the statements of one report."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from schemas import ids
from schemas.slots import Answers, Carried, Occurred, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import EventType, SpeechAct, Temporal, TimePrecision
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.text.sketch import minhash, normalize

__all__ = ["assemble", "sentence_hash"]


def sentence_hash(text: str) -> str:
    """The hash that names a sentence: of its words in lower case, punctuation and spacing left out."""
    return hashlib.blake2b(normalize(text).encode(), digest_size=12).hexdigest()


def assemble(
    report: UUID, drafts: Sequence[Draft], fields: dict[str, str], published: datetime | None
) -> list[Statement]:
    """The statements of one report. `fields` holds its title and text."""
    occurrences: Counter[str] = Counter()
    sentences: dict[tuple[str, int], Sentence] = {}
    keys: list[tuple[str, int]] = []
    for draft in sorted(drafts, key=lambda d: (d.unit.field != "title", d.unit.sentence_start)):
        key = (draft.unit.field, draft.unit.sentence_start)
        if key not in sentences:
            text = fields[draft.unit.field][draft.unit.sentence_start : draft.unit.sentence_end]
            name = sentence_hash(text)
            sentences[key] = Sentence(
                hash=name,
                occurrence=occurrences[name],
                index=draft.unit.sentence,
                start=draft.unit.sentence_start,
                sketch=minhash(text),
            )
            occurrences[name] += 1
    ordinals: Counter[tuple[str, int]] = Counter()
    given: dict[int, UUID] = {}
    for draft in drafts:
        key = (draft.unit.field, draft.unit.sentence_start)
        keys.append(key)
        sentence = sentences[key]
        given[id(draft)] = ids.statement_id(report, sentence.hash, sentence.occurrence, ordinals[key])
        ordinals[key] += 1
    return [_statement(draft, given, sentences[key], published) for draft, key in zip(drafts, keys, strict=True)]


def _statement(draft: Draft, given: dict[int, UUID], sentence: Sentence, published: datetime | None) -> Statement:
    # What is carried to and fro was stated by who came first.
    stated = {
        slot for slot, origin in draft.carried.items() if origin is not None and origin.carried.get(slot) is draft
    }
    carried = {
        slot: given.get(id(origin)) if origin is not None else None
        for slot, origin in draft.carried.items()
        if slot not in stated or draft.trigger > origin.trigger  # type: ignore[union-attr]
    }
    occurred = draft.occurred
    if draft.type is EventType.THREAT and published is not None and draft.temporal is not Temporal.HISTORICAL:
        # A threat occurs when it is uttered.
        occurred = occurred if occurred is not None and occurred.start <= published else None
    uttered = draft.type is EventType.THREAT or draft.temporal in (Temporal.ACTUAL, Temporal.HYPOTHETICAL)
    if occurred is None and published is not None and uttered:
        occurred = publication_day(published)
        carried["occurred"] = None
    answers = None
    if draft.answers is not None:
        other, claimant, aspect = draft.answers
        answers = Answers(
            statement=given.get(id(other)) if other is not None else None, claimant=claimant, aspect=aspect
        )
    elif draft.act in (
        SpeechAct.DENIES,
        SpeechAct.CANNOT_CONFIRM,
        SpeechAct.ADMITS,
        SpeechAct.CORRECTS,
        SpeechAct.RETRACTS,
    ):
        answers = Answers()
    return Statement(
        id=given[id(draft)],
        claimant=draft.claimant,
        relayer=draft.relayer,
        speech_act=draft.act,
        polarity=draft.polarity,
        certainty=draft.certainty,
        temporal=draft.temporal,
        answers=answers,
        event_type=draft.type,
        civilian_targeting=draft.civilian,
        initiator=draft.initiator,
        target=draft.target,
        place=draft.place,
        occurred=occurred,
        casualties=tuple(draft.casualties),
        carried=tuple(Carried(slot=slot, statement=origin) for slot, origin in sorted(carried.items())),
        span=Span(field=draft.unit.field, start=draft.span[0], end=draft.span[1]),
        sentence=sentence,
        rule=draft.rule,
    )


def publication_day(published: datetime) -> Occurred:
    """The day of publication as a stand-in for a day that is not told."""
    start = datetime.combine(published.astimezone(UTC).date(), time(0), UTC)
    return Occurred(start=start, end=start + timedelta(days=1) - timedelta(seconds=1), precision=TimePrecision.UNKNOWN)
