"""Another generation of decisions becomes live: no input is lost, none decided twice, whoever comes in between."""

from pathlib import Path

import pytest

from chassis.errors import Retry
from chassis.log import topics
from chassis.log.errors import Fenced
from chassis.log.port import Log
from operate.redecide import adopting
from operate.redecide.adopting import hand_over
from operate.redecide.deciding import Redeciding
from operate.redecide.live import Decided, read_decided
from services.dedup.writer import generation
from services.dedup.writer.generation import Superseded, live_generation
from services.dedup.writer.worker import TRANSACTIONAL_ID, Writer
from tests.unit.incidents.desk import world
from tests.unit.redecide.office import NEVER, Office, claim, weights
from tests.unit.writer.shop import records
from tests.waiting import until


def silent(done: int, of: int) -> None:
    """Told of progress, and of no interest here."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Two reports that a strict writer has kept apart; writers look at `control` at each step."""
    monkeypatch.setattr(generation, "_LOOK_S", 0.0)
    made = Office(tmp_path, weights(attach=NEVER))
    made.publish("one", claim("one"))
    made.publish("two", claim("two"))
    return made


def again(office: Office) -> tuple[Decided, Redeciding]:
    """What is live, and the run that decides on it again by the shipped weights."""
    live = read_decided(office.log, "g1", silent)
    return live, Redeciding(office.log, live, "g2", weights(), world())


def ends(office: Office) -> tuple[int, int]:
    """How many decisions either generation has."""
    return len(records(office.log, "decisions.g1")), len(records(office.log, "decisions.g2"))


def test_what_the_writer_decides_up_to_the_end_is_decided_again(office: Office) -> None:
    live, deciding = again(office)
    with deciding.begun(silent):
        deciding.go_on()
        office.publish("three", claim("three"))
        hand_over(office.log, live, deciding)

    assert live_generation(office.log, "g1") == "g2"
    assert ends(office) == (3, 3)


def test_the_writer_ends_and_the_next_one_goes_on_behind_the_other_decisions(office: Office, tmp_path: Path) -> None:
    live, deciding = again(office)
    with deciding.begun(silent):
        hand_over(office.log, live, deciding)

    with pytest.raises(Superseded, match="decisions of g2 are live, not of g1"):
        office.writer.step()
    office.writer.stop()

    writer = Writer(office.log, tmp_path, "g1", weights(), world())
    writer.start()
    put_in(office, "three")

    def decided() -> bool:
        writer.step()
        return ends(office) == (2, 3)

    until(decided)
    writer.stop()


def put_in(office: Office, name: str) -> None:
    """A report that nobody decides on yet."""
    with office.log.appender() as appender:
        appender.append_all([office.report(name, claim(name))])


def test_a_writer_that_did_not_notice_is_fenced_and_writes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_LOOK_S", 1000.0)
    office.writer.step()
    live, deciding = again(office)
    with deciding.begun(silent):
        hand_over(office.log, live, deciding)
        put_in(office, "three")
        with pytest.raises(Fenced):
            until(lambda: office.writer.step())

    assert ends(office) == (2, 2)


def test_a_standby_that_did_not_notice_takes_nothing_over(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_LOOK_S", 1000.0)
    standby = Writer(office.log, tmp_path, "g1", weights(attach=NEVER), world())
    standby.start()
    standby.step()
    live, deciding = again(office)
    with deciding.begun(silent):
        hand_over(office.log, live, deciding)
    office.writer.stop()

    with pytest.raises(Superseded):
        until(lambda: standby.step())


class Contended(Redeciding):
    """While it decides on the rest, a writer takes its right back, the first few times."""

    def __init__(self, log: Log, live: Decided, times: int) -> None:
        super().__init__(log, live, "g2", weights(), world())
        self._contended = log
        self._times = times

    def go_on(self) -> None:
        super().go_on()
        if self._times > 0:
            self._times -= 1
            self._contended.exclusive_appender(TRANSACTIONAL_ID, []).close()


def test_where_the_writer_takes_its_right_back_it_is_tried_again(office: Office) -> None:
    live = read_decided(office.log, "g1", silent)
    deciding = Contended(office.log, live, 5)
    with deciding.begun(silent):
        hand_over(office.log, live, deciding)
    assert live_generation(office.log, "g1") == "g2"


def test_given_up_nothing_has_changed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopting, "_ATTEMPTS", 2)
    live = read_decided(office.log, "g1", silent)
    deciding = Contended(office.log, live, 1000)
    with deciding.begun(silent), pytest.raises(Retry, match="the writer would not be kept waiting"):
        hand_over(office.log, live, deciding)
    assert live_generation(office.log, "g1") == "g1"
    assert records(office.log, topics.CONTROL) == []
