"""Triggers to frames: what kind of happening a unit speaks of, one frame for each, merged where they are one.

A weapon in the clause may override the type of an open row.
"""

from schemas.vocabulary import EventType
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.happenings.merging import merge
from services.ingest.extraction.happenings.senses import Senses
from services.ingest.extraction.lexicon import Lexicon, Weapon, word_set, word_table
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.speech.silence import unspoken
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["code", "figurative"]

_INSTRUMENTAL = word_set("instrumental")
_SEEING = word_set("seeing")
_FROM_ABOVE = word_set("from_above")
"""What comes from above by these verbs was dropped or fired, not planted."""

_LEFT_BEHIND = word_set("left_behind")
"""What is said of munitions that go off long after they were fired."""
_SERVICES = word_table("services")
"""Who fires what: gunners shells, pilots bombs, snipers bullets."""
_SKY = word_set("sky")
_OWNING = frozenset({"amod", "compound", "nmod"})
_ARMIES = frozenset({"army", "military", "government", "rebel", "police", "coalition"})
"""Who has arms, where a common noun says whose they are: "army drones"."""
_SEIZED = frozenset({"vehicle", "weapon", "projectile", "thing", "supply"})
_REMNANT = Weapon(EventType.EXPLOSIVE_DEVICE, 95, "none")
_FROM_THE_AIR = Weapon(EventType.AIR_STRIKE, 80, "none")
_BY_SERVICE = {kind: Weapon(EventType(kind), 30, "none") for kind in _SERVICES.values()}
_AIR_FORCE = ".air-force"


def code(scene: Scene, attributions: list[Attribution], names: Names, lexicon: Lexicon) -> list[Frame]:
    """The frames of a unit in the order of their triggers, merged."""
    reader = Senses(scene, names, lexicon)
    cues = {id(a.cue): a for a in attributions if a.cue is not None and a.cue.verb_lemma not in ("threaten", "warn")}
    sources = {i for a in attributions if a.source is not None for i in [n.i for n in a.source.subtree()]}
    frames: list[Frame] = []
    taken = unspoken(scene.tree)
    for node in scene.tree.nodes:
        if node.i in taken:
            continue
        sense = reader.sense(node)
        if sense is None:
            continue
        if id(node) in cues and len(sense.words) == 1 and sense.frame not in ("drone", "move"):
            continue  # "reported", "denied" speak; "denied access" and "spotted drones" tell
        if sense.pos == "N" and node.dep in ("compound", "nmod", "amod"):
            continue
        if sense.frame == "move" and _carried_off(node, reader):
            continue
        if sense.frame == "kill" and node.tag == "VBN" and _only_counted(node):
            continue
        if sense.pos == "V" and node.dep in ("amod", "compound") and not (node.tag == "VBN" and sense.frame in HARM):
            continue
        owner = owner_of(node.i, attributions)
        if (
            owner is None
            and node.i in sources
            and node.dep not in ("relcl", "acl")
            and not any(a.dep in ("relcl", "acl") for a in node.ancestors())
        ):
            continue
        frame = Frame(
            node,
            sense,
            sense.type,
            sense.open,
            owner,
            [node],
            [sense],
            definite=_definite(node),
            rule=f"{'_'.join(sense.words)}:{sense.frame}",
        )
        if len(sense.words) == 2 and sense.pos == "V":
            taken |= {child.i for child in node.children if child.noun_lemma == sense.words[1]}
        frames.append(frame)
    frames = [frame for frame in frames if not (_only_seen(frame, frames) or _among(frame, frames))]
    for frame in frames:
        _weapon(frame, reader)
    merged = merge(frames, lambda node: _acts(node, reader))
    for frame in merged:
        _settle(frame, reader)
    return merged


def _acts(node: Node, reader: Senses) -> bool:
    """Whether a noun is of armed people, a party or a state, or of arms that are said to be somebody's."""
    if not node.is_noun:
        return False
    if phrases.weapon(node, reader.lexicon) is None:
        return node.i in reader.scene.mentions or bool(reader.classes(node) & {"armed", "actor"})
    return any(
        c.dep == "poss" or (c.dep in _OWNING and (c.text[:1].isupper() or c.noun_lemma in _ARMIES))
        for c in node.children
    )


def _carried_off(node: Node, reader: Senses) -> bool:
    """Whether people are moved because they were hurt: "was wounded and transferred to Goris"."""
    if node.dep != "conj" or not is_passive(node):
        return False
    told = (node.head.verb_lemma, *(thing.noun_lemma for thing in node.head.all("dobj")))
    return any(word in reader.lexicon.harm for word in told)


def figurative(scene: Scene, names: Names, lexicon: Lexicon) -> bool:
    """Whether a unit holds a word of fighting that is said of something else."""
    reader = Senses(scene, names, lexicon)
    return any(reader.figurative(node) for node in scene.tree.nodes)


def _only_seen(frame: Frame, frames: list[Frame]) -> bool:
    """Whether a frame is only that of the eye: "observed tanks crossing the line" tells of the crossing."""
    return (
        frame.sense.frame in ("move", "drone")
        and frame.trigger.verb_lemma in _SEEING
        and any(
            other is not frame
            and other.trigger.is_verb
            and other.trigger.dep in ("acl", "relcl", "ccomp", "xcomp")
            and other.trigger.within(frame.trigger)
            for other in frames
        )
    )


def _among(frame: Frame, frames: list[Frame]) -> bool:
    """Whether a frame only counts some of what was counted: "310 violations, including 27 explosions"."""
    noun, link = frame.trigger, frame.trigger.head
    of_many = noun.dep == "pobj" and link.lower == "including" and frames[0].trigger.i < link.i
    return of_many and all(c.dep in ("nummod", "det", "punct") for c in noun.children)


def _only_counted(node: Node) -> bool:
    """ "The army has three killed" counts losses and tells of no killing."""
    before = node.previous
    counted = node.child("nummod") is not None or (
        before is not None and (before.tag == "CD" or before.dep == "nummod")
    )
    up = [node.head, node.head.head]
    return counted and (
        any(n.is_verb and n.verb_lemma in ("have", "lose", "suffer", "number") and n is not node for n in up)
        or any(
            c.dep == "aux" and c.lower in ("has", "have", "had") and before is not None and c.i < before.i
            for c in node.children
        )
    )


def _definite(node: Node) -> bool:
    det = node.child("det")
    if (
        det is not None
        and det.lower in ("the", "this", "that", "these", "those", "both", "either", "another")
        and det.lower != "another"
    ):
        return True
    return node.child("poss") is not None and node.child("poss").tag == "PRP$"  # type: ignore[union-attr]


def _weapon(frame: Frame, reader: Senses) -> None:
    """The heaviest weapon among the trigger's subject, object, instrument and modifiers."""
    lexicon = reader.lexicon
    found: list[Weapon] = []
    stop = {"ccomp", "advcl", "parataxis", "conj", "relcl"}
    stack = [
        (child, 0)
        for child in frame.trigger.children
        if (child.dep not in stop or (child.dep == "advcl" and child.lower in _INSTRUMENTAL))
        and not (child.dep == "prep" and child.lower in ("on", "against", "at", "near", "between"))
    ]
    if frame.sense.pos == "V":
        stack += [(subject, 1) for subject in subjects(frame.trigger)] + [
            (patient, 1) for patient in patients(frame.trigger)
        ]
    head = frame.trigger.head
    if frame.sense.pos == "N" and head.is_verb:
        stack += [
            (child, 1)
            for child in head.children
            if child is not frame.trigger
            and (child.dep in ("prep", "dobj", "nsubj") or (child.dep == "advcl" and child.lower in _INSTRUMENTAL))
        ]
    own = phrases.weapon(frame.trigger, lexicon) if frame.sense.pos == "N" else None
    if own is not None:
        found.append(own)
    seen: set[int] = set()
    while stack:
        node, depth = stack.pop()
        if node.i in seen or depth > 5:
            continue
        seen.add(node.i)
        weapon = phrases.weapon(node, lexicon) if node.is_noun or node.tag in ("JJ",) else None
        if weapon is not None and weapon.type is not None and not _is_target(node, frame):
            left = any(child.lower in _LEFT_BEHIND for child in node.children)
            found.append(_REMNANT if left and frame.sense.frame in ("land", "damage", "kill") else weapon)
        for child in node.children:
            if (
                child.dep not in stop
                or (child.dep == "conj" and node.is_noun)
                or (child.dep == "advcl" and child.lower in _INSTRUMENTAL)
            ):
                stack.append((child, depth + 1))
    if not found:
        found = _by_doer(frame, reader)
    if found:
        frame.weapon = max(found, key=lambda w: w.rank)


def _by_doer(frame: Frame, reader: Senses) -> list[Weapon]:
    """What an attack that names no weapon was made with, by who made it or where it came from."""
    if any(c.lower == "from" and any(n.lower in _SKY for n in c.children) for c in frame.trigger.children):
        return [_FROM_THE_AIR]
    if frame.sense.pos != "V" or frame.sense.frame not in ("act", "fire", "kill", "land"):
        return []
    for subject in subjects(frame.trigger):
        mention = reader.scene.mentions.get(subject.i)
        if mention is not None and mention.actor.id is not None and mention.actor.id.endswith(_AIR_FORCE):
            return [_FROM_THE_AIR]
        kind = _SERVICES.get(subject.noun_lemma)
        if kind is not None:
            return [_BY_SERVICE[kind]]
    return []


def _is_target(node: Node, frame: Frame) -> bool:
    """A weapon that was hit rather than used: the object of "destroy", "intercept", "strike a tank"."""
    if frame.sense.frame in ("down", "damage"):
        return node.dep in ("dobj", "nsubjpass", "conj") or node.head.lower == "of"
    if frame.sense.frame == "act" and frame.sense.pos == "V":
        hit = [p for p in patients(frame.trigger) if p.noun_lemma not in frame.sense.words]  # "returned fire" hits none
        return any(node.within(p) for p in hit)
    if frame.sense.pos == "N":
        return node.dep == "pobj" and node.head.lower in ("on", "against", "at")
    return False


def _razed(frame: Frame, reader: Senses) -> bool:
    """Whether armed people blew up what they held, as with houses in a village they stand in."""
    return (
        frame.sense.frame == "damage"
        and frame.weapon is not None
        and frame.weapon.type is EventType.EXPLOSIVE_DEVICE
        and any("armed" in reader.classes(n) for n in subjects(frame.trigger))
    )


def _settle(frame: Frame, reader: Senses) -> None:
    """The final type: a weapon overrides open rows; an attack by armed people without a weapon is ground or other."""
    frame.civilian = False
    if frame.open and frame.weapon is not None and frame.weapon.type is not None and not _razed(frame, reader):
        # "guns pounded the town" are no small arms
        pounded = frame.sense.type is EventType.SHELLING and frame.weapon.type is EventType.SHOOTING
        frame.type = frame.sense.type if pounded else frame.weapon.type
        if (
            frame.type is EventType.EXPLOSIVE_DEVICE
            and frame.sense.frame in ("land", "fire")
            and frame.sense.words[0] in _FROM_ABOVE
        ):
            frame.type = EventType.AIR_STRIKE
        if frame.weapon.type is not EventType.OTHER:
            frame.open = False
    elif (
        frame.type is EventType.AIR_STRIKE
        and frame.weapon is not None
        and frame.weapon.type is EventType.DRONE_STRIKE
        and frame.sense.pos == "N"
    ):
        frame.type = EventType.DRONE_STRIKE
    elif frame.type is EventType.CAPTURE_ABDUCTION and _of_things(frame, reader):
        frame.type = EventType.OTHER


def _of_things(frame: Frame, reader: Senses) -> bool:
    """Whether only things were taken: people are captured, and cars and cattle seized."""
    taken = patients(frame.trigger) if frame.sense.pos == "V" else phrases.prep_objects(frame.trigger, "of")
    return bool(taken) and all(
        reader.classes(n) & _SEIZED and not reader.classes(n) & {"people", "armed", "ship"} for n in taken
    )
