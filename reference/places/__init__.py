"""Places: GeoNames towns, and what conflict reporting names beside them."""

from reference.places.gazetteer import Places

__all__ = ["Places"]
