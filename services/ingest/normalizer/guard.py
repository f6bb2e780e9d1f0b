"""Extraction in a process of its own, so that no report can hang or kill the loop that reads the log.

A report that takes too long, raises, or takes the extracting process down (out of memory, a fault in native code) is
told apart from its neighbours by extracting each alone, and it alone fails. Reports that are asked for together have
the time of one, and a long one is alone from the start: the neighbours of one that hangs wait for it once or twice its
time limit, however many they are.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final, Protocol, Self

from chassis.errors import Fatal
from chassis.process.settings import BadSettings
from schemas.events.statements import Rules
from services.ingest.extraction import Document, Extraction

__all__ = ["Extracts", "Failure", "GuardedExtractor", "failed", "settle"]

TRIES: Final = 2
"""How often a report may take the extracting process down alone: the first death may have been an operator's."""

_LONG: Final = 50_000
"""Characters of a text from which on its report is alone at once: its time is its own, company gains it nothing."""

_START_LIMIT_S: Final = 60.0

_MADE: Final = 50_000
"""Objects that are made before it is looked for garbage: several reports' worth."""


class Extracts(Protocol):
    """The extraction port: texts to attributed statements."""

    @property
    def rules(self) -> Rules:
        """What extraction is done with."""
        ...

    def extract_batch(self, documents: Sequence[Document]) -> list[Extraction]:
        """One extraction per document, in order: a pure function of each document alone."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be extracted, and why."""

    reason: str


class _Died(Exception):
    """The extracting process ended; the message says how."""


class _TooLong(Exception):
    """The extracting process was ended, since the time was up; the message says how much there was."""


class GuardedExtractor:
    """Extracts in a child process that `make` furnishes; `make` must be importable by name.

    Raises on making: what `make` raised of BadSettings, and Fatal when the child does not come up otherwise, for
    without extraction there is nothing to do.
    """

    def __init__(self, make: Callable[[], Extracts], limit_s: float) -> None:
        self._make = make
        self._limit_s = limit_s
        self._start()

    rules: Rules
    """What extraction is done with."""

    def extract(self, documents: Sequence[Document]) -> list[Extraction | Failure]:
        """One outcome per document, in order. A document alone takes at most `limit_s`; none spoils another's."""
        short = [document for document in documents if len(document.text) < _LONG]
        together = iter(self._together(short))
        return [next(together) if len(each.text) < _LONG else self._alone(each) for each in documents]

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid or 0

    def close(self) -> None:
        """End the child."""
        self._parent_end.close()
        self._child.kill()
        self._child.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _together(self, documents: Sequence[Document]) -> Sequence[Extraction | Failure]:
        if len(documents) > 1:
            try:
                outcome = self._ask(documents)
            except (_Died, _TooLong):
                outcome = Failure("")
            if not isinstance(outcome, Failure):
                return outcome
        return [self._alone(document) for document in documents]

    def _alone(self, document: Document) -> Extraction | Failure:
        how = ""
        for _ in range(TRIES):
            try:
                outcome = self._ask([document])
            except _TooLong as late:
                return Failure(str(late))
            except _Died as death:
                how = str(death)
            else:
                return outcome if isinstance(outcome, Failure) else outcome[0]
        return Failure(how)

    def _ask(self, documents: Sequence[Document]) -> list[Extraction] | Failure:
        ended: _Died | _TooLong
        try:
            self._parent_end.send(documents)
            if self._parent_end.poll(self._limit_s):
                outcome: list[Extraction] | Failure = self._parent_end.recv()
                return outcome
            ended = _TooLong(f"extraction was over its time limit of {self._limit_s:g} s")
        except (EOFError, OSError):
            self._child.join(5)
            ended = _Died(f"extraction took its process down (exit code {self._child.exitcode})")
        self.close()
        self._start()
        raise ended

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._parent_end, child_end = spawn.Pipe()
        self._child = spawn.Process(target=_serve, args=(child_end, self._make), name="extraction", daemon=True)
        self._child.start()
        child_end.close()
        try:
            if not self._parent_end.poll(_START_LIMIT_S):
                raise Fatal(f"extraction was not ready within {_START_LIMIT_S:g} s")
            answer: Rules | BadSettings = self._parent_end.recv()
        except EOFError as error:
            raise Fatal("extraction could not be made ready; its process has said why") from error
        if isinstance(answer, BadSettings):
            raise answer
        self.rules = answer


def _serve(parent: "Connection[Any, Any]", make: Callable[[], Extracts]) -> None:
    # A terminal sends Ctrl-C to the whole group; the parent decides when this process ends, by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        extractor = make()
    except BadSettings as refusal:
        parent.send(refusal)
        return
    parent.send(extractor.rules)
    frozen = False
    while True:
        try:
            documents = parent.recv()
        except EOFError:
            return
        parent.send(_outcome(extractor, documents))
        if not frozen:
            settle()
            frozen = True


def settle() -> None:
    """Spare the collection of garbage what it need not look at, once a first report was read: the tables, which are
    read at the first question, and what a report makes and has no more use for soon after."""
    gc.freeze()
    gc.set_threshold(_MADE)


def _outcome(extractor: Extracts, documents: Sequence[Document]) -> list[Extraction] | Failure:
    try:
        return extractor.extract_batch(documents)
    except Exception as error:  # noqa: BLE001 - extraction is pure: what it raises is about the input, which is parked
        return failed(error)


def failed(error: Exception) -> Failure:
    """That extraction raised `error`."""
    return Failure(f"extraction failed: {type(error).__name__}: {error}"[:500])
