"""Places that only tell where another lies: "at Sotk, in the Vardenis region", "Ramel, some 20 km north of Aden"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.places.located import WIDER, Located, set_aside
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["lying"]

_AROUND = 4.0
"""What it costs to tell only what a closer place lies in."""
_IN_THE = re.compile(r"(?: [a-z]+)?,? in (?:the )?(?:[A-Za-z]+ (?:[a-z]+ )?(?:of )?)?")
_APART = re.compile(r",| \(| is | lies ")
"""What follows a name that is told to lie somewhere."""
_KIND = re.compile(r"(?: [a-z]+){0,3}")
_DIVISIONS = word_set("divisions")
_SETTLED = word_set("pointed_at")
_NUMBER = r"(?:\d[\d.,]*|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
_UNIT = r"(?:km|kms|kilomet(?:er|re)s?|miles?|nautical miles?|met(?:er|re)s?)"
_POINT = r"(?:(?:to the )?(?:north|south|east|west)[a-z -]{0,10})"
_MEASURED = re.compile(
    rf"(?P<word>[\w'’-]+),? \(?"
    rf"(?:(?:is|lies|lying|located|situated|which is|which lies|an? [a-z-]+(?: [a-z-]+){{0,2}}) )?"
    rf"(?:(?:some|about|around|roughly|nearly|almost|just|only|barely|less than|more than) ){{0,2}}"
    rf"{_NUMBER}[ -]?{_UNIT} {_POINT}?\s?(?:of|from|off) "
    rf"(?:the (?:[A-Za-z]+ ){{0,3}}(?:of |at |in )?)?$"
)
"""What stands before a place that another is measured from, up to the last word of that other."""


def lying(located: Sequence[Located], scene: Scene) -> list[Located]:
    """Places as they stand, dearer where they only tell where another one lies."""
    return [_beside(_around(item, located, scene), located, scene) for item in located]


def _around(item: Located, located: Sequence[Located], scene: Scene) -> Located:
    """What a closer place lies in: "at Sotk, in the Vardenis region"."""
    node = item.node
    of = node.head.head if node.dep == "pobj" and node.head.lower == "of" else None
    over = node.head if node.dep in ("compound", "nmod", "amod") else of
    division = node.noun_lemma in _DIVISIONS or (over is not None and over.noun_lemma in _DIVISIONS)
    wide = division or item.place.precision in WIDER
    if (
        item.prep == "in"
        and wide
        and any(
            other.place.precision not in WIDER
            and other.node.i < node.i
            and _IN_THE.fullmatch(scene.tree.text, other.node.end, _start(node))
            for other in located
        )
    ):
        return replace(item, cost=item.cost + _AROUND)
    return item


def _beside(item: Located, located: Sequence[Located], scene: Scene) -> Located:
    """What another place, or the village that was told of before, is so far from."""
    measured = _MEASURED.search(scene.tree.text, 0, _start(item.node))
    if measured is None:
        return item
    word = next(iter(scene.tree.at(measured.start("word"), measured.end("word"))), None)
    if word is None:
        return item
    named = any(
        other is not item and other.node.i <= word.i and _KIND.fullmatch(scene.tree.text, other.node.end, word.end)
        for other in located
    )
    named = named or (word.tag == "NNP" and _APART.match(scene.tree.text, word.end) is not None)
    definite = word.noun_lemma in _SETTLED and any(c.lower in ("the", "this", "that") for c in word.children)
    return set_aside(item.node, item.place) if named or definite else item


def _start(node: Node) -> int:
    """Where the words of a name begin."""
    return min((n.start for n in phrases.core(node)), default=node.start)
