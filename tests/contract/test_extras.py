"""A process starts with its extra alone: its image has nothing else."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.processes import Process, processes

# Run in a fresh interpreter: refuses every import of a top-level module that is named in its arguments.
WITHOUT = """
import importlib, sys
module, *missing = sys.argv[1:]
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r} in this extra", name=name)
sys.meta_path.insert(0, Missing())
importlib.import_module(module)
"""


def distributions(requirement: str) -> set[str]:
    """The canonical names of all that is installed for a requirement, itself included."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(requirement)]
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        found.add(name)
        for extra in ("", *asked.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                needed = requires(name) or []
            except PackageNotFoundError:  # for another platform
                continue
            waiting += [
                one for one in map(Requirement, needed) if one.marker is None or one.marker.evaluate({"extra": extra})
            ]
    return found


def missing_without(extra: str) -> list[str]:
    """Top-level modules that are installed here and not by that extra."""
    installed = distributions(f"deconflict[{extra}]")
    # What Python itself brings into any environment.
    always = {"pip", "setuptools"}
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if not {canonicalize_name(owner) for owner in owners} & (installed | always)
    )


@pytest.mark.parametrize("process", processes(), ids=lambda process: process.name)
def test_a_process_imports_nothing_beyond_its_extra(process: Process) -> None:
    missing = missing_without(process.extra)
    assert "pytest" in missing, "the extra would install everything"

    told = subprocess.run(
        [sys.executable, "-c", WITHOUT, f"{process.module}.__main__", *missing],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr[-2000:]
