"""Places: GeoNames towns, and what conflict reporting names beside them."""

from reference.places.gazetteer import Places, distance_km

__all__ = ["Places", "distance_km"]
