"""At first or second hand: what the words of a statement and its report tell of how its claimant knows.

Whoever tells of it in the first person was there; what an observer's report has from people or partners it relays, and
an outlet what is "reportedly" so. Who calls an act of its own side a mistake admits it.
"""

import re
from collections.abc import Iterable

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, SpeechAct
from services.ingest.extraction.discourse import PARTIES, Draft, side

__all__ = ["weigh_hands"]

_REPORTEDLY = re.compile(
    r"\b(?:reportedly|allegedly|unconfirmed reports?|(?:was|were|is|are|been) reported|rumou?red|it is said)\b"
)
_FIRST = re.compile(r"\b(?:i|we|us|me|my)\b", re.IGNORECASE)
_MISTAKE = re.compile(
    r"\b(?:did (?!not\b)(?:indeed )?(?:fire|strike|hit|shoot|shell|attack|kill|open|enter|cross|withdraw|take|use))\b|"
    r"\b(?:by (?:mistake|accident|error)|in error|mistakenly|accidentally|inadvertently|unintentionally|erroneously|"
    r"tactical (?:withdrawal|retreat|repositioning)|(?:is|are|am) (?:\w+ly |very |so )?sorry|"
    r"(?:it|this|that) was (?:an?|our|its) (?:\w+ )?(?:error|mistake|accident))\b",
    re.IGNORECASE,
)
_SENSED = re.compile(
    r"\b(?:saw|seen|heard|counted|counts|watched|witnessed|photographed|verified|were present|was present)\b",
    re.IGNORECASE,
)
_PERCEIVED = re.compile(
    r"\b(?:i|we|he|she|they)\s(?:also\s)?(?:(?:had|has|have|himself|herself)\s){0,2}"
    r"(?:saw|seen|heard|counted|watched|witnessed)\b[^.;:“”\"]*$",
    re.IGNORECASE,
)
"""What stands before something that a speaker perceived: "said she had counted | two bodies"."""
_OWN_EYES = re.compile(
    r"\b(?:we (?:saw|heard|counted|watched|walked|photographed|verified|met)|our (?:own )?(?:reporter|correspondent|"
    r"photographer))\b",
    re.IGNORECASE,
)
_WATCHER = re.compile(r"\b(?:missions?|monitoring|observers?|verification|patrol|team)\b", re.IGNORECASE)
_PLAIN = (SpeechAct.ASSERTS, SpeechAct.ALLEGES, SpeechAct.OBSERVES)


def weigh_hands(drafts: Iterable[Draft], publisher: Actor, kind: SourceKind) -> None:
    """Set the act of each draft by the hand it comes from, in place."""
    for draft in drafts:
        words = draft.unit.text[draft.span[0] - draft.unit.start : draft.span[1] - draft.unit.start]
        own = draft.claimant.key == publisher.key
        if draft.act in _PLAIN and kind is SourceKind.OBSERVER and not own and _told_to_observers(draft.claimant):
            draft.act = SpeechAct.RELAYS
        elif draft.act is SpeechAct.OBSERVES and own and _told_at_desk(draft, publisher, kind, words):
            draft.act = SpeechAct.ASSERTS
        elif draft.act is not SpeechAct.ASSERTS:
            continue
        elif own and _OWN_EYES.search(words):
            draft.act = SpeechAct.OBSERVES
        elif own and publisher.kind is ActorKind.MEDIA and _REPORTEDLY.search(words.lower()):
            draft.act = SpeechAct.RELAYS
        elif _perceived(draft, words, own):
            draft.act = SpeechAct.OBSERVES
        elif (
            draft.claimant.kind in PARTIES
            and draft.initiator is not None
            and side(draft.initiator) == side(draft.claimant)
            and _MISTAKE.search(words)
        ):
            draft.act = SpeechAct.ADMITS


def _perceived(draft: Draft, words: str, own: bool) -> bool:
    """Whether somebody says that he saw or heard it himself; of common people who are quoted, that they were there is
    enough."""
    before = "" if own else draft.unit.text[: max(0, draft.span[0] - draft.unit.start)]
    there = _SENSED.search(words) or (not own and _FIRST.search(words))
    return bool((draft.claimant.kind is ActorKind.CIVILIAN and there) or _PERCEIVED.search(before))


def _told_at_desk(draft: Draft, publisher: Actor, kind: SourceKind, words: str) -> bool:
    """Whether a society that is no mission tells of what it nowhere says to have seen itself."""
    society = kind is SourceKind.OBSERVER and publisher.id is None and not _WATCHER.search(publisher.name)
    return society and "voice:none" in draft.voiced and not (_SENSED.search(words) or _FIRST.search(words))


def _told_to_observers(claimant: Actor) -> bool:
    return claimant.kind is ActorKind.CIVILIAN or "partners" in claimant.name.lower().split()
