"""Killed and wounded in one number: "300 soldiers were killed or wounded", "the dead and wounded number forty"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from schemas.vocabulary import CasualtyCategory, Qualifier
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["unmixed"]

_JOINED: Final = frozenset({"and", "or", "/"})
_BOTH: Final = (CasualtyCategory.KILLED, CasualtyCategory.INJURED)


def unmixed(tolls: Sequence[Toll], tree: Tree, lexicon: Lexicon) -> list[Toll]:
    """The tolls, where a number counts dead and wounded together, at no more than that number of each."""
    found: list[Toll] = []
    mixed: list[Node | None] = []
    for toll in tolls:
        if toll.category in _BOTH and toll.people is not None and toll.people in mixed:
            continue
        if toll.category in _BOTH and toll.figure.max != 0 and _joined(toll, tree, lexicon):
            mixed.append(toll.people)
            found += [replace(toll, category=kind, figure=_at_most(toll.figure)) for kind in _BOTH]
        else:
            found.append(toll)
    return found


def _at_most(figure: Figure) -> Figure:
    if figure.max is None:
        return Figure(0, None, Qualifier.VAGUE)
    return Figure(0, figure.max, Qualifier.AT_MOST)


def _joined(toll: Toll, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether the word of harm that tells a toll is joined to one of the other kind, and both have one number."""
    for node in {toll.predicate.i, toll.people.i if toll.people is not None else toll.predicate.i}:
        for first in (node, node - 2):
            words = tree.nodes[max(0, first) : first + 3]
            if first < 0 or len(words) < 3 or words[1].lower not in _JOINED:
                continue
            if {_fate(words[0], lexicon), _fate(words[2], lexicon)} == {*_BOTH} and not _apart(words[0], words[2]):
                return True
    return False


def _fate(node: Node, lexicon: Lexicon) -> CasualtyCategory | None:
    rows = [*lexicon.harm.get(node.lower, ()), *(lexicon.harm.get(node.verb_lemma, ()) if node.is_verb else ())]
    return next((CasualtyCategory(row.category) for row in rows if row.category in ("killed", "injured")), None)


def _apart(one: Node, other: Node) -> bool:
    """Whether either has people of its own: "two were killed and wounded men lay about"."""
    own = [node.child("dobj", "nsubjpass", "nummod") is not None for node in (one, other)]
    return all(own) or (other.dep == "amod" and one.dep != "amod")
