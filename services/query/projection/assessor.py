"""Assessing in a process of its own, beside the one that reads decisions and writes rows.

It knows nothing that is not in the database or in what it was asked, and lives and dies with whoever asks.
"""

import asyncio
import gc
import multiprocessing
import os
import pickle
import signal
import socket
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final

from chassis.errors import Fatal
from chassis.process.garbage import lasting
from services.query.projection.assessing import Question, Unassessable, Versions, assess_batch
from services.query.projection.casebook import Casebook

__all__ = ["Assessor", "AssessorDied"]

_HEAD: Final = 8
"""Bytes that say how many follow."""

_BUFFER: Final = 1 << 20


class AssessorDied(Fatal):
    """The assessing process ended. What it was asked is not written: whoever asked ends too, and both begin anew."""


class Assessor:
    """The asking end. Questions are answered in turn; several may be under way.

    Making one returns when it is ready, and raises `AssessorDied` if it does not come up.
    """

    def __init__(self) -> None:
        self._own, other = socket.socketpair()
        for end in (self._own, other):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        # A fork would take the threads' locks with it.
        spawn = multiprocessing.get_context("spawn")
        self._child = spawn.Process(target=_serve, args=(other,), name="assessing", daemon=True)
        self._child.start()
        other.close()
        self._unanswered = 1
        self.disregard()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid or 0

    def ask(self, question: Question) -> None:
        """Hand it over; returns before it is answered.

        Raises:
            AssessorDied.
        """
        try:
            _send(self._own, question)
        except OSError as error:
            raise self._died() from error
        self._unanswered += 1

    async def answer(self) -> Versions | Unassessable:
        """The answer to the first question that has none yet. Others may go on, and ask, until it comes.

        Raises:
            AssessorDied.
        """
        answer = await asyncio.to_thread(self._heard)
        self._unanswered -= 1
        return answer

    def disregard(self) -> None:
        """Nobody wants to hear any more what was asked so far, or waits for it. Raises as `answer`."""
        while self._unanswered:
            self._heard()
            self._unanswered -= 1

    def _heard(self) -> Versions | Unassessable:
        try:
            answer: Versions | Unassessable = _receive(self._own)
        except (EOFError, OSError) as error:
            raise self._died() from error
        return answer

    def check(self) -> None:
        """It lives. Raises `AssessorDied`."""
        if not self._child.is_alive():
            raise self._died()

    def close(self) -> None:
        """End it."""
        self._own.close()
        self._child.kill()
        self._child.join()

    def _died(self) -> AssessorDied:
        self._child.join(5)
        return AssessorDied(f"the assessing process ended (exit code {self._child.exitcode})")


def _serve(parent: socket.socket) -> None:
    # Signals may be sent to the whole group; the parent decides when this process ends, by its own end at the latest.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    questions: SimpleQueue[Question] = SimpleQueue()
    answers: SimpleQueue[Versions | Unassessable] = SimpleQueue()
    # The parent never waits for what is being assessed to hand over the next, or to begin on something else.
    Thread(target=_hear, args=(parent, questions), daemon=True).start()
    Thread(target=_say, args=(parent, answers), daemon=True).start()
    gc.freeze()
    book = Casebook()
    # That nothing came of nothing says that it is ready.
    answers.put(Versions([], [], [], []))
    while True:
        question = questions.get()
        if question.anew:
            book = Casebook()
        with lasting():
            answers.put(assess_batch(book, question))


def _hear(parent: socket.socket, questions: "SimpleQueue[Question]") -> None:
    while True:
        try:
            question = _receive(parent)
        except (EOFError, OSError):
            os._exit(0)
        questions.put(question)


def _say(parent: socket.socket, answers: "SimpleQueue[Versions | Unassessable]") -> None:
    while True:
        answer = answers.get()
        try:
            _send(parent, answer)
        except OSError:
            os._exit(0)


def _send(end: socket.socket, message: Any) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    end.sendall(len(data).to_bytes(_HEAD))
    end.sendall(data)


def _receive(end: socket.socket) -> Any:
    return pickle.loads(_exactly(end, int.from_bytes(_exactly(end, _HEAD))))


def _exactly(end: socket.socket, size: int) -> bytearray:
    found = bytearray(size)
    rest = memoryview(found)
    while rest:
        # All at once, not by and by: each time another thread would have to let this one go on.
        count = end.recv_into(rest, 0, socket.MSG_WAITALL)
        if not count:
            raise EOFError
        rest = rest[count:]
    return found
