"""Incidents as an Atom feed (RFC 4287), in pages (RFC 5005 §3), with points in GeoRSS-Simple."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree as ET

from services.query.formats.selection import LICENSE, Selection, attribution

__all__ = ["MEDIA_TYPE", "atom"]

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_GEORSS: Final = "http://www.georss.org/georss"
_EPOCH: Final = "1970-01-01T00:00:00Z"
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not (its §2.2)."""

ET.register_namespace("", _ATOM)
ET.register_namespace("georss", _GEORSS)


def atom(selection: Selection) -> bytes:
    """The page as a feed. An entry is updated when its incident is, so readers show a change as news."""
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", "Deconflict incidents")
    _add(feed, "id", ":".join(["urn:deconflict:incidents", *filter(None, [selection.query])]))
    _add(feed, "updated", _instant(selection.known_up_to))
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Deconflict")
    _add(feed, "rights", f"{LICENSE}. {attribution(selection.incidents)}")
    for rel, href in selection.links.items():
        kind = "application/json" if rel == "alternate" else "application/atom+xml"
        _add(feed, "link", None, rel=rel, href=href, type=kind)
    for incident in selection.incidents:
        _entry(feed, selection, incident)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(feed: ET.Element, selection: Selection, incident: Mapping[str, Any]) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "title", incident["headline"])
    _add(entry, "id", f"urn:uuid:{incident['id']}")
    _add(entry, "updated", _instant(incident["updated_at"]))
    _add(entry, "published", _instant(incident["opened_at"]))
    _add(entry, "link", None, rel="alternate", href=selection.url_of(incident), type="application/json")
    for term in (incident["event_type"], incident["support"], incident["dispute"]):
        _add(entry, "category", None, term=term)
    for name in incident["sources"]:
        _add(ET.SubElement(entry, f"{{{_ATOM}}}contributor"), "name", name)
    _add(entry, "summary", incident["sentence"])
    place = incident["place"]
    if place and place["lat"] is not None and place["lon"] is not None:
        ET.SubElement(entry, f"{{{_GEORSS}}}point").text = f"{place['lat']} {place['lon']}"


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str) -> None:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", {key: _fit(value) for key, value in attributes.items()})
    if text is not None:
        element.text = _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _instant(given: datetime | str | None) -> str:
    """RFC 3339, as Atom has it."""
    if given is None:
        return _EPOCH
    return given.isoformat().replace("+00:00", "Z") if isinstance(given, datetime) else given
