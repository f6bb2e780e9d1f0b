"""Where a figure was measured: without that it says nothing."""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

__all__ = ["occasion"]

_CPUINFO = Path("/proc/cpuinfo")


def occasion() -> dict[str, Any]:
    """When, by which command, and on what."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(["python", "-m", "bench", *sys.argv[1:]]),
        "cores": os.cpu_count(),
        "load_average_before": round(os.getloadavg()[0], 2),
        "processor": _processor(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "deconflict": version("deconflict"),
        "kafka_python": version("kafka-python"),
        "spacy": version("spacy"),
    }


def _processor() -> str:
    if _CPUINFO.exists() and (found := re.search(r"^model name\s*: (.+)$", _CPUINFO.read_text(), re.MULTILINE)):
        return found[1]
    return platform.processor() or platform.machine()
