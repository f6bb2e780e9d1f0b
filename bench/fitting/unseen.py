"""Reading labelled files under word weights that have not seen them.

The words of labelled dossiers are among what `services.ingest.extraction.happening` is estimated from. What is
estimated from how the same dossiers are read would take those weights to be better than they are; so writers are
dealt into parts, and each part is read under word weights estimated without it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.fit_happening import Told, fit, labelled, source_of, written
from bench.fitting.drafts import writer_of
from services.ingest.extraction import happening

__all__ = ["parts"]

_PARTS: Final = 5


def parts(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The files of some writers at a time; while a part is worked on, extraction reads by weights without it."""
    told = Told.of([*written(), *(one for file in files for one in labelled(file))])
    writers = sorted({writer_of(file) for file in files})
    shipped = happening._model
    try:
        for part in range(min(_PARTS, len(writers))):
            own = [file for file in files if writers.index(writer_of(file)) % _PARTS == part]
            others = told.without({source_of(file) for file in own})
            model = fit(others)
            bits = model.priors(others), model.weights()
            happening._model = lambda bits=bits: bits  # type: ignore[assignment]
            yield own
    finally:
        happening._model = shipped
