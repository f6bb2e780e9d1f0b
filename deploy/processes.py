"""The list of processes, read from `processes.toml`."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

LIST = Path(__file__).with_name("processes.toml")
PREFIX = "DECONFLICT_"


class Process(BaseModel):
    """One process of a deployment. `settings` are names of environment variables without their prefix."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    module: str
    extra: str
    port: int
    settings: tuple[str, ...]
    needs: tuple[str, ...]

    def environment(self, values: dict[str, str]) -> dict[str, str]:
        """Of these values, by setting, those that this process is told, by environment variable."""
        told = {PREFIX + name: values[name] for name in self.settings if name in values}
        return told | {"OTEL_SERVICE_NAME": self.name}


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid")

    all_settings: tuple[str, ...]
    process: tuple[Process, ...]


def processes() -> tuple[Process, ...]:
    """Every process, in the order of the data, each with the settings that all have."""
    listed = _List.model_validate(tomllib.loads(LIST.read_text(encoding="utf-8")))
    return tuple(one.model_copy(update={"settings": listed.all_settings + one.settings}) for one in listed.process)
