"""Incidents in the manner of the UCDP Georeferenced Event Dataset: its columns and precision codes.

UCDP counts only violence of which somebody is said to have died; incidents without are left out. `low` is the lowest
number that the accounts allow, `high` the highest (the highest that is named, where open-ended), `best` the lowest:
nothing is averaged. `type_of_violence` is 1 with a state on a side, 2 between others, 3 against civilians.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from schemas.vocabulary import EVENT_TYPES, ActorKind, EventType, PlacePrecision, TimePrecision
from services.query.formats.columns import toll
from services.query.formats.selection import Selection
from services.query.formats.separated import table

__all__ = ["DATE_PREC", "WHERE_PREC", "is_lethal", "ucdp"]

Incident = Mapping[str, Any]

DATE_PREC: Final[Mapping[TimePrecision, int]] = {
    TimePrecision.MINUTE: 1,
    TimePrecision.HOUR: 1,
    TimePrecision.PART_OF_DAY: 1,
    TimePrecision.DAY: 1,
    TimePrecision.WEEK: 3,
    TimePrecision.MONTH: 4,
    TimePrecision.YEAR: 5,
    TimePrecision.UNKNOWN: 5,
}
"""1 the day, 2 two to six days, 3 the week, 4 the month, 5 more than a month."""

WHERE_PREC: Final[Mapping[PlacePrecision, int]] = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.LANDMARK: 1,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.NEAR_SETTLEMENT: 2,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.REGION: 4,
    PlacePrecision.BORDER: 5,
    PlacePrecision.COUNTRY: 6,
    PlacePrecision.UNKNOWN: 6,
}
"""1 the place, 2 near it, 3 and 4 the second- and first-order division, 5 a line or part of a country, 6 a country."""

_STATE: Final = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})


def ucdp(selection: Selection) -> bytes:
    """The lethal incidents of the page as a table of UCDP's columns."""
    rows = ([value(incident) for value in _COLUMNS.values()] for incident in selection.incidents if is_lethal(incident))
    return table([*_COLUMNS], rows)


def is_lethal(incident: Incident) -> bool:
    """Whether it is violence of which somebody says that at least one died."""
    return EVENT_TYPES[EventType(incident["event_type"])].violent and _high(incident) > 0


def _low(incident: Incident) -> int:
    return toll(incident, "killed", "min") or 0


def _high(incident: Incident) -> int:
    return toll(incident, "killed", "max") or max(_low(incident), _stated(incident))


def _stated(incident: Incident) -> int:
    """The highest number that the claims of the summary which count name for each side, together."""
    named: dict[str | None, int] = {}
    for claim in incident["claims"]:
        for figure in () if claim.get("ended") else claim.get("figures", ()):
            if figure["category"] == "killed":
                side, most = figure["side"], figure["min"] if figure["max"] is None else figure["max"]
                named[side] = max(most, named.get(side, 0))
    return max(named.pop(None, 0), sum(named.values()))


def _kinds(incident: Incident) -> set[ActorKind]:
    return {ActorKind(actor["kind"]) for member in ("initiators", "targets") for actor in incident[member]}


def _violence(incident: Incident) -> int:
    if incident["civilian_targeting"] or any(actor["kind"] == "civilian" for actor in incident["targets"]):
        return 3
    return 1 if _kinds(incident) & _STATE else 2


def _side(member: str) -> Callable[[Incident], list[str]]:
    return lambda incident: [actor["name"] for actor in incident[member]]


def _place(name: str) -> Callable[[Incident], Any]:
    return lambda incident: (incident["place"] or {}).get(name)


def _where_prec(incident: Incident) -> int:
    return WHERE_PREC[PlacePrecision(_place("precision")(incident) or "unknown")]


def _occurred(name: str) -> Callable[[Incident], str | None]:
    return lambda incident: incident["occurred"][name] if incident["occurred"] else None


def _days(incident: Incident) -> int:
    """Precise to the day by how it was said; 2 where that spans several days."""
    if not incident["occurred"]:
        return DATE_PREC[TimePrecision.UNKNOWN]
    start, end = incident["occurred"]["start"][:10], incident["occurred"]["end"][:10]
    code = DATE_PREC[TimePrecision(incident["occurred"]["precision"])]
    return 2 if code == 1 and start != end else code


def _wkt(incident: Incident) -> str | None:
    lat, lon = _place("lat")(incident), _place("lon")(incident)
    return None if lat is None or lon is None else f"POINT ({lon} {lat})"


_COLUMNS: Final[Mapping[str, Callable[[Incident], Any]]] = {
    "id": lambda incident: incident["id"],
    "year": lambda incident: int(start[:4]) if (start := _occurred("start")(incident)) else None,
    "type_of_violence": _violence,
    "side_a": _side("initiators"),
    "side_b": _side("targets"),
    "number_of_sources": lambda incident: incident["counts"]["origins"],
    "source_office": lambda incident: incident["sources"],
    "source_headline": lambda incident: incident["headline"],
    "where_prec": _where_prec,
    "where_coordinates": lambda incident: _place("gazetteer_name")(incident) or _place("name")(incident),
    "where_description": _place("name"),
    "adm_1": _place("admin1"),
    "adm_2": lambda incident: None,
    "latitude": _place("lat"),
    "longitude": _place("lon"),
    "geom_wkt": _wkt,
    "country": _place("country"),
    "region": lambda incident: incident["theatre"],
    "event_clarity": lambda incident: 1 if _days(incident) <= 2 and _where_prec(incident) <= 3 else 2,
    "date_prec": _days,
    "date_start": lambda incident: (start := _occurred("start")(incident)) and start[:10],
    "date_end": lambda incident: (end := _occurred("end")(incident)) and end[:10],
    "deaths_a": lambda incident: None,
    "deaths_b": lambda incident: None,
    "deaths_civilians": lambda incident: None,
    "deaths_unknown": lambda incident: None,
    "best": _low,
    "high": _high,
    "low": _low,
}
