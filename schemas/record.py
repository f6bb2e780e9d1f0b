"""The base of every value that is written to a log or served."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

__all__ = ["Country", "Hash32", "Instant", "Record", "Words"]


class Record(BaseModel):
    """An immutable value. Readers ignore keys they do not know, so that an optional field is no new version."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_timedelta="iso8601")


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A moment, always UTC."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2; XK for Kosovo."""

Hash32 = Annotated[int, Field(ge=0, lt=1 << 32)]
"""An unsigned 32-bit hash."""

Words = Annotated[str, Field(max_length=120)]
"""Words kept from a report: short, so that what outlives an erasure stays small."""
