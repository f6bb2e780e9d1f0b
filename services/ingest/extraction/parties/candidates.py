"""Who may be the initiator or the target of a statement: the party that grammar gives, every party that the report
names, the speaker and its foes, the forces of the land, common people, nobody; each with what speaks for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.evidence import in_slot, nobody, setting, somebody
from services.ingest.extraction.parties.report_parties import SLOTS, Known, Telling, same
from services.ingest.extraction.parties.sightings import Sighting

__all__ = ["Candidate", "candidates"]

_VOICES = word_set("untold_voices")


class Candidate(NamedTuple):
    """A party, or nobody, and the features that hold of it."""

    actor: Actor | None
    features: tuple[str, ...]


def candidates(draft: Draft, telling: Telling) -> tuple[list[Candidate], list[Candidate]]:
    """Everybody who may be the initiator and the target of a draft, nobody first; no two of a slot are one."""
    pool, seen = _pool(draft, telling)
    to = setting(draft, telling)
    both = {key: _once(somebody(to, party, seen.get(key, ()), telling)) for key, party in pool.items()}
    initiators, targets = ([Candidate(None, _once(nobody(to, slot, telling)))] for slot in SLOTS)
    for key, party in pool.items():
        # Of common people only those that the sentence names do anything, but they may be hit in any.
        if key != "people" or key in seen or (draft.initiator is not None and same(draft.initiator) == key):
            initiators.append(Candidate(party.actor, (*both[key], *in_slot(to, "initiator", party, telling))))
        targets.append(Candidate(party.actor, (*both[key], *in_slot(to, "target", party, telling))))
    return initiators, targets


def _pool(draft: Draft, telling: Telling) -> tuple[dict[str, Known], dict[str, list[Sighting]]]:
    """Parties by what tells them apart, the likeliest form of each first; and where the sentence names them."""
    pool: dict[str, Known] = {}
    seen: dict[str, list[Sighting]] = defaultdict(list)

    def add(actor: Actor | None) -> None:
        if actor is not None:
            party = telling.known(actor)
            pool.setdefault(party.key, party)

    for slot in SLOTS:
        add(getattr(draft, slot))
    for sighting in draft.around.sightings if draft.around is not None else ():
        party = telling.ready(sighting.actor, draft.type)
        if party is not None:
            pool.setdefault(party.key, party)
            seen[party.key].append(sighting)
    for party in telling.everybody(draft.type):
        pool.setdefault(party.key, party)
    land = draft.place.country if draft.place is not None else None
    add(telling.names.military(land))
    if draft.claimant.kind not in (ActorKind.MEDIA, ActorKind.CIVILIAN):  # a nurse who tells of the dead is none
        add(draft.claimant)
    for foe in telling.enemies(draft.claimant):
        add(foe)
    if "people" not in pool:
        add(telling.names.civilians(land))
    return {key: party for key, party in pool.items() if not _unnamed(party.actor)}, dict(seen)


def _unnamed(actor: Actor) -> bool:
    """Whether somebody is no party but an unnamed voice of one: "two military sources"."""
    return actor.id is None and actor.name.rpartition(" ")[2].lower().removesuffix("s") in _VOICES


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
