"""What is kept of compiled code holds only as long as all that it was made from, and all of it is made beforehand."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

from services.dedup.matching import candidates
from services.dedup.matching.compiled import sources


def test_every_module_of_ours_that_matching_imports_is_looked_at() -> None:
    """A table of the vocabulary is compiled in: machine code of an older one would go on comparing by it."""
    looked_at = {path.resolve() for path in sources()}
    room = Path(sources.__code__.co_filename).parent
    for module in room.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module
                and node.module.split(".")[0] in ("schemas", "services")
            ):
                assert Path(str(sys.modules[node.module].__file__)).resolve() in looked_at, node.module


def test_a_writer_that_has_begun_has_nothing_left_to_compile() -> None:
    """Else it would stand still for a second in the middle of its day."""
    told = subprocess.run([sys.executable, "-m", "tests.unit.matching.compiled_late"], capture_output=True, check=True)

    assert told.stdout.decode().split() == []


def test_an_index_that_grows_has_nothing_left_to_compile() -> None:
    """Else the writer would stand still for a second in the middle of its day. (`conftest.py` has compiled all.)"""
    growing: Any = candidates._fill
    assert growing.signatures
