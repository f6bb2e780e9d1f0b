"""What a generic happening is: "the attack", "three died" take their type from what the report tells more of.

An attack of unknown kind is `other` until the report says more; then it is one with the specific happening that shares
its place, day, parties or paragraph best. Only where nothing fits does the kind of attacker decide.
"""

from schemas.vocabulary import ActorKind, EventType, PlacePrecision, SpeechAct, Temporal, family
from services.ingest.extraction.discourse import ATTACKS, Draft, side
from services.ingest.extraction.happenings.weigh import Account, Heard, Sort, Weigh, sort, weigh
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.scene import GROUPS

__all__ = ["bind", "fit"]

_ARMED = frozenset({ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED})
_HOSTS = ATTACKS - {EventType.OTHER, EventType.INFRASTRUCTURE_DAMAGE}
"""What a generic attack may turn out to be."""
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.UNKNOWN)
LEAST = 1.0
LEAST_DAMAGE = 2.5
LEAST_OPEN = 3.4


def bind(drafts: list[Draft], heard: Heard, weigh: Weigh = weigh) -> list[Draft]:
    """Settle the types of generic drafts, in place, in the order of the text; gives those that are about something.

    `heard` is what the words of the report's units say; `weigh` decides in the end. A claim that names no happening
    and is near none tells of none.
    """
    told = [d.type for d in drafts]
    named = [sort(d) in (Sort.ARMED, Sort.NAMED) and "event_type" not in d.carried for d in drafts]
    fits = [_near(draft, at, drafts, named) for at, draft in enumerate(drafts)]
    origin = {id(d): d.carried.get("event_type") for d in drafts}
    for at, draft in enumerate(drafts):
        if not (draft.generic or draft.open) or draft.temporal is not Temporal.ACTUAL or "event_type" in draft.carried:
            continue
        best, most = None, LEAST if draft.type is EventType.OTHER else LEAST_DAMAGE if draft.generic else LEAST_OPEN
        for other_at, other in enumerate(drafts):
            unknown = (other.generic or other.open) and "event_type" not in other.carried
            if other is draft or unknown or other.temporal is not draft.temporal or other.told:
                continue
            if other.type not in _HOSTS and not (draft.told and other.type is not EventType.THREAT):
                continue
            score = fit(draft, other, other_at - at)
            if score > most:
                best, most = other, score
        if best is not None:
            draft.type = best.type
            draft.carried["event_type"] = best
            apart = draft.soldiers is not None and best.soldiers is not None and draft.soldiers != best.soldiers
            same = best.claimant.key == draft.claimant.key and not apart
            draft.inherit(
                best,
                ("initiator", "target", "place", "occurred")
                if same or draft.act in _ANSWERING
                else ("place", "occurred"),
            )
        elif draft.type is EventType.OTHER and (
            any(party is not None and party.kind in _ARMED for party in (draft.initiator, draft.target))
            or draft.rule.split(":")[0] in _ASSAULTS
        ):
            draft.type = EventType.GROUND_ASSAULT

    for draft in drafts:
        # Killing of old by armed men at a place was a raid; a war's dead are of no one happening.
        if (
            draft.temporal is Temporal.HISTORICAL
            and draft.type is EventType.OTHER
            and draft.generic
            and draft.initiator is not None
            and draft.initiator.kind in _ARMED
            and draft.place is not None
            and draft.place.precision not in _WIDE
        ):
            draft.type = EventType.GROUND_ASSAULT
    for at, draft in enumerate(drafts):
        if draft.occurred is None and draft.temporal is Temporal.ACTUAL and draft.type is not EventType.THREAT:
            host = _same(draft, at, drafts)
            if host is not None:
                draft.inherit(host, ("occurred",))
    for draft in drafts:
        # What copied a generic happening follows it to what it turned out to be.
        source = origin[id(draft)]
        if source is not None and id(source) in origin and draft.type is not EventType.THREAT:
            draft.type = source.type
    kept = [d for d in drafts if not d.told or d.type is not EventType.OTHER or "event_type" in d.carried]
    accounts = {id(d): Account(kind, d.type, near) for d, kind, near in zip(drafts, told, fits, strict=True)}
    weigh(kept, [accounts[id(d)] for d in kept], heard)
    for draft in kept:
        if draft.type is EventType.THREAT and draft.act in _PLAIN and _utters(draft):
            draft.act = SpeechAct.THREATENS  # whatever the words
    return kept


def _utters(draft: Draft) -> bool:
    """Whether a threat is the speaker's own and none that he tells of: "said he had received death threats"."""
    voice, doer = draft.claimant, draft.initiator
    if doer is None:
        return voice.kind not in _TELLERS
    if voice.kind in _TELLERS or voice.kind is ActorKind.MEDIA:
        return False
    unnamed = voice.id is None and voice.kind is doer.kind in GROUPS  # "the rebels", who are one of these
    return side(doer) == side(voice) or (doer.country is not None and doer.country == voice.country) or unnamed


def _near(draft: Draft, at: int, drafts: list[Draft], named: list[bool]) -> dict[EventType, float]:
    """By type, how well the best other draft fits whose trigger names it."""
    found: dict[EventType, float] = {}
    for other_at, other in enumerate(drafts):
        if named[other_at] and other is not draft and other.temporal is draft.temporal:
            found[other.type] = max(found.get(other.type, 0.0), fit(draft, other, other_at - at))
    return found


def _same(draft: Draft, at: int, drafts: list[Draft]) -> Draft | None:
    """The dated happening that an undated one most likely is: of one kind, and at one place or between one pair."""
    best, most = None, 2.6
    for other_at, other in enumerate(drafts):
        if (
            other is draft
            or other.occurred is None
            or other.temporal is not Temporal.ACTUAL
            or other.type not in family(draft.type)
        ):
            continue
        score = fit(draft, other, other_at - at)
        if score > most:
            best, most = other, score
    return best


_ASSAULTS = word_set("assaults")
_ANSWERING = frozenset({SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM})
_TELLERS = frozenset(
    {
        ActorKind.CIVILIAN,
        ActorKind.LOCAL_AUTHORITY,
        ActorKind.IGO,
        ActorKind.OBSERVER_MISSION,
    }
)
"""Who tells of threats, and makes none."""
_PLAIN = frozenset({SpeechAct.ASSERTS, SpeechAct.ALLEGES})


def fit(draft: Draft, other: Draft, apart: int) -> float:
    """How likely two drafts of one report are of one happening."""
    score = 2.0 - 0.15 * abs(apart) - (0.8 if apart > 0 else 0.0)
    stated = draft.place is not None and "place" not in draft.carried
    if draft.place is not None and other.place is not None:
        if draft.place.name == other.place.name:
            score += 2.5 if stated else 1.0
        elif stated:
            score -= 3.0
    if draft.occurred is not None and other.occurred is not None and "occurred" not in draft.carried:
        score += 0.7 if draft.occurred.start.date() == other.occurred.start.date() else -2.0
    for mine, theirs in ((draft.initiator, other.initiator), (draft.target, other.target)):
        if mine is not None and theirs is not None:
            score += 0.8 if side(mine) == side(theirs) else -1.2
    if draft.unit.paragraph == other.unit.paragraph:
        score += 0.7
    if draft.unit.item != other.unit.item:
        score -= 2.0
    return score
