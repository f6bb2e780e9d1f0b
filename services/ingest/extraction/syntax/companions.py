"""Who stands by those who act: "together with X", "with the help of X", "backed by X", and who made their arms."""

from typing import Final

from services.ingest.extraction.syntax.tree import Node

__all__ = ["stands_by"]

_TOGETHER: Final = frozenset({"together", "jointly", "along"})
_BESIDE: Final = frozenset({"alongside"})
_HELP: Final = frozenset({"help", "support", "backing", "aid", "assistance", "participation"})
_HELPING: Final = frozenset({"backed", "supported", "aided", "assisted", "accompanied", "joined", "led", "reinforced"})
_MAKING: Final = frozenset({"made", "built", "produced", "designed", "supplied", "assembled"})
"""Of arms: whoever makes them has not fired them."""


def stands_by(node: Node) -> bool:
    """Whether the phrase that a node heads, or is listed in, is of somebody who helps who acts, and whom nobody hit."""
    while node.dep in ("conj", "appos"):
        node = node.head
    prep, host = node.head, node.head.head
    if node.dep != "pobj":
        return False
    if host.lower in _MAKING and host.dep in ("acl", "advcl") and prep.lower in ("in", "by"):
        return True
    if prep.lower in _BESIDE or (prep.lower == "by" and host.lower in _HELPING and host.dep in ("acl", "advcl")):
        return True
    if prep.lower == "with":
        return any(c.lower in _TOGETHER for c in prep.children) or host.lower in _TOGETHER
    return prep.lower == "of" and host.noun_lemma in _HELP and host.dep == "pobj" and host.head.lower == "with"
