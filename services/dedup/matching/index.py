"""Statements and reports by what they can be found by, and all that they are compared by."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.dedup.matching import keys, members
from services.dedup.matching.candidates import Postings
from services.dedup.matching.copies import Sketches
from services.dedup.matching.facts import ROW
from services.dedup.matching.filing import Filing, file, file_report
from services.dedup.matching.members import ABSENT, HELD, MADE, NOBODY, SEED, WAITING
from services.dedup.matching.nearest import Caps, gather
from services.dedup.matching.profile import SAID, Profile, gathered
from services.dedup.matching.weights import Candidates

__all__ = ["ABSENT", "WAITING", "Index"]

_MORE: Final = 1.5
_LOW: Final = 0xFFFF_FFFF_FFFF_FFFF


class Index:
    """Every statement that may be a candidate, placed or waiting, and every report with words to compare.

    Statements, reports and seeds go by numbers that grow with the order in which the record met them, so that the same
    record gives the same candidates, however the index was filled.
    """

    def __init__(self, caps: Candidates) -> None:
        self._caps: Caps = (caps.postings, caps.newest, caps.compared, caps.newest_members)
        self._statements = Postings(caps.newest)
        self._reports = Postings(caps.newest)
        self._originals = Sketches()
        self.facts = np.zeros(1 << 10, ROW)
        self.held = _empty(HELD, 1 << 10, seed=ABSENT)
        self.made = _empty(MADE, 1 << 10, first=NOBODY)
        self.seed_members = _empty(SEED, 1 << 10, first=NOBODY, last=NOBODY)
        self.said = np.zeros(1 << 10, SAID)
        self.said["start"] = ABSENT
        self.words = np.zeros(1 << 16, np.uint32)
        # Where the words end: compiled code moves it.
        self._end = np.zeros(1, np.int64)
        self._candidates = 0
        self.compared = 0
        """Statements given for comparison so far."""

    def __len__(self) -> int:
        return self._candidates

    @property
    def touched(self) -> int:
        """Postings looked at so far, of statements and of reports."""
        return self._statements.touched + self._reports.touched

    def file(self, filings: Sequence[Filing], facts: NDArray[Any]) -> None:
        """File statements, each with its row of facts; again, if their slots changed or other seeds hold them.

        `joined` grows with the order in which members joined their seeds.
        """
        number, report, seed, _ = map(max, zip(*filings, strict=True))
        self.facts = _room(self.facts, number)
        self.held = _room(self.held, number, seed=ABSENT)
        self.made = _room(self.made, report, first=NOBODY)
        self.seed_members = _room(self.seed_members, seed, first=NOBODY, last=NOBODY)
        statements = self._statements
        statements.make_room(len(filings) * keys.MOST)
        self._candidates += file(
            np.array(filings, np.int64), facts, statements.table, statements.chunks, statements.tally,
            self.facts, self.held, self.made, self.seed_members,
        )  # fmt: skip

    def remove(self, number: int) -> None:
        """A statement is no candidate any more."""
        if self.holds(number):
            self._candidates -= 1
            self._statements.remove(number, keys.held(self.facts[number]))
            members.remove(self.held, self.made, self.seed_members, number)

    def file_report(self, number: int, id: UUID, profile: Profile, original: bool) -> None:
        """File a report by its words, again if they changed. Texts that are `original` may have copies."""
        self.made = _room(self.made, number, first=NOBODY)
        self.said = _room(self.said, number, start=ABSENT)
        if self._end[0] + len(profile.words) > len(self.words):
            # What moved away has left holes.
            self.words, self._end[0] = gathered(self.said, self.words, len(profile.words))
        made, reports, originals = self.made[number], self._reports, self._originals.filed
        made["high"], made["low"] = id.int >> 64, id.int & _LOW
        while missing := file_report(
            number, original, profile.said, profile.words, self.made, self.said, self.words, self._end,
            reports.table, reports.chunks, reports.tally, originals.table, originals.chunks, originals.tally,
        ):  # fmt: skip
            reports.make_room(missing)
            originals.make_room(missing)

    def holds(self, number: int) -> bool:
        """Whether a statement is a candidate."""
        return number < len(self.held) and bool(self.held["seed"].item(number) != ABSENT)

    def rows(self, numbers: Sequence[int]) -> NDArray[Any]:
        """The facts of statements."""
        found: NDArray[Any] = self.facts[np.array(numbers, np.intp)]
        return found

    def id(self, number: int) -> UUID:
        """The id of a statement."""
        facts = self.facts[number]
        return UUID(int=int(facts["high"]) << 64 | (int(facts["id"]) & _LOW))

    def report_id(self, number: int) -> UUID:
        """The id of a report."""
        made = self.made[number]
        return UUID(int=int(made["high"]) << 64 | int(made["low"]))

    def report_of(self, number: int) -> int:
        """The report that makes a statement."""
        return int(self.held["report"].item(number))

    def profile(self, report: int) -> Profile:
        """The words of a report, as they lie here: until it is filed again."""
        return Profile(self.said[report : report + 1], self.words)

    def copies(self, sketch: NDArray[np.uint32], least: float) -> list[tuple[UUID, float]]:
        """Original texts that a sketch resembles at least so far, with how far it does."""
        found = self._originals.copies(sketch, self.said, self.words, least)
        return [(self.report_id(one), alike) for one, alike in found]

    def near(self, rows: NDArray[Any], profile: Profile, report: int | None) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """What the statements of a report, new or on record, are to be compared with: see `nearest.gather`."""
        statements, reports = self._statements, self._reports
        # One that is decided on for the first time has a number, but nothing is filed under it.
        own = ABSENT if report is None or report >= len(self.made) else report
        asked, candidates, many = gather(
            rows, profile.said[0], profile.words, own, self._caps,
            statements.table, statements.chunks, statements.tally, reports.table, reports.chunks, reports.tally,
            self.held, self.made, self.seed_members,
        )  # fmt: skip
        self.compared += many
        return asked, candidates


def _empty(form: np.dtype[Any], many: int, **values: int) -> NDArray[Any]:
    made = np.zeros(many, form)
    for name, value in values.items():
        made[name] = value
    return made


def _room(rows: NDArray[Any], number: int, **values: int) -> NDArray[Any]:
    """The same rows, with room for that number."""
    if number < len(rows):
        return rows
    larger = _empty(rows.dtype, max(number + 1, int(len(rows) * _MORE)), **values)
    larger[: len(rows)] = rows
    return larger
