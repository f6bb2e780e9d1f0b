"""What a virtual machine has learnt of the broker, kept for later ones: its classes, read and linked, and which methods
are worth compiling (JEP 483, 514 and 515). A broker that has it starts in half the processor time.

`deploy.broker.learning` makes it. Without it the broker starts as ever.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

__all__ = ["archive", "is_made_by", "reading", "writing"]

_TOLERANT = "-XX:+IgnoreUnrecognizedVMOptions"
"""A Java that knows of no such thing goes on without."""


def archive(java: Path, class_path: str) -> Path:
    """Where it is kept, beside the installation, or will be. Named by what the virtual machine would hold against it:
    its own classes and every jar, as they lie on this disk."""
    read = [java.parents[1] / "lib" / "modules", *map(Path, class_path.split(":"))]
    looks = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in read if file.exists()]
    return Path(sys.prefix) / f"broker-{hashlib.sha256(repr(looks).encode()).hexdigest()[:16]}.aot"


def is_made_by(java: Path) -> bool:
    """Whether this Java can write one (JEP 514, from Java 25 on)."""
    flags = subprocess.run([java, "-XX:+PrintFlagsFinal", "-version"], capture_output=True, text=True, check=True)
    return "AOTCacheOutput" in flags.stdout


def reading(kept: Path) -> tuple[str, ...]:
    """What tells Java to use it, if it is there."""
    return (_TOLERANT, f"-XX:AOTCache={kept}") if kept.exists() else ()


def writing(file: Path | None) -> tuple[str, ...]:
    """What tells Java to write it down at its end, if it is to."""
    return (_TOLERANT, f"-XX:AOTCacheOutput={file}") if file else ()
