"""What a format is given: incidents of one moment, with the words and addresses that stand around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

__all__ = ["LICENSE", "PLACES", "PLACES_LICENSE", "Selection", "attribution"]

PLACES: Final = "Place names and coordinates: GeoNames (https://www.geonames.org), CC BY 4.0"
PLACES_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENSE: Final = f"Reports remain with their sources; place data CC BY 4.0 ({PLACES_LICENSE})"

Incident = Mapping[str, Any]
"""A summary as lists have it, and under `sources` the names of those who report on it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A page of incidents as of one moment.

    `links` are addresses by relation (`self`, `next`, `alternate` …); `incident_url` has `{id}` for the id. `moment` is
    what every answer says of its moment: `known_up_to`, `generation`, `as_of_n`. `query` is what tells this list from
    others, as a query of an address: equal on all its pages.
    """

    incidents: Sequence[Incident]
    links: Mapping[str, str]
    incident_url: str
    moment: Mapping[str, Any]
    query: str = ""

    @property
    def known_up_to(self) -> datetime | None:
        """Up to when the record is known; None before its first decision."""
        found: datetime | None = self.moment["known_up_to"]
        return found

    def url_of(self, incident: Incident) -> str:
        """Where the incident stands as a whole."""
        return self.incident_url.format(id=incident["id"])


def attribution(incidents: Sequence[Incident]) -> str:
    """Who is to be credited for what is shown of these incidents, in one line."""
    names = sorted({name for incident in incidents for name in incident["sources"]})
    return "; ".join([*(["Reports: " + ", ".join(names)] if names else []), PLACES])
