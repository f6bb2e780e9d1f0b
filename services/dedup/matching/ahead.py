"""Looking ahead: rows that will be read are asked for while others are worked on.

Most rows of the index lie in memory that the processor has not at hand, and to wait for one at a time takes longer than
all that is done with them.
"""

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic

__all__ = ["expect"]

_LINE: Final = 64
"""Bytes that come at a time."""
_READ, _KEPT, _DATA = 0, 3, 1


def _expect(_: Any, rows: Any, at: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        form = signature.args[0]
        array, place = context.make_array(form)(context, builder, given[0]), given[1]
        inner = [ir.Constant(place.type, 0)] * (form.ndim - 1)
        codegen: Any = cgutils
        row = codegen.get_item_pointer(context, builder, form, array, [place, *inner])
        first, number = builder.bitcast(row, cgutils.voidptr_t), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        fetch = codegen.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        size = form.dtype.size if isinstance(form.dtype, types.Record) else form.dtype.bitwidth // 8
        for line in range(0, size, _LINE):
            there = builder.gep(first, [ir.Constant(number, line)])
            builder.call(fetch, [there, *(ir.Constant(number, one) for one in (_READ, _KEPT, _DATA))])
        return context.get_dummy_value()

    return types.void(rows, types.intp), generate


_made: Any = intrinsic(_expect)
expect: Callable[[Any, int], None] = _made
"""Ask for a row of an array, which should be within it. Nothing changes but how soon it can be read."""
