"""Whether a figure that one statement counts is another's too: those who died in "the blast" died in all that tells it.

A report tells a happening in one clause and counts its victims in the next; a figure given elsewhere in the report for
the same claimant and happening belongs to both. Whether two tell of one is weighed: additive bits by how they stand to
each other, who says them and what they tell, estimated by `bench.fit_choices` on labelled reports.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from schemas.slots import Actor, Casualty
from schemas.vocabulary import EventType, SpeechAct, Temporal, family
from services.ingest.extraction.bits import Levels, load
from services.ingest.extraction.discourse import ATTACKS, Draft, side
from services.ingest.extraction.parties.belonging import side_key

__all__ = ["WEIGHTS", "Offer", "offers", "share"]

WEIGHTS: Final = "sharing.json"
"""The file under `data/`: bits by what is compared and how it stands, with what they were estimated from."""
_ANSWERS: Final = (SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS, SpeechAct.CORRECTS)


class Offer(NamedTuple):
    """A figure of one draft that another may share, and how the two stand to each other, by what is compared."""

    to: Draft
    by: Draft
    cell: Casualty
    levels: Levels


def share(drafts: Sequence[Draft]) -> None:
    """Give drafts the figures of others that are likely theirs too, the likeliest first, in place."""
    weights = load(WEIGHTS)
    weighed = ((weights.sum(offer.levels), offer) for offer in offers(drafts))
    for _, offer in sorted(((bits, offer) for bits, offer in weighed if bits > 0.0), key=lambda one: -one[0]):
        if not _held(offer.to, offer.cell):
            offer.to.casualties = [*offer.to.casualties, offer.cell]
            offer.to.carried.setdefault("casualties", offer.by)


def offers(drafts: Sequence[Draft]) -> Iterator[Offer]:
    """Every figure of another draft of its field and of the same speaker or side that a draft has none for yet: what
    one side counts is not to be put into the mouth of another."""
    counting = [(at, draft, list(draft.casualties)) for at, draft in enumerate(drafts) if draft.casualties]
    for at, to in enumerate(drafts):
        if to.temporal is Temporal.FUTURE or to.type is EventType.THREAT:
            continue
        for other, by, cells in counting:
            if by is not to and by.unit.field == to.unit.field and _of_one_side(to, by):
                for cell in cells:
                    if not _held(to, cell) and not _done_to_doers(to, by, cell):
                        yield Offer(to, by, cell, _levels(to, by, cell, other - at))


def _done_to_doers(to: Draft, by: Draft, cell: Casualty) -> bool:
    """Whether others did the harm that is counted, to those who act in a draft: who attacked did not kill its own."""
    if to.done_apart(by):
        return True
    if to.initiator is None or by.initiator is None or to.type not in ATTACKS:
        return False
    return cell.side == side_key(to.initiator) and side(by.initiator) != side(to.initiator)


def _held(draft: Draft, cell: Casualty) -> bool:
    """Whether a draft has a figure for the same people already."""
    return any(
        held.category is cell.category and (held.side == cell.side or None in (held.side, cell.side))
        for held in draft.casualties
    )


def _levels(to: Draft, by: Draft, cell: Casualty, apart: int) -> Levels:
    """How two drafts and a figure of the second stand to each other; `apart` counts drafts, negative is before."""
    return {
        "speaker": "same" if to.claimant.key == by.claimant.key else "near",
        "stands": _stands(to, by),
        "order": "next" if apart == 1 else "previous" if apart == -1 else "after" if apart > 0 else "before",
        "type": "same" if to.type in family(by.type) else "other",
        "to": next((kind for kind in ("reaction", "figure") if to.rule.startswith(kind)), "told"),
        "place": _places(to, by),
        "day": _days(to, by),
        "initiator": _parties(to.initiator, by.initiator),
        "act": "answers" if to.act in _ANSWERS else "asserts",
        "time": "same" if to.temporal is by.temporal else "other",
        "whose": _whose(to, cell),
        "has": _has(to, cell),
        "kind": "attack" if to.type in ATTACKS else "other",
    }


def _of_one_side(to: Draft, by: Draft) -> bool:
    return to.claimant.key == by.claimant.key or side(to.claimant) == side(by.claimant)


def _stands(to: Draft, by: Draft) -> str:
    if to.unit.item != by.unit.item:
        return "other item"
    if to.unit.sentence == by.unit.sentence:
        return "sentence"
    if to.unit.paragraph == by.unit.paragraph:
        return "next" if by.unit.sentence - to.unit.sentence == 1 else "paragraph"
    return "near" if abs(to.unit.paragraph - by.unit.paragraph) == 1 else "far"


def _places(to: Draft, by: Draft) -> str:
    if to.place is None or by.place is None:
        return "unknown"
    if to.place.name == by.place.name:
        return "same"
    return "carried" if "place" in to.carried and "place" in by.carried else "other"


def _days(to: Draft, by: Draft) -> str:
    if to.occurred is None or by.occurred is None:
        return "unknown"
    told = "occurred" not in to.carried and "occurred" not in by.carried
    return "other" if told and to.occurred.day != by.occurred.day else "same"


def _parties(one: Actor | None, other: Actor | None) -> str:
    if one is None or other is None:
        return "unknown"
    return "same" if side(one) == side(other) else "other"


def _whose(to: Draft, cell: Casualty) -> str:
    """Whether the counted can be people of those that the draft is about."""
    parties = {side_key(party) for party in (to.target, to.initiator, to.claimant)}
    parties.add(to.place.country if to.place is not None else None)
    return "of a party" if cell.side is None or cell.side in parties else "another's"


def _has(to: Draft, cell: Casualty) -> str:
    """What figures a draft has: of the same kind for others, of another kind, none."""
    if any(held.category is cell.category for held in to.casualties):
        return "same kind"
    return "other kind" if to.casualties else "none"
