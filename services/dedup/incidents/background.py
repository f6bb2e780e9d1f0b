"""What opens nothing: background, what has not happened, and what is no happening at all."""

from schemas.events.decisions import SetAsideWhy
from schemas.statement import Statement
from schemas.vocabulary import EventType, Polarity, Temporal
from services.dedup.incidents.answers import reacts

__all__ = ["set_aside_why"]


def set_aside_why(statement: Statement) -> SetAsideWhy | None:
    """Why a statement can open and join nothing by what it is, or None.

    A threat happens when it is uttered. An ultimatum is conditional, so hypothetical, and yet a happening; a plain vow
    about the future is bluster.
    """
    if statement.temporal is Temporal.HISTORICAL:
        return SetAsideWhy.HISTORICAL
    if statement.temporal is Temporal.FUTURE:
        return SetAsideWhy.HYPOTHETICAL
    if statement.temporal is Temporal.HYPOTHETICAL and statement.event_type is not EventType.THREAT:
        return SetAsideWhy.HYPOTHETICAL
    if reacts(statement):
        return None
    if statement.polarity is Polarity.NEGATIVE or _says_nothing(statement):
        return SetAsideWhy.NO_HAPPENING
    return None


def _says_nothing(statement: Statement) -> bool:
    slots = (statement.initiator, statement.target, statement.place)
    return statement.event_type is EventType.OTHER and not any(slots) and not statement.casualties
