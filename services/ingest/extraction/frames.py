"""Triggers to frames: what kind of happening a unit speaks of, one frame for each, merged where they are one.

A trigger is a row of `triggers.tsv` whose words stand there and whose conditions hold; the first such row wins. A
weapon in the clause may override the type of an open row. Frames of one clause then merge: instrument, consequence,
event noun under a verb. Interceptions are never absorbed.
"""

import calendar
from dataclasses import dataclass, field

from schemas.slots import Actor, Casualty, Occurred, Place
from schemas.vocabulary import EventType, Polarity, Temporal, family
from services.ingest.extraction import phrases
from services.ingest.extraction.attribution import Attribution, owner_of
from services.ingest.extraction.discourse import ATTACKS
from services.ingest.extraction.lexicon import Lexicon, Trigger, Weapon, word_set
from services.ingest.extraction.names import Names, Scene
from services.ingest.extraction.tree import Node

__all__ = ["Frame", "code", "noun_classes"]

_ARMED_KINDS = frozenset({"military", "rebel", "paramilitary", "police", "unidentified_armed"})
_HARM = frozenset({"kill", "casualty", "damage"})
_VERBLESS = frozenset({"ROOT", "dep", "appos", "parataxis", "npadvmod"})


@dataclass(eq=False)
class Frame:
    """One happening in one unit. `nodes` are the triggers that were merged into it, the head one first."""

    trigger: Node
    sense: Trigger
    type: EventType
    open: bool
    owner: Attribution | None
    nodes: list[Node] = field(default_factory=list)
    senses: list[Trigger] = field(default_factory=list)
    weapon: Weapon | None = None
    definite: bool = False
    initiator: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    place_near: bool = False
    occurred: Occurred | None = None
    dated: bool = False
    lasting: bool = False
    historical: bool = False
    casualties: list[Casualty] = field(default_factory=list)
    polarity: Polarity = Polarity.POSITIVE
    temporal: Temporal = Temporal.ACTUAL
    civilian: bool = False
    civil_object: bool = False
    rule: str = ""

    @property
    def generic(self) -> bool:
        """Whether only a generic word names the happening."""
        return self.open and self.type in (EventType.OTHER, EventType.INFRASTRUCTURE_DAMAGE, EventType.GROUND_ASSAULT)


def noun_classes(node: Node, scene: Scene, names: Names, lexicon: Lexicon) -> frozenset[str]:
    """The lexicon's classes of a noun, and what the reference knows: actor, armed, place; else a name."""
    found = phrases.classes(node, lexicon)
    if node.tag in ("PRP", "WP"):
        if node.lower == "it" and node.dep == "nsubj":
            return found | {"pronoun", "armed", "actor"}
        return (
            found | {"pronoun", "people", "armed", "actor"}
            if node.lower in ("they", "we", "them", "us", "he", "she", "him", "who", "i")
            else found | {"pronoun"}
        )
    if node.tag in ("WDT", "DT") and node.dep in ("nsubj", "nsubjpass", "dobj") and node.head.dep == "relcl":
        return noun_classes(node.head.head, scene, names, lexicon)
    mention = scene.mentions.get(node.i)
    if mention is not None:
        found |= {"actor"}
        if mention.actor.kind.value in _ARMED_KINDS:
            found |= {"armed"}
        if mention.actor.kind.value == "observer_mission":
            found |= {"observer", "armed"}
        if mention.actor.kind.value == "government" and mention.actor.id and "." not in mention.actor.id:
            found |= {"place", "armed"}
    elif node.lower in _CALENDAR:
        return found | {"time"}
    elif node.tag in ("NNP", "NNPS") and not found:
        found |= (
            {"name", "place"}
            if names.is_place(phrases.words(phrases.core(node))) or names.is_place(node.text)
            else {"name", "people", "ship"}
        )
    if (
        not found
        and any(c.dep == "compound" and c.tag == "NNP" and c.i >= node.i - 2 for c in node.children)
        and mention is None
    ):
        found |= {"name", "place"}
    if not found and node.tag == "CD":
        found |= {"people"}
    for inner in phrases.prep_objects(node, "of")[:1]:
        if (
            node.noun_lemma
            in (
                "member",
                "group",
                "dozen",
                "number",
                "kind",
                "type",
                "salvo",
                "barrage",
                "volley",
                "wave",
                "swarm",
                "pair",
                "couple",
                "some",
                "most",
                "part",
                "all",
                "hundred",
                "unit",
                "element",
                "crew",
            )
            or node.tag == "CD"
        ):
            found |= noun_classes(inner, scene, names, lexicon)
    return found


class _Reader:
    """Evaluates trigger rows on one tree."""

    def __init__(self, scene: Scene, names: Names, lexicon: Lexicon) -> None:
        self.scene, self.names, self.lexicon = scene, names, lexicon

    def classes(self, node: Node) -> frozenset[str]:
        return noun_classes(node, self.scene, self.names, self.lexicon)

    def sense(self, node: Node) -> Trigger | None:
        verb = self.lexicon.triggers.get(node.verb_lemma, ()) if node.verb_lemma else ()
        noun = self.lexicon.triggers.get(node.noun_lemma, ())
        readings: tuple[str, ...]
        if (
            node.is_verb
            or node.tag in ("JJ",)
            or (
                node.is_noun
                and (node.dep == "relcl" or (node.child("nsubj") is not None and node.dep in ("ccomp", "ROOT", "conj")))
            )
        ):
            readings = ("V", "N")
        elif node.is_noun and node.i in self.scene.mentions and node.noun_lemma in ("movement", "front", "operation"):
            return None  # "the Houthi movement" moves nothing
        elif node.is_noun:
            readings = ("N", "V") if node.dep in ("ROOT",) and node.verb_lemma in self.lexicon.triggers else ("N",)
        else:
            return None
        for pos in readings:
            for sense in verb if pos == "V" else noun:
                if (
                    sense.pos == pos
                    and self._words(node, sense)
                    and all(self._holds(node, slot, values, pos) for slot, values in sense.when)
                ):
                    return sense
        return None

    def _words(self, node: Node, sense: Trigger) -> bool:
        if len(sense.words) == 1:
            # "hold back", "pull out", "take over" are other verbs than their first words.
            return (
                sense.pos != "V"
                or sense.frame not in ("take", "hold", "leave", "move", "lose")
                or node.child("prt") is None
            )
        if sense.pos == "V":
            rest = sense.words[1]
            return any(
                child.lower == rest
                or (child.noun_lemma == rest and child.dep in ("dobj", "oprd", "acomp", "dep", "nsubjpass", "npadvmod"))
                for child in node.children
            ) or (node.child("auxpass") is not None and any(c.noun_lemma == rest for c in node.all("nsubjpass")))
        want = list(sense.words[:-1])
        if sense.words[1:2] == ("of",):
            inner = phrases.of_object(node)
            return False if inner is None else inner.noun_lemma == sense.words[-1]
        text = " ".join(n.lower for n in node.children if n.i < node.i)
        return text.endswith(" ".join(want)) or text.replace(" - ", "-").endswith(" ".join(want))

    def _holds(self, node: Node, slot: str, values: frozenset[str], pos: str) -> bool:
        if slot == "any":
            return any(self._flag(node, value) for value in values)
        if slot == "prt":
            return any(
                child.lower in values for child in node.children if child.dep in ("prt", "prep", "advmod", "agent")
            )
        targets: list[Node] = []
        if slot == "obj":
            targets = [n for n in self.patients(node) if node.verb_lemma != "take" or n.noun_lemma not in _NOT_TAKEN]
            if "-" in values and not targets:
                return True
        elif slot == "subj":
            targets = self.subjects(node)
        elif slot == "pobj":
            targets = phrases.prep_objects(node)
        elif slot == "of":
            targets = phrases.prep_objects(node, "of")
            if node.child("compound") is not None:
                targets = [*targets, *node.all("compound")]
        return any(
            (target.noun_lemma in values and target.noun_lemma not in ("place", "name"))
            or self.classes(target) & values
            for target in targets
        )

    def _flag(self, node: Node, value: str) -> bool:
        if value == "light":
            head = node.head
            return (
                node.dep in ("dobj", "nsubj", "nsubjpass", "pobj", "attr")
                and (
                    light_verb(head, self.lexicon) is not None
                    or head.lower == "under"
                    or head.verb_lemma in ("be",)
                    or head.verb_lemma in self.lexicon.triggers
                    or head.verb_lemma in self.lexicon.cues
                )
            ) or node.dep in _VERBLESS
        if value == "mod":
            return any(
                child.dep in ("compound", "amod", "nmod")
                and (child.text[:1].isupper() or child.noun_lemma in self.lexicon.weapons or child.lower in _MARTIAL)
                for child in node.children
            )
        if value == "poss":
            return node.child("poss") is not None
        if value in ("of", "at", "to"):
            return any(child.dep == "prep" and child.lower == value for child in node.children)
        if value == "weapon":
            return any(phrases.weapon(n, self.lexicon) for n in node.subtree() if n is not node)
        if value == "passive":
            return node.child("auxpass", "nsubjpass") is not None or (node.tag == "VBN" and node.dep in ("acl", "ROOT"))
        if value == "active":
            return node.child("nsubj") is not None or node.tag == "VBG"
        if value == "stop":
            ends = (n for c in node.all("xcomp", "ccomp", "prep") for n in c.subtree())
            return any(n.lower in ("stop", "cease", "halt", "end", "observe", "suspend") for n in ends)
        if value == "would":
            return any(n.lower in ("would", "will", "if", "unless") for n in node.subtree())
        if value == "future":
            return any(
                n.lower in ("will", "due", "scheduled", "expected", "would", "to") for n in (*node.children, node.head)
            )
        return False

    # -- grammatical relations ------------------------------------------------------------------------------

    def subjects(self, verb: Node) -> list[Node]:
        """Who does it."""
        return subjects(verb)

    def patients(self, verb: Node) -> list[Node]:
        """Who or what it is done to."""
        return patients(verb)


def light_verb(verb: Node, lexicon: Lexicon) -> str | None:
    """What the subject of a light verb is to the event noun, particles included ("carry out"); None for other verbs."""
    found = lexicon.light_verbs.get(verb.verb_lemma)
    for child in verb.children:
        if child.dep in ("prt", "advmod", "prep"):
            found = lexicon.light_verbs.get(f"{verb.verb_lemma} {child.lower}", found)
    return found


_NOT_TAKEN = word_set("not_taken")
_CALENDAR = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
_MARTIAL = word_set("martial")


def _coordinated(node: Node) -> list[Node]:
    found = [node]
    for child in node.all("conj"):
        found += _coordinated(child)
    return found


def is_passive(verb: Node) -> bool:
    """Whether a verb form is passive, reduced relatives included."""
    if verb.child("auxpass", "nsubjpass", "agent") is not None:
        return True
    if (
        verb.tag == "VBN"
        and verb.dep in ("acl", "advcl", "ROOT", "ccomp", "amod")
        and verb.child("dobj", "nsubj", "aux") is None
    ):
        return True
    if verb.tag == "VBD" and verb.dep == "acl":
        return True
    return (
        verb.tag in ("VBN", "VBD")
        and verb.dep == "conj"
        and verb.head.is_verb
        and verb.child("nsubj", "aux", "dobj") is None
        and is_passive(verb.head)
    )


_SEEING = frozenset({"see", "observe", "spot", "notice", "watch", "record", "detect", "film", "photograph", "hear"})


def subjects(verb: Node, depth: int = 0) -> list[Node]:
    """The agent of a verb, over passives, participles, relatives, control and conjunction."""
    if depth > 6:
        return []
    if is_passive(verb):
        agents = [target for agent in verb.all("agent") for target in agent.all("pobj")]
        if not agents:
            agents = [t for p in verb.all("prep") if p.lower == "by" for t in p.all("pobj") if t.tag != "CD"]
        return [n for a in agents for n in _coordinated(a)]
    own = verb.all("nsubj")
    if own:
        nearest = min(own, key=lambda n: abs(n.i - verb.i))
        if nearest.tag in ("WP", "WDT") or (nearest.lower == "that" and verb.dep == "relcl"):
            return _coordinated(verb.head) if verb.dep == "relcl" else [nearest]
        return _coordinated(nearest)
    if verb.dep == "relcl" and not verb.child("nsubj"):
        return [verb.head] if verb.head.is_noun else []
    if verb.dep in ("acl",) and verb.tag == "VBG":
        return [verb.head]
    if verb.dep == "acl" and verb.tag == "VB":
        return []
    if verb.dep in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "dep") and verb.head is not verb:
        head = verb.head
        if verb.tag == "VBG" and verb.dep == "advcl" and head.verb_lemma in _SEEING and head.child("dobj") is not None:
            return _coordinated(head.child("dobj"))  # type: ignore[arg-type]
        while head.dep == "prep" and head.head is not head:
            head = head.head
        if (
            verb.dep == "pcomp"
            and head.verb_lemma in ("accuse", "suspect", "blame")
            and (accused := head.all("nsubjpass") if is_passive(head) else head.all("dobj"))
        ):
            return [n for a in accused for n in _coordinated(a)]
        if head.is_verb or head.tag in ("JJ", "MD"):
            if verb.dep == "xcomp" and head.child("dobj") is not None and head.verb_lemma in _OBJECT_CONTROL:
                return _coordinated(head.child("dobj"))  # type: ignore[arg-type]
            if verb.dep == "conj" and is_passive(head) and not is_passive(verb):
                return [n for s in head.all("nsubjpass") for n in _coordinated(s)]
            if verb.dep in ("xcomp", "advcl", "pcomp") and is_passive(head):
                passive = [n for s in head.all("nsubjpass") for n in _coordinated(s)]
                return subjects(head, depth + 1) or (passive if verb.dep == "xcomp" else [])
            return subjects(head, depth + 1)
    return []


_OBJECT_CONTROL = word_set("object_control")


def patients(verb: Node, depth: int = 0) -> list[Node]:
    """What a verb is done to."""
    if depth > 6:
        return []
    if is_passive(verb):
        own = verb.all("nsubjpass") or (verb.all("nsubj") if verb.child("auxpass") else [])
        if own:
            if own[0].tag in ("WP", "WDT", "DT") and verb.dep == "relcl":
                return _coordinated(verb.head)
            return [n for o in own for n in _coordinated(o)]
        if verb.dep in ("acl", "relcl"):
            return [verb.head]
        if verb.dep == "conj":
            return patients(verb.head, depth + 1)
        if verb.dep in ("advcl", "xcomp") and verb.head.is_verb:
            return subjects(verb.head, depth + 1)
        if verb.dep == "amod" and verb.head.is_noun:
            return [verb.head]
        if verb.dep == "ROOT" or verb.dep == "ccomp":
            return [n for o in verb.all("nsubj", "dobj") for n in _coordinated(o)]
        return []
    own = verb.all("dobj")
    if own:
        if own[0].tag in ("WP", "WDT") and verb.dep == "relcl":
            return _coordinated(verb.head)
        return [n for o in own for n in _coordinated(o)]
    if verb.dep == "relcl" and verb.child("nsubj") is not None and verb.child("nsubj").tag not in ("WP", "WDT"):  # type: ignore[union-attr]
        return [verb.head]
    if (
        verb.dep == "conj"
        and verb.head.is_verb
        and not any(c.dep in ("prep", "ccomp", "xcomp") and c.i < verb.i for c in verb.head.children)
    ):
        later = [n for n in verb.head.all("dobj") if n.i > verb.i]
        return [n for o in later for n in _coordinated(o)]
    first = next(
        (c for c in verb.all("conj") if c.is_verb and c.child("dobj") is not None and c.child("nsubj") is None), None
    )
    if first is not None and verb.child("prep", "ccomp", "xcomp", "advcl", "acomp") is None and first.i - verb.i <= 4:
        return patients(first, depth + 1)  # "killed and wounded five men"
    return []


def code(scene: Scene, attributions: list[Attribution], names: Names, lexicon: Lexicon) -> list[Frame]:
    """The frames of a unit in the order of their triggers, merged."""
    reader = _Reader(scene, names, lexicon)
    cues = {id(a.cue): a for a in attributions if a.cue is not None and a.cue.verb_lemma not in ("threaten", "warn")}
    sources = {i for a in attributions if a.source is not None for i in [n.i for n in a.source.subtree()]}
    frames: list[Frame] = []
    taken: set[int] = set()
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
        if sense.frame == "kill" and node.tag == "VBN" and _only_counted(node):
            continue
        if sense.pos == "V" and node.dep in ("amod", "compound") and not (node.tag == "VBN" and sense.frame in _HARM):
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
    for frame in frames:
        _weapon(frame, reader)
    merged = _merge(frames, scene)
    for frame in merged:
        _settle(frame, reader)
    return merged


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


def _weapon(frame: Frame, reader: _Reader) -> None:
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
            found.append(weapon)
        for child in node.children:
            if (
                child.dep not in stop
                or (child.dep == "conj" and node.is_noun)
                or (child.dep == "advcl" and child.lower in _INSTRUMENTAL)
            ):
                stack.append((child, depth + 1))
    if found:
        frame.weapon = max(found, key=lambda w: w.rank)


def _is_target(node: Node, frame: Frame) -> bool:
    """A weapon that was hit rather than used: the object of "destroy", "intercept", "strike a tank"."""
    if frame.sense.frame in ("down", "damage"):
        return node.dep in ("dobj", "nsubjpass", "conj") or node.head.lower == "of"
    if frame.sense.frame == "act" and frame.sense.pos == "V":
        hit = patients(frame.trigger)
        return any(node.within(p) for p in hit)
    if frame.sense.pos == "N":
        return node.dep == "pobj" and node.head.lower in ("on", "against", "at")
    return False


_INSTRUMENTAL = frozenset({"using", "employing", "firing", "dropping"})
_FROM_ABOVE = word_set("from_above")
"""What comes from above by these verbs was dropped or fired, not planted."""
_INSTRUMENT_DEPS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "agent", "pobj", "prep", "attr", "npadvmod", "dative", "oprd", "appos"}
)
_INSTRUMENT_PREPS = word_set("instrument_preps")


def _merge(frames: list[Frame], scene: Scene) -> list[Frame]:
    """Join frames that are one happening: event noun under a verb, harm under an attack, conjuncts of one kind."""
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
        if _joins(frame, upper, steps):
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


def _beside(low: Frame, frames: list[Frame]) -> Frame | None:
    """The event noun that harm told in a participle belongs to: "resorted to firing, injuring two"."""
    node = low.trigger
    if low.sense.frame == "weapon" and node.dep == "dobj" and node.head.lower in _INSTRUMENTAL:
        node = node.head
    elif (
        low.sense.frame not in _HARM
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


def _joins(low: Frame, high: Frame, steps: list[str]) -> bool:
    """Whether a lower frame tells the same happening as the one above it."""
    if steps == ["advcl"] and low.trigger.verb_lemma in ("destroy", "wreck", "burn") and high.type in ATTACKS:
        return low.trigger.child("nsubj", "nsubjpass") is None
    if "down" in (low.sense.frame, high.sense.frame) and low.sense.frame != high.sense.frame:
        return low.sense.frame == "casualty"
    relative = any(step in ("relcl", "ccomp", "parataxis") for step in steps)
    harm = low.sense.frame in _HARM or high.sense.frame in _HARM
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
    if low.sense.frame in _HARM and all(
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
            and high.sense.frame not in _HARM
            and low.sense.frame == "damage"
        )
    if high.sense.frame in _HARM and low.trigger.child("nsubj", "nsubjpass") is not None and steps == ["advcl"]:
        return alike
    if high.sense.frame in _HARM and steps in (["acl"], ["relcl"], ["nsubj", "acl"], ["acl", "nsubj"], ["acl", "dobj"]):
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
        if low.trigger.child("nsubj", "nsubjpass") is not None:
            return False
        return low.type is high.type or (
            low.sense.frame in ("act", "fire", "land")
            and high.sense.frame in ("act", "fire", "land")
            and alike
            and steps != ["conj"]
        )
    return False


def _absorb(top: Frame, low: Frame) -> None:
    """Take over what a merged frame knows; the more specific type stays."""
    top.nodes += low.nodes
    top.senses += low.senses
    if low.weapon is not None and (top.weapon is None or low.weapon.rank > top.weapon.rank):
        top.weapon = low.weapon
    if low.type is EventType.FORCE_BUILDUP and top.type in ATTACKS:
        return
    if (top.sense.frame in _HARM and low.sense.frame not in _HARM) or (
        top.open and not low.open and low.sense.frame not in _HARM
    ):
        top.type, top.open = low.type, low.open
        if top.sense.frame in _HARM:
            top.sense = low.sense
            top.definite = low.definite
        top.rule = f"{top.rule}+{low.rule}"
    elif low.sense.frame == "weapon" and top.type in (EventType.GROUND_ASSAULT, EventType.OTHER):
        top.type, top.open = low.type, low.open


def _settle(frame: Frame, reader: _Reader) -> None:
    """The final type: a weapon overrides open rows; an attack by armed people without a weapon is ground or other."""
    frame.civilian = False
    if frame.open and frame.weapon is not None and frame.weapon.type is not None:
        frame.type = frame.weapon.type
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
