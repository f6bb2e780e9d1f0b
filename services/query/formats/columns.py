"""An incident as one flat row: the columns of CSV and the properties of GeoJSON."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

__all__ = ["COLUMNS", "Column", "toll"]

Incident = Mapping[str, Any]


class Column(NamedTuple):
    """A name, what stands under it, and how it is had from an incident's summary."""

    name: str
    meaning: str
    value: Callable[[Incident], Any]


def toll(incident: Incident, category: str, bound: str) -> int | None:
    """The lowest (`min`) or highest (`max`) number that the accounts allow; None: no figure, or open-ended."""
    given: int | None = incident["casualties"].get(category, {}).get(bound)
    return given


def _member(name: str) -> Callable[[Incident], Any]:
    return lambda incident: incident.get(name)


def _inner(outer: str, name: str) -> Callable[[Incident], Any]:
    def value(incident: Incident) -> Any:
        found = incident.get(outer)
        return None if found is None else found.get(name)

    return value


def _place(incident: Incident) -> str | None:
    place = incident.get("place") or {}
    return place.get("gazetteer_name") or place.get("name") or None


def _names(member: str) -> Callable[[Incident], list[str]]:
    return lambda incident: [actor["name"] for actor in incident[member] if actor["name"]]


def _claimants(incident: Incident) -> list[str]:
    return list(dict.fromkeys(name for claim in incident["claims"] if (name := claim["claimant"]["name"])))


def _toll(category: str, bound: str) -> Callable[[Incident], int | None]:
    return lambda incident: toll(incident, category, bound)


COLUMNS: Final = (
    Column("id", "the incident's id", _member("id")),
    Column("headline", "what it is called", _member("headline")),
    Column("sentence", "who says what of it, in one sentence", _member("sentence")),
    Column("event_type", "the kind of happening", _member("event_type")),
    Column("civilian_targeting", "whether civilians are said to have been aimed at", _member("civilian_targeting")),
    Column("theatre", "the wider area", _member("theatre")),
    Column("countries", "ISO 3166-1 alpha-2 codes of where it is said to have happened", _member("countries")),
    Column("place", "the place as the gazetteer names it, else as written", _place),
    Column("admin1", "the first-order division that the place is in", _inner("place", "admin1")),
    Column("lat", "latitude of the place, WGS 84 degrees", _inner("place", "lat")),
    Column("lon", "longitude of the place, WGS 84 degrees", _inner("place", "lon")),
    Column("radius_km", "how far around that point it may have been", _inner("place", "radius_km")),
    Column("place_precision", "how finely the place is known", _inner("place", "precision")),
    Column("occurred_from", "the earliest it may have happened", _inner("occurred", "start")),
    Column("occurred_to", "the latest it may have happened", _inner("occurred", "end")),
    Column("time_precision", "how finely it is dated", _inner("occurred", "precision")),
    Column("initiators", "who is said to have acted", _names("initiators")),
    Column("targets", "who is said to have been hit", _names("targets")),
    Column("claimants", "who says something of it", _claimants),
    Column("support", "how well it is supported", _member("support")),
    Column("dispute", "whether accounts stand against each other", _member("dispute")),
    Column("killed_min", "the lowest number of killed that the accounts allow", _toll("killed", "min")),
    Column("killed_max", "the highest; empty: no figure, or open-ended", _toll("killed", "max")),
    Column("injured_min", "the lowest number of injured that the accounts allow", _toll("injured", "min")),
    Column("injured_max", "the highest; empty: no figure, or open-ended", _toll("injured", "max")),
    Column("claims", "how many claims: a claimant with a stance", _inner("counts", "claims")),
    Column("statements", "how many statements", _inner("counts", "statements")),
    Column("reports", "how many reports", _inner("counts", "reports")),
    Column("origins", "how many reports that are no copies of each other", _inner("counts", "origins")),
    Column("sources", "who reports on it", _member("sources")),
    Column("opened_at", "when it came into the record", _member("opened_at")),
    Column("updated_at", "when what is known of it last changed", _member("updated_at")),
    Column("version", "the decision that last changed it", _member("version")),
)  # fmt: skip
