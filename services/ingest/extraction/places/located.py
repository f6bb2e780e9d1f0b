"""A place named at a node of a unit, and what its mention costs."""

from dataclasses import dataclass

from schemas.slots import Place
from schemas.vocabulary import PlacePrecision
from services.ingest.extraction.places.aside import ASIDE
from services.ingest.extraction.syntax.tree import Node

__all__ = ["WIDER", "Located", "set_aside"]

WIDER = (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.BORDER)
_ASIDE = 7.0
"""What it costs to be named for something else than what happened there."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place named at a node."""

    node: Node
    place: Place
    prep: str
    cost: float
    whole: tuple[Node, ...] = ()


def set_aside(node: Node, place: Place, how: str = ASIDE) -> Located:
    """A place that is named for something else than what happened there."""
    return Located(node, place, how, _ASIDE)
