"""Heads set right, and never so that they go round."""

from services.ingest.extraction.syntax.mending import mended
from services.ingest.extraction.syntax.tree import Node


def test_heads_never_go_round() -> None:
    words = ("Saw", "NNP"), ("Win", "NNP"), ("of", "IN"), ("KNU", "NNP"), ("men", "NNS"), ("said", "VBD"), ("so", "RB")
    nodes = [Node(i, word, 0, tag, "dep") for i, (word, tag) in enumerate(words)]
    heads = mended(nodes, [0, 0, 1, 2, 0, 4, 5])
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        assert heads[at] == at
