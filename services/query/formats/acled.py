"""Incidents in the manner of ACLED's CSV: its columns, event types, actor types and precision codes.

A row is an account, not ACLED's coding of it. Fatalities are the lowest number that the accounts allow, 0 where there
is no figure. Countries are ISO 3166-1 alpha-2 codes; what Deconflict does not know is left empty.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from schemas.vocabulary import EVENT_TYPES, ActorKind, EventType, PlacePrecision, TimePrecision
from services.query.formats.columns import toll
from services.query.formats.selection import Selection
from services.query.formats.separated import table

__all__ = ["EVENT_OF", "GEO_PRECISION", "INTER", "TIME_PRECISION", "acled"]

Incident = Mapping[str, Any]

EVENT_OF: Final[Mapping[str, str]] = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Agreement": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}
"""The event type that each of ACLED's sub-event types belongs to, of those that are exported."""

TIME_PRECISION: Final[Mapping[TimePrecision, int]] = {
    TimePrecision.MINUTE: 1,
    TimePrecision.HOUR: 1,
    TimePrecision.PART_OF_DAY: 1,
    TimePrecision.DAY: 1,
    TimePrecision.WEEK: 2,
    TimePrecision.MONTH: 3,
    TimePrecision.YEAR: 3,
    TimePrecision.UNKNOWN: 3,
}
"""1 the day, 2 the week, 3 the month or worse."""

GEO_PRECISION: Final[Mapping[PlacePrecision, int]] = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.LANDMARK: 1,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.NEAR_SETTLEMENT: 2,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.REGION: 3,
    PlacePrecision.BORDER: 3,
    PlacePrecision.COUNTRY: 3,
    PlacePrecision.UNKNOWN: 3,
}
"""1 the place itself, 2 the area about a known place, 3 a larger region."""

INTER: Final[Mapping[ActorKind, str]] = {
    ActorKind.GOVERNMENT: "State forces",
    ActorKind.MILITARY: "State forces",
    ActorKind.POLICE: "State forces",
    ActorKind.LOCAL_AUTHORITY: "State forces",
    ActorKind.PARAMILITARY: "Political militia",
    ActorKind.UNIDENTIFIED_ARMED: "Political militia",
    ActorKind.REBEL: "Rebel group",
    ActorKind.CIVILIAN: "Civilians",
    ActorKind.MEDIA: "Civilians",
    ActorKind.NGO: "Civilians",
    ActorKind.IGO: "External/Other forces",
    ActorKind.OBSERVER_MISSION: "External/Other forces",
    ActorKind.UNKNOWN: "",
}
"""The kind of actor, as `inter1` and `inter2` have it."""

_DISORDER: Final = {"Strategic developments": "Strategic developments"}
_RENAMED: Final = {"Non-violent transfer": "Non-violent transfer of territory"}
_STATE: Final = "State forces"


def acled(selection: Selection) -> bytes:
    """The page as a table of ACLED's columns."""
    rows = ([value(incident) for value in _COLUMNS.values()] for incident in selection.incidents)
    return table([*_COLUMNS], rows)


def _sub_event(incident: Incident) -> str:
    kind = EventType(incident["event_type"])
    sub = EVENT_TYPES[kind].acled
    if kind == EventType.SHOOTING and not incident["civilian_targeting"]:
        return "Armed clash"
    if kind == EventType.TERRITORY_CHANGE and _inter(incident, "initiators") == _STATE:
        return "Government regains territory"
    return _RENAMED.get(sub, sub)


def _disorder(incident: Incident) -> str:
    return _DISORDER.get(EVENT_OF[_sub_event(incident)], "Political violence")


def _first(incident: Incident, member: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(iter(incident[member]), {})
    return found


def _others(member: str) -> Callable[[Incident], list[str]]:
    return lambda incident: [actor["name"] for actor in incident[member][1:]]


def _inter(incident: Incident, member: str) -> str:
    return INTER[ActorKind(_first(incident, member).get("kind", "unknown"))]


def _interaction(incident: Incident) -> str:
    return "-".join(filter(None, (_inter(incident, "initiators"), _inter(incident, "targets"))))


def _date(incident: Incident) -> str | None:
    if not incident["occurred"]:
        return None
    day: str = incident["occurred"]["start"][:10]
    return day


def _time_precision(incident: Incident) -> int:
    return TIME_PRECISION[TimePrecision(incident["occurred"]["precision"] if incident["occurred"] else "unknown")]


def _place(name: str) -> Callable[[Incident], Any]:
    return lambda incident: (incident["place"] or {}).get(name)


def _location(incident: Incident) -> Any:
    return _place("gazetteer_name")(incident) or _place("name")(incident)


def _geo_precision(incident: Incident) -> int:
    return GEO_PRECISION[PlacePrecision(_place("precision")(incident) or "unknown")]


def _timestamp(incident: Incident) -> int:
    return int(datetime.fromisoformat(incident["updated_at"]).timestamp())


_COLUMNS: Final[Mapping[str, Callable[[Incident], Any]]] = {
    "event_id_cnty": lambda incident: incident["id"],
    "event_date": _date,
    "year": lambda incident: int(date[:4]) if (date := _date(incident)) else None,
    "time_precision": _time_precision,
    "disorder_type": _disorder,
    "event_type": lambda incident: EVENT_OF[_sub_event(incident)],
    "sub_event_type": _sub_event,
    "actor1": lambda incident: _first(incident, "initiators").get("name"),
    "assoc_actor_1": _others("initiators"),
    "inter1": lambda incident: _inter(incident, "initiators"),
    "actor2": lambda incident: _first(incident, "targets").get("name"),
    "assoc_actor_2": _others("targets"),
    "inter2": lambda incident: _inter(incident, "targets"),
    "interaction": _interaction,
    "civilian_targeting": lambda incident: "Civilian targeting" if incident["civilian_targeting"] else None,
    "iso": lambda incident: None,
    "region": lambda incident: incident["theatre"],
    "country": _place("country"),
    "admin1": _place("admin1"),
    "admin2": lambda incident: None,
    "admin3": lambda incident: None,
    "location": _location,
    "latitude": _place("lat"),
    "longitude": _place("lon"),
    "geo_precision": _geo_precision,
    "source": lambda incident: incident["sources"],
    "source_scale": lambda incident: None,
    "notes": lambda incident: incident["sentence"],
    "fatalities": lambda incident: toll(incident, "killed", "min") or 0,
    "tags": lambda incident: f"support={incident['support']}; dispute={incident['dispute']}",
    "timestamp": _timestamp,
}
