"""Actors: states and their institutions by composition, named groups and missions, offices and their holders."""

from reference.actors.mentions import Mention
from reference.actors.registry import Actors

__all__ = ["Actors", "Mention"]
