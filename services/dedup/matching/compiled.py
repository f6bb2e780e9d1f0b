"""Compilation: functions over plain numbers and arrays of them, turned into machine code once per installation.

What is compiled is kept beside the source, or where `NUMBA_CACHE_DIR` says, or in the user's cache folder if neither
can be written. Functions call each other across modules, and tables made from the vocabulary are compiled into them, so
what was kept holds only as long as neither a module here nor one of the vocabulary has changed.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from numba import njit
from numba.core import types
from numba.core.caching import FunctionCache

import schemas

__all__ = ["compiled", "part", "sources"]

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The same function in machine code, with floats as IEEE 754 has them; an index out of bounds is not noticed."""
    return _made(function)


def part(function: F) -> F:
    """The same of a function that only others call that are compiled: what Python would need to call it is left out."""
    return _made(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _made(function: F, **options: bool) -> F:
    compiling: Any = njit
    made = compiling(error_model="numpy", **options)(function)
    # Where nothing can be written, it is compiled at every start.
    with suppress(RuntimeError):
        made._cache = _Kept(function)  # type: ignore[no-untyped-call]
    made.get_call_template = _widened(made.get_call_template)
    result: F = made
    return result


def _widened(template: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Numbers as wide as can be, whatever their values: or a function would be compiled for each kind and constant."""

    def widened(args: Any, named: Any) -> Any:
        return template(tuple(map(_wide, args)), {name: _wide(one) for name, one in named.items()})

    return widened


def _wide(one: Any) -> Any:
    kind = types.unliteral(one)  # type: ignore[no-untyped-call]
    if isinstance(kind, types.Integer) and kind is not types.uint64:
        return types.int64
    return types.float64 if kind is types.float32 else kind


class _Kept(FunctionCache):
    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        # numba itself looks at the source of the function alone, not at what it calls.
        return (*super()._index_key(sig, codegen), _version())  # type: ignore[no-untyped-call]


def sources() -> list[Path]:
    """All files that what is compiled was made from."""
    room, contracts = Path(__file__).parent, Path(schemas.__file__).parent
    return sorted([*room.glob("*.py"), *contracts.rglob("*.py")])


@cache
def _version() -> str:
    found = blake2b(digest_size=8)
    for path in sources():
        found.update(path.read_bytes())
    return found.hexdigest()
