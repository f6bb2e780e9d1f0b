"""Progress of long work, as a bar with its speed and the time that is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self, TypeAlias

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

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The console is free for something else, such as a question."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
