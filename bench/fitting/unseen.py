"""Reading labelled files under word weights that have not seen them.

Words of labelled dossiers are among what `services.ingest.extraction.happenings` knows `happening` and `wording` by.
What is estimated from how the same dossiers are read would take those weights to be better than they are; so writers
are dealt into parts, and each part is read under word weights estimated without it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench import fit_wording
from bench.fit_happening import Told, estimate, labelled, source_of
from bench.fitting.drafts import writer_of
from services.ingest.extraction.happenings import happening, wording

__all__ = ["parts"]

_PARTS: Final = 5


def parts(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The files of some writers at a time; while a part is worked on, extraction reads by weights without it."""
    told = Told.of([one for file in files for one in labelled(file)])
    worded = fit_wording.Told.of(files)
    writers = sorted({writer_of(file) for file in files})
    shipped, shipped_wording = happening._model, wording._model
    try:
        for part in range(min(_PARTS, len(writers))):
            own = [file for file in files if writers.index(writer_of(file)) % _PARTS == part]
            bits = happening.Bits.of(*estimate(told.without({source_of(file) for file in own})))
            types = fit_wording.fit(worded.without({writer_of(file) for file in own}))
            happening._model = lambda bits=bits: bits  # type: ignore[assignment]
            wording._model = lambda types=types: types  # type: ignore[assignment]
            yield own
    finally:
        happening._model, wording._model = shipped, shipped_wording
