"""Progress of long work, as a bar with its speed and the time that is left."""

from collections.abc import Callable
from typing import Self, TypeAlias, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

__all__ = ["Bars", "Telling", "Told"]

Q = TypeVar("Q")
A = TypeVar("A")

Told: TypeAlias = Callable[[int, int], None]
"""Told how much is done, of how much."""

Telling: TypeAlias = Callable[[str], Told]
"""Makes what is told of the progress of a piece of work, by its name."""


class Bars:
    """Bars on a console, one for each piece of work that there is something to do for; called, it gives one."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<14}"),
            BarColumn(),
            MofNCompleteColumn(),
            TaskProgressColumn(show_speed=True),
            TimeRemainingColumn(),
            console=console,
        )

    def __call__(self, name: str) -> Told:
        tasks: list[TaskID] = []

        def told(done: int, of: int) -> None:
            # What there is nothing to do for is not shown.
            if not tasks:
                tasks.append(self._progress.add_task(name))
            self._progress.update(tasks[0], completed=done, total=of)

        return told

    def paused_for(self, ask: Callable[[Q], A]) -> Callable[[Q], A]:
        """The same question, put while the console is free for it."""

        def asked(about: Q) -> A:
            self._progress.stop()
            try:
                return ask(about)
            finally:
                self._progress.start()

        return asked

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
