"""All features of one report, put together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final

from pydantic import TypeAdapter

from reference import Reference
from reference.background import Background
from reference.places.names import comparable
from schemas.features import Features, Figure, Term
from schemas.slots import Place
from schemas.statement import Statement
from schemas.vocabulary import CasualtyCategory, PlacePrecision, Temporal
from services.ingest.extraction.casualties.figures import word_value
from services.ingest.extraction.document import Document
from services.ingest.extraction.features import days, furniture, people, streets
from services.ingest.extraction.features.credit import declared
from services.ingest.extraction.features.happening import happenings
from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Tokens, runs, tokens
from services.ingest.extraction.features.tolls import Toll, tolls
from services.ingest.extraction.features.towns import Setting, is_place, setting
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.text.segment import Segmented
from services.ingest.extraction.text.sketch import hash32, sketch

__all__ = ["features"]

TERMS, NAMES, CAPITALS, SKETCH = 64, 16, 32, 128
SENTENCES: Final = 64
LISTED: Final = 16
"""Most of what is listed without being ranked: ages, streets, towns, days."""
_LONGEST: Final = 1 << 18
_LEAST_WORDS: Final = 4
"""Words of a sentence that may be known again."""
_STOP: Final = word_set("stop")
_VIOLENCE: Final = frozenset(
    "shooting killing wounding blast shelling airstrike drone rocket mine stabbing beating robbery abduction crash "
    "clash ambush raid downing fire".split()
)
"""Classes of words that a happening is dated by."""
_RARE_BITS: Final = 7.0
_TERM: Final = TypeAdapter(tuple[Term, ...])
_DEADLY: Final = words("killed") | words("deeds")
_LEAD: Final = 4
"""Sentences in which a death is that of the happening."""
_OPENING_BITS: Final = 11.0
"""How rare a word that opens a sentence must be to count as a name."""
_NO_CAPITALS: Final = words("parts_of_time") | words("titles")


def features(
    document: Document, statements: Sequence[Statement], text: Segmented | None, reference: Reference
) -> Features:
    """The features of one report revision; computed for every language, since copies are told by them.

    What its words do not say of places, days and figures is taken from its `statements`: those that came coded may have
    no text beside them.
    """
    stated = _stated(statements)
    if not document.text and not document.title:
        return stated
    raw = document.text[:_LONGEST]
    content = furniture.without(raw)
    title = tokens(furniture.headline(document.title or ""))
    body = tokens(content)
    rarity = partial(_rarity, reference.background)
    body_runs, title_runs = runs(body), runs(title)
    named = people.people(body, body_runs, lambda name: is_place(name, reference), rarity)
    where = setting(title, title_runs, body, body_runs, named, reference, document.publisher.country)
    happened, titled = happenings(body), happenings(title)
    published = document.published_at.date() if document.published_at else None
    mentioned = days.named(body, published)
    aged = people.ages(body, body_runs)
    deadly = any(title.lowers[at] in _DEADLY for at, name in titled if name == "killing") or any(
        body.lowers[at] in _DEADLY and body.sentences[at] < _LEAD for at, name in happened if name == "killing"
    )
    killed, injured = _tolls(title, body, deadly)
    counts = Counter(word for word in body.lowers if len(word) > 2 and word[0].isalpha() and word not in _STOP)
    heavy = sorted(counts.items(), key=lambda item: (-item[1] * rarity(item[0]), item[0]))[:TERMS]
    roads, blocks = streets.streets(body)
    towns = _hashes(where.towns, LISTED) or stated.towns
    day = days.event_day(body, mentioned, [at for at, name in happened if name in _VIOLENCE], published)
    all_days = {one.day for one in mentioned}
    return Features(
        terms=_TERM.validate_python([{"hash": hash32(word), "count": number} for word, number in heavy]),
        names=_hashes(_rarest_names(named), NAMES),
        capitals=_hashes(_capitals(body, where, rarity), CAPITALS),
        ages=tuple(sorted({one.age for one in aged}))[:LISTED],
        named_ages=_hashes((f"{one.surname} {one.age}" for one in aged if one.surname), LISTED),
        streets=_hashes(roads, LISTED),
        blocks=_hashes(blocks, LISTED),
        towns=towns,
        main_town=towns[0] if towns else None,
        state=stated.state if where.state is None else hash32(comparable(where.state[1])),
        event_day=day or stated.event_day,
        days=tuple(sorted(all_days))[:LISTED],
        killed=killed or stated.killed,
        injured=injured or stated.injured,
        event_words=tuple(sorted({hash32(name) for _, name in (*happened, *titled)})),
        title_words=tuple(sorted({hash32(word) for word in title.lowers if len(word) > 2 and word not in _STOP})),
        sentences=_sentences(body),
        sketch=sketch([word for word in body.lowers if word[0].isalnum()], SKETCH),
        credit=declared(raw, text.dateline.credit if text is not None else None),
        words=sum(counts.values()),
    )


@lru_cache(maxsize=1 << 16)
def _rarity(background: Background, word: str) -> float:
    """Remembered, since most words of a text are those of every other."""
    return background.rarity(word)


def _hashes(names: Iterable[str], most: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(hash32(name) for name in names))[:most]


def _rarest_names(named: Sequence[people.Named]) -> list[str]:
    bits = {one.key: one.bits for one in named}
    return sorted(bits, key=lambda key: (-bits[key], key))


def _capitals(body: Tokens, where: Setting, rarity: Callable[[str], float]) -> list[str]:
    """Words that are only ever capitalised and are no place's, the rarest first."""
    written = set(body.words)
    bits: dict[str, float] = {}
    for at in body.capitals:
        lower = body.lowers[at]
        if len(lower) < 3 or at in body.headed or lower in written or lower in bits:
            continue
        if lower in _NO_CAPITALS or lower in where.words:
            continue
        rare = rarity(lower)
        if rare >= (_OPENING_BITS if at in body.opens else _RARE_BITS):
            bits[lower] = rare
    return sorted(bits, key=lambda word: (-bits[word], word))


def _sentences(body: Tokens) -> tuple[int, ...]:
    """The sentences of a text, first to last, that are long enough to be known again."""
    bounds = [0, *(at for at, (a, b) in enumerate(pairwise(body.sentences), 1) if a != b), len(body.words)]
    return _hashes((" ".join(body.lowers[a:b]) for a, b in pairwise(bounds) if b - a > _LEAST_WORDS), SENTENCES)


def _tolls(title: Tokens, body: Tokens, deadly: bool) -> tuple[Figure | None, Figure | None]:
    """The killed and the injured: the first number given, else one where one is told of, or where somebody died.

    Who was shot and is not said to be dead is injured.
    """
    found = [*tolls(title), *tolls(body)]
    killed = _first(found, "killed") or (Figure(value=1, explicit=False) if deadly else None)
    injured, shot = _first(found, "injured"), _first(found, "shot")
    if shot is not None and (injured is None or (shot.explicit and not injured.explicit)):
        alive = shot.value - (killed.value if killed else 0)
        injured = Figure(value=alive, explicit=shot.explicit) if alive > 0 else injured
    return killed, injured


def _first(found: Sequence[Toll], harm: str) -> Figure | None:
    those = [one for one in found if one.harm == harm]
    chosen = next((one for one in those if one.explicit), those[0] if those else None)
    return Figure(value=chosen.value, explicit=chosen.explicit) if chosen is not None else None


def _places(statements: Sequence[Statement]) -> list[Place]:
    """What statements name below countries and regions."""
    wide = (PlacePrecision.COUNTRY, PlacePrecision.REGION)
    return [one.place for one in statements if one.place is not None and one.place.precision not in wide]


def _stated(statements: Sequence[Statement]) -> Features:
    """What statements say of places, days and figures, which is all there is of a report without words."""
    places = _places(statements)
    towns = _hashes((comparable(place.name) for place in places), LISTED)
    return Features(
        towns=towns,
        main_town=towns[0] if towns else None,
        state=next((hash32(comparable(place.admin1)) for place in places if place.admin1), None),
        event_day=_stated_day(statements),
        killed=_stated_figure(statements, CasualtyCategory.KILLED),
        injured=_stated_figure(statements, CasualtyCategory.INJURED),
    )


def _stated_day(statements: Sequence[Statement]) -> date | None:
    """The first day that is a statement's own."""
    for one in statements:
        carried = any(slot.slot == "occurred" and slot.statement is None for slot in one.carried)
        if one.temporal is Temporal.ACTUAL and one.occurred is not None and not carried:
            return one.occurred.start.date()
    return None


def _stated_figure(statements: Sequence[Statement], category: CasualtyCategory) -> Figure | None:
    for one in statements:
        for figure in one.casualties:
            if figure.category is category and figure.min > 0 and one.temporal is Temporal.ACTUAL:
                return Figure(value=figure.min, explicit=any(word_value(w) is not None for w in figure.words.split()))
    return None
