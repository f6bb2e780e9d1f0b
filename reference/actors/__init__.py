"""Actors: states and their institutions by composition, named groups and missions, offices and their holders."""

from reference.actors.registry import Actors, Mention

__all__ = ["Actors", "Mention"]
