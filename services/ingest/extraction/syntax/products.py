"""The matrix products of a parser's network by numpy's library, which takes a third of the time of thinc's own.

A row of a product must not depend on how many rows there are: a unit is parsed the same whatever it is parsed with.
Libraries have paths of their own for small products, which round otherwise; so small ones are filled up with rows of
nothing. And they start a thread for each core, which wait for each other wherever several processes are at work.
"""

from typing import TYPE_CHECKING, Any

import numpy
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Products", "multiply"]

_SMALL = 1 << 20
"""Multiplications of single numbers below which a product may be taken for a small one."""


def multiply(nlp: "Language") -> None:
    """Have a pipeline's layers multiply so, in one thread; those that have a library of their own keep it."""
    threadpool_limits(1, user_api="blas")
    products = Products()
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = products


class Products(NumpyOps):  # type: ignore[misc]  # thinc gives it no type
    """thinc's operations, but for the product of two matrices."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed first where it is said."""
        each = y.size  # multiplications for one row
        if out is not None or trans1 or len(x) * each >= _SMALL:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        filled = numpy.zeros((-(-_SMALL // each), x.shape[1]), dtype=x.dtype)
        filled[: len(x)] = x
        return super().gemm(filled, y, trans2=trans2)[: len(x)]
