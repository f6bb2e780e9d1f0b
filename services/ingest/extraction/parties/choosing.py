"""Who did it and who was hit, weighed: of all parties that a report names, the pair that most speaks for.

Grammar gives a party in one statement of two, and what it gives is right in three of four; who is meant otherwise
stands in another clause, is the speaker or its foe, or is nobody that one can know. None of this is enough alone, so
all of it is added up in bits, a weight for each feature of `candidates`, apart for the two slots, and the best pair
stands whose two are not of one side. The weights are a conditional logistic model estimated by `bench.fit_parties` from
labelled dossiers and kept as data.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import repeat
from math import fsum
from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, SpeechAct, Temporal, Victims
from services.ingest.extraction.discourse import ATTACKS, PARTIES, Draft, side
from services.ingest.extraction.happenings.marks import CONDEMNED
from services.ingest.extraction.parties.candidates import Candidate, candidates
from services.ingest.extraction.parties.report_parties import SLOTS, Telling, same

__all__ = ["WEIGHTS", "best", "choose"]

WEIGHTS: Final = "parties.json"
"""The file under `data/`: bits by slot and feature, with what they were estimated from."""

_INSURGENT: Final = (ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED)
_SERVING: Final = (ActorKind.MILITARY, ActorKind.POLICE)
_NOTHING: Final = repeat(0.0)
Bits = Mapping[str, float]


def choose(telling: Telling) -> None:
    """Settle the parties of the drafts of one report, in place; what its own sentence does not name is carried."""
    bits = _model()
    found = []
    for draft in telling.drafts:
        options = [_left(draft, slot, of, telling) for slot, of in zip(SLOTS, candidates(draft, telling), strict=True)]
        found.append((draft, best(options, [bits[slot] for slot in SLOTS], _own(draft))))
    for draft, pair in found:
        for slot, chosen in zip(SLOTS, pair, strict=True):
            _settle(draft, slot, chosen, telling)


def best(
    options: Sequence[Sequence[Candidate]], bits: Sequence[Bits], own: str | None = None
) -> tuple[Candidate, Candidate]:
    """The initiator and the target with most bits together that are not of one side; nobody is of none. Of the land
    `own` nobody struck its people.

    Features come in any order, so they are added up exactly: a sum that is rounded at each step depends on it.
    """
    did, hit = (
        sorted(((fsum(map(known.get, one.features, _NOTHING)), one) for one in of), key=lambda each: -each[0])
        for of, known in zip(options, bits, strict=True)
    )
    pairs = ((a_bits + b_bits, a, b) for a_bits, a in did for b_bits, b in hit if _apart(a, b, own))
    _, initiator, target = next(pairs) if _apart(did[0][1], hit[0][1], own) else max(pairs, key=lambda each: each[0])
    return initiator, target


def _left(draft: Draft, slot: str, options: Sequence[Candidate], telling: Telling) -> Sequence[Candidate]:
    """Of the candidates for a slot that is settled, the one that it has; nobody where it is settled without."""
    held = getattr(draft, slot)
    if slot == "target" and (_toll_of_old(draft) or _soldiers_fell(draft)):
        return [one for one in options if one.actor is None or one.actor.kind is not ActorKind.CIVILIAN]
    if slot not in draft.settled:
        if slot == "initiator":
            options = [one for one in options if not any(rule(one.actor, draft) for rule in _DID_NOT)]
            return [one for one in options if not _charges(one.actor, draft, telling)]
        return options
    return [one for one in options if _is(one.actor, held)] or options


def _of_the_others(one: Actor | None, draft: Draft) -> bool:
    """Whether somebody is a rebel where bare soldiers did it, or a soldier where militants did."""
    if one is None or draft.soldiers is None or _is(one, draft.initiator):
        return False
    return one.kind in (_INSURGENT if draft.soldiers else _SERVING)


def _lost_it(one: Actor | None, draft: Draft) -> bool:
    """Whether somebody denies that a place fell, which none but its own would lose."""
    fell = draft.act is SpeechAct.DENIES and draft.rule.endswith(":lose")
    return fell and one is not None and side(one) == side(draft.claimant)


def _charges(one: Actor | None, draft: Draft, telling: Telling) -> bool:
    """Whether somebody is the foe of a side that denies an attack whose words name nobody, and answers none that the
    report tells: such a side is charged by it."""
    if one is None or draft.act is not SpeechAct.DENIES or draft.type not in ATTACKS:
        return False
    answered = draft.answers[0] if draft.answers is not None else None
    if answered is not None and side(answered.claimant) != side(draft.claimant):
        return False
    stated = draft.initiator is not None and "initiator" not in draft.carried
    stated = stated or (side(draft.target) == side(draft.claimant) and "target" not in draft.carried)
    return not stated and draft.claimant.kind in PARTIES and telling.hostile(one, draft.claimant)


def _flew(one: Actor | None, draft: Draft) -> bool:
    """Whether drones of which its words name no owner would be of the state that tells of them: it knows its own."""
    told = draft.rule.endswith(":drone") and draft.claimant.kind in STATE and not _is(one, draft.initiator)
    return told and one is not None and side(one) == side(draft.claimant)


def _condemned_it(one: Actor | None, draft: Draft) -> bool:
    """Whether somebody condemns what happened, and no word says that his own did it."""
    condemned = CONDEMNED in draft.voiced and not _is(one, draft.initiator)
    return condemned and one is not None and side(one) == side(draft.claimant)


_DID_NOT: Final = (_of_the_others, _lost_it, _flew, _condemned_it)


def _toll_of_old(draft: Draft) -> bool:
    """Whether a draft counts the dead of what is long past, of whom nothing is told: "a war that killed 800"."""
    counted = draft.casualties
    unknown = all(cell.victims is Victims.UNKNOWN for cell in counted)
    return draft.temporal is Temporal.HISTORICAL and bool(counted) and unknown


def _soldiers_fell(draft: Draft) -> bool:
    """Whether all whom it counts bore arms for a state, whichever: none of them is of the people."""
    return bool(draft.casualties) and all(cell.victims is Victims.MILITARY for cell in draft.casualties)


def _is(one: Actor | None, held: Actor | None) -> bool:
    return one is held if one is None or held is None else same(one) == same(held)


def _own(draft: Draft) -> str | None:
    """The land whose office asserts something: it does not say of its own that it struck its people."""
    asserts = draft.act in (SpeechAct.ASSERTS, SpeechAct.ALLEGES, SpeechAct.OBSERVES) and draft.type in ATTACKS
    return draft.claimant.country if asserts and draft.claimant.kind in STATE else None


def _apart(one: Candidate, other: Candidate, own: str | None) -> bool:
    if one.actor is None or other.actor is None:
        return True
    at_home = own is not None and one.actor.kind in STATE and own == one.actor.country == other.actor.country
    return side(one.actor) != side(other.actor) and not (at_home and other.actor.kind is ActorKind.CIVILIAN)


def _settle(draft: Draft, slot: str, chosen: Candidate, telling: Telling) -> None:
    given, actor = getattr(draft, slot), chosen.actor
    if given is not None and actor is not None and same(given) == same(actor):
        return
    setattr(draft, slot, actor)
    draft.carried.pop(slot, None)
    near = {same(s.actor) for s in draft.around.sightings} if draft.around is not None else set()
    if actor is not None and same(actor) not in near:
        draft.carried[slot] = telling.origin(draft, slot, actor)


@cache
def _model() -> dict[str, Bits]:
    file = resources.files("services.ingest.extraction.data") / WEIGHTS
    held: dict[str, Bits] = json.loads(file.read_text(encoding="utf-8"))["bits"]
    return held
