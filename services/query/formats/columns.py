"""An incident as one flat row: the columns of CSV and the properties of GeoJSON."""

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["COLUMNS", "row_of", "toll"]

Incident = Mapping[str, Any]

COLUMNS: Final[Mapping[str, str]] = {
    "id": "the incident's id",
    "headline": "what it is called",
    "sentence": "who says what of it, in one sentence",
    "event_type": "the kind of happening",
    "civilian_targeting": "whether civilians are said to have been aimed at",
    "theatre": "the wider area",
    "countries": "ISO 3166-1 alpha-2 codes of where it is said to have happened",
    "place": "the place as the gazetteer names it, else as written",
    "admin1": "the first-order division that the place is in",
    "lat": "latitude of the place, WGS 84 degrees",
    "lon": "longitude of the place, WGS 84 degrees",
    "radius_km": "how far around that point it may have been",
    "place_precision": "how finely the place is known",
    "occurred_from": "the earliest it may have happened",
    "occurred_to": "the latest it may have happened",
    "time_precision": "how finely it is dated",
    "initiators": "who is said to have acted",
    "targets": "who is said to have been hit",
    "claimants": "who says something of it",
    "support": "how well it is supported",
    "dispute": "whether accounts stand against each other",
    "killed_min": "the lowest number of killed that the accounts allow",
    "killed_max": "the highest; empty: no figure, or open-ended",
    "injured_min": "the lowest number of injured that the accounts allow",
    "injured_max": "the highest; empty: no figure, or open-ended",
    "claims": "how many claims: a claimant with a stance",
    "statements": "how many statements",
    "reports": "how many reports",
    "origins": "how many reports that are no copies of each other",
    "sources": "who reports on it",
    "opened_at": "when it came into the record",
    "updated_at": "when what is known of it last changed",
    "version": "the decision that last changed it",
}
"""What stands under each name, in the order of a row."""

_NOTHING: Final[Incident] = {}


def row_of(incident: Incident) -> list[Any]:
    """The values of `COLUMNS`, from an incident's summary."""
    # All at once: a function for each took half of what it takes to make the features of a page.
    member = incident.get
    place, occurred = member("place") or _NOTHING, member("occurred") or _NOTHING
    counts, casualties = member("counts") or _NOTHING, incident["casualties"]
    killed, injured = casualties.get("killed", _NOTHING), casualties.get("injured", _NOTHING)
    return [
        member("id"),
        member("headline"),
        member("sentence"),
        member("event_type"),
        member("civilian_targeting"),
        member("theatre"),
        member("countries"),
        place.get("gazetteer_name") or place.get("name") or None,
        place.get("admin1"),
        place.get("lat"),
        place.get("lon"),
        place.get("radius_km"),
        place.get("precision"),
        occurred.get("start"),
        occurred.get("end"),
        occurred.get("precision"),
        _names(incident["initiators"]),
        _names(incident["targets"]),
        list(dict.fromkeys([name for claim in incident["claims"] if (name := claim["claimant"]["name"])])),
        member("support"),
        member("dispute"),
        killed.get("min"),
        killed.get("max"),
        injured.get("min"),
        injured.get("max"),
        counts.get("claims"),
        counts.get("statements"),
        counts.get("reports"),
        counts.get("origins"),
        member("sources"),
        member("opened_at"),
        member("updated_at"),
        member("version"),
    ]


def toll(incident: Incident, category: str, bound: str) -> int | None:
    """The lowest (`min`) or highest (`max`) number that the accounts allow; None: no figure, or open-ended."""
    given: int | None = incident["casualties"].get(category, {}).get(bound)
    return given


def _names(actors: list[Incident]) -> list[str]:
    return [name for actor in actors if (name := actor["name"])]
