"""Match features: hashes of what a report's words say, for the writer to tell whether two are of one happening.

What is heavy is decided against a frozen background, never against what was read before.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from reference import Reference
from schemas.features import Features, Figure, Term
from schemas.statement import Statement
from schemas.vocabulary import CasualtyCategory, PlacePrecision, Temporal
from services.ingest.extraction.document import Document
from services.ingest.extraction.figures import word_value
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.segment import Segmented
from services.ingest.extraction.sketch import bottom, hash32, normalize, shingles

__all__ = ["features"]

TERMS, NAMES, CAPITALS, SKETCH, SHINGLE = 64, 16, 32, 128, 4
SENTENCES = 64
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s(?:(?:al|el|bin|ibn|de|van|von)[\s-])?[A-ZÀ-Þ][\w'’-]+){1,3}")
_CAPITAL = re.compile(r"(?<![.!?\"“”]\s)(?<!^)\b[A-ZÀ-Þ][\w'’-]{2,}", re.MULTILINE)
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old\b|\baged? (\d{1,2})\b|, (\d{1,2}),")
_NAMED_AGE = re.compile(r"\b([A-ZÀ-Þ][\w'’-]+), (\d{1,2}),")
_STREET = re.compile(
    r"\b(?:(\d{1,5})\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}\s(?:Street|Avenue|Road|Boulevard|Lane|Drive|Square|Highway|"
    r"St|Ave|Rd|Blvd)\b)"
    r"|\b(\d{2,5}) block of ([A-Z][\w'’ -]+?)(?=[,.]|\s(?:in|on|at|and)\b)"
)
_CREDITS = (
    re.compile(r"^\s*\(?(?:source|via|from)\s*[:(]\s*([A-Z][\w .&'’-]{1,40}?)\)?\s*\.?$", re.IGNORECASE | re.MULTILINE),
    re.compile(
        r"(?:[—–-]|\bby)\s+((?:AFP|AP|Reuters|Interfax|TASS|Xinhua|Anadolu|"
        r"UPI|EFE|DPA|ANSA|Kyodo|PTI|IRNA|SANA|WAFA|Ukrinform|Armenpress|APA|Trend)\b[\w ./]*)\s*$",
        re.MULTILINE,
    ),
    re.compile(
        r"\b((?:[A-Z][\w'’.-]+\s?){1,5}?)(?: \(([A-Z]{2,6})\))? "
        r"(?:news agency |agency )?(?:reports?|writes|wrote|reported)(?: from [A-Z]\w+)?\.?$",
        re.MULTILINE,
    ),
)
_STOP = word_set("stop")
_EVENTS = word_set("event_words")


def features(
    document: Document,
    statements: Sequence[Statement],
    text: Segmented | None,
    reference: Reference,
    days: Collection[date] = (),
) -> Features:
    """The features of one report revision; computed for every language, since copies are told by them.

    `days` are the days that its text names.
    """
    title, body = document.title or "", document.text[: 1 << 18]
    words = [w.lower() for w in _WORD.findall(body)]
    content = [w for w in words if w not in _STOP]
    counts = Counter(content)
    heavy = sorted(counts.items(), key=lambda item: (-item[1] * reference.background.rarity(item[0]), item[0]))[:TERMS]
    lower = set(re.findall(r"\b[a-z][\w'’-]{2,}", body))
    towns = [
        s.place
        for s in statements
        if s.place is not None and s.place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION)
    ]
    actual = [
        s
        for s in statements
        if s.temporal is Temporal.ACTUAL
        and s.occurred is not None
        and not any(c.slot == "occurred" and c.statement is None for c in s.carried)
    ]
    ages = {int(age) for found in _AGE.findall(body) for age in found if age}
    names = Counter(name for name in _NAME.findall(body))
    capitals = Counter(word for word in _CAPITAL.findall(body) if word.lower() not in lower)
    place_words = {w.lower() for p in towns for w in p.name.split()}
    streets = [(a or c, b or d) for a, b, c, d in _STREET.findall(body)]
    main = Counter(p.name.lower() for p in towns).most_common(1)
    countries = Counter(p.country for p in towns if p.country).most_common(1)
    return Features(
        terms=tuple(Term(hash=hash32(word), count=n) for word, n in heavy),
        names=tuple(hash32(name.lower()) for name, _ in names.most_common(NAMES)),
        capitals=tuple(
            hash32(word.lower()) for word, _ in capitals.most_common(CAPITALS * 2) if word.lower() not in place_words
        )[:CAPITALS],
        ages=tuple(sorted(age for age in ages if 0 < age < 110))[:16],
        named_ages=tuple(hash32(f"{name.lower()} {age}") for name, age in _NAMED_AGE.findall(body))[:16],
        streets=tuple(dict.fromkeys(hash32(street.lower()) for _, street in streets if street))[:16],
        blocks=tuple(dict.fromkeys(hash32(f"{number} {street.lower()}") for number, street in streets if number))[:16],
        towns=tuple(dict.fromkeys(hash32(p.name.lower()) for p in towns))[:16],
        main_town=hash32(main[0][0]) if main else None,
        state=hash32(countries[0][0]) if countries and countries[0][0] else None,
        event_day=actual[0].occurred.start.date() if actual and actual[0].occurred else None,
        days=tuple(sorted(days))[:16],
        killed=_figure(statements, CasualtyCategory.KILLED),
        injured=_figure(statements, CasualtyCategory.INJURED),
        event_words=tuple(sorted(hash32(w) for w in set(words) & _EVENTS)),
        title_words=tuple(sorted({hash32(w.lower()) for w in _WORD.findall(title) if w.lower() not in _STOP})),
        sentences=_sentences(document, text),
        sketch=bottom((hash32(s) for s in shingles(body, SHINGLE)), SKETCH),
        credit=_credit(body, text),
        words=len(content),
    )


def _figure(statements: Sequence[Statement], category: CasualtyCategory) -> Figure | None:
    for statement in statements:
        for figure in statement.casualties:
            if figure.category is category and figure.min > 0 and statement.temporal is Temporal.ACTUAL:
                return Figure(value=figure.min, explicit=any(word_value(w) is not None for w in figure.words.split()))
    return None


def _sentences(document: Document, text: Segmented | None) -> tuple[int, ...]:
    if text is None:
        return ()
    seen: dict[int, None] = {}
    for unit in text.units:
        words = normalize(document.text[unit.sentence_start : unit.sentence_end])
        if words.count(" ") >= 3:
            seen[hash32(words)] = None
        if len(seen) >= SENTENCES:
            break
    return tuple(seen)


def _credit(body: str, text: Segmented | None) -> str | None:
    """The wire credit that a report declares, in lower case."""
    if text is not None and text.dateline.credit:
        return text.dateline.credit.lower()[:60]
    for pattern in _CREDITS:
        found = pattern.search(body)
        if found:
            return " ".join((found[1] or "").split()).strip(" .").lower()[:60] or None
    return None
