"""Which of the places that a report names a happening was at, weighed over all of them and none.

What a clause says of its own place is read where it stands (`situating`), and what it leaves unsaid is handed down by
the story (`whereabouts`). Both are one voice here: how near and how a place is named, how wide it is, how often the
report names it, and whether other happenings are told to be there are weighed together, in additive bits that were
estimated as a conditional logistic model by `bench.fit_choices` on labelled reports.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from schemas.slots import Place
from schemas.vocabulary import EVENT_TYPES, EventType, PlacePrecision, SpeechAct, Temporal
from services.ingest.extraction.bits import Levels, load
from services.ingest.extraction.discourse import Draft, side
from services.ingest.extraction.places.aside import ASIDE, WHENCE
from services.ingest.extraction.text.segment import Unit
from services.ingest.extraction.vicinity import distance, kinship, stands

__all__ = ["HEADS", "WEIGHTS", "Candidate", "Map", "Named", "place"]

WEIGHTS: Final = "placing.json"
"""The file under `data/`: bits by what is compared and how it stands, with what they were estimated from."""
HEADS: Final = "heads"
"""What stands in place of a preposition where a name heads an item."""
_ANSWERS: Final = (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS, SpeechAct.CORRECTS)
_HOMELESS: Final = (EventType.THREAT, EventType.CEASEFIRE_AGREEMENT)
_WIDE: Final = (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.BORDER)
_WIDTHS: Final = (*_WIDE, PlacePrecision.DISTRICT, PlacePrecision.UNKNOWN)
_AT: Final = frozenset({"in", "at", "near", "outside", "around", "on", "off", "inside", "within", "over", "along"})
_TOWARD: Final = frozenset({"to", "toward", "towards", "into", "from", "through", "for", "by", "with", "against"})
_WITHIN: Final = frozenset({"inside", "unit", "sentence"})
"""How a name stands that a sentence of a draft holds."""
_AIMED: Final = frozenset({"at", "on", "into", "against", "dobj"})
"""How who is fired at by name stands to the verb."""
_MOST: Final = 3
"""Places and mentions beyond which it makes no difference how many there are."""


class Named(NamedTuple):
    """A place where a unit names it: half-open code points of the unit's field, and the preposition before it."""

    place: Place
    unit: Unit
    start: int
    end: int
    prep: str


class Candidate(NamedTuple):
    """A place that may be meant, or none, and what speaks for it."""

    place: Place | None
    levels: Levels


def place(drafts: Sequence[Draft], named: Sequence[Named]) -> None:
    """Give each draft the likeliest place, in place; one that was not its own is marked as carried."""
    weights, told = load(WEIGHTS), Map(drafts, named)
    chosen = [
        draft.place
        if "place" in draft.settled
        else max(told.candidates(draft), key=lambda one: weights.sum(one.levels)).place
        for draft in drafts
    ]
    for draft, found in zip(drafts, chosen, strict=True):
        if _name(found) == _name(draft.place):
            continue
        draft.place = found
        draft.carried.pop("place", None)
        if found is not None:
            draft.carried["place"] = next((d for d in told.there.get(found.name, ()) if d is not draft), None)


class Map:
    """The places of one report: where each is named, and which happenings are told to be there."""

    def __init__(self, drafts: Sequence[Draft], named: Sequence[Named]) -> None:
        self.mentions: dict[str, list[Named]] = {}
        self.there: dict[str, list[Draft]] = {}
        self._beside: dict[tuple[str, int], set[str]] = {}
        self._in_order = sorted((m.start, m.place.name) for m in named if m.unit.field == "text")
        self._heads = [m for m in named if m.prep == HEADS]
        self._drafts = drafts
        self._alone = len({m.unit.paragraph for m in self._heads}) == 1
        for mention in named:
            self.mentions.setdefault(mention.place.name, []).append(mention)
            beside = self._beside.setdefault((mention.unit.field, mention.unit.start), set())
            if mention.place.precision not in _WIDE:
                beside.add(mention.place.name)
        self._first = next(
            (m.place.name for m in named if m.unit.field == "text" and m.place.precision not in _WIDE), None
        )
        for draft in drafts:
            if draft.place is not None and "place" not in draft.carried:
                self.there.setdefault(draft.place.name, []).append(draft)

    def candidates(self, draft: Draft) -> list[Candidate]:
        """What the draft has, every place that the report names, and none."""
        held, sort, head = _name(draft.place), _sort(draft), self._head(draft)
        has = "none" if held is None else "carried" if "place" in draft.carried else "own"
        found = [Candidate(None, {"none": f"{has} {sort}", "heads": _heads(None, head)})]
        if draft.place is not None and held not in self.mentions:
            levels = {"has": has, "named": "elsewhere", "width": _width(draft.place), "heads": _heads(held, head)}
            found.append(Candidate(draft.place, levels))
        recent = self._recent(draft)
        for name, mentions in self.mentions.items():
            near = min(mentions, key=lambda m: distance(m, draft))
            where = stands(near, draft)
            kinds = {mention.prep for mention in mentions}
            if name != held and (kinds == {WHENCE} or (where not in _WITHIN and kinds <= {ASIDE, WHENCE})):
                continue  # what a village is measured from, or where the wounded lie, is nobody else's place
            filed = self._alone and near.prep == HEADS and has == "own" and name != held
            if filed and draft.place is not None and draft.place.precision not in _WIDE:
                continue  # the text tells where it was
            if self._struck_from(draft, mentions) or (
                where == "other item" and has != "own" and _headed_apart(near, draft)
            ):
                continue
            width = _width(near.place)
            levels = {
                "has": has if name == held else f"not {has}",
                "stands": where,
                "prep": _prep(near, own=has == "own" and name == held) if where in _WITHIN else "far",
                "width": width,
                "times": str(min(len({m.unit.start for m in mentions}), _MOST)),
                "there": self._there(draft, name),
                "recent": recent.get(name, "after"),
                "first": "first" if name == self._first else "later",
                "sort": f"{sort} {'wide' if near.place.precision in _WIDE else 'narrow'}",
                "beside": self._with(near),
                "heads": _heads(name, head),
            }
            found.append(Candidate(near.place if name != held else draft.place, levels))
        return found

    def _struck_from(self, draft: Draft, mentions: Sequence[Named]) -> bool:
        """Whether a place is only told in the clause of what those did who are then fired at by name: "fired at Israel
        after its jets struck Natanz". Who only fires back may do so where he stands."""
        hit, (first, *more) = side(draft.target), mentions
        if hit is None or more or first.unit is not draft.unit or draft.around is None:
            return False
        named = any(s.path.partition("|")[0] in _AIMED and side(s.actor) == hit for s in draft.around.sightings)
        return named and any(
            other.unit is draft.unit
            and draft.trigger < other.span[0] <= first.start < other.span[1]
            and side(other.initiator) == hit
            for other in self._drafts
        )

    def _head(self, draft: Draft) -> str | None:
        """The place that heads the item of a draft; a text with one heading may be filed there, if it tells another."""
        if self._alone and draft.place is not None and "place" not in draft.carried:
            return None
        return next(
            (
                m.place.name
                for m in reversed(self._heads)
                if m.unit.field == draft.unit.field
                and m.unit.paragraph == draft.unit.paragraph
                and m.start <= draft.trigger
            ),
            None,
        )

    def _there(self, draft: Draft, name: str) -> str:
        """Whether other happenings were there: one of the same kind, by the same claimant, any, or none."""
        return kinship(self.there.get(name, ()), draft)

    def _recent(self, draft: Draft) -> dict[str, str]:
        """How many other places the text names between each that it named before a draft and the draft."""
        passed: dict[str, str] = {}
        if draft.unit.field == "text":
            for start, name in reversed(self._in_order):
                if start <= draft.trigger:
                    passed.setdefault(name, str(min(len(passed), _MOST)))
        return passed

    def _with(self, mention: Named) -> str:
        """Whether its sentence names another narrow place."""
        beside = self._beside[mention.unit.field, mention.unit.start]
        if mention.place.precision in _WIDE:
            return "narrower" if beside else "alone"
        return "several" if len(beside) > 1 else "one"


def _headed_apart(mention: Named, draft: Draft) -> bool:
    """Whether two items stand under different headings: what one names is not where the other happened."""
    one, other = mention.unit.heading, draft.unit.heading
    return one is not None and other is not None and one != other


def _heads(name: str | None, head: str | None) -> str:
    """What a place is to the heading of an item."""
    return "no heading" if head is None else "it" if name == head else "another" if name is not None else "none"


def _name(found: Place | None) -> str | None:
    return found.name if found is not None else None


def _prep(mention: Named, *, own: bool) -> str:
    if mention.prep in _AT:
        return "at"
    if mention.prep == ASIDE:
        return "at" if own else "toward"  # what is paid back happened there
    if mention.prep in _TOWARD or mention.prep == WHENCE:
        return "toward"
    return "of" if mention.prep == "of" else "other" if mention.prep else "none"


def _width(found: Place) -> str:
    return found.precision.value if found.precision in _WIDTHS else "narrow"


def _sort(draft: Draft) -> str:
    """Of what kind a draft is, for which a place counts more or less."""
    if draft.type in _HOMELESS:
        return "homeless"
    if draft.act in _ANSWERS:
        return "answer"
    if draft.temporal is not Temporal.ACTUAL:
        return draft.temporal.value
    return "violent" if EVENT_TYPES[draft.type].violent else "other"
