"""Names of places as they stand in a unit: how far the words of a name reach to the left and right.

Proper nouns, the small words that link them, the number or "of" after a kind ("Hill 402", "Strait of X"), and the word
for a hill or a spring that a name begins with where a gazetteer knows only the rest.
"""

import re
from collections.abc import Callable

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = [
    "BEGINNINGS",
    "DAYS",
    "GENERIC",
    "KINDS",
    "NOT_PLACES",
    "PREPOSITIONS",
    "VILLAGE",
    "articled",
    "begun",
    "beside",
    "extended",
    "hyphened",
    "longest",
]

PREPOSITIONS = {
    "in": 0.0,
    "at": 0.0,
    "near": 0.0,
    "on": 0.2,
    "outside": 0.0,
    "around": 0.2,
    "over": 0.3,
    "off": 0.0,
    "inside": 0.0,
    "within": 0.2,
    "along": 0.3,
    "of": 0.3,
    "into": 0.5,
    "to": 1.0,
    "opposite": 0.3,
    "facing": 0.5,
    "beyond": 1.0,
    "behind": 0.8,
    "below": 0.5,
    "upon": 0.3,
    "toward": 0.5,
    "towards": 0.5,
    "above": 0.3,
    "beside": 0.5,
    "between": 0.8,
    "across": 0.8,
    "through": 1.0,
    "against": 0.8,
    "from": 2.6,
    "for": 3.0,
    "by": 3.0,
    "with": 4.0,
    "after": 4.0,
}
"""What a preposition before a place costs: how much less likely it is where something happened."""
KINDS = word_set("kinds_of_place")
GENERIC = re.compile(
    r"\s+(?:" + "|".join(sorted((kind.replace("_", " ") for kind in KINDS), key=len, reverse=True)) + ")$",
    re.IGNORECASE,
)
"""What stands after a name to say what kind of place it is."""
NOT_PLACES = word_set("not_places")
LINKS = word_set("name_links")
DAYS = word_set("weekdays")
"""What headlines set behind a name without a preposition: "near Sotk Wednesday"."""
BEGINNINGS = word_set("begins_a_name")
_ARTICLE = re.compile(r"(?<![\w-])((?:[Aa]l|[Ee]l|[Aa][dnrstz]|[Aa]sh|[Ee][dnrst]|[Ee]sh|AL|EL)-)$")
_FIRST = re.compile(r"(?<=[a-z] )([A-ZÀ-Þ][a-zà-þ'’]+) $")
"""The word that stands before the article within a sentence, which a name begins with: "near Jubata al-Hamra"."""
_HYPHENED = re.compile(r"(?:[-‑][a-zà-þ]{1,3})?[-‑][A-ZÀ-Þ][\w'’]*")
VILLAGE = re.compile(r"\s+(?:[Vv]illage|VILLAGE|town)$")


def longest(node: Node, scene: Scene, is_name: Callable[[str], bool]) -> str | None:
    """The longest run of name words around a node that some place bears: "Gulf of Aden", "Aita al-Shaab"."""
    nodes = scene.tree.nodes

    def part(n: Node) -> bool:
        return (
            n.text[:1].isupper()
            and n.tag not in ("PRP", "DT", "IN")
            and n.lower not in NOT_PLACES
            and n.lower not in PREPOSITIONS
        )

    low = high = node.i
    while (
        low > 0
        and node.i - low < 5
        and (
            part(nodes[low - 1])
            or (nodes[low - 1].lower in LINKS and low > 1 and (part(nodes[low - 2]) or nodes[low - 2].lower in LINKS))
        )
    ):
        low -= 1
    while (
        high + 1 < len(nodes)
        and high - node.i < 5
        and (
            part(nodes[high + 1])
            or (
                nodes[high + 1].lower in LINKS
                and high + 2 < len(nodes)
                and (part(nodes[high + 2]) or nodes[high + 2].lower in LINKS)
            )
        )
    ):
        high += 1
    text = scene.tree.text
    spans = sorted(
        ((a, b) for a in range(low, node.i + 1) for b in range(node.i, high + 1) if b > a),
        key=lambda s: s[0] - s[1],
    )
    for a, b in spans:
        if nodes[a].lower in LINKS or nodes[b].lower in LINKS:
            continue
        words = text[nodes[a].start : nodes[b].end]
        if is_name(words):
            return words
    return None


def beside(node: Node) -> list[Node]:
    """The name in front of the word for what it names, which the parser hangs on that word bit by bit, if the node is
    of one: "Ali al-Taher area", "Adan Yabal district"."""
    if node.dep not in ("compound", "nmod") or node.head.text[:1].isupper() or not node.head.is_noun:
        return []
    found: list[Node] = []
    at = node.head.previous
    while at is not None and at.head is node.head and at.dep in ("compound", "nmod") and _of_name(at):
        found.insert(0, at)
        at = at.previous
    return found if node in found and len(found) > 1 else []


def _of_name(node: Node) -> bool:
    return node.text[:1].isupper() or node.text in LINKS


def extended(name: list[Node], scene: Scene) -> str:
    """A name with what belongs to it to the right: "Hill 402", "Strait of Tiran"."""
    if not name:
        return ""
    nodes, end = scene.tree.nodes, name[-1].i
    if name[-1].lower in KINDS and end + 2 < len(nodes) and nodes[end + 1].lower == "of":
        while end + 2 < len(nodes) and nodes[end + 2].text[:1].isupper():
            end += 2 if nodes[end + 1].lower == "of" else 1
    elif end + 1 < len(nodes) and nodes[end + 1].text.isdigit() and nodes[end + 1].head in name:
        end += 1
    if end == name[-1].i:
        return phrases.words(name)
    return phrases.words([*name, *nodes[name[-1].i + 1 : end + 1]])


def articled(words: str, name: list[Node], scene: Scene) -> str:
    """A name with the Arabic article that the tokenizer parted from it: "al-Khubah"."""
    text = scene.tree.text
    at = text.find(words, max(0, name[0].start - len(words))) if name and words else -1
    before = _ARTICLE.search(text, max(0, at - 6), at) if at > 0 else None
    if before is None:
        return words
    first = _FIRST.search(text, max(0, before.start() - 24), before.start())
    whole = f"{before[1]}{words}"
    return f"{first[1]} {whole}" if first is not None and first[1].lower() not in PREPOSITIONS else whole


def hyphened(words: str, name: list[Node], scene: Scene) -> str:
    """A name with what hyphens hang on it, which the tokenizer parted from it: "Chakan-da-Bagh"."""
    text = scene.tree.text
    at = text.find(words, max(0, name[0].start - len(words))) if name and words else -1
    rest = _HYPHENED.match(text, at + len(words)) if at >= 0 else None
    return words + rest[0] if rest is not None else words


def begun(words: str, name: list[Node], scene: Scene) -> str:
    """A name with the word for hill, spring or saint that it begins with, where a gazetteer knows the rest alone."""
    text = scene.tree.text
    at = text.find(words, max(0, name[0].start - len(words))) if name and words else -1
    first = next((n for n in scene.tree.nodes if n.start == at), None) if at > 0 else None
    before = first.previous if first is not None else None
    if before is None or not before.text[:1].isupper():
        return words
    if before.lower not in BEGINNINGS and not (before.text == "An" and before.i):
        return words
    return f"{before.text} {words}" if text[before.end : at] == " " else words
