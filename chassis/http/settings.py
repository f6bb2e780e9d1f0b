"""What an API lets in, from environment variables with the prefix `DECONFLICT_HTTP_`."""

from typing import Annotated, Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.process.settings import PREFIX

__all__ = ["HttpLimits"]

_MIB: Final = 1024 * 1024


class HttpLimits(BaseSettings):
    """Bounds on size and rate. Generous: they keep a mistake from becoming an outage, no more."""

    model_config = SettingsConfigDict(env_prefix=f"{PREFIX}HTTP_", frozen=True, extra="ignore", env_ignore_empty=True)

    body_bytes: Annotated[int, Field(gt=0)] = 8 * _MIB
    """Largest request body, in bytes."""
    batch_bytes: Annotated[int, Field(gt=0)] = 256 * _MIB
    """Largest body of a batch, which is read line by line."""
    rate_per_second: Annotated[float, Field(gt=0)] = 2000.0
    """Requests, or lines of a batch, that one key may send in the long run."""
    rate_burst: Annotated[float, Field(ge=1)] = 4000.0
    """How many of them at once."""
    grace_seconds: Annotated[int, Field(ge=0)] = 10
    """How long a stopping server lets requests finish."""
