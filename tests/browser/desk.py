"""What the tests of an incident's and a report's views post and ask for."""

from datetime import UTC, datetime, timedelta
from typing import Any

from operate.access import PAGE
from tests.system import System

__all__ = ["ANALYST", "coded", "incident_of", "killed", "said", "with_analyst"]

ANALYST = "analyst"
"""Under which name the system has a key that may read and review."""

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
PLACES = (
    "Ijevan", "Stepanavan", "Spitak", "Kapan", "Gyumri", "Sisian", "Dilijan", "Artik", "Hrazdan", "Abovyan", "Sevan",
    "Martuni", "Vanadzor", "Gavar", "Alaverdi", "Ashtarak", "Artashat", "Masis", "Vayk", "Armavir",
)  # fmt: skip
ARMIES = {"initiator": {"id": "az.mil"}, "target": {"id": "am.mil"}}


def with_analyst(system: System) -> System:
    """The system with the key by which links to the page sign in."""
    system.keys[ANALYST] = system.tokens[PAGE]
    return system


def day_of(place: str) -> datetime:
    """Each story has a place and a day of its own, apart from all others: nothing joins it but what is told of it."""
    return TODAY - timedelta(days=100 + 9 * PLACES.index(place))


def said(place: str, claimant: str = "am.mod", **slots: Any) -> dict[str, Any]:
    """A coded statement of shelling there."""
    day = day_of(place)
    occurred = {"start": day.isoformat(), "end": day.replace(hour=23).isoformat(), "precision": "day"}
    base = {"claimant": {"id": claimant}, "event_type": "shelling", "occurred": occurred} | ARMIES
    return base | {"place": {"name": place, "country": "AM"}} | slots


def killed(number: int, side: str = "AM") -> dict[str, Any]:
    """A figure."""
    return {"category": "killed", "side": side, "min": number, "max": number}


def coded(name: str, *statements: dict[str, Any], text: str = "", hour: int = 12, **fields: Any) -> dict[str, Any]:
    """A report of these statements, published the day after what they tell of."""
    told = datetime.fromisoformat(statements[0]["occurred"]["start"])
    published = (told + timedelta(days=1, hours=hour)).isoformat()
    return {"external_id": name, "published_at": published, "text": text, "statements": list(statements)} | fields


def incident_of(system: System, posted: dict[str, Any]) -> str:
    """The first incident that a report is of, once it is decided."""
    return str(system.decided(posted["status_url"])["incidents"][0])
