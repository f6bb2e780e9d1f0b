"""What speaks for a party in a slot of a statement, and for nobody: names of features, without anybody's name in them.

How a candidate stands to the trigger, what the clause says of who does it, whether it is the speaker or the speaker's
foe, where and how often the report names it, what the report's other statements make of it, who came to harm.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, family
from services.ingest.extraction.discourse import ATTACKS, PARTIES, Draft, side
from services.ingest.extraction.happenings.weigh import sort
from services.ingest.extraction.parties.report_parties import SLOTS, Known, Telling, group_of
from services.ingest.extraction.parties.sightings import Sighting, Surroundings
from services.ingest.extraction.text.hints import Hinted

__all__ = ["Setting", "in_slot", "nobody", "setting", "somebody"]

_OTHER: Final = {"initiator": "target", "target": "initiator"}
_ARMED: Final = frozenset({"forces", "police", "group"})
_NOTHING: Final = Surroundings()
_UNCLEAR: Final = Hinted(
    r"\b(?:unknown|unidentified|unclear|not clear|crossfire|cross-fire|stray|no (?:one|group|side) (?:has )?claimed|"
    r"origin|who fired|not known|undetermined|could not (?:say|tell|establish|determine))\b",
    re.I,
)
_STEPS: Final = 6
_FITS: Final = 5
_MOST: Final = 4
_LAST: Final = 3


class Setting(NamedTuple):
    """A draft whose parties are sought, and what is the same for all candidates."""

    draft: Draft
    around: Surroundings
    sort: str
    frame: str
    voice: str
    last: Sequence[str]
    """The sides named before the sentence, the last first."""
    stated: dict[str, list[str]]
    """By slot, the sides that other drafts have in it of their own accord."""
    told: dict[tuple[str, str, str], tuple[str, ...]]
    """By slot, the slot and side that another draft has of its own accord: how near the one is that fits best."""
    own: frozenset[str]
    """The sides that the rules found in its own clause."""
    of_group: dict[str, tuple[str, ...]]
    """What was said already of all candidates of a group."""


def setting(draft: Draft, telling: Telling) -> Setting:
    """What is the same for all candidates of a draft."""
    stated: dict[str, list[str]] = {slot: [] for slot in SLOTS}
    told: dict[tuple[str, str], tuple[float, Draft]] = {}
    for other in telling.drafts:
        if other is draft:
            continue
        for key in telling.sides[id(other)].items():
            stated[key[0]].append(key[1])
            score = telling.fits[id(draft), id(other)]
            if key not in told or score > told[key][0]:
                told[key] = score, other
    return Setting(
        draft,
        draft.around or _NOTHING,
        sort(draft).name,
        draft.rule.partition("+")[0].rpartition(":")[2],
        _voice(draft.claimant),
        telling.before(draft.unit),
        stated,
        {
            (slot, *key): tuple(_told(draft, "as such" if key[0] == slot else "as the other", *best))
            for key, best in told.items()
            for slot in SLOTS
        },
        frozenset(telling.sides[id(draft)].values()),
        {},
    )


def _voice(claimant: Actor) -> str:
    if claimant.kind in PARTIES:
        return "party"
    group = group_of(claimant)
    return group if group == "mission" else "medium" if claimant.kind is ActorKind.MEDIA else "witness"


def nobody(to: Setting, slot: str, telling: Telling) -> Iterator[str]:
    """What speaks for an empty slot."""
    draft, around = to.draft, to.around
    yield "nobody"
    yield f"nobody {draft.type.value}"
    yield f"nobody {to.sort}"
    yield f"nobody {draft.act.value}"
    yield f"nobody {to.voice}"
    yield f"nobody {telling.publisher} {to.voice}"
    yield f"nobody {to.frame}"
    yield f"nobody, {around.doer} does it"
    yield f"nobody, {around.done} is hit"
    yield f"nobody {draft.temporal.value}"
    yield f"nobody {'other known' if getattr(draft, _OTHER[slot]) is not None else 'other unknown'}"
    yield f"nobody {'hurt' if any(c.max != 0 for c in draft.casualties) else 'unhurt'}"
    if _UNCLEAR.search(draft.unit.text):
        yield "nobody is clear"
    if getattr(draft, slot) is None:
        yield f"nobody given {to.sort}"
    if around.agentless:
        yield "nobody agentless"
    if not any(s.within for s in around.sightings):
        yield "nobody near"
    for name in around.classes:
        yield f"nobody with {name}"


def somebody(to: Setting, party: Known, seen: Sequence[Sighting], telling: Telling) -> list[str]:
    """What speaks for a party in either slot; `seen` is where the sentence names it."""
    if party.group not in to.of_group:
        to.of_group[party.group] = tuple(_of_group(to, party.group))
    found = [
        *to.of_group[party.group],
        *_of_speaker(to, party, telling),
        *_in_sentence(to, party, seen),
        *_in_report(to, party, seen, telling),
    ]
    actor = party.actor
    place = to.draft.place
    if actor.id is None:
        found.append("unlisted")
    if place is not None and place.country is not None and actor.country is not None:
        land = "home" if actor.country == place.country else "abroad"
        found.append(f"{land} {party.group}")
        found.append(f"{land} {party.group} {'attack' if to.draft.type in ATTACKS else 'act'}")
    for cell in to.draft.casualties:
        if cell.max != 0 and cell.side is not None:
            found.append("lost" if cell.side in (party.side, actor.country, actor.id) else "others lost")
    return found


def in_slot(to: Setting, slot: str, party: Known, telling: Telling) -> Iterator[str]:
    """What speaks for a party in one slot: what the rules made of it, and what other drafts say."""
    given, other = getattr(to.draft, slot), getattr(to.draft, _OTHER[slot])
    if given is not None:
        if telling.known(given).key == party.key:
            how = "carried" if slot in to.draft.carried else "given"
            yield how
            yield f"{how} {to.sort}"
            yield f"given {party.group}"
        elif side(given) == party.side:
            yield "given's side"
    if other is not None:
        opposite = side(other)
        if opposite == party.side:
            yield "other slot's side"
        if telling.hostile(party.actor, other):
            yield "other slot's foe"
        if party.side in telling.two and opposite in telling.two and opposite != party.side:
            yield "the second of two"
    stated = to.stated[slot]
    if stated:
        count = stated.count(party.side)
        yield f"{min(_MOST, int(5 * count / len(stated)))} of 5 say so"
        if count == len(stated) > 1:
            yield "all say so"
    for there in SLOTS:
        yield from to.told.get((slot, there, party.side), ())
    if to.draft.answers is not None and (answered := to.draft.answers[0]) is not None:
        for there in SLOTS:
            actor = getattr(answered, there)
            if actor is not None and telling.known(actor).side == party.side:
                yield f"answered {'as such' if there == slot else 'as the other'}"
        if side(answered.claimant) == party.side:
            yield "answered speaker"


def _of_group(to: Setting, group: str) -> Iterator[str]:
    """What holds of all candidates of a group alike."""
    draft, around = to.draft, to.around
    yield group
    yield f"{group} {draft.type.value}"
    yield f"{group} {to.frame}"
    yield f"{group}, {around.doer} does it"
    yield f"{group}, {around.done} is hit"
    for cell in draft.casualties:
        if cell.max != 0:
            yield f"{cell.victims.value} hurt {group}"
    if not draft.casualties:
        yield f"unhurt {group}"
    if draft.civilian:
        yield f"civilian {group}"
    for name in around.classes:
        yield f"with {name} {group}"


def _of_speaker(to: Setting, party: Known, telling: Telling) -> Iterator[str]:
    """How a party stands to a speaker that is one itself."""
    claimant, around = to.draft.claimant, to.around
    if claimant.kind not in PARTIES:
        return
    who = None
    if side(claimant) == party.side:
        who = "speaker"
        if claimant.key == party.actor.key:
            yield "speaker itself"
    else:
        if party.side in telling.two and side(claimant) in telling.two:
            yield "the second of two beside the speaker"
        if telling.hostile(party.actor, claimant):
            who = "speaker's foe"
            if "enemy" in around.classes:
                yield "speaker's foe, the enemy is told of"
        elif party.group in _ARMED:
            yield "no foe of the speaker"
    if who is not None:
        yield who
        yield f"{who} {to.draft.act.value}"
        yield f"{who} {to.draft.type.value}"
        yield f"{who}, {around.doer} does it"
        yield f"{who}, {around.done} is hit"


def _in_sentence(to: Setting, party: Known, seen: Sequence[Sighting]) -> Iterator[str]:
    if not seen and party.side not in to.own:
        yield "not around"
    pos = "V" if to.around.verbal else "N"
    for s in seen:
        if s.speaks:
            yield "as speaker"
            continue
        yield "within" if s.within else "without"
        yield f"{min(s.steps, _STEPS)} steps"
        if s.within:
            last = s.path.partition("|")[0]
            yield f"head {s.head}"
            yield f"{pos} {last}|"
            yield f"{pos} {last}| {s.head}"
            yield f"{to.frame} {last}|"
            yield f"{pos} {s.path}"


def _in_report(to: Setting, party: Known, seen: Sequence[Sighting], telling: Telling) -> Iterator[str]:
    unit = to.draft.unit
    only_speaks = bool(seen) and all(s.speaks for s in seen)
    yield from telling.where(party.side, unit, only_speaks)
    if to.last and (party.group in _ARMED or party.group == "government"):
        yield f"last {min(to.last.index(party.side), _LAST) if party.side in to.last else 'none'}"
        if party.side == to.last[0]:
            yield f"last, {to.around.doer} does it"


def _told(draft: Draft, role: str, score: float, other: Draft) -> Iterator[str]:
    """How near the draft is that tells of a party in a role."""
    level = max(0, min(_FITS, int(score)))
    voice = "same" if other.claimant.key == draft.claimant.key else "another"
    alike = "family" if other.type in family(draft.type) else "other type"
    yield role
    yield f"{role} {level}"
    yield f"{role} {voice}"
    yield f"{role} {alike}"
    yield f"{role} {voice} {alike} {level}"
    if other.unit.sentence_start == draft.unit.sentence_start:
        yield f"{role} in sentence"
    elif abs(other.unit.sentence - draft.unit.sentence) == 1:
        yield f"{role} next"
    if other.place is not None and draft.place is not None:
        yield f"{role} {'there' if other.place.name == draft.place.name else 'elsewhere'}"
