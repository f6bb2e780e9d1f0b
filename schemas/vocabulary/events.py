"""Event types, after PLOVER categories and modes, with ACLED sub-event types for export."""

from typing import NamedTuple

from schemas.vocabulary.word import Word


class EventType(Word):
    """What kind of happening a statement is about."""

    FORCE_BUILDUP = "force_buildup"
    EXCHANGE_OF_FIRE = "exchange_of_fire"
    SHOOTING = "shooting"
    SHELLING = "shelling"
    DRONE_STRIKE = "drone_strike"
    AIR_STRIKE = "air_strike"
    DRONE_ACTIVITY = "drone_activity"
    INTERCEPTION = "interception"
    EXPLOSIVE_DEVICE = "explosive_device"
    GROUND_ASSAULT = "ground_assault"
    TERRITORY_CHANGE = "territory_change"
    CAPTURE_ABDUCTION = "capture_abduction"
    INFRASTRUCTURE_DAMAGE = "infrastructure_damage"
    RESTRICTION_BLOCKADE = "restriction_blockade"
    THREAT = "threat"
    CEASEFIRE_AGREEMENT = "ceasefire_agreement"
    WITHDRAWAL_DISARMAMENT = "withdrawal_disarmament"
    OBSERVER_ACCESS = "observer_access"
    OTHER = "other"


class Coding(NamedTuple):
    """How an event type is called elsewhere: PLOVER `category/mode`, ACLED sub-event type."""

    plover: str
    acled: str
    violent: bool


EVENT_TYPES: dict[EventType, Coding] = {
    EventType.FORCE_BUILDUP: Coding("MOBILIZE/troops", "Other", False),
    EventType.EXCHANGE_OF_FIRE: Coding("ASSAULT/firearms", "Armed clash", True),
    EventType.SHOOTING: Coding("ASSAULT/firearms", "Attack", True),
    EventType.SHELLING: Coding("ASSAULT/heavy-weapons", "Shelling/artillery/missile attack", True),
    EventType.DRONE_STRIKE: Coding("ASSAULT/drone", "Air/drone strike", True),
    EventType.AIR_STRIKE: Coding("ASSAULT/aerial", "Air/drone strike", True),
    EventType.DRONE_ACTIVITY: Coding("MOBILIZE/weapons", "Other", False),
    EventType.INTERCEPTION: Coding("ASSAULT", "Disrupted weapons use", True),
    EventType.EXPLOSIVE_DEVICE: Coding("ASSAULT/explosives", "Remote explosive/landmine/IED", True),
    EventType.GROUND_ASSAULT: Coding("ASSAULT", "Armed clash", True),
    EventType.TERRITORY_CHANGE: Coding("ASSAULT", "Non-state actor overtakes territory", True),
    EventType.CAPTURE_ABDUCTION: Coding("ASSAULT/abduct", "Abduction/forced disappearance", True),
    EventType.INFRASTRUCTURE_DAMAGE: Coding("ASSAULT/destroy", "Looting/property destruction", True),
    EventType.RESTRICTION_BLOCKADE: Coding("COERCE/restrict", "Other", False),
    EventType.THREAT: Coding("THREATEN", "Other", False),
    EventType.CEASEFIRE_AGREEMENT: Coding("AGREE", "Agreement", False),
    EventType.WITHDRAWAL_DISARMAMENT: Coding("RETREAT", "Non-violent transfer", False),
    EventType.OBSERVER_ACCESS: Coding("RETREAT/access", "Other", False),
    EventType.OTHER: Coding("", "Other", False),
}

FAMILIES: tuple[frozenset[EventType], ...] = (
    frozenset({EventType.SHELLING, EventType.AIR_STRIKE, EventType.DRONE_STRIKE}),
    frozenset({EventType.EXCHANGE_OF_FIRE, EventType.SHOOTING, EventType.GROUND_ASSAULT}),
)


_FAMILY = {kind: next((members for members in FAMILIES if kind in members), frozenset({kind})) for kind in EventType}


def family(kind: EventType) -> frozenset[EventType]:
    """The types that accounts of one happening may interchange with `kind`, itself included."""
    return _FAMILY[kind]
