"""Frames of one clause that are one happening: an event noun under a verb, harm under an attack, conjuncts of a kind.

The more specific type stays. Interceptions are never absorbed.
"""

from collections.abc import Callable

from schemas.vocabulary import EventType, family
from services.ingest.extraction.discourse import ATTACKS
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.grammar import controlled, is_passive, subjects
from services.ingest.extraction.syntax.intervals import measured
from services.ingest.extraction.syntax.repaying import paid_back
from services.ingest.extraction.syntax.tree import Node

__all__ = ["merge"]

_INSTRUMENTAL = word_set("instrumental")
_INSTRUMENT_DEPS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "agent", "pobj", "prep", "attr", "npadvmod", "dative", "oprd", "appos"}
)
_INSTRUMENT_PREPS = word_set("instrument_preps")
_SIGHTINGS = frozenset({"drone", "move"})
"""Senses of verbs of seeing and hearing."""


def merge(frames: list[Frame], acts: Callable[[Node], bool]) -> list[Frame]:
    """Join frames that are one happening: event noun under a verb, harm under an attack, conjuncts of one kind. `acts`
    says whether a noun is of those who act, by themselves or by arms that are said to be theirs."""
    frames = [frame for frame in frames if not (_perceives(frame, frames) or _let_go(frame, frames))]
    host: dict[int, Frame] = {}
    by_node = {frame.trigger.i: frame for frame in frames}
    for frame in frames:
        node = frame.trigger
        steps: list[str] = []
        upper = None
        walker = node
        while walker.head is not walker and len(steps) < 5:
            steps.append(walker.dep if walker.dep not in ("prep", "agent") else f"prep:{walker.lower}")
            walker = walker.head
            if walker.i in by_node:
                upper = by_node[walker.i]
                break
        if upper is None or upper.owner is not frame.owner:
            continue
        if not _another_did(frame, upper, steps, acts) and _joins(frame, upper, steps):
            host[id(frame)] = upper
    for frame in frames:
        if id(frame) not in host and (upper := _beside(frame, frames)) is not None:
            host[id(frame)] = upper
    for frame in frames:
        top = frame
        seen = 0
        while id(top) in host and seen < 20:
            top = host[id(top)]
            seen += 1
        if top is not frame:
            _absorb(top, frame)
    return [frame for frame in frames if id(frame) not in host]


def _perceives(high: Frame, frames: list[Frame]) -> bool:
    """Whether a frame tells only that what another tells was seen or heard: "saw two jets drop bombs"."""
    return high.sense.frame in _SIGHTINGS and any(
        frame.owner is not None and frame.owner.cue is high.trigger for frame in frames
    )


def _let_go(low: Frame, frames: list[Frame]) -> bool:
    """Whether a noun names only those who were set free: "freed three hostages" takes nobody."""
    node = low.trigger
    held = node.is_noun and low.sense.frame == "take" and node.dep in ("dobj", "nsubjpass")
    return held and any(high.trigger is node.head and high.sense.frame == "release" for high in frames)


def _beside(low: Frame, frames: list[Frame]) -> Frame | None:
    """The event noun that harm told in a participle belongs to: "resorted to firing, injuring two"."""
    node = low.trigger
    if low.sense.frame == "weapon" and node.dep == "dobj" and node.head.lower in _INSTRUMENTAL:
        node = node.head
    elif (
        low.sense.frame not in HARM
        or node.dep not in ("advcl", "acl", "xcomp", "conj")
        or node.child("nsubj", "nsubjpass") is not None
        or (node.dep in ("conj", "acl") and node.tag != "VBG")
    ):
        return None
    clause = node.head
    options = [
        other
        for other in frames
        if other is not low
        and other.owner is low.owner
        and other.type in ATTACKS
        and other.trigger.i < node.i
        and other.trigger.within(clause)
        and not any(
            n.dep in ("relcl", "ccomp") for n in (other.trigger, *other.trigger.ancestors()) if n.depth > clause.depth
        )
    ]
    return min(options, key=lambda other: other.trigger.depth, default=None)


def _mishap(frame: Frame) -> bool:
    """Whether a frame tells of an accident, or of what an attack did: "overturned when a shell hit the road"."""
    return frame.sense.frame == "suffer" and frame.sense.type is EventType.OTHER


def _came_after(low: Node, high: Node) -> bool:
    """Whether somebody did the one after the other had been done to another: "gunmen killed nine after one of them
    was shot"; "nine were killed after gunmen opened fire" is one."""
    done = high.child("nsubj") is not None and high.child("dobj") is not None
    return done and low.child("nsubjpass") is not None and any(c.lower == "after" for c in low.all("mark", "advmod"))


def _another_did(low: Frame, high: Frame, steps: list[str], acts: Callable[[Node], bool]) -> bool:
    """Whether a clause beside or under another names a doer of its own: "rebels attacked the camp and troops killed
    nine", "drones struck it, prompting gunmen to shell the town"."""
    if controlled(low.trigger) is not None:
        return True
    if steps not in (["conj"], ["advcl"]) or low.sense.frame not in HARM or is_passive(high.trigger):
        return False
    own = [low.trigger.child("nsubj"), *(subjects(low.trigger) if is_passive(low.trigger) else ())]
    doers = [n for n in own if n is not None and acts(n)]
    others = [n for n in subjects(high.trigger) if acts(n)]
    return bool(doers and others) and {n.noun_lemma for n in doers}.isdisjoint(n.noun_lemma for n in others)


def _joins(low: Frame, high: Frame, steps: list[str]) -> bool:
    """Whether a lower frame tells the same happening as the one above it."""
    if steps[-1] == "advcl" and high.sense.frame != "casualty" and _days_apart(low.trigger, len(steps)):
        return False  # whoever died or was buried two days after an attack is of its dead
    if (answered := paid_back(low.trigger)) is not None and not high.trigger.within(answered):
        return False  # "bombed Kaya in reply to the raid on Yei"
    if steps == ["advcl"] and _mishap(high) and low.sense.frame not in HARM:
        return low.type in ATTACKS
    if steps == ["advcl"] and _came_after(low.trigger, high.trigger):
        return False
    if steps == ["advcl"] and low.trigger.verb_lemma in ("destroy", "wreck", "burn") and high.type in ATTACKS:
        return low.trigger.child("nsubj", "nsubjpass") is None
    if "down" in (low.sense.frame, high.sense.frame) and low.sense.frame != high.sense.frame:
        return low.sense.frame == "casualty"
    if high.sense.frame == "suffer" and low.sense.frame == "weapon":
        return True  # "took a round to the thigh"
    relative = any(step in ("relcl", "ccomp", "parataxis") for step in steps)
    harm = low.sense.frame in HARM or high.sense.frame in HARM
    alike = low.type in family(high.type) or ((low.open or high.open) and low.type in ATTACKS and high.type in ATTACKS)
    if low.sense.frame == "weapon" and steps[-1] in ("nsubj", "conj") and len(steps) <= 2 and high.type in ATTACKS:
        return True
    if low.sense.pos == "N" and not relative:
        if steps and steps[-1] in ("conj",):
            return low.type is high.type
        ok = all(
            step in _INSTRUMENT_DEPS
            or step in ("compound", "amod", "conj", "pcomp", "acl")
            or step.removeprefix("prep:") in _INSTRUMENT_PREPS
            for step in steps
        )
        if ok and low.type is EventType.FORCE_BUILDUP and high.type in ATTACKS:
            return True  # a convoy that was hit moves nowhere
        if ok and not alike and not harm:
            return False
        if (ok and "prep:after" in steps) or "prep:following" in steps:
            return harm
        return ok
    if low.sense.frame in HARM and all(
        step
        in (
            "advcl",
            "conj",
            "acl",
            "relcl",
            "xcomp",
            "pcomp",
            "prep:by",
            "prep:with",
            "dobj",
            "pobj",
            "nsubj",
            "dep",
            "prep:of",
            "amod",
            "prep:on",
            "prep:in",
        )
        for step in steps
    ):
        return not (
            steps[-1] == "conj"
            and low.trigger.child("nsubj", "nsubjpass") is not None
            and high.sense.frame not in HARM
            and low.sense.frame == "damage"
        )
    if high.sense.frame in HARM and low.trigger.child("nsubj", "nsubjpass") is not None and steps == ["advcl"]:
        return alike
    if high.sense.frame in HARM and steps[-1] == "nsubj" and not relative and steps[0] == "pcomp":
        return alike  # "two days of shelling left nine dead"
    if high.sense.frame in HARM and steps in (["acl"], ["relcl"], ["nsubj", "acl"], ["acl", "nsubj"], ["acl", "dobj"]):
        return alike
    if (
        steps[0] in ("acl", "relcl")
        and len(steps) <= 3
        and low.weapon is not None
        and high.sense.frame in ("land", "fire", "act")
    ):
        return alike
    if steps[0] in ("acl", "relcl") and len(steps) <= 3:
        # "a missile fired from a drone hit …": what hangs on the weapon is the same happening.
        return alike and (low.sense.frame == "fire" or low.trigger.verb_lemma in ("launch", "fire", "drop", "send"))
    if steps == ["conj"] or steps == ["advcl"] or steps == ["xcomp"]:
        if low.trigger.child("nsubj", "nsubjpass") is not None or "take" in {low.sense.frame} - {high.sense.frame}:
            return False  # "killed nine men and seized four cars"
        return low.type is high.type or (
            low.sense.frame in ("act", "fire", "land")
            and high.sense.frame in ("act", "fire", "land")
            and alike
            and steps != ["conj"]
        )
    return False


def _days_apart(node: Node, steps: int) -> bool:
    """Whether the clause of a node, so many arcs below another, is said to have been so long before or after that:
    "shelled the town two days after gunmen attacked"."""
    for _ in range(steps - 1):
        node = node.head
    mark = node.child("mark")
    return mark is not None and measured(mark)


def _absorb(top: Frame, low: Frame) -> None:
    """Take over what a merged frame knows; the more specific type stays."""
    top.nodes += low.nodes
    top.senses += low.senses
    if low.weapon is not None and (top.weapon is None or low.weapon.rank > top.weapon.rank):
        top.weapon = low.weapon
    if low.type is EventType.FORCE_BUILDUP and top.type in ATTACKS:
        return
    if low.sense.frame == "weapon" and top.open and top.sense.frame not in HARM:
        # "a drone dropped a grenade": the heaviest weapon names the type, here and when the frame is settled.
        if top.weapon is None:
            top.type, top.open = low.type, low.open
        return
    harmed = top.sense.frame in HARM or _mishap(top)
    if (harmed and low.sense.frame not in HARM and not _mishap(low)) or (
        top.open and not low.open and low.sense.frame not in HARM
    ):
        top.type, top.open = low.type, low.open
        if harmed:
            top.sense = low.sense
            top.definite = low.definite
        top.rule = f"{top.rule}+{low.rule}"
    elif low.sense.frame == "weapon" and top.type in (EventType.GROUND_ASSAULT, EventType.OTHER):
        top.type, top.open = low.type, low.open
