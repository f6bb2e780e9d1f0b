"""Whatever is killed while reports stream in, every report is decided exactly once and fed exactly once."""

import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bench.texts import reports
from chassis.log.topics import decisions
from schemas import ids
from schemas.events import decisions as decided
from schemas.events.decisions import Decision, ReportDuplicate, ReportStale
from schemas.events.envelope import unpack
from tests.faults.fresh_fold import feed_of, fresh_feed
from tests.system import RECOVERY_S, System
from tests.waiting import until

REPORTS = 96
REPORTS_OF_A_SOAK = 200  # in each of its rounds
VICTIMS = (
    "ingest-api", "normalizer", "dedup-writer", "dedup-standby", "projector", "projector's assessor", "query-api",
    "broker", "database",
)  # fmt: skip


class Stream:
    """Posts reports from a thread of its own, so many at a time as it is allowed, whatever dies meanwhile."""

    def __init__(self, system: System, bodies: Iterator[dict[str, Any]]) -> None:
        self.posted: list[dict[str, Any]] = []
        self._allowed = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, args=(system, bodies), daemon=True)
        self._thread.start()

    def allow(self, count: int) -> None:
        """Let that many more be posted."""
        self._allowed.release(count)

    def has_posted(self, count: int) -> bool:
        """Whether that many are taken."""
        return len(self.posted) >= count

    def join(self) -> None:
        """Return when all are posted."""
        self._thread.join(300)
        assert not self._thread.is_alive()

    def _run(self, system: System, bodies: Iterator[dict[str, Any]]) -> None:
        for body in bodies:
            self._allowed.acquire()
            self.posted.append(system.post(body))


def _kill_each_in_turn(system: System, stream: Stream, share: int) -> None:
    for victim in VICTIMS:
        before = len(stream.posted)
        stream.allow(share)
        # In the middle of the stream: some are taken, most are still under way.
        # Not before the last victim is back: one that runs may still be reading what it left.
        until(partial(stream.has_posted, before + share // 4), RECOVERY_S, "reports stream in")
        end, _, child = victim.partition("'s ")
        system.kill_child(end) if child else system.kill(end)
        until(partial(system.running_again, end), RECOVERY_S, f"{end} runs again")


def _decisions(system: System) -> list[Decision]:
    topic = decisions(system.settings.generation)
    return [unpack(record.value, decided.TYPES).data for record in system.records(topic) if record.value]


def _check(system: System, stream: Stream) -> None:
    system.all_decided(len(stream.posted))
    for answer in stream.posted:
        system.decided(answer["status_url"])
    log = _decisions(system)

    assert [decision.n for decision in log] == list(range(len(log))), "decision numbers are gapless"
    last = None
    for decision in log:
        last = ids.decision_id(last, decision.input.id, decision.deciding_rules)
        assert decision.id == last, f"decision {decision.n} follows from the one before"

    positions = [decision.input.position.offset for decision in log]
    assert positions == [record.offset for record in system.records("statements")], "one decision per input, in order"

    changing = Counter(
        decision.report.revision
        for decision in log
        if decision.report and not any(isinstance(event, ReportDuplicate | ReportStale) for event in decision.events)
    )
    assert changing == Counter({UUID(answer["revision"]): 1 for answer in stream.posted})
    assert feed_of(system) == fresh_feed(system), "the feed is what a fresh fold of the log gives"


def _round(folder: Path, rounds: int, each: int) -> None:
    with System(folder) as system:
        total = each * rounds
        stream = Stream(system, reports(total, seed=rounds))
        for _ in range(rounds):
            _kill_each_in_turn(system, stream, each // len(VICTIMS))
        stream.allow(total)
        stream.join()
        assert len(stream.posted) == total
        _check(system, stream)


@pytest.mark.faults
def test_every_process_killed_once_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    _round(tmp_path / "home", rounds=1, each=REPORTS)


@pytest.mark.soak
def test_every_process_killed_twenty_times_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    _round(tmp_path / "home", rounds=20, each=REPORTS_OF_A_SOAK)
