"""Whose the counted people are, weighed: of who struck, of who was hit, of who counts them, of the land, or nobody's.

What the words around a figure say, and what the parties of its clause allow, is read first (`losses`). Of soldiers that
nobody calls anybody's more speaks: a ministry counts its own, an army the enemy it fought, and who falls in a land is
mostly of it. Bits by who the candidate is to the statement and by kind of victim, estimated as a conditional logistic
model by `bench.fit_choices` on labelled reports.
"""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from schemas.slots import Casualty
from schemas.vocabulary import ActorKind, Victims
from services.ingest.extraction.bits import Levels, load
from services.ingest.extraction.casualties.called import Called
from services.ingest.extraction.discourse import PARTIES, Draft
from services.ingest.extraction.parties.belonging import side_key

__all__ = ["WEIGHTS", "Candidate", "candidates", "take_sides"]

WEIGHTS: Final = "siding.json"
"""The file under `data/`: bits by what is compared and how it stands, with what they were estimated from."""
_HELPING: Final = (ActorKind.NGO, ActorKind.IGO)
_IRREGULAR: Final = frozenset({ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED})


class Candidate(NamedTuple):
    """A side that the counted may be of, or none, and what speaks for it."""

    side: str | None
    levels: Levels


def take_sides(drafts: Sequence[Draft], called: Called) -> None:
    """Give the figures of each draft their likeliest side, in place."""
    weights = load(WEIGHTS)
    for draft in drafts:
        if "casualties" in draft.settled:
            continue
        for at, cell in enumerate(draft.casualties):
            if cell.victims is Victims.CIVILIAN or called.named(cell):
                continue  # where they were hit says more than who hit whom
            if draft.mutual and cell.side is None and cell.victims is not Victims.MILITARY:
                continue  # of whichever of the two, or of neither
            options = candidates(draft, cell, called.kinds(cell))
            found = max(options, key=lambda one: weights.sum(one.levels)).side
            alike = any(c.side == found and c.category is cell.category for c in draft.casualties if c is not cell)
            if found != cell.side and not alike:
                draft.casualties[at] = cell.model_copy(update={"side": found})


def candidates(draft: Draft, cell: Casualty, called: Collection[ActorKind]) -> list[Candidate]:
    """The side read, those of the statement's parties, that of the land, and none."""
    kind = _kind(cell, called)
    guests = kind == "people" and draft.target is not None and draft.target.kind in _HELPING
    roles = {
        "initiator": side_key(draft.initiator),
        "target": None if draft.hits_whoever_is_there or guests else side_key(draft.target),
        "claimant": side_key(draft.claimant) if draft.claimant.kind in PARTIES else None,
        "land": draft.place.country if draft.place is not None else None,
    }
    found = [Candidate(None, {"none": f"{kind} {'read' if cell.side is None else 'other read'}"})]
    own = roles["initiator"] if draft.slew and cell.max != 0 else None
    for name in dict.fromkeys((cell.side, *roles.values())):
        if name not in (None, own) and (kind != "irregular" or len(name) != 2 or name == cell.side):
            read = "read" if name == cell.side else "none read" if cell.side is None else "other read"
            levels = {"read": f"{kind} {read}", "form": f"{kind} {'state' if len(name) == 2 else 'group'}"}
            levels |= {role: f"{kind} {'yes' if held == name else 'no'}" for role, held in roles.items() if held}
            if roles["claimant"] == name:
                levels["speaks"] = "struck" if roles["initiator"] == name else f"{draft.claimant.kind.value}"
            found.append(Candidate(name, levels))
    return found


def _kind(cell: Casualty, called: Collection[ActorKind]) -> str:
    if not _IRREGULAR.isdisjoint(called):
        return "irregular"
    if cell.victims is Victims.MILITARY:
        return "none lost" if cell.max == 0 else "soldiers"
    return "nobody" if cell.max == 0 else "people"
