"""Where a frame happened: the place that belongs to a trigger, by tree distance inside one claim and what it costs."""

from collections.abc import Container
from dataclasses import replace

from schemas.slots import Place
from schemas.vocabulary import ActorKind, PlacePrecision
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.places.located import Located
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.syntax.intervals import of_its_own_day
from services.ingest.extraction.syntax.repaying import paid_back
from services.ingest.extraction.syntax.tree import Node

__all__ = ["hits", "local", "nearest", "seat", "spoken_at", "threatened"]

FARTHEST = 9.0
"""The cost beyond which a place is no longer that of a trigger; fitted on labelled reports."""
_OTHER_TIME = 3.0
"""What it costs a place to stand in a clause of another time than the trigger."""
_WITHIN = frozenset({"in", "at", "near", "outside", "around", "inside"})
_MARKS = frozenset({"after", "before", "since", "until", "while"})
_SEATED = (
    ActorKind.GOVERNMENT,
    ActorKind.MILITARY,
    ActorKind.POLICE,
    ActorKind.IGO,
    ActorKind.OBSERVER_MISSION,
    ActorKind.MEDIA,
)
"""Who speaks from where it sits, wherever the thing was."""
_CLINICS = word_set("clinics")
_LOCALS = (ActorKind.LOCAL_AUTHORITY, ActorKind.CIVILIAN)


def nearest(
    nodes: list[Node], owner: Attribution | None, located: list[Located], attributions: list[Attribution], scene: Scene
) -> Located | None:
    """The place that belongs to a trigger, or None."""
    best, least = None, FARTHEST
    clauses = {_clause(node) for node in nodes}
    speaking = [
        a.source for a in attributions if a.source is not None and a.claimant is not None and a.claimant.kind in _SEATED
    ]
    for item in located:
        if (answered := paid_back(item.node)) is not None and any(node.within(answered) for node in nodes):
            item = replace(item, prep="in", cost=0.0)  # what is paid back is told itself
        if any(item.node.within(source) for source in speaking):
            continue  # where an office speaks
        its = owner_of(item.node.i, attributions)
        # However wide it is, what was struck lies nowhere else: "left Goma and attacked Masisi".
        wide = 0.0 if any(hits(node, item) for node in nodes) else item.cost
        cost = wide + min(scene.tree.distance(node, item.node) for node in nodes)
        if _clause(item.node) not in clauses:
            cost += _OTHER_TIME
        if its is not owner:
            # "in Sennar, the army denied that it lost the town": a frame of an outer claim may lend its place
            if (
                owner is not None
                and (its is None or its.size > owner.size)
                and item.prep in ("in", "at", "near", "on")
                and item.node.i < (owner.cue.i if owner.cue else 0)
            ):
                cost += 1.0
            else:
                cost += 6.0
        if cost < least:
            best, least = item, cost
    return best


def _clause(node: Node) -> Node | None:
    """The clause of another time or with a doer of its own that a node stands in, if it does: "after rebels took the
    town", "and troops shelled it"."""
    for above in (node, *node.ancestors()):
        if above.dep == "conj" and above.is_verb and above.child("nsubj") is not None:
            return above
        mark = above.child("mark") if above.dep == "advcl" else None
        if mark is not None and mark.lower in _MARKS:
            return above
    return of_its_own_day(node)


def hits(trigger: Node, item: Located) -> bool:
    """Whether a place is what a verb is done to: "bombed Sidon", "Sidon was bombed"."""
    return item.node.head is trigger and item.node.dep in ("dobj", "nsubjpass")


def local(owner: Attribution | None, kinds: Container[ActorKind] = _LOCALS) -> bool:
    """Whether a claim is one of a place's own people or office."""
    return owner is not None and owner.claimant is not None and owner.claimant.kind in kinds


def seat(owner: Attribution | None, located: list[Located]) -> Place | None:
    """The place that a local speaker speaks for: "the mayor of X said two shells fell"; of no ministry and no wire,
    and of no hospital, where people are brought to."""
    if owner is None or owner.source is None or not local(owner):
        return None
    return next(
        (
            item.place
            for item in located
            if item.node.within(owner.source)
            and _CLINICS.isdisjoint((item.node.noun_lemma, item.node.head.noun_lemma))
            and item.place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION)
            and not (item.prep == "in" and local(owner, (ActorKind.LOCAL_AUTHORITY,)))
        ),
        None,
    )


def threatened(clause: list[Node], located: list[Located]) -> Place | None:
    """The place that a threat is about: the closest one that its own clause names."""
    held = [i for i in located if i.node in clause and i.place.precision is not PlacePrecision.COUNTRY]
    return min(held, key=lambda item: item.cost).place if held else None


def spoken_at(item: Located, attributions: list[Attribution], names: Names) -> bool:
    """Whether a place is where somebody speaks: inside the speaker's name, or hung on the verb of speech behind it.

    What stands before who speaks is what is spoken of, unless a government sits there: "In Goris, medics said …".
    """
    node = item.node
    for a in attributions:
        if a.source is not None and node.within(a.source) and node.i not in a.content:
            return True
        if a.cue is None or node.dep != "pobj" or node.head.head is not a.cue:
            continue
        fronted = item.prep in _WITHIN and a.source is not None and node.i < min(a.source.i, a.cue.i)
        behind = a.cue.i < min(a.content, default=node.i) < node.i
        if not behind and not (fronted and not names.is_seat(item.place.name)):
            return True
    return False
