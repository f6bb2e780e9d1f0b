"""Incidents as GeoJSON (RFC 7946): a point each, or no geometry where no coordinates are known."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import to_json

from services.query.formats.columns import COLUMNS, row_of
from services.query.formats.selection import LICENSE, Selection, attribution

__all__ = ["MEDIA_TYPE", "collection", "feature", "geojson", "links_of"]

MEDIA_TYPE: Final = "application/geo+json"


def geojson(selection: Selection) -> bytes:
    """The page as a feature collection."""
    return to_json(collection(selection))


def collection(selection: Selection) -> dict[str, Any]:
    """The page as a feature collection; the members that RFC 7946 does not know are after those it does."""
    return {
        "type": "FeatureCollection",
        "features": [feature(selection, incident) for incident in selection.incidents],
        "links": links_of(selection.links, MEDIA_TYPE),
        "attribution": attribution(selection.incidents),
        "license": LICENSE,
        **selection.moment,
    }


def feature(selection: Selection, incident: Mapping[str, Any]) -> dict[str, Any]:
    """One incident as a feature; its id is the incident's."""
    properties = dict(zip(COLUMNS, row_of(incident), strict=True))
    properties["url"] = selection.url_of(incident)
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": _point(properties.pop("lat"), properties.pop("lon")),
        "properties": properties,
    }


def links_of(links: Mapping[str, str], media_type: str) -> list[dict[str, str]]:
    """Links as web APIs of the OGC have them; `self` and `next` are of this media type, others of JSON."""
    return [
        {"rel": rel, "type": media_type if rel in _SAME else "application/json", "href": href}
        for rel, href in links.items()
    ]


_SAME: Final = frozenset({"self", "next"})


def _point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    return None if lat is None or lon is None else {"type": "Point", "coordinates": (lon, lat)}
