"""What is known of a draft as marks to be weighed: words of our own, one for each fact, among them no name of anybody
and no place.

`appraisal.py` adds up bits for them, which `bench.fit_appraisal` estimates.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from schemas.slots import Actor
from schemas.vocabulary import SourceKind, Victims, family
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.weigh import sort
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.speech.attribution import Attribution

__all__ = ["CONDEMNED", "standing", "voiced"]

CONDEMNED = "voice:condemns"
"""The mark of what somebody condemns, and so did not do."""
_CONDEMNING = word_set("condemning")
_ODDS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0)
_CLAIM = (0, 5, 12, 25)
_CLAUSE = (3, 6, 10, 16, 25)
_DRAFTS = (2, 4, 6, 9, 12)
_SENTENCES = (0, 2, 5, 10)
_OF_NO_TRIGGER = frozenset({"tell", "happening", "plan", "figure"})


def voiced(owner: Attribution | None) -> tuple[str, ...]:
    """How something is told, as its sentence shows it: in which form of speech, and in how long a claim."""
    if owner is None:
        return ("voice:none",)
    told = f"voice:{owner.kind}", f"claim:{bisect_left(_CLAIM, owner.size)}"
    return (*told, CONDEMNED) if owner.cue is not None and owner.cue.verb_lemma in _CONDEMNING else told


def standing(at: int, drafts: Sequence[Draft], kind: SourceKind) -> frozenset[str]:
    """What tells whether the draft at a place in a report is a statement: what it says, how its words sound, and what
    stands beside it."""
    draft = drafts[at]
    found = [
        *draft.voiced,
        *_plain(draft, kind),
        f"sort:{sort(draft).name.lower()}",
        f"trigger:{draft.rule.split(':')[0]}",
        f"kind:{draft.rule.split(':')[-1].split('+')[0]}" if not draft.rule.startswith("figure") else "kind:figure",
        f"initiator:{_kind(draft.initiator)}",
        f"target:{_kind(draft.target)}",
        f"place:{draft.place.precision.value if draft.place is not None else 'none'}",
        f"drafts:{bisect_left(_DRAFTS, len(drafts))}",
        f"sentence:{bisect_left(_SENTENCES, draft.unit.sentence)}",
        f"words:{bisect_left(_CLAUSE, draft.unit.text.count(' ', *_inside(draft)) + 1)}",
        *(f"carried:{slot}" for slot in draft.carried),
        *(f"harm:{figure.category.value}" for figure in draft.casualties),
        *(f"is:{name}" for name in ("generic", "open", "definite", "lasting", "armed", "told") if getattr(draft, name)),
    ]
    if any(figure.victims is Victims.CIVILIAN for figure in draft.casualties):
        found.append("harm:civilian")
    if draft.heard is not None:
        _, clause, sentence = draft.heard
        found += [f"clause:{bisect_left(_ODDS, clause.bits)}", f"odds:{bisect_left(_ODDS, sentence.bits)}"]
    found += _beside(at, drafts)
    return frozenset(found)


def _plain(draft: Draft, kind: SourceKind) -> Iterator[str]:
    rule = draft.rule.split(":")
    yield f"act:{draft.act.value}"
    yield f"source:{kind.value}"
    yield f"claimant:{draft.claimant.kind.value}"
    yield f"type:{draft.type.value}"
    yield f"temporal:{draft.temporal.value}"
    yield "by:reaction" if rule[0] == "reaction" else f"by:{rule[0]}" if rule[0] in _OF_NO_TRIGGER else "by:trigger"


def _beside(at: int, drafts: Sequence[Draft]) -> Iterator[str]:
    """What other drafts of the same sentence or the next ones are to this one."""
    draft = drafts[at]
    for other_at, other in enumerate(drafts):
        apart = abs(other.unit.sentence - draft.unit.sentence)
        if other is draft or apart > 1 or _each_its_own(draft, other):
            continue
        order = "before" if other_at < at else "after"
        speaker = "same" if other.claimant.key == draft.claimant.key else "another"
        kin = "kin" if other.type in family(draft.type) else "else"
        if other.unit is draft.unit:
            over = "over" if min(draft.span[1], other.span[1]) > max(draft.span[0], other.span[0]) else "apart"
            yield f"inside:{order}:{speaker}:{kin}:{over}"
        else:
            here = draft.place is not None and other.place is not None and draft.place.name == other.place.name
            yield f"beside:{order}:{speaker}:{kin}"
            yield f"beside:{order}:{speaker}:{kin}:{'here' if here else 'there'}"


def _each_its_own(one: Draft, other: Draft) -> bool:
    """Whether two say the very same together or are told of two who did it, which makes neither less of a statement."""
    same = one.unit is other.unit and one.trigger == other.trigger and one.span == other.span
    return same or one.done_apart(other)


def _inside(draft: Draft) -> tuple[int, int]:
    return draft.span[0] - draft.unit.start, draft.span[1] - draft.unit.start


def _kind(actor: Actor | None) -> str:
    return "none" if actor is None else actor.kind.value
