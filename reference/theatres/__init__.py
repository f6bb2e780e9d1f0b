"""Theatres: the wider areas that incidents are filtered and aligned by. Derived, never a partition."""

from reference.theatres.theatres import Theatres

__all__ = ["Theatres"]
