"""A parsed unit: plain nodes in place of spaCy tokens, so that it can be cached, compared and walked cheaply."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

__all__ = ["NAMES", "Node", "Tree"]

VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})


NAMES: Final = {"US": "u.s.", "WHO": "w.h.o.", "IS": "i.s."}
"""Names in capitals that are other words in small letters: a country is no pronoun."""


class Node:
    """A token. `start` and `end` count code points of the unit; `head` of the root is the root itself."""

    __slots__ = (
        "children",
        "compound",
        "core",
        "dep",
        "depth",
        "end",
        "head",
        "heard",
        "i",
        "lower",
        "noun_lemma",
        "previous",
        "start",
        "tag",
        "text",
        "verb_lemma",
    )

    def __init__(self, i: int, text: str, start: int, tag: str, dep: str) -> None:
        self.i = i
        self.text = text
        self.lower = NAMES.get(text) or text.lower()
        self.start = start
        self.end = start + len(text)
        self.tag = tag
        self.dep = dep
        self.head: Node = self
        self.children: list[Node] = []
        self.verb_lemma = ""
        self.noun_lemma = ""
        self.compound: str | None = None  # the longest entry that ends here, once it was looked for
        self.core: tuple[Node, ...] | None = None  # the head of a phrase with what stands before it, likewise
        self.heard: tuple[str, ...] | None = None  # what counts of it as a word for a happening, likewise
        self.previous: Node | None = None
        self.depth = 0

    @property
    def is_verb(self) -> bool:
        return self.tag in VERBAL

    @property
    def is_noun(self) -> bool:
        return self.tag in NOMINAL

    def child(self, *deps: str) -> "Node | None":
        """The first child with one of these relations."""
        for node in self.children:
            if node.dep in deps:
                return node
        return None

    def all(self, *deps: str) -> "list[Node]":
        """Children with one of these relations."""
        return [node for node in self.children if node.dep in deps]

    def subtree(self) -> "Iterator[Node]":
        """The node and everything below it, in no particular order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(node.children)

    def ancestors(self) -> "Iterator[Node]":
        """The heads above, nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def within(self, other: "Node") -> bool:
        """Whether `other` is the node or above it."""
        return self is other or any(node is other for node in self.ancestors())

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"


class Tree:
    """The dependency tree of one unit (CLEAR style labels, Penn tags)."""

    __slots__ = ("nodes", "root", "text")

    def __init__(self, text: str, nodes: list[Node], heads: list[int]) -> None:
        """`heads[i]` is the index of the head of `nodes[i]`."""
        self.text = text
        self.nodes = nodes
        for before, node in pairwise(nodes):
            node.previous = before
        for node, head in zip(nodes, heads, strict=True):
            if head != node.i:
                node.head = nodes[head]
                nodes[head].children.append(node)
        self.root: Node | None = next((node for node in nodes if node.head is node), None)
        stack = [node for node in nodes if node.head is node]
        while stack:
            node = stack.pop()
            for child in node.children:
                child.depth = node.depth + 1
                stack.append(child)

    @property
    def bytes(self) -> int:
        """A rough count of what the tree holds in memory."""
        return 200 + 420 * len(self.nodes) + len(self.text)

    def at(self, start: int, end: int) -> list[Node]:
        """The nodes that lie in the half-open span of code points."""
        return [node for node in self.nodes if node.start >= start and node.end <= end]

    def distance(self, a: Node, b: Node) -> int:
        """The number of arcs between two nodes."""
        steps = 0
        while a is not b:
            if a.depth >= b.depth and a.head is not a:
                a = a.head
            elif b.head is not b:
                b = b.head
            else:
                return steps + 50
            steps += 1
        return steps
