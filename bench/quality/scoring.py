"""Scorers that stand outside the project: a Python file whose functions take gold rows and predicted rows."""

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["scored"]

Row = Mapping[str, Any]


def scored(scorer: Path, function: str, gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Any]:
    """What `function` of the file `scorer` gives for gold rows and predicted rows, both as the files hold them.

    Raises:
        ImportError, AttributeError: there is no such file or function.
    """
    spec = importlib.util.spec_from_file_location("quality_scorer", scorer)
    if spec is None or spec.loader is None:
        raise ImportError(f"no Python file: {scorer}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    figures: dict[str, Any] = getattr(module, function)(gold, predicted)
    return figures
