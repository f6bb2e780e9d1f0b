"""Reading `statements`: a record becomes an input, whatever it holds."""

from typing import Final

from chassis.log.port import LogRecord
from schemas.events import statements
from schemas.events.envelope import Unreadable, unpack
from schemas.ids import bytes_id
from services.dedup.incidents.decide import Input

__all__ = ["read"]

_ERROR_LENGTH: Final = 300


def read(record: LogRecord) -> Input:
    """The input that a record is. One that cannot be read still is one, of which only that is decided."""
    value = record.value or b""
    try:
        event = unpack(value, statements.TYPES)
    except Unreadable as error:
        return Input(bytes_id(value), record.position, record.appended_at, str(error)[:_ERROR_LENGTH])
    return Input(event.id, record.position, record.appended_at, event.data)
