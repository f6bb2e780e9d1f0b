"""The life of an API's process, with the exit codes of `chassis.process.loop`."""

import logging
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from pydantic import ValidationError
from starlette.types import ASGIApp

from chassis.errors import Fatal
from chassis.http.server import serve
from chassis.http.settings import HttpLimits
from chassis.log.errors import Misconfigured
from chassis.process import lines
from chassis.process.loop import BROKEN, REFUSED, STOPPED
from chassis.process.settings import BadSettings, Settings, load
from chassis.telemetry import setup

__all__ = ["main"]

_log = logging.getLogger(__name__)


def main(name: str, make: Callable[[Settings, HttpLimits], ASGIApp]) -> NoReturn:
    """The whole of an API's `__main__`: settings, log lines, telemetry, the server, and the end of the process.

    `make` wires the app of process `name`; it connects nothing, that is for the app's lifespan.
    """
    lines.write_lines(name)
    code = STOPPED
    try:
        settings, limits = load(), _limits()
        lines.write_lines(name, settings.log_level)
        setup.set_up(name)
        serve(make(settings, limits), settings.http_host, settings.http_port, limits.grace_seconds)
    except (BadSettings, Misconfigured) as refusal:
        _log.critical("refusing to run: %s", refusal, extra={"code": REFUSED})
        code = REFUSED
    except Fatal as fatal:
        _log.critical("%s", fatal)
        code = BROKEN
    except Exception:  # noqa: BLE001 - the process ends here, by any error
        _log.critical("ended by an error", exc_info=True)
        code = BROKEN
    setup.flush()
    # Threads of client libraries may never end by themselves.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _limits() -> HttpLimits:
    try:
        return HttpLimits()
    except ValidationError as error:
        prefix = HttpLimits.model_config.get("env_prefix", "")
        faults = (f"{prefix}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise BadSettings("; ".join(faults)) from None
