"""The per-user cache that survives a fresh clone."""

import os
from pathlib import Path


def cache_dir() -> Path:
    """The folder `deconflict` in the user's cache (XDG Base Directory Specification 0.8), not necessarily existing."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deconflict"
